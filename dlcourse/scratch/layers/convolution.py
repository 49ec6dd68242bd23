"""A convolution of images in NumPy: the twin of `keras.layers.Conv2D` without activation."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
from numpy.typing import ArrayLike

from dlcourse.scratch.layers.base import KernelLayer, check_gradient
from dlcourse.scratch.layers.windows import Pair, Windows, check_images

#: Below so many channels a window is copied pixel by pixel of all windows, else window by window.
FEW_CHANNELS = 4


class Conv2D(KernelLayer):
    """Slide windows of weights over images; each place gives a sum of products for each filter.

    Every window becomes a row, so that the whole layer is one matrix product. Channels come last.
    The rows hold each pixel as often as windows see it, 9 times for 3 x 3: not for large images.

    Args:
        kernel: Float, shape (height, width, channels, n_filters), as in Keras;
            (n_variants, height, width, channels, n_filters) for many networks at once.
        bias: Float, shape (n_filters,) or (n_variants, n_filters).
        strides: How far apart windows stand: down and to the right, or one number for both.
        padding: "valid" keeps windows within the image. "same" adds borders of zeros, so that
            there are `ceil(image / strides)` windows.
        dilation_rate: How far apart the pixels are that one window sees.

    Attributes:
        weights: `[kernel, bias]`, the order of `keras.layers.Conv2D.get_weights()`.
        gradients: After `backward`, the gradients of the loss in the order of `weights`.

    Raises:
        ValueError: The shapes of `kernel` and `bias` do not fit each other, an option is out of its
            range, or both `strides` and `dilation_rate` are above 1, which Keras does not have.

    Example:
        >>> edge = Conv2D(kernel=np.reshape([-1.0, 1.0], (1, 2, 1, 1)), bias=[0.0])
        >>> row = np.reshape([0.0, 0.0, 5.0, 5.0], (1, 1, 4, 1))
        >>> edge.forward(row).ravel()
        array([0., 5., 0.])

    Reference:
        LeCun, Boser, Denker, Henderson, Howard, Hubbard and Jackel, "Backpropagation applied to
        handwritten zip code recognition", 1989.
    """

    _rows: np.ndarray  # windows of the last `forward`

    def __init__(
        self,
        kernel: ArrayLike,
        bias: ArrayLike,
        strides: Pair = 1,
        padding: str = "valid",
        dilation_rate: Pair = 1,
    ):
        """Keep the weights; no random start, so that a test or a reader can choose them."""
        super().__init__(kernel, bias, axes=("height", "width", "channels", "n_filters"))
        self.windows = Windows(self.kernel.shape[-4:-2], strides, padding, dilation_rate)
        if max(self.windows.strides) > 1 and max(self.windows.dilation_rate) > 1:
            raise ValueError(
                "Expected strides of 1 or a dilation_rate of 1. "
                f"Received: strides={strides}, dilation_rate={dilation_rate}"
            )

    def forward(self, x: ArrayLike, training: bool = False) -> np.ndarray:
        """Return one map for each filter, and keep the windows of `x`, which `backward` needs.

        Args:
            x: Shape (n_samples, height, width, channels); converted to the dtype of the kernel.
                With variants, they see the same samples, or their axis comes first.
            training: Makes no difference here.

        Returns:
            Shape (n_samples, rows, columns, n_filters), dtype of the kernel; with variants, their
            axis comes first.

        Raises:
            ValueError: `x` is empty, has other channels, or is smaller than a window.
        """
        x = np.asarray(x, dtype=self.kernel.dtype)
        check_images(x, self.kernel.shape[-2], self.n_variants)
        self._grid = self.windows.stand_on(x.shape)
        self._rows = as_rows(self.windows.view(self.windows.pad(x), self._grid))
        y = self._rows @ flat(self.kernel)
        y += self.bias[..., None, :]
        self._x_shape = (*y.shape[:-2], *x.shape[-4:])
        self._shape = (*y.shape[:-2], x.shape[-4], *self._grid, y.shape[-1])
        return y.reshape(self._shape)

    def backward(self, dy: ArrayLike) -> np.ndarray:
        """Return the gradient for `x`, and set `gradients` for kernel and bias.

        A pixel gets, from every window that saw it, the window's gradient times its weight there.

        Args:
            dy: Gradient of the loss with respect to the last output, same shape.

        Returns:
            Gradient of the loss with respect to `x`, same shape; with variants, their axis comes
            first, even if they share `x`.

        Raises:
            RuntimeError: `forward` has not been called.
            ValueError: `dy` does not have the shape of the last output.
        """
        self.backward_weights(dy)
        dy = np.asarray(dy, dtype=self.kernel.dtype)
        dx = self.windows.split(self.windows.pad(np.zeros(self._x_shape, dy.dtype)))
        places = self.windows.places(dx, self._grid)
        for place, gradient in zip(places, of_places(self.kernel, dy), strict=True):
            place += gradient
        return self.windows.crop(self.windows.join(dx), self._x_shape)

    def backward_weights(self, dy: ArrayLike) -> None:
        """Set `gradients` and leave out the gradient for `x`.

        All windows share the kernel and the bias, so their gradients are sums over all windows.
        """
        dy = np.asarray(dy, dtype=self.kernel.dtype)
        check_gradient(dy, self._shape)
        dy = dy.reshape(*dy.shape[:-4], -1, dy.shape[-1])
        of_kernel = self._rows.swapaxes(-1, -2) @ dy
        of_bias = np.ones(dy.shape[-2], dy.dtype) @ dy  # a sum; `np.sum` is slow on narrow rows
        self.gradients = [of_kernel.reshape(self.kernel.shape), of_bias]


def of_places(kernel: np.ndarray, dy: np.ndarray) -> Iterator[np.ndarray]:
    """Yield, for each place in a window, the gradients of the pixels there, channels last.

    Args:
        kernel: Shape (..., height, width, channels, n_filters).
        dy: Gradients of the windows, shape (..., n_samples, rows, columns, n_filters).
    """
    dy_rows = dy.reshape(*dy.shape[:-4], -1, dy.shape[-1])
    height, width, channels = kernel.shape[-4:-1]
    shape = (*dy.shape[:-4], height, width, channels, *dy.shape[-4:-1])
    if channels < FEW_CHANNELS:
        together = (flat(kernel) @ dy_rows.swapaxes(-1, -2)).reshape(shape)
        together = np.moveaxis(together, -4, -1)
    for i, j in np.ndindex(height, width):
        if channels < FEW_CHANNELS:
            yield together[..., i, j, :, :, :, :]
        else:
            of_place = dy_rows @ kernel[..., i, j, :, :].swapaxes(-1, -2)
            yield of_place.reshape(*dy.shape[:-1], channels)


def flat(kernel: np.ndarray) -> np.ndarray:
    """Return the kernel as a matrix: a row for each place and channel, a column for each filter."""
    return kernel.reshape(*kernel.shape[:-4], -1, kernel.shape[-1])


def as_rows(windows: np.ndarray) -> np.ndarray:
    """Return the windows as rows, shape (..., n_windows, height * width * channels), by copying.

    Numbers are copied fast if many lie in a row: so either a window after the other, or, of few
    channels, a place in the window after the other.
    """
    channels, height, width = windows.shape[-3:]
    front, size = windows.shape[:-6], height * width * channels
    if channels >= FEW_CHANNELS:
        return np.moveaxis(windows, -3, -1).reshape(*front, -1, size)
    places_first = np.moveaxis(windows, (-2, -1, -3), (-6, -5, -4))
    return places_first.reshape(*front, size, -1).swapaxes(-1, -2)
