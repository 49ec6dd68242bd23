"""Softmax in NumPy: the twin of `keras.ops.softmax`."""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike


class Softmax:
    """Turn scores into probabilities, which are positive and sum to 1.

    `exp(z_k) / sum_i exp(z_i)` along one axis. The largest score is subtracted first: that
    multiplies numerator and denominator by the same number, and no exponential can overflow.

    Use it for classes that exclude each other. Where several labels can hold at once, a sigmoid
    per label is right.

    Example:
        >>> softmax([1010.0, 1010.0])
        array([0.5, 0.5])

    Reference:
        Bridle, "Probabilistic interpretation of feedforward classification network outputs, with
        relationships to statistical pattern recognition", 1990.
    """

    def __call__(self, z: ArrayLike, axis: int = -1) -> np.ndarray:
        """Return the softmax of `z` along `axis`.

        Args:
            z: Scores (logits), at least one axis; `-inf` gives the probability 0.
            axis: The axis whose entries compete with each other, and sum to 1.

        Returns:
            Same shape as `z`; floats keep their dtype, whole numbers give float64.

        Raises:
            ValueError: `z` is a single number, or `axis` has no entries.
        """
        z = np.asarray(z)
        if z.ndim == 0 or z.shape[axis] == 0:
            raise ValueError(
                f"Expected at least one score along axis {axis}. Received: z.shape={z.shape}"
            )
        p = np.exp(z - z.max(axis=axis, keepdims=True))
        p /= p.sum(axis=axis, keepdims=True)
        return p

    def jacobian(self, z: ArrayLike) -> np.ndarray:
        """Return all derivatives `d softmax(z)_j / d z_k` along the last axis.

        Softmax has no element-wise derivative: each score moves every output.

        Args:
            z: Scores, shape (..., n).

        Returns:
            `diag(p) - p p^T` with `p = softmax(z)`, shape (..., n, n).
        """
        p = self(z)
        return p[..., :, None] * (np.eye(p.shape[-1], dtype=p.dtype) - p[..., None, :])


softmax = Softmax()
