"""Huber's loss: between squares and absolute values."""

import numpy as np

from dlcourse.judging import Exercise, Mistake


def _huber_loss(y_true, y_pred, delta):
    error = np.abs(y_pred - y_true)
    small, large = error**2 / 2, delta * error - delta**2 / 2
    return np.mean(np.where(error <= delta, small, large))


def _huber_inputs(rng):
    zeros = np.zeros(4)
    fixed = [
        (zeros, np.array([0.5, -0.5, 1.0, 0.0]), 1.0),
        (zeros, np.array([3.0, -5.0, 10.0, 2.0]), 2.0),
        (zeros, np.array([0.1, -0.3, 4.0, -6.0]), 0.5),
        (zeros, np.array([1.6, -1.8, 0.5, 4.0]), 2.0),
    ]
    return fixed + [(rng.normal(size=6), rng.normal(size=6) * 3, 1.5) for _ in range(2)]


def _two_cases(
    small=lambda e, delta: e**2 / 2,
    large=lambda e, delta: delta * e - delta**2 / 2,
    of=np.abs,
    near=np.less_equal,
):
    """Return a solution that goes wrong in one place."""

    def faulty(y_true, y_pred, delta):
        e = of(y_pred - y_true)
        return np.mean(np.where(near(e, delta), small(e, delta), large(e, delta)))

    return faulty


def _signed_line(sign):
    """Return a solution that compares well, and forgets the absolute value in the line."""

    def faulty(y_true, y_pred, delta):
        e = sign * (y_pred - y_true)
        return np.mean(np.where(np.abs(e) <= delta, e**2 / 2, delta * e - delta**2 / 2))

    return faulty


def _huber_by_clipping(y_true, y_pred, delta):
    error = np.abs(y_true - y_pred)
    near = np.clip(error, 0, delta)
    return (near * (error - 0.5 * near)).mean()


def _huber_by_loop(y_true, y_pred, delta):
    total = 0.0
    for right, guess in zip(y_true, y_pred, strict=True):
        e = abs(right - guess)
        if e > delta:
            total += delta * (e - 0.5 * delta)
        else:
            total += 0.5 * e * e
    return total / len(y_true)


def _huber_by_keras(y_true, y_pred, delta):
    import keras

    return keras.losses.Huber(delta=delta)(y_true, y_pred)


def _huber_by_strict_masks(y_true, y_pred, delta):
    e = abs(y_pred - y_true).astype("float32")
    loss, small = np.zeros_like(e), e < delta
    loss[small] = e[small] ** 2 / 2
    loss[~small] = delta * (e[~small] - delta / 2)
    return np.array(loss.mean())


