"""Larger images by repeated pixels, in NumPy: the twin of `keras.layers.UpSampling2D`."""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike

from dlcourse.scratch.layers.base import Layer, check_gradient
from dlcourse.scratch.layers.windows import Pair, Windows, as_images


class UpSampling2D(Layer):
    """Repeat each pixel down and to the right; nothing is learned.

    Args:
        size: How often: down and to the right, or one number for both.

    Raises:
        ValueError: `size` is out of its range.

    Example:
        >>> UpSampling2D((1, 2)).forward(np.reshape([1.0, 5.0], (1, 1, 2, 1))).ravel()
        array([1., 1., 5., 5.])
    """

    def __init__(self, size: Pair = 2):
        """Keep the size."""
        super().__init__()
        self.size = Windows(size).size
        self._shape: tuple[int, ...] | None = None

    def forward(self, x: ArrayLike, training: bool = False) -> np.ndarray:
        """Return the larger images, shape (..., n_samples, height, width, channels)."""
        y = as_images(np.asarray(x)).repeat(self.size[0], axis=-3).repeat(self.size[1], axis=-2)
        self._shape = y.shape
        return y

    def backward(self, dy: ArrayLike) -> np.ndarray:
        """Return the gradient for `x`: a pixel gets the sum of those of its copies.

        Raises:
            RuntimeError: `forward` has not been called.
            ValueError: `dy` does not have the shape of the last output.
        """
        dy = np.asarray(dy)
        check_gradient(dy, self._shape)
        *front, height, width, channels = dy.shape
        down, right = self.size
        copies = dy.reshape(*front, height // down, down, width // right, right, channels)
        return copies.sum(axis=(-4, -2))
