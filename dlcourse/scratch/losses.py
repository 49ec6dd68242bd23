"""Losses in NumPy, each with its gradient beside it: the twins of `keras.losses`.

A loss compares predictions with targets and gives one number to make small. Every loss here
averages over the samples of the batch, so its size does not depend on how many there are.

    loss = CategoricalCrossentropy(from_logits=True)
    loss(y_true, y_pred)             # one number
    loss.per_sample(y_true, y_pred)  # shape (n_samples,): Keras' reduction=None
    loss.gradient(y_true, y_pred)    # shape of y_pred: d loss / d y_pred

Predictions have shape (n_samples, n_outputs); (n_samples,) is read as one output per sample.
"""

import numpy as np
from numpy.typing import ArrayLike

from dlcourse.scratch.activations import sigmoid, softplus
from dlcourse.scratch.softmax import softmax

EPSILON = 1e-7  # keras.config.epsilon(): probabilities are kept this far from 0 and 1


class Loss:
    """Average a loss over the samples; a subclass says what one sample costs.

    A subclass has `_costs(y_true, y_pred)` and `_slopes(y_true, y_pred)`, the derivative of each
    sample's cost by its predictions, for two float arrays of shape (n_samples, n_outputs).
    """

    def __call__(self, y_true: ArrayLike, y_pred: ArrayLike) -> np.floating:
        """Return the mean cost of the samples.

        Raises:
            ValueError: There is no sample, or the shapes do not fit.
        """
        return self.per_sample(y_true, y_pred).mean()

    def per_sample(self, y_true: ArrayLike, y_pred: ArrayLike) -> np.ndarray:
        """Return the cost of each sample, shape (n_samples,)."""
        return self._costs(*self._pair(y_true, y_pred))

    def gradient(self, y_true: ArrayLike, y_pred: ArrayLike) -> np.ndarray:
        """Return the derivative of the loss by each prediction, in the shape of `y_pred`."""
        targets, predictions = self._pair(y_true, y_pred)
        slopes = self._slopes(targets, predictions) / len(predictions)
        return slopes.reshape(np.shape(y_pred))

    def _pair(self, y_true: ArrayLike, y_pred: ArrayLike) -> tuple[np.ndarray, np.ndarray]:
        """Return targets and predictions as floats of one shape (n_samples, n_outputs)."""
        predictions = _as_rows(y_pred)
        targets = np.asarray(y_true, dtype=predictions.dtype)
        targets = targets[:, None] if targets.ndim == 1 else targets
        if targets.shape != predictions.shape:
            raise ValueError(
                "Expected y_true of the shape of y_pred. "
                f"Received: y_true.shape={np.shape(y_true)}, y_pred.shape={np.shape(y_pred)}"
            )
        return targets, predictions


class MeanSquaredError(Loss):
    """Average the squared errors. For regression; one outlier can outweigh all other samples.

    Example:
        >>> float(MeanSquaredError()([[1.0, 2.0]], [[1.0, 4.0]]))
        2.0
    """

    def _costs(self, y_true, y_pred):
        return np.mean((y_pred - y_true) ** 2, axis=-1)

    def _slopes(self, y_true, y_pred):
        return 2 * (y_pred - y_true) / y_pred.shape[-1]


class MeanAbsoluteError(Loss):
    """Average the absolute errors. Tolerates outliers; its slope does not shrink near the target.

    Example:
        >>> float(MeanAbsoluteError()([[1.0, 2.0]], [[1.0, 4.0]]))
        1.0
    """

    def _costs(self, y_true, y_pred):
        return np.mean(np.abs(y_pred - y_true), axis=-1)

    def _slopes(self, y_true, y_pred):
        return np.sign(y_pred - y_true) / y_pred.shape[-1]


class Huber(Loss):
    """Square small errors and take large ones linearly: between MSE and MAE.

    Args:
        delta: The absolute error at which the parabola becomes a line, above 0.

    Raises:
        ValueError: `delta` is not above 0.

    Reference:
        Huber, "Robust estimation of a location parameter", 1964.
    """

    def __init__(self, delta: float = 1.0):
        """Keep the border between small and large."""
        if not delta > 0:
            raise ValueError(f"Expected delta above 0. Received: delta={delta}")
        self.delta = float(delta)

    def _costs(self, y_true, y_pred):
        error = np.abs(y_pred - y_true)
        small = np.minimum(error, self.delta)
        return np.mean(small * (error - small / 2), axis=-1)

    def _slopes(self, y_true, y_pred):
        return np.clip(y_pred - y_true, -self.delta, self.delta) / y_pred.shape[-1]


