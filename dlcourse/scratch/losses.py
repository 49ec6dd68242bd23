"""Losses in NumPy, each with its gradient beside it: the twins of `keras.losses`.

A loss compares predictions with targets and gives one number to make small. Every loss here
averages over the samples of the batch, so its size does not depend on how many there are.

    loss = CategoricalCrossentropy(from_logits=True)
    loss(y_true, y_pred)             # one number
    loss.per_sample(y_true, y_pred)  # shape (n_samples,): Keras' reduction=None
    loss.gradient(y_true, y_pred)    # shape of y_pred: d loss / d y_pred

Predictions have shape (..., n_outputs) and targets the same shape. Where the targets have fewer
axes, what `y_pred` has in front are variants, such as many networks that answer the same batch:
the loss of y_pred (n_variants, n_samples, n_outputs) against y_true (n_samples, n_outputs) has
shape (n_variants,), and its gradient holds the gradient of each variant's own loss. One output
per sample may come without its axis.
"""

from __future__ import annotations

import math

import numpy as np
from numpy.typing import ArrayLike

from dlcourse.scratch.activations import sigmoid, softplus
from dlcourse.scratch.matching import as_predictions, match_labels, match_values, mean_over_samples
from dlcourse.scratch.softmax import softmax

EPSILON = 1e-7  # keras.config.epsilon(): probabilities are kept this far from 0 and 1


class Loss:
    """Average a loss over the samples; a subclass says what one sample costs.

    A subclass writes `_costs` and `_slopes`. Both receive float arrays of the shapes
    (..., n_samples, n_outputs); `y_true` lacks the axes of the variants, which broadcast.
    """

    _match = staticmethod(match_values)

    @staticmethod
    def _samples(targets: np.ndarray) -> tuple[int, ...]:
        """Return the shape of the samples of matched targets."""
        return targets.shape[:-1]

    def __call__(self, y_true: ArrayLike, y_pred: ArrayLike) -> np.floating | np.ndarray:
        """Return the mean cost of the samples: a number, or an array in the shape of the variants.

        Raises:
            ValueError: There is no sample, or the shapes do not fit.
        """
        targets, predictions = self._match(y_true, y_pred)
        return mean_over_samples(self._costs(targets, predictions), self._samples(targets))

    def per_sample(self, y_true: ArrayLike, y_pred: ArrayLike) -> np.ndarray:
        """Return the cost of each sample, in the shape of `y_pred` without its last axis."""
        return self._costs(*self._match(y_true, y_pred))

    def gradient(self, y_true: ArrayLike, y_pred: ArrayLike) -> np.ndarray:
        """Return the derivative of the loss with respect to each prediction, shape of `y_pred`."""
        targets, predictions = self._match(y_true, y_pred)
        slopes = self._slopes(targets, predictions)
        return self._mean_slopes(slopes, self._samples(targets), y_pred)

    def with_gradient(
        self, y_true: ArrayLike, y_pred: ArrayLike
    ) -> tuple[np.floating | np.ndarray, np.ndarray]:
        """Return the loss and its gradient, as a step of training needs them."""
        return self.with_gradient_of_matched(self.match(y_true, y_pred), y_pred)

    def match(self, y_true: ArrayLike, y_pred: ArrayLike) -> np.ndarray:
        """Return the targets in the form that suits predictions of this shape, checked.

        Batches of what is returned need no more checks: see `with_gradient_of_matched`.
        """
        return self._match(y_true, y_pred)[0]

    def with_gradient_of_matched(
        self, targets: np.ndarray, y_pred: ArrayLike
    ) -> tuple[np.floating | np.ndarray, np.ndarray]:
        """Return what `with_gradient` does, for targets that `match` has returned."""
        predictions, samples = as_predictions(y_pred), self._samples(targets)
        costs, slopes = self._costs_and_slopes(targets, predictions)
        return mean_over_samples(costs, samples), self._mean_slopes(slopes, samples, y_pred)

    @staticmethod
    def _mean_slopes(slopes: np.ndarray, samples: tuple[int, ...], y_pred: ArrayLike) -> np.ndarray:
        """Return the slopes of the mean, in the shape of `y_pred`; it writes into `slopes`."""
        slopes /= math.prod(samples)
        return slopes[:, 0] if np.ndim(y_pred) == 1 else slopes

    def _costs_and_slopes(self, y_true, y_pred) -> tuple[np.ndarray, np.ndarray]:
        """Return both; where they have work in common, a subclass does it once."""
        return self._costs(y_true, y_pred), self._slopes(y_true, y_pred)

    def _costs(self, y_true: np.ndarray, y_pred: np.ndarray) -> np.ndarray:
        """Return the cost of each sample, shape (..., n_samples)."""
        raise NotImplementedError

    def _slopes(self, y_true: np.ndarray, y_pred: np.ndarray) -> np.ndarray:
        """Return the derivative of each sample's cost with respect to its predictions; a copy."""
        raise NotImplementedError


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

    Probabilities that do not sum to 1 are rescaled, then clipped, as Keras does.

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
        p = y_pred / y_pred.sum(axis=-1, keepdims=True)
        return -np.sum(y_true * np.log(_clip(p)), axis=-1)

    def _slopes(self, y_true, y_pred):
        if self.from_logits:
            return softmax(y_pred) * y_true.sum(axis=-1, keepdims=True) - y_true
        total = y_pred.sum(axis=-1, keepdims=True)
        p = y_pred / total
        pull = y_true / _clip(p) * (_clip(p) == p)
        return (np.sum(pull * p, axis=-1, keepdims=True) - pull) / total


