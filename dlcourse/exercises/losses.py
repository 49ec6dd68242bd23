"""Exercises of lesson 04: Huber's loss, and a score that is no loss."""

import numpy as np

from dlcourse.judging.exercise import Exercise, Mistake

# Huber: between squares and absolute values


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


huber_loss = Exercise(
    name="huber_loss",
    reference=_huber_loss,
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
        ),
    ],
    hints=[
        "Compute the absolute errors first. Then there are two cases.",
        "np.where(condition, a, b) picks from a where the condition holds and from b elsewhere.",
        "At an error of exactly delta both cases must give the same: delta**2 / 2.",
    ],
)

# R2: a score


def _r2_score(y_true, y_pred):
    mse = np.mean((y_true - y_pred) ** 2)
    return 1 - mse / np.var(y_true)


def _r2_inputs(rng):
    y = np.array([1.0, 2.0, 3.0])
    fixed = [
        (y, y.copy()),
        (y, np.full(3, 2.0)),
        (y, y[::-1].copy()),
        (y, np.array([1.0, 2.0, 6.0])),
    ]
    return fixed + [(rng.normal(size=8) * 2 + 5, rng.normal(size=8) + 4) for _ in range(2)]


def _squared_correlation(y_true, y_pred):
    with np.errstate(all="ignore"):
        return np.corrcoef(y_true, y_pred)[0, 1] ** 2


r2_score = Exercise(
    name="r2_score",
    reference=_r2_score,
    inputs=_r2_inputs,
    mistakes=[
        Mistake(
            "the ratio, not 1 minus it",
            "The ratio is 0 for perfect predictions. The score is 1 there.",
            lambda y_true, y_pred: np.mean((y_true - y_pred) ** 2) / np.var(y_true),
        ),
        Mistake(
            "variance of the predictions",
            "Compare with the spread of the right values. The predictions may have none.",
            lambda y_true, y_pred: 1 - np.mean((y_true - y_pred) ** 2) / np.var(y_pred),
        ),
        Mistake(
            "standard deviation",
            "A mean of squares must be divided by a mean of squares: the variance.",
            lambda y_true, y_pred: 1 - np.mean((y_true - y_pred) ** 2) / np.std(y_true),
        ),
        Mistake(
            "variance over n - 1",
            "The MSE is a mean over n, so the variance must be one over n, too; else a prediction "
            "by the mean does not score 0.",
            lambda y_true, y_pred: 1 - np.mean((y_true - y_pred) ** 2) / np.var(y_true, ddof=1),
        ),
        Mistake(
            "squared correlation",
            "Correlation forgives a wrong scale and even a wrong direction. R2 does not: it can be "
            "negative.",
            lambda y_true, y_pred: (
                np.mean((y_true - y_true.mean()) * (y_pred - y_pred.mean())) ** 2
                / (np.var(y_true) * max(np.var(y_pred), 1e-12))
            ),
            also=[_squared_correlation],
        ),
        Mistake(
            "cut off at 0",
            "Predictions that are worse than the mean score below 0. Leave it so.",
            lambda y_true, y_pred: max(0.0, _r2_score(y_true, y_pred)),
        ),
        Mistake(
            "a sum over a mean",
            "Divide a mean by a mean, or a sum by a sum: the variance is a mean over the samples.",
            lambda y_true, y_pred: 1 - np.sum((y_true - y_pred) ** 2) / np.var(y_true),
        ),
        Mistake(
            "variance of the errors",
            "The variance forgives predictions that are all too high by the same amount. The MSE "
            "does not: it is the mean of the squared errors as they are.",
            lambda y_true, y_pred: 1 - np.var(y_true - y_pred) / np.var(y_true),
        ),
        Mistake(
            "brackets forgotten",
            "The quotient comes first: 1 minus it, and not 1 minus the MSE, divided.",
            lambda y_true, y_pred: (1 - np.mean((y_true - y_pred) ** 2)) / np.var(y_true),
        ),
        Mistake(
            "targets not centred",
            "The lazy prediction is the mean of y_true. You compare with a prediction of 0.",
            lambda y_true, y_pred: 1 - np.mean((y_true - y_pred) ** 2) / np.mean(y_true**2),
        ),
        Mistake(
            "root taken",
            "R2 is made of squares: there is no root of the MSE in it.",
            lambda y_true, y_pred: 1 - np.sqrt(1 - _r2_score(y_true, y_pred)),
        ),
    ],
    hints=[
        "Who always predicts the mean of y_true scores 0. What is the MSE of such a prediction?",
        "That MSE has a name, and NumPy has a function for it.",
    ],
)
