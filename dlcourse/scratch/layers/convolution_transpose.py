"""A convolution turned round in NumPy: the twin of `keras.layers.Conv2DTranspose`."""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike

from dlcourse.scratch.layers.base import KernelLayer, check_gradient
from dlcourse.scratch.layers.convolution import as_rows, flat, of_places
from dlcourse.scratch.layers.windows import Pair, Windows, check_images


class Conv2DTranspose(KernelLayer):
    """Let each pixel stamp a window of weights onto a larger image; stamps that overlap add up.

    Forward is what `Conv2D` does backward, and backward is what it does forward. Channels come
    last. Where the size of a window is no multiple of the strides, some pixels get more stamps
    than others: look out for a checkerboard.

    Args:
        kernel: Float, shape (height, width, n_filters, channels), as in Keras: what comes out, then
            what goes in. (n_variants, height, width, n_filters, channels) for many networks.
        bias: Float, shape (n_filters,) or (n_variants, n_filters).
        strides: How far apart the stamps stand: down and to the right, or one number for both.
        padding: "same" makes the image `strides` times as large and cuts off what sticks out;
            "valid" keeps all that a stamp touches.

    Attributes:
        weights: `[kernel, bias]`, the order of `keras.layers.Conv2DTranspose.get_weights()`.
        gradients: After `backward`, the gradients of the loss in the order of `weights`.

    Raises:
        ValueError: The shapes of `kernel` and `bias` do not fit each other, or an option is out of
            its range.

    Example:
        >>> kernel = np.reshape([1.0, 2.0, 3.0], (1, 3, 1, 1))
        >>> stamp = Conv2DTranspose(kernel, bias=[0.0], strides=(1, 2))
        >>> stamp.forward(np.reshape([1.0, 10.0], (1, 1, 2, 1))).ravel()
        array([ 1.,  2., 13., 20., 30.])

    Reference:
        Zeiler, Krishnan, Taylor and Fergus, "Deconvolutional networks", 2010; Odena, Dumoulin and
        Olah, "Deconvolution and checkerboard artifacts", 2016.
    """

    def __init__(
        self, kernel: ArrayLike, bias: ArrayLike, strides: Pair = 1, padding: str = "valid"
    ):
        """Keep the weights; no random start, so that a test or a reader can choose them."""
        super().__init__(kernel, bias, ("height", "width", "n_filters", "channels"), outputs=-2)
        self.windows = Windows(self.kernel.shape[-4:-2], strides, padding)

    def forward(self, x: ArrayLike, training: bool = False) -> np.ndarray:
        """Return one larger map for each filter, and keep `x`, which `backward` needs.

        Args:
            x: Shape (n_samples, rows, columns, channels); converted to the dtype of the kernel.
                With variants, they see the same samples, or their axis comes first.
            training: Makes no difference here.

        Returns:
            Shape (n_samples, height, width, n_filters), dtype of the kernel; with variants, their
            axis comes first.

        Raises:
            ValueError: `x` is empty, or has other channels or variants.
        """
        x = np.asarray(x, dtype=self.kernel.dtype)
        check_images(x, self.kernel.shape[-1], self.n_variants)
        front = () if self.n_variants is None else (self.n_variants,)
        self._x = np.broadcast_to(x, (*front, *x.shape[-4:]))
        self._shape = (*front, x.shape[-4], *self._sides(x.shape), self.kernel.shape[-2])
        y = self.windows.split(self.windows.pad(np.zeros(self._shape, x.dtype)))
        places = self.windows.places(y, x.shape[-3:-1])
        for place, stamped in zip(places, of_places(self.kernel, self._x), strict=True):
            place += stamped
        y = self.windows.crop(self.windows.join(y), self._shape)
        return y + self.bias[..., None, None, None, :]

    def backward(self, dy: ArrayLike) -> np.ndarray:
        """Return the gradient for `x`, and set `gradients` for kernel and bias.

        A pixel of `x` gets the gradients of all that it stamped, each times its weight: a
        convolution.

        Args:
            dy: Gradient of the loss with respect to the last output, same shape.

        Returns:
            Gradient of the loss with respect to `x`, same shape; with variants, their axis comes
            first, even if they share `x`.

        Raises:
            RuntimeError: `forward` has not been called.
            ValueError: `dy` does not have the shape of the last output.
        """
        dy = np.asarray(dy, dtype=self.kernel.dtype)
        check_gradient(dy, self._shape)
        stamped = self.windows.view(self.windows.pad(dy), self._x.shape[-3:-1])
        rows = as_rows(stamped)
        x_rows = self._x.reshape(*self._x.shape[:-4], -1, self._x.shape[-1])
        of_kernel = rows.swapaxes(-1, -2) @ x_rows
        self.gradients = [of_kernel.reshape(self.kernel.shape), dy.sum(axis=(-4, -3, -2))]
        return (rows @ flat(self.kernel)).reshape(self._x.shape)

    def _sides(self, shape: tuple[int, ...]) -> list[int]:
        """Return the height and width of what comes out of images of this shape."""
        sides = zip(shape[-3:-1], self.windows.strides, self.windows.size, strict=True)
        more = self.windows.padding == "valid"
        return [n * stride + more * max(size - stride, 0) for n, stride, size in sides]