class SparseCategoricalCrossentropy(Loss):
    """Average `-log(p_label)`: the categorical cross-entropy for targets given as class numbers.

    Targets are whole numbers from 0 to n_classes - 1, shape (n_samples,) or (n_samples, 1), or
    more axes for sequences: one for each row of predictions.

    Probabilities are clipped, then rescaled to sum to 1. Keras does so on TensorFlow; on JAX and
    PyTorch it rescales, then clips, as in the dense loss. The gradients differ only for samples of
    which a probability is clipped.

    Args:
        from_logits: Whether predictions are weighted sums that no softmax has seen. Prefer it.

    Raises (on call):
        ValueError: A class number is not whole, or not one of 0 ... n_classes - 1.

    Example:
        >>> loss = SparseCategoricalCrossentropy()
        >>> print(loss([0, 1], [[0.5, 0.5], [0.5, 0.5]]).round(3))
        0.693
    """

    _match = staticmethod(match_labels)

    @staticmethod
    def _samples(labels: np.ndarray) -> tuple[int, ...]:
        return labels.shape

    def __init__(self, from_logits: bool = False):
        """Keep what the predictions are."""
        self.from_logits = from_logits

    def _costs(self, labels, y_pred):
        if self.from_logits:
            return -_log_softmax(y_pred)[_places(labels)]
        p = _clip(y_pred)
        return np.log(p.sum(axis=-1)) - np.log(p[_places(labels)])

    def _slopes(self, labels, y_pred):
        if self.from_logits:
            slopes = softmax(y_pred)
            slopes[_places(labels)] -= 1
            return slopes
        p = _clip(y_pred)
        slopes = np.repeat(1 / p.sum(axis=-1, keepdims=True), p.shape[-1], axis=-1)
        slopes[_places(labels)] -= 1 / p[_places(labels)]
        return slopes * (p == y_pred)

    def _costs_and_slopes(self, labels, y_pred):
        if not self.from_logits:
            return super()._costs_and_slopes(labels, y_pred)
        z, places = y_pred - y_pred.max(axis=-1, keepdims=True), _places(labels)
        p = np.exp(z)
        total = p.sum(axis=-1, keepdims=True)
        costs = np.log(total[..., 0]) - z[places]
        p /= total
        p[places] = np.expm1(-costs)  # p - 1 at the label, where the cost is -log(p)
        return costs, p


def _places(labels: np.ndarray) -> tuple:
    """Return the index of the entry that belongs to each label."""
    if labels.ndim == 1:
        return ..., np.arange(len(labels)), labels
    return (..., *np.indices(labels.shape, sparse=True), labels)


def _clip(p: np.ndarray) -> np.ndarray:
    return np.clip(p, EPSILON, 1 - EPSILON)


def _log_softmax(z: np.ndarray) -> np.ndarray:
    """Return log(softmax(z)) by log-sum-exp: the logarithm of a tiny probability stays finite."""
    z = z - z.max(axis=-1, keepdims=True)
    return z - np.log(np.exp(z).sum(axis=-1, keepdims=True))
