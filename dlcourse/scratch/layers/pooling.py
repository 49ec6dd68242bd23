"""Pooling of images in NumPy: the twins of Keras' pooling layers."""

from __future__ import annotations

import functools
from collections.abc import Iterator

import numpy as np
from numpy.typing import ArrayLike

from dlcourse.scratch.layers.base import Layer, check_gradient
from dlcourse.scratch.layers.windows import Pair, Windows, as_images


class Pooling2D(Layer):
    """Base of both poolings: one number for each window, in each channel by itself.

    There is nothing to learn. With variants, their axis comes first: only the last axes count.

    Args:
        pool_size: Height and width of a window, or one number for both.
        strides: How far apart windows stand; by default `pool_size`, side by side.
        padding: "valid" keeps windows within the image. "same" takes `ceil(image / strides)` of
            them; what lies outside does not count.

    Raises:
        ValueError: An option is out of its range.
    """

    fill: float
    _parts: np.ndarray  # images of the last `forward`, split by the strides

    def __init__(self, pool_size: Pair = 2, strides: Pair | None = None, padding: str = "valid"):
        """Keep where the windows stand."""
        super().__init__()
        strides = pool_size if strides is None else strides
        self.windows = Windows(pool_size, strides, padding, fill=self.fill)
        self._shape: tuple[int, ...] | None = None

    def forward(self, x: ArrayLike, training: bool = False) -> np.ndarray:
        """Return one number for each window and channel, and keep what `backward` needs.

        Args:
            x: Shape (..., n_samples, height, width, channels).
            training: Makes no difference here.

        Returns:
            Shape (..., n_samples, rows, columns, channels).

        Raises:
            ValueError: `x` is empty, has other axes, or is smaller than a window.
        """
        x = as_images(np.asarray(x))
        self._x_shape, self._grid = x.shape, self.windows.stand_on(x.shape)
        self._parts = self.windows.split(self.windows.pad(x))
        y = self._pool()
        self._shape = y.shape
        return y

    def backward(self, dy: ArrayLike) -> np.ndarray:
        """Return the gradient for `x`, shape of `x`.

        Args:
            dy: Gradient of the loss with respect to the last output, same shape.

        Raises:
            RuntimeError: `forward` has not been called.
            ValueError: `dy` does not have the shape of the last output.
        """
        dy = np.asarray(dy)
        check_gradient(dy, self._shape)
        dx = np.zeros_like(self._parts)
        self._send_back(dy.astype(dx.dtype), self._places(dx))
        return self.windows.crop(self.windows.join(dx), self._x_shape)

    def _places(self, parts: np.ndarray) -> Iterator[np.ndarray]:
        """Yield what stands at each place in the windows."""
        return self.windows.places(parts, self._grid)

    def _pool(self) -> np.ndarray:
        raise NotImplementedError

    def _send_back(self, dy: np.ndarray, places: Iterator[np.ndarray]) -> None:
        """Add to each place its part of `dy`, an array of our own."""
        raise NotImplementedError


class MaxPooling2D(Pooling2D):
    """Keep the largest number of each window.

    Its gradient goes to that number alone; of several equally large ones to the first, row by row,
    as TensorFlow does it.

    Args:
        pool_size: Height and width of a window, or one number for both.
        strides: How far apart windows stand; by default `pool_size`, side by side.
        padding: "valid" or "same", as for `Conv2D`; what lies outside is never the largest.

    Example:
        >>> layer = MaxPooling2D(2)
        >>> layer.forward(np.reshape([[1.0, 4.0], [2.0, 3.0]], (1, 2, 2, 1))).ravel()
        array([4.])
        >>> layer.backward(np.full((1, 1, 1, 1), 7.0)).ravel()
        array([0., 7., 0., 0.])

    Reference:
        Yamaguchi, Sakamoto, Akabane and Fujimoto, "A neural network for speaker-independent
        isolated word recognition", 1990.
    """

    fill = -np.inf

    def _pool(self) -> np.ndarray:
        first, *others = self._places(self._parts)
        self._largest = first.copy()
        for place in others:
            np.maximum(self._largest, place, out=self._largest)
        return self._largest

    def _send_back(self, dy: np.ndarray, places: Iterator[np.ndarray]) -> None:
        here, gradient = np.empty(dy.shape, bool), np.empty_like(dy)
        for place, numbers in zip(places, self._places(self._parts), strict=True):
            np.equal(numbers, self._largest, out=here)
            np.multiply(dy, here, out=gradient)
            place += gradient
            dy -= gradient  # nothing is left for the next one


class AveragePooling2D(Pooling2D):
    """Take the mean of each window; each of its numbers gets an equal part of the gradient.

    Args:
        pool_size: Height and width of a window, or one number for both.
        strides: How far apart windows stand; by default `pool_size`, side by side.
        padding: "valid" or "same", as for `Conv2D`; what lies outside is not counted.

    Example:
        >>> layer = AveragePooling2D(2)
        >>> layer.forward(np.reshape([[1.0, 4.0], [2.0, 3.0]], (1, 2, 2, 1))).ravel()
        array([2.5])

    Reference:
        LeCun, Bottou, Bengio and Haffner, "Gradient-based learning applied to document
        recognition", 1998.
    """

    fill = 0.0

    def _pool(self) -> np.ndarray:
        first, *others = self._places(self._parts)
        y = first.copy()
        for place in others:
            y += place
        self._counts = self._counts_inside().astype(y.dtype)
        y /= self._counts
        return y

    def _send_back(self, dy: np.ndarray, places: Iterator[np.ndarray]) -> None:
        dy /= self._counts
        for place in places:
            place += dy

    def _counts_inside(self) -> np.ndarray:
        """Return how many pixels of each window lie on the image."""
        if self.windows.padding == "valid":
            return np.array(np.prod(self.windows.size))
        inside = self.windows.pad(np.ones((*self._x_shape[-3:-1], 1)))
        return functools.reduce(np.add, self._places(self.windows.split(inside)))


class GlobalAveragePooling2D(Layer):
    """Take the mean of each channel over the whole image.

    Example:
        >>> GlobalAveragePooling2D().forward(np.full((1, 2, 2, 3), 5.0))
        array([[5., 5., 5.]])

    Reference:
        Lin, Chen and Yan, "Network in network", 2014.
    """

    _shape: tuple[int, ...] | None = None

    def forward(self, x: ArrayLike, training: bool = False) -> np.ndarray:
        """Return shape (..., channels) for `x` of shape (..., height, width, channels)."""
        x = as_images(np.asarray(x))
        self._x_shape, y = x.shape, x.mean(axis=(-3, -2))
        self._shape = y.shape
        return y

    def backward(self, dy: ArrayLike) -> np.ndarray:
        """Return the gradient for `x`: every pixel gets an equal part.

        Raises:
            RuntimeError: `forward` has not been called.
            ValueError: `dy` does not have the shape of the last output.
        """
        dy = np.asarray(dy)
        check_gradient(dy, self._shape)
        height, width = self._x_shape[-3:-1]
        return np.broadcast_to(dy[..., None, None, :] / (height * width), self._x_shape).copy()
