"""A fully connected layer in NumPy: the twin of `keras.layers.Dense` without activation."""

from __future__ import annotations

from typing import Self

import numpy as np
from numpy.typing import ArrayLike

from dlcourse.scratch.layers.base import (
    KernelLayer,
    as_rows,
    check_gradient,
    check_samples,
    in_shape,
)
from dlcourse.scratch.regularizers import Regularizer


class Dense(KernelLayer):
    """Compute `x @ kernel + bias`, and send gradients back through it.

    Names and shapes are those of Keras. Put an activation after it: `relu(layer.forward(x))`.

    Args:
        kernel: Weights, float, shape (n_inputs, n_units). One column holds the weights of one unit.
            Shape (n_variants, n_inputs, n_units) for the layers of many networks at once.
        bias: Float, shape (n_units,) or (n_variants, n_units).
        kernel_regularizer: A penalty for the kernel, such as `scratch.L2(0.01)`.

    Attributes:
        weights: `[kernel, bias]`, the order of `keras.layers.Dense.get_weights()`.
        gradients: After `backward`, the gradients of the loss in the order of `weights`.
        tied_gradient: What a `TiedDense`, which uses the same kernel, adds to its gradient; None
            without one.

    Raises:
        ValueError: The shapes of `kernel` and `bias` do not fit each other, or the penalty does not
            have one strength for each variant.

    Example:
        >>> layer = Dense(kernel=[[1.0, 0.0], [0.0, 2.0]], bias=[0.5, 0.0])
        >>> layer.forward([[1.0, 1.0]])
        array([[1.5, 2. ]])
        >>> layer.backward([[1.0, 1.0]])
        array([[1., 2.]])

    Reference:
        Rumelhart, Hinton and Williams, "Learning representations by back-propagating errors", 1986.
    """

    _rows: np.ndarray  # samples of the last `forward`

    def __init__(
        self, kernel: ArrayLike, bias: ArrayLike, kernel_regularizer: Regularizer | None = None
    ):
        """Keep the weights; no random start, so that a test or a reader can choose them."""
        super().__init__(kernel, bias, axes=("n_inputs", "n_units"))
        if kernel_regularizer is not None:
            kernel_regularizer.check(self.n_variants)
        self.kernel_regularizer = kernel_regularizer
        self.tied_gradient: np.ndarray | None = None

    def forward(self, x: ArrayLike, training: bool = False) -> np.ndarray:
        """Return `x @ kernel + bias` and keep `x`, which `backward` needs.

        Args:
            x: Shape (..., n_inputs), at least one sample; converted to the dtype of the kernel.
                With variants, shape (n_samples, n_inputs), or (n_variants, ..., n_inputs).
            training: Makes no difference here.

        Returns:
            Shape (..., n_units), dtype of the kernel; with variants, their axis comes first.

        Raises:
            ValueError: `x` is empty, or its last axis does not have length n_inputs.
        """
        kernel, bias = self.weights
        x = np.asarray(x, dtype=kernel.dtype)
        check_samples(x, kernel.shape[-2], self.n_variants)
        self._rows = as_rows(x, self.n_variants)
        y = self._rows @ kernel
        y += bias[..., None, :]
        self._shape = y.shape if x.ndim == 2 else (*x.shape[:-1], y.shape[-1])
        return in_shape(y, self._shape)

    def backward(self, dy: ArrayLike) -> np.ndarray:
        """Return the gradient for `x`, and set `gradients` for kernel and bias.

        Every row of `x` uses the same kernel and bias, so their gradients are sums over all rows.

        Args:
            dy: Gradient of the loss with respect to the last output, same shape (..., n_units).

        Returns:
            Gradient of the loss with respect to `x`, shape (..., n_inputs); with variants, their
            axis comes first, even if they share `x`.

        Raises:
            RuntimeError: `forward` has not been called.
            ValueError: `dy` does not have the shape of the last output.
        """
        self.backward_weights(dy)
        dy = np.asarray(dy, dtype=self.kernel.dtype)
        dx = as_rows(dy, self.n_variants) @ self.kernel.swapaxes(-1, -2)
        return in_shape(dx, (*dy.shape[:-1], dx.shape[-1]))

    def backward_weights(self, dy: ArrayLike) -> None:
        """Set `gradients` and leave out the gradient for `x`."""
        dy = np.asarray(dy, dtype=self.kernel.dtype)
        check_gradient(dy, self._shape)
        dy_rows, (kernel_gradient, bias_gradient) = as_rows(dy, self.n_variants), self.gradients
        np.matmul(self._rows.swapaxes(-1, -2), dy_rows, out=kernel_gradient)
        dy_rows.sum(axis=-2, out=bias_gradient)
        if self.kernel_regularizer is not None:
            kernel_gradient += self.kernel_regularizer.gradient(self.kernel)
        if self.tied_gradient is not None:
            kernel_gradient += self.tied_gradient

    def penalty(self) -> float | np.ndarray:
        """Return what the regularizer of the kernel adds to the loss."""
        if self.kernel_regularizer is None:
            return 0.0
        return self.kernel_regularizer(self.kernel, self.n_variants)

    def select(self, rows: slice) -> Self:
        """Return a layer of some of the variants; it shares their arrays with this one."""
        part = super().select(rows)
        if self.kernel_regularizer is not None:
            part.kernel_regularizer = self.kernel_regularizer.select(rows)
        if self.tied_gradient is not None:
            part.tied_gradient = self.tied_gradient[rows]
        return part
