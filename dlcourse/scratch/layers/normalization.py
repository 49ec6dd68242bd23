"""Normalization in NumPy: the twins of Keras' `BatchNormalization` and `LayerNormalization`."""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike

from dlcourse.scratch.layers.base import Layer, as_float, as_rows, check_gradient, check_samples


class Normalization(Layer):
    """Base of both layers: standardize, then scale by `gamma` and shift by `beta`.

    A subclass says over which axis of the rows the mean and the variance are taken.
    """

    axis: int

    def __init__(
        self,
        gamma: ArrayLike,
        beta: ArrayLike,
        buffers: tuple[ArrayLike, ...] = (),
        epsilon: float = 1e-3,
    ):
        """Keep the weights and buffers."""
        gamma = as_float(gamma)
        arrays = [gamma, *(np.array(array, dtype=gamma.dtype) for array in (beta, *buffers))]
        if gamma.ndim not in (1, 2) or {array.shape for array in arrays} != {gamma.shape}:
            raise ValueError(
                "Expected arrays of one shape, (n_features,), with an axis of variants in front if "
                f"there are any. Received: {[array.shape for array in arrays]}"
            )
        if not epsilon > 0:
            raise ValueError(f"Expected epsilon above 0. Received: epsilon={epsilon}")
        super().__init__(arrays[:2], arrays[2:], len(gamma) if gamma.ndim == 2 else None)
        self.epsilon = float(epsilon)
        self._shape: tuple[int, ...] | None = None

    def forward(self, x: ArrayLike, training: bool = False) -> np.ndarray:
        """Return the normalized `x`, and keep what `backward` needs.

        Args:
            x: Shape (..., n_features), at least one sample. With variants, (n_samples, n_features)
                or (n_variants, ..., n_features).
            training: Whether a batch normalization takes the mean and variance of this batch.

        Raises:
            ValueError: `x` is empty, or its last axis does not have length n_features.
        """
        gamma, beta = self.weights
        x = np.asarray(x, dtype=gamma.dtype)
        check_samples(x, gamma.shape[-1], self.n_variants)
        rows = as_rows(x, self.n_variants)
        centred, variance = self._centre(rows, training)
        self._std = np.sqrt(variance + self.epsilon)
        self._normalized = np.divide(centred, self._std, out=centred)
        y = gamma[..., None, :] * self._normalized
        y += beta[..., None, :]
        shared = self.n_variants is not None and x.ndim == 2
        self._shape = y.shape if shared else x.shape
        return y.reshape(self._shape)

    def backward(self, dy: np.ndarray) -> np.ndarray:
        """Return the gradient for `x`, and set the gradients for `gamma` and `beta`.

        Mean and variance depend on `x`, too: that is where the two means below come from.

        Raises:
            RuntimeError: `forward` has not been called.
            ValueError: `dy` does not have the shape of the last output.
        """
        check_gradient(dy, self._shape)
        dy = as_rows(dy, self.n_variants)
        sums = _sum(dy * self._normalized, -2), _sum(dy, -2)
        self.gradients = [total[..., 0, :] for total in sums]
        dx = dy * self.weights[0][..., None, :]
        if self._moments_depend_on_x:
            along = self._mean(dx * self._normalized)
            dx -= self._mean(dx)
            dx -= self._normalized * along
        dx /= self._std
        return dx.reshape(self._shape)

    def _centre(self, rows: np.ndarray, training: bool) -> tuple[np.ndarray, np.ndarray]:
        """Return the rows less their mean, a new array, and the variance to divide by."""
        self._moments_depend_on_x = True
        self._means = self._mean(rows)
        centred = rows - self._means
        return centred, self._mean(np.square(centred))

    def _mean(self, array: np.ndarray) -> np.ndarray:
        """Return the mean along the axis of this layer, which stays, with length 1."""
        return _sum(array, self.axis) / array.shape[self.axis]


class BatchNormalization(Normalization):
    """Standardize each feature over the batch, then scale and shift it.

    In training it takes the mean and variance of the batch, and keeps running averages of both;
    elsewhere it takes these averages. Not for batches of one sample: their variance is 0.

    Args:
        gamma: Scale of each feature, shape (n_features,) or (n_variants, n_features).
        beta: Shift of each feature, same shape.
        moving_mean: Running average of the means, same shape; 0 by default.
        moving_variance: The same for the variances; 1 by default.
        momentum: How much of a running average a training step keeps, from 0 to below 1.
        epsilon: Added to the variances, above 0.

    Attributes:
        weights: `[gamma, beta]`.
        buffers: `[moving_mean, moving_variance]`; with `weights`, the order of Keras.

    Raises:
        ValueError: The shapes differ, or a constant is out of its range.

    Example:
        >>> layer = BatchNormalization(gamma=[1.0], beta=[5.0])
        >>> layer.forward([[-3.0], [3.0]], training=True).round(2)
        array([[4.],
               [6.]])
        >>> layer.buffers[1]
        array([1.08])

    Reference:
        Ioffe and Szegedy, "Batch normalization: accelerating deep network training by reducing
        internal covariate shift", 2015.
    """

    axis = -2

    def __init__(
        self,
        gamma: ArrayLike,
        beta: ArrayLike,
        moving_mean: ArrayLike | None = None,
        moving_variance: ArrayLike | None = None,
        *,
        momentum: float = 0.99,
        epsilon: float = 1e-3,
    ):
        """Keep the weights and the running averages."""
        if not 0 <= momentum < 1:
            raise ValueError(f"Expected momentum from 0 to below 1. Received: momentum={momentum}")
        mean = np.zeros(np.shape(gamma)) if moving_mean is None else moving_mean
        variance = np.ones(np.shape(gamma)) if moving_variance is None else moving_variance
        super().__init__(gamma, beta, (mean, variance), epsilon)
        self.momentum = float(momentum)

    def _centre(self, rows: np.ndarray, training: bool) -> tuple[np.ndarray, np.ndarray]:
        if not training:
            self._moments_depend_on_x = False
            mean, variance = self.buffers
            return rows - mean[..., None, :], variance[..., None, :]
        centred, variance = super()._centre(rows, training)
        for average, of_batch in zip(self.buffers, (self._means, variance), strict=True):
            average *= self.momentum
            average += (1 - self.momentum) * of_batch[..., 0, :]
        return centred, variance


class LayerNormalization(Normalization):
    """Standardize each sample over its features, then scale and shift each feature.

    It does the same in training and elsewhere, for a batch of any size.

    Args:
        gamma: Scale of each feature, shape (n_features,) or (n_variants, n_features).
        beta: Shift of each feature, same shape.
        epsilon: Added to the variances, above 0.

    Raises:
        ValueError: The shapes differ, or `epsilon` is not above 0.

    Example:
        >>> layer = LayerNormalization(gamma=[1.0, 1.0], beta=[0.0, 0.0])
        >>> layer.forward([[1.0, 3.0]]).round(2)
        array([[-1.,  1.]])

    Reference:
        Ba, Kiros and Hinton, "Layer normalization", 2016.
    """

    axis = -1

    def __init__(self, gamma: ArrayLike, beta: ArrayLike, *, epsilon: float = 1e-3):
        """Keep the weights."""
        super().__init__(gamma, beta, epsilon=epsilon)


def _sum(array: np.ndarray, axis: int) -> np.ndarray:
    """Return the sums along axis -2 or -1, which stays, with length 1.

    A product with ones: several times as fast as `np.sum` on many small arrays in a stack.
    """
    if axis == -2:
        return np.ones((1, array.shape[-2]), array.dtype) @ array
    return array @ np.ones((array.shape[-1], 1), array.dtype)
