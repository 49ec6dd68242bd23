"""Binary cross-entropy from a score, without the sigmoid."""

import math

import numpy as np

from dlcourse.judging import Exercise, Mistake


def _bce_from_logits(targets, z):
    return np.mean(np.maximum(z, 0) - targets * z + np.log1p(np.exp(-np.abs(z))))


def _through_sigmoid(targets, z):
    with np.errstate(all="ignore"):
        p = 1 / (1 + np.exp(-z))
        return -np.mean(targets * np.log(p) + (1 - targets) * np.log(1 - p))


def _bce_inputs(rng):
    targets = np.array([1.0, 0.0])
    scores = [[2.0, -1.0], [0.0, 0.0], [-3.0, 3.0], [-40.0, 40.0], [-800.0, 800.0]]
    scores += [[900.0, -1000.0]]
    drawn = [(rng.integers(0, 2, 6).astype(float), rng.normal(size=6) * 5) for _ in range(2)]
    return [(targets, np.array(z)) for z in scores] + drawn


def _sigmoid(z):
    small = np.exp(-np.abs(z))
    return np.where(z >= 0, 1, small) / (1 + small)


def _through_the_right_probability(targets, z):
    with np.errstate(all="ignore"):
        p = 1 / (1 + np.exp(-z))
        return -np.mean(np.log(np.where(targets == 1, p, 1 - p)))


def _clipped(floor):
    return lambda targets, z: (
        -np.mean(np.log(np.maximum(np.where(targets == 1, _sigmoid(z), _sigmoid(-z)), floor)))
    )


def _clipped_on_both_sides(floor):
    def answer(targets, z):
        p = np.clip(_sigmoid(z), floor, 1 - floor)
        return -np.mean(targets * np.log(p) + (1 - targets) * np.log(1 - p))

    return answer


def _one_case(targets, z):
    with np.errstate(all="ignore"):
        return -np.mean(targets * np.log(1 / (1 + np.exp(-z))))


def _as_probabilities(targets, z):
    with np.errstate(all="ignore"):
        return -np.mean(targets * np.log(z) + (1 - targets) * np.log(1 - z))


def _log_of_exp(targets, z):
    with np.errstate(all="ignore"):
        return np.mean(np.maximum(z, 0) - targets * z + np.log(np.exp(-np.abs(z))))


def _limited(limit):
    return lambda targets, z: _bce_from_logits(targets, np.clip(z, -limit, limit))


def _both_cases_overflow(targets, z):
    with np.errstate(all="ignore"):
        return np.mean(targets * _overflowing(-z) + (1 - targets) * _overflowing(z))


def _overflowing(z):
    with np.errstate(over="ignore"):
        return np.log(1 + np.exp(z))


def _bce_with_logaddexp(targets, z):
    return (np.logaddexp(0, z) - targets * z).mean()


def _bce_by_the_sign(targets, z):
    towards_the_wrong_side = np.where(targets == 1, -z, z)
    return np.logaddexp(0, towards_the_wrong_side).mean()


def _bce_by_keras(targets, z):
    import keras

    return keras.losses.BinaryCrossentropy(from_logits=True)(targets, z)


def _bce_by_loop(targets, z):
    total = 0
    for target, score in zip(targets, z, strict=True):
        wrong = -score if target else score
        total += math.log1p(math.exp(-abs(wrong))) + max(wrong, 0)
    return total / len(z)


def _bce_by_log_sum_exp(targets, z):
    m = np.maximum(z, 0)
    return np.average(m + np.log(np.exp(-m) + np.exp(z - m)) - targets * z)


