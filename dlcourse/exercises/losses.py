"""Exercises of lesson 04: losses, and a score that is none."""

import numpy as np

from dlcourse.exercises.protocol import Exercise, Mistake

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


huber_loss = Exercise(
    name="huber_loss",
    lesson="04",
    reference=_huber_loss,
    inputs=_huber_inputs,
    mistakes=[
        Mistake(
            "small errors without the half",
            "Without the factor 1/2 the parabola and the line do not meet at delta: the loss "
            "jumps there.",
            lambda y_true, y_pred, delta: np.mean(
                np.where(
                    np.abs(y_pred - y_true) <= delta,
                    (y_pred - y_true) ** 2,
                    delta * np.abs(y_pred - y_true) - delta**2 / 2,
                )
            ),
        ),
        Mistake(
            "large errors without their shift",
            "The line for large errors must begin where the parabola ends, so something has to be "
            "subtracted from delta * error.",
            lambda y_true, y_pred, delta: np.mean(
                np.where(
                    np.abs(y_pred - y_true) <= delta,
                    (y_pred - y_true) ** 2 / 2,
                    delta * np.abs(y_pred - y_true),
                )
            ),
        ),
        Mistake(
            "errors with their sign",
            "An error of -5 is as large as one of 5. Compare its absolute value with delta.",
            lambda y_true, y_pred, delta: np.mean(
                np.where(
                    y_pred - y_true <= delta,
                    (y_pred - y_true) ** 2 / 2,
                    delta * (y_pred - y_true) - delta**2 / 2,
                )
            ),
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
    fixed = [(y, y), (y, np.full(3, 2.0)), (y, y[::-1].copy()), (y, np.array([1.0, 2.0, 6.0]))]
    return fixed + [(rng.normal(size=8) * 2 + 5, rng.normal(size=8) + 4) for _ in range(2)]


r2_score = Exercise(
    name="r2_score",
    lesson="04",
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
        ),
    ],
    hints=[
        "Who always predicts the mean of y_true scores 0. What is the MSE of such a prediction?",
        "That MSE has a name, and NumPy has a function for it.",
    ],
)

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
    return fixed + [(rng.integers(0, 4, len(p)), p) for p in drawn]


cross_entropy = Exercise(
    name="cross_entropy",
    lesson="04",
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
    scores = [[2.0, -1.0], [0.0, 0.0], [-3.0, 3.0], [-800.0, 800.0], [900.0, -1000.0]]
    drawn = [(rng.integers(0, 2, 6).astype(float), rng.normal(size=6) * 5) for _ in range(2)]
    return [(targets, np.array(z)) for z in scores] + drawn


bce_from_logits = Exercise(
    name="bce_from_logits",
    lesson="04",
    reference=_bce_from_logits,
    inputs=_bce_inputs,
    mistakes=[
        Mistake(
            "through the sigmoid",
            "For large scores the sigmoid is exactly 0 or 1 in floating point, and log(0) is "
            "infinite. Simplify the formula first, so that the sigmoid disappears.",
            _through_sigmoid,
        ),
        Mistake(
            "clipped at 1e-7",
            "With a floor under the share the loss stops growing for very wrong scores. Computed "
            "from the score, it goes on.",
            lambda targets, z: (
                -np.mean(
                    np.log(np.maximum(np.where(targets == 1, _sigmoid(z), _sigmoid(-z)), 1e-7))
                )
            ),
        ),
        Mistake(
            "exponential of a large score",
            "log(1 + exp(z)) is right on paper, but exp(800) overflows.",
            lambda targets, z: np.mean(_overflowing(z) - targets * z),
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


def _sigmoid(z):
    small = np.exp(-np.abs(z))
    return np.where(z >= 0, 1, small) / (1 + small)


def _overflowing(z):
    with np.errstate(over="ignore"):
        return np.log(1 + np.exp(z))
