"""Images as rows: the twin of `keras.layers.Flatten`."""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike

from dlcourse.scratch.layers.base import Layer, check_gradient


class Flatten(Layer):
    """Make a row of each sample, line by line, such as `Dense` takes.

    Unlike Keras' it is told how many axes a sample has, for what comes before them may be samples
    alone, or variants and samples.

    Args:
        n_axes: Of a sample: 3 for images with channels.

    Raises:
        ValueError: `n_axes` is below 1.

    Example:
        >>> Flatten().forward(np.zeros((10, 4, 4, 3))).shape
        (10, 48)
    """

    def __init__(self, n_axes: int = 3):
        """Keep the number of axes."""
        if n_axes < 1:
            raise ValueError(f"Expected n_axes of at least 1. Received: n_axes={n_axes}")
        super().__init__()
        self.n_axes = n_axes
        self._shape: tuple[int, ...] | None = None

    def forward(self, x: ArrayLike, training: bool = False) -> np.ndarray:
        """Return shape (..., n) for `x` of shape (..., n_samples, and those of a sample).

        Raises:
            ValueError: `x` has no axis before those of a sample.
        """
        x = np.asarray(x)
        if x.ndim <= self.n_axes:
            raise ValueError(
                f"Expected x with an axis of samples and {self.n_axes} more. "
                f"Received: x.shape={x.shape}"
            )
        front, self._x_shape = x.shape[: -self.n_axes], x.shape
        self._shape = (*front, int(np.prod(x.shape[-self.n_axes :])))
        return x.reshape(self._shape)

    def backward(self, dy: ArrayLike) -> np.ndarray:
        """Return the gradient in the shape of `x`.

        Raises:
            RuntimeError: `forward` has not been called.
            ValueError: `dy` does not have the shape of the last output.
        """
        dy = np.asarray(dy)
        check_gradient(dy, self._shape)
        return dy.reshape(self._x_shape)