bce_from_logits = Exercise(
    name="bce_from_logits",
    reference=_bce_from_logits,
    right=[_bce_with_logaddexp, _bce_by_the_sign, _bce_by_keras, _bce_by_loop, _bce_by_log_sum_exp],
    inputs=_bce_inputs,
    mistakes=[
        Mistake(
            "through the sigmoid",
            "For large scores the sigmoid is exactly 0 or 1 in floating point, and log(0) is "
            "infinite. Simplify the formula first, so that the sigmoid disappears.",
            _through_sigmoid,
            also=[_through_the_right_probability],
        ),
        Mistake(
            "clipped",
            "With a floor under the probability, or a limit to the score, the loss stops growing "
            "for very wrong scores. Computed from the score, it goes on.",
            _clipped(1e-7),
            also=[
                *(_clipped(floor) for floor in (1e-8, 1e-9, 1e-10, 1e-12, 1e-15)),
                *(_clipped_on_both_sides(floor) for floor in (1e-7, 1e-8, 1e-9, 1e-12, 1e-15)),
                *(_limited(limit) for limit in (20, 30, 50, 100, 500, 700)),
            ],
        ),
        Mistake(
            "exponential of a large score",
            "log(1 + exp(z)) is right on paper, but exp(800) overflows.",
            lambda targets, z: np.mean(_overflowing(z) - targets * z),
            also=[
                lambda targets, z: np.mean(_overflowing(-z) + (1 - targets) * z),
                lambda targets, z: np.mean(np.where(targets, _overflowing(-z), _overflowing(z))),
                _both_cases_overflow,
            ],
        ),
        Mistake(
            "exponential of z instead of -|z|",
            "log(1 + exp(-z)) belongs to a positive score. For a negative one it counts z twice, "
            "and overflows.",
            lambda targets, z: np.mean(np.maximum(z, 0) - targets * z + _overflowing(-z)),
            also=[lambda targets, z: np.mean(np.maximum(z, 0) - targets * z + _overflowing(z))],
        ),
        Mistake(
            "the logarithm left out",
            "That is right for large scores only. At 0 the loss is log 2.",
            lambda targets, z: np.mean(np.maximum(z, 0) - targets * z),
        ),
        Mistake(
            "sum instead of mean",
            "A sum grows with the batch. The loss is the mean over its samples.",
            lambda targets, z: _bce_from_logits(targets, z) * len(z),
        ),
        Mistake(
            "scores taken for probabilities",
            "A score may be any number, also a negative one. What you take the log of must be a "
            "probability.",
            _as_probabilities,
        ),
        Mistake(
            "the logarithm undoes the exponential",
            "log(exp(-|z|)) is only -|z|. A 1 is added to the exponential before the log is taken.",
            _log_of_exp,
        ),
        Mistake(
            "target times score added",
            "Where the target is 1, a high score makes the loss smaller: that term is subtracted.",
            lambda targets, z: np.mean(np.logaddexp(0, z) + targets * z),
        ),
        Mistake(
            "max(z, 0) left out",
            "log(1 + exp(-|z|)) is small on both sides. A large positive score costs as much as it "
            "is large, if the target is 0.",
            lambda targets, z: np.mean(np.logaddexp(0, -np.abs(z)) - targets * z),
        ),
        Mistake(
            "logarithm of another base",
            "The cross-entropy is meant with the natural logarithm.",
            lambda targets, z: _bce_from_logits(targets, z) / np.log(2),
            also=[
                lambda targets, z: np.mean(
                    np.maximum(z, 0) - targets * z + np.logaddexp(0, -np.abs(z)) / np.log(2)
                )
            ],
        ),
        Mistake(
            "targets exchanged",
            "You punish a high score where the target is 1. It should be the other way round.",
            lambda targets, z: _bce_from_logits(1 - targets, z),
        ),
        Mistake(
            "the second term forgotten",
            "A sample with target 0 has a loss, too: that of the score towards 1.",
            lambda targets, z: np.mean(targets * np.logaddexp(0, -z)),
            also=[_one_case],
        ),
        Mistake(
            "the targets are not used",
            "The loss depends on the target: for a 1, a large score is cheap.",
            lambda targets, z: np.mean(np.logaddexp(0, z)),
            also=[lambda targets, z: np.mean(np.logaddexp(0, -z))],
        ),
        Mistake(
            "the first term forgotten",
            "You count the samples with target 0 alone. For a target of 1 the cost is -log p.",
            lambda targets, z: np.mean((1 - targets) * np.logaddexp(0, z)),
        ),
        Mistake(
            "another term in place of max(z, 0)",
            "The first term is z where the score is positive, and 0 where it is negative.",
            lambda targets, z: np.mean(np.abs(z) - targets * z + np.log1p(np.exp(-np.abs(z)))),
            also=[
                lambda targets, z: np.mean(
                    np.minimum(z, 0) - targets * z + np.log1p(np.exp(-np.abs(z)))
                )
            ],
        ),
        Mistake(
            "squared errors",
            "That is the mean squared error of the probabilities, and no cross-entropy.",
            lambda targets, z: np.mean((1 / (1 + np.exp(-np.clip(z, -500, 500))) - targets) ** 2),
        ),
        Mistake(
            "hinge loss",
            "That is another loss, without any exponential.",
            lambda targets, z: np.mean(np.maximum(0, 1 - (2 * targets - 1) * z)),
        ),
    ],
    further="It is `keras.losses.BinaryCrossentropy` with `from_logits=True`.",
    hints=[
        "With p = sigmoid(z): -log(p) is log(1 + exp(-z)), and -log(1 - p) is log(1 + exp(z)).",
        "The two differ by z only. So both cases together are log(1 + exp(z)) - target * z.",
        "exp may only see negative numbers: log(1 + exp(z)) = max(z, 0) + log(1 + exp(-|z|)).",
    ],
)
