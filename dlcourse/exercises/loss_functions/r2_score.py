"""R²: a score that is no loss."""

import numpy as np

from dlcourse.judging import Exercise, Mistake


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


def _upside_down(y_true, y_pred):
    with np.errstate(all="ignore"):
        return 1 - np.var(y_true) / np.mean((y_true - y_pred) ** 2)


def _r2_by_sums(y_true, y_pred):
    residual = ((y_true - y_pred) ** 2).sum()
    total = ((y_true - y_true.mean()) ** 2).sum()
    return 1 - residual / total


def _r2_by_keras(y_true, y_pred):
    import keras

    score = keras.metrics.R2Score()
    score.update_state(y_true[:, None], y_pred[:, None])
    return float(score.result())


def _r2_by_standard_deviations(y_true, y_pred):
    return 1 - (np.sqrt(np.mean((y_true - y_pred) ** 2)) / np.std(y_true)) ** 2


def _r2_by_mean_squares(y_true, y_pred):
    import keras

    variance = np.mean(y_true**2) - np.mean(y_true) ** 2
    return np.float32((variance - keras.losses.MeanSquaredError()(y_true, y_pred)) / variance)


r2_score = Exercise(
    name="r2_score",
    reference=_r2_score,
    right=[_r2_by_sums, _r2_by_keras, _r2_by_standard_deviations, _r2_by_mean_squares],
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
            "spread about the mean of the predictions",
            "The lazy prediction is the mean of y_true. You measure from the mean of y_pred.",
            lambda y_true, y_pred: (
                1 - np.mean((y_true - y_pred) ** 2) / np.mean((y_true - y_pred.mean()) ** 2)
            ),
        ),
        Mistake(
            "variance of the predictions over that of the targets",
            "Predictions that vary as much as the targets may still be wrong. Their errors count.",
            lambda y_true, y_pred: np.var(y_pred) / np.var(y_true),
        ),
        Mistake(
            "absolute errors",
            "R2 compares squared errors, not absolute ones.",
            lambda y_true, y_pred: (
                1 - np.mean(np.abs(y_true - y_pred)) / np.mean(np.abs(y_true - y_true.mean()))
            ),
        ),
        Mistake(
            "a mean over a sum",
            "Divide a mean by a mean, or a sum by a sum: your variance is a sum over the samples.",
            lambda y_true, y_pred: (
                1 - np.mean((y_true - y_pred) ** 2) / (len(y_true) * np.var(y_true))
            ),
        ),
        Mistake(
            "the square of a sum",
            "Errors of opposite sign cancel in a sum. Square each of them first.",
            lambda y_true, y_pred: (
                1 - np.sum(y_true - y_pred) ** 2 / (len(y_true) * np.var(y_true))
            ),
        ),
        Mistake(
            "the sign is lost",
            "Predictions that are worse than the mean score below 0. Leave the sign.",
            lambda y_true, y_pred: abs(_r2_score(y_true, y_pred)),
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
        Mistake(
            "upside down",
            "The MSE is compared with the variance, so the variance is what you divide by.",
            _upside_down,
        ),
        Mistake(
            "the ratio minus 1",
            "It is 1 minus the ratio: perfect predictions score 1, not -1.",
            lambda y_true, y_pred: -_r2_score(y_true, y_pred),
        ),
        Mistake(
            "the mean squared error",
            "That is the error in its own units. The score compares it with that of the mean.",
            lambda y_true, y_pred: np.mean((y_true - y_pred) ** 2),
        ),
        Mistake(
            "median instead of mean",
            "The prediction to compare with is the mean of the targets.",
            lambda y_true, y_pred: (
                1 - np.sum((y_true - y_pred) ** 2) / np.sum((y_true - np.median(y_true)) ** 2)
            ),
        ),
        Mistake(
            "added to 1",
            "The better the predictions, the smaller the ratio and the larger the score: subtract.",
            lambda y_true, y_pred: (
                1 + np.sum((y_true - y_pred) ** 2) / np.sum((y_true - y_true.mean()) ** 2)
            ),
        ),
        Mistake(
            "difference instead of ratio",
            "Divide the one sum of squares by the other.",
            lambda y_true, y_pred: (
                1 - np.sum((y_true - y_pred) ** 2) - np.sum((y_true - y_true.mean()) ** 2)
            ),
        ),
    ],
    further=("In Keras it is `keras.metrics.R2Score`. It can be negative: worse than the mean."),
    hints=[
        "Who always predicts the mean of y_true scores 0. What is the MSE of such a prediction?",
        "That MSE has a name, and NumPy has a function for it.",
    ],
)
