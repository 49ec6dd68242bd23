"""Right answers to the exercises on losses, written in other ways than the references."""

import keras
import numpy as np


def huber_by_clipping(y_true, y_pred, delta):
    error = np.abs(y_true - y_pred)
    near = np.clip(error, 0, delta)
    return (near * (error - 0.5 * near)).mean()


def huber_by_loop(y_true, y_pred, delta):
    total = 0.0
    for right, guess in zip(y_true, y_pred, strict=True):
        e = abs(right - guess)
        if e > delta:
            total += delta * (e - 0.5 * delta)
        else:
            total += 0.5 * e * e
    return total / len(y_true)


def r2_by_sums(y_true, y_pred):
    residual = ((y_true - y_pred) ** 2).sum()
    total = ((y_true - y_true.mean()) ** 2).sum()
    return 1 - residual / total


def r2_by_keras(y_true, y_pred):
    score = keras.metrics.R2Score()
    score.update_state(y_true[:, None], y_pred[:, None])
    return float(score.result())


def huber_by_keras(y_true, y_pred, delta):
    return keras.losses.Huber(delta=delta)(y_true, y_pred)


def huber_by_strict_masks(y_true, y_pred, delta):
    e = abs(y_pred - y_true).astype("float32")
    loss, small = np.zeros_like(e), e < delta
    loss[small] = e[small] ** 2 / 2
    loss[~small] = delta * (e[~small] - delta / 2)
    return np.array(loss.mean())


def r2_by_standard_deviations(y_true, y_pred):
    return 1 - (np.sqrt(np.mean((y_true - y_pred) ** 2)) / np.std(y_true)) ** 2


def r2_by_mean_squares(y_true, y_pred):
    variance = np.mean(y_true**2) - np.mean(y_true) ** 2
    return np.float32((variance - keras.losses.MeanSquaredError()(y_true, y_pred)) / variance)


VARIANTS = {
    "huber_loss": [huber_by_clipping, huber_by_loop, huber_by_keras, huber_by_strict_masks],
    "r2_score": [r2_by_sums, r2_by_keras, r2_by_standard_deviations, r2_by_mean_squares],
}