class BinaryCrossentropy(Loss):
    """Average `-t log(p) - (1 - t) log(1 - p)`, for outputs that each are yes or no.

    Args:
        from_logits: Whether predictions are weighted sums that no sigmoid has seen. Prefer it:
            then nothing can overflow, and no probability has to be clipped.

    Reference:
        Good, "Rational decisions", 1952.
    """

    def __init__(self, from_logits: bool = False):
        """Keep what the predictions are."""
        self.from_logits = from_logits

    def _costs(self, y_true, y_pred):
        if self.from_logits:
            return np.mean(softplus(y_pred) - y_true * y_pred, axis=-1)
        p = _clip(y_pred)
        return -np.mean(y_true * np.log(p) + (1 - y_true) * np.log(1 - p), axis=-1)

    def _slopes(self, y_true, y_pred):
        if self.from_logits:
            return (sigmoid(y_pred) - y_true) / y_pred.shape[-1]
        p = _clip(y_pred)
        return (p - y_true) / (p * (1 - p)) * (p == y_pred) / y_pred.shape[-1]


class CategoricalCrossentropy(Loss):
    """Average `-sum_k t_k log(p_k)`, for classes that exclude each other; targets are one-hot.

    Args:
        from_logits: Whether predictions are weighted sums that no softmax has seen. Prefer it:
            its gradient is simply `softmax(y_pred) - y_true`, however wrong the prediction is.

    Reference:
        Bridle, "Probabilistic interpretation of feedforward classification network outputs", 1990.
    """

    def __init__(self, from_logits: bool = False):
        """Keep what the predictions are."""
        self.from_logits = from_logits

    def _costs(self, y_true, y_pred):
        if self.from_logits:
            return -np.sum(y_true * _log_softmax(y_pred), axis=-1)
        shares = y_pred / y_pred.sum(axis=-1, keepdims=True)  # Keras, too, rescales to sum 1
        return -np.sum(y_true * np.log(_clip(shares)), axis=-1)

    def _slopes(self, y_true, y_pred):
        if self.from_logits:
            return softmax(y_pred) * y_true.sum(axis=-1, keepdims=True) - y_true
        total = y_pred.sum(axis=-1, keepdims=True)
        shares = y_pred / total
        pull = y_true / _clip(shares) * (_clip(shares) == shares)
        return (np.sum(pull * shares, axis=-1, keepdims=True) - pull) / total


class SparseCategoricalCrossentropy(CategoricalCrossentropy):
    """The categorical cross-entropy for targets given as class numbers, shape (n_samples,).

    Raises (on call):
        ValueError: A class number is not whole, or not one of 0 ... n_classes - 1.
    """

    def _pair(self, y_true, y_pred):
        predictions, labels = _as_rows(y_pred), np.asarray(y_true)
        n_samples, n_classes = predictions.shape
        if labels.size != n_samples or labels.dtype.kind not in "iu":
            raise ValueError(
                f"Expected {n_samples} whole class numbers as y_true. "
                f"Received: y_true.shape={labels.shape}, dtype={labels.dtype}"
            )
        if labels.min() < 0 or labels.max() >= n_classes:
            raise ValueError(
                f"Expected class numbers from 0 to {n_classes - 1}. "
                f"Received: {labels.min()} to {labels.max()}"
            )
        return np.eye(n_classes, dtype=predictions.dtype)[labels.reshape(-1)], predictions


def _as_rows(y_pred: ArrayLike) -> np.ndarray:
    """Return predictions as floats of shape (n_samples, n_outputs)."""
    predictions = np.asarray(y_pred)
    if predictions.dtype.kind != "f":
        predictions = predictions.astype(np.float64)
    if predictions.ndim not in (1, 2) or predictions.size == 0:
        raise ValueError(
            "Expected y_pred of shape (n_samples, n_outputs) with at least one sample. "
            f"Received: y_pred.shape={predictions.shape}"
        )
    return predictions.reshape(len(predictions), -1)


def _clip(p: np.ndarray) -> np.ndarray:
    return np.clip(p, EPSILON, 1 - EPSILON)


def _log_softmax(z: np.ndarray) -> np.ndarray:
    """Return log(softmax(z)) by log-sum-exp: the logarithm of a tiny share stays finite."""
    z = z - z.max(axis=-1, keepdims=True)
    return z - np.log(np.exp(z).sum(axis=-1, keepdims=True))