huber_loss = Exercise(
    name="huber_loss",
    reference=_huber_loss,
    right=[_huber_by_clipping, _huber_by_loop, _huber_by_keras, _huber_by_strict_masks],
    inputs=_huber_inputs,
    mistakes=[
        Mistake(
            "small errors without the half",
            "Without the factor 1/2 the parabola and the line do not meet at delta: the loss "
            "jumps there.",
            _two_cases(small=lambda e, delta: e**2),
            also=[_two_cases(small=lambda e, delta: e**2, near=np.less)],
        ),
        Mistake(
            "large errors without their shift",
            "The line for large errors must begin where the parabola ends, so something has to be "
            "subtracted from delta * error.",
            _two_cases(large=lambda e, delta: delta * e),
            also=[_two_cases(large=lambda e, delta: delta * e, near=np.less)],
        ),
        Mistake(
            "shift without the half",
            "At an error of delta the line must have the parabola's value, delta**2 / 2. Yours is "
            "at 0 there.",
            _two_cases(large=lambda e, delta: delta * e - delta**2),
            also=[_two_cases(large=lambda e, delta: delta * e - delta**2, near=np.less)],
        ),
        Mistake(
            "delta of the shift not squared",
            "At an error of delta the line must have the parabola's value, delta**2 / 2.",
            _two_cases(large=lambda e, delta: delta * e - delta / 2),
        ),
        Mistake(
            "squared errors compared with delta",
            "delta is a border for the errors themselves: compare their absolute values with it.",
            _two_cases(near=lambda e, delta: e**2 <= delta),
        ),
        Mistake(
            "shift added",
            "At an error of delta the line has the parabola's value, so something is subtracted.",
            _two_cases(large=lambda e, delta: delta * e + delta**2 / 2),
        ),
        Mistake(
            "flat beyond delta",
            "Beyond delta your loss stops growing. It must go on along a straight line.",
            _two_cases(large=lambda e, delta: delta**2 / 2),
        ),
        Mistake(
            "always the line",
            "For small errors, too, your loss is on the line. It lies below the parabola on both "
            "sides of delta, so the size of the error must decide, not that of the loss.",
            lambda y_true, y_pred, delta: np.mean(np.abs(y_pred - y_true)),
            also=[_two_cases(near=lambda e, delta: e < 0)],
        ),
        Mistake(
            "one case for all samples",
            "Each error belongs to one of the two cases, whatever the other errors are.",
            _two_cases(near=lambda e, delta: np.all(e <= delta)),
            also=[_two_cases(near=lambda e, delta: np.mean(e) <= delta)],
        ),
        Mistake(
            "slope 1 for large errors",
            "Beyond delta the parabola has the slope delta, so the line must have it, too: it is "
            "delta * error, and then the shift.",
            _two_cases(large=lambda e, delta: e - delta / 2),
            also=[
                _two_cases(large=lambda e, delta: e),
                _two_cases(large=lambda e, delta: e - delta**2 / 2),
            ],
        ),
        Mistake(
            "errors with their sign",
            "An error of -5 is as large as one of 5. Take its absolute value, for the comparison "
            "with delta and for the line.",
            _two_cases(of=lambda e: e),
            also=[_two_cases(of=lambda e: -e), *(_signed_line(sign) for sign in (1, -1))],
        ),
        Mistake(
            "cases exchanged",
            "The parabola is for errors up to delta, the line for those beyond.",
            _two_cases(near=np.greater),
            also=[_two_cases(near=np.greater_equal)],
        ),
        Mistake(
            "delta left out",
            "The border between the cases is the argument delta; it is not always 1.",
            lambda y_true, y_pred, delta: _huber_loss(y_true, y_pred, 1.0),
        ),
        Mistake(
            "mean of the errors first",
            "Each error belongs to one of the two cases. Compute the loss of each sample, then "
            "take the mean.",
            lambda y_true, y_pred, delta: _huber_loss(0.0, np.mean(np.abs(y_pred - y_true)), delta),
            also=[lambda y_true, y_pred, delta: _huber_loss(0.0, np.mean(y_pred - y_true), delta)],
        ),
        Mistake(
            "sum instead of mean",
            "A sum grows with the number of samples. The loss is their mean.",
            lambda y_true, y_pred, delta: _huber_loss(y_true, y_pred, delta) * np.size(y_true),
        ),
        Mistake(
            "always the parabola",
            "You square all errors. Beyond delta the loss must grow along a straight line.",
            lambda y_true, y_pred, delta: np.mean((y_pred - y_true) ** 2) / 2,
            also=[lambda y_true, y_pred, delta: np.mean((y_pred - y_true) ** 2)],
        ),
        Mistake(
            "median instead of mean",
            "The loss is the mean over all samples.",
            lambda y_true, y_pred, delta: np.median(
                [
                    _huber_loss(y_true[i : i + 1], y_pred[i : i + 1], delta)
                    for i in range(len(y_true))
                ]
            ),
        ),
        Mistake(
            "line for delta 1",
            "The line is delta times the distance, less half of delta squared. Yours fits for "
            "delta = 1.",
            lambda y_true, y_pred, delta: np.mean(
                np.where(
                    np.abs(y_pred - y_true) <= delta,
                    0.5 * (y_pred - y_true) ** 2,
                    np.abs(y_pred - y_true) - 0.5,
                )
            ),
        ),
        Mistake(
            "the smooth relative",
            "That is the pseudo-Huber loss. Here the parabola ends at delta, and a line begins.",
            lambda y_true, y_pred, delta: np.mean(
                delta**2 * (np.sqrt(1 + ((y_pred - y_true) / delta) ** 2) - 1)
            ),
        ),
        Mistake(
            "small errors count as 0",
            "Up to delta an error costs half its square.",
            lambda y_true, y_pred, delta: np.mean(
                np.where(
                    np.abs(y_pred - y_true) <= delta,
                    0.0,
                    delta * np.abs(y_pred - y_true) - 0.5 * delta**2,
                )
            ),
        ),
        Mistake(
            "large errors count as 0",
            "Beyond delta an error costs more than any small one: there the line goes on.",
            lambda y_true, y_pred, delta: np.mean(
                np.where(np.abs(y_pred - y_true) <= delta, 0.5 * (y_pred - y_true) ** 2, 0.0)
            ),
        ),
        Mistake(
            "divided by delta",
            "The parabola is half the square of the error, whatever delta is.",
            lambda y_true, y_pred, delta: _huber_loss(y_true, y_pred, delta) / delta,
        ),
    ],
    further=("It is `keras.losses.Huber`: Huber, Robust estimation of a location parameter, 1964."),
    hints=[
        "Compute the absolute errors first. Then there are two cases.",
        "np.where(condition, a, b) picks from a where the condition holds and from b elsewhere.",
        "At an error of exactly delta both cases must give the same: delta**2 / 2.",
    ],
)
