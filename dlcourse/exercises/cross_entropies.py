"""Exercises of lesson 04: cross-entropies, from shares and from scores."""

import numpy as np

from dlcourse.judging.exercise import Exercise, Mistake

# Cross-entropy of a batch


def _cross_entropy(labels, shares):
    of_right_class = shares[np.arange(len(labels)), labels]
    return -np.mean(np.log(np.maximum(of_right_class, 1e-7)))


def _cross_entropy_inputs(rng):
    certain = np.array([[0.25, 0.5, 0.25]])
    two = np.array([[0.7, 0.2, 0.1], [0.1, 0.3, 0.6]])
    hopeless = np.array([[1.0, 0.0], [0.5, 0.5]])
    drawn = [rng.dirichlet(np.ones(4), size=n) for n in (3, 6)]
    fixed = [(np.array([1]), certain), (np.array([0, 1]), two), (np.array([1, 0]), hopeless)]
    fixed.append((np.array([0, 2]), np.array([[2e-7, 0.5, 0.5], [0.5, 0.5, 1e-9]])))
    return fixed + [(rng.integers(0, 4, len(p)), p) for p in drawn]


def _right_shares(labels, shares):
    return np.maximum(shares[np.arange(len(labels)), labels], 1e-7)


cross_entropy = Exercise(
    name="cross_entropy",
    reference=_cross_entropy,
    inputs=_cross_entropy_inputs,
    mistakes=[
        Mistake(
            "no floor under the share",
            "The log of 0 is minus infinity. Do not let a share fall below 1e-7.",
            lambda labels, shares: -np.mean(np.log(shares[np.arange(len(labels)), labels])),
        ),
        Mistake(
            "sum instead of mean",
            "A sum grows with the batch. The loss is the mean over its samples.",
            lambda labels, shares: _cross_entropy(labels, shares) * len(labels),
        ),
        Mistake(
            "no minus sign",
            "Logarithms of shares are negative; the loss must be positive, and small when the "
            "share is large.",
            lambda labels, shares: -_cross_entropy(labels, shares),
        ),
        Mistake(
            "the largest share",
            "You look at the class that the network prefers. The loss asks for the class that is "
            "right.",
            lambda labels, shares: -np.mean(np.log(np.maximum(shares.max(axis=1), 1e-7))),
        ),
        Mistake(
            "whole columns",
            "shares[:, labels] takes a whole column for every label. You need one entry from each "
            "row.",
            lambda labels, shares: -np.mean(np.log(np.maximum(shares[:, labels], 1e-7))),
        ),
        Mistake(
            "logarithm of another base",
            "np.log is the natural logarithm, the one meant here.",
            lambda labels, shares: _cross_entropy(labels, shares) / np.log(2),
            also=[lambda labels, shares: _cross_entropy(labels, shares) / np.log(10)],
        ),
        Mistake(
            "floor added",
            "Adding 1e-7 moves every share, and doubles a small one. Only shares below 1e-7 are "
            "lifted, and only up to it.",
            lambda labels, shares: -np.mean(np.log(shares[np.arange(len(labels)), labels] + 1e-7)),
        ),
        Mistake(
            "mean over all entries",
            "The sum over the classes has one term per sample that is not 0. Divide by the number "
            "of samples, not by that of all entries.",
            lambda labels, shares: _cross_entropy(labels, shares) / shares.shape[1],
        ),
        Mistake(
            "logarithm of the mean",
            "Each sample has its own cost, minus the log of its share. First the logs, then the "
            "mean.",
            lambda labels, shares: -np.log(np.mean(_right_shares(labels, shares))),
        ),
        Mistake(
            "no logarithm",
            "1 minus the share is a cost, too, but not the cross-entropy, which takes the log.",
            lambda labels, shares: 1 - np.mean(_right_shares(labels, shares)),
            also=[lambda labels, shares: -np.mean(_right_shares(labels, shares))],
        ),
        Mistake(
            "rows and columns exchanged",
            "The first index is the row, the sample. The label is the column.",
            lambda labels, shares: _cross_entropy(np.arange(len(labels)), shares[labels]),
            also=[lambda labels, shares: -np.mean(np.log(np.maximum(shares[labels], 1e-7)))],
        ),
        Mistake(
            "the first sample only",
            "The loss is the mean over all samples. Do not return from within the loop.",
            lambda labels, shares: _cross_entropy(labels[:1], shares[:1]),
        ),
    ],
    hints=[
        "Only one share of each row counts: that of the right class.",
        "A pair of index arrays, one with the rows and one with the columns, picks single entries.",
        "np.maximum(a, 1e-7) lifts everything that is smaller.",
    ],
)

# Binary cross-entropy from a score


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


def _through_the_right_share(targets, z):
    with np.errstate(all="ignore"):
        p = 1 / (1 + np.exp(-z))
        return -np.mean(np.log(np.where(targets == 1, p, 1 - p)))


def _clipped(floor):
    return lambda targets, z: (
        -np.mean(np.log(np.maximum(np.where(targets == 1, _sigmoid(z), _sigmoid(-z)), floor)))
    )


def _limited(limit):
    return lambda targets, z: _bce_from_logits(targets, np.clip(z, -limit, limit))


def _both_cases_overflow(targets, z):
    with np.errstate(all="ignore"):
        return np.mean(targets * _overflowing(-z) + (1 - targets) * _overflowing(z))


def _overflowing(z):
    with np.errstate(over="ignore"):
        return np.log(1 + np.exp(z))


bce_from_logits = Exercise(
    name="bce_from_logits",
    reference=_bce_from_logits,
    inputs=_bce_inputs,
    mistakes=[
        Mistake(
            "through the sigmoid",
            "For large scores the sigmoid is exactly 0 or 1 in floating point, and log(0) is "
            "infinite. Simplify the formula first, so that the sigmoid disappears.",
            _through_sigmoid,
            also=[_through_the_right_share],
        ),
        Mistake(
            "clipped",
            "With a floor under the share, or a limit to the score, the loss stops growing for "
            "very wrong scores. Computed from the score, it goes on.",
            _clipped(1e-7),
            also=[
                *(_clipped(floor) for floor in (1e-8, 1e-9, 1e-10, 1e-12, 1e-15)),
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
            "targets exchanged",
            "You punish a high score where the target is 1. It should be the other way round.",
            lambda targets, z: _bce_from_logits(1 - targets, z),
        ),
    ],
    hints=[
        "With p = sigmoid(z): -log(p) is log(1 + exp(-z)), and -log(1 - p) is log(1 + exp(z)).",
        "The two differ by z only. So both cases together are log(1 + exp(z)) - target * z.",
        "exp may only see negative numbers: log(1 + exp(z)) = max(z, 0) + log(1 + exp(-|z|)).",
    ],
)
