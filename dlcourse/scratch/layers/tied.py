"""A layer that uses the kernel of another one, transposed: the twin of `layers.TiedDense`."""

from __future__ import annotations

from typing import Self

import numpy as np
from numpy.typing import ArrayLike

from dlcourse.scratch.layers.base import (
    Layer,
    as_rows,
    check_gradient,
    check_samples,
    in_shape,
)
from dlcourse.scratch.layers.dense import Dense


class TiedDense(Layer):
    """Compute `x @ dense.kernel.T + bias`: the way back through a layer, with its own weights.

    The kernel is used twice and learned once: the gradient of the way back is added to that of
    `dense`. Both layers have to stand in one network, `dense` before this one, as encoder and
    decoder do; one `TiedDense` for a `Dense`.

    Args:
        dense: The layer whose kernel is used, shape (n_inputs, n_units).
        bias: Float, shape (n_inputs,) or (n_variants, n_inputs).

    Attributes:
        weights: `[bias]`; the kernel is that of `dense`.
        gradients: After `backward`, that of the bias.

    Raises:
        ValueError: The shape of `bias` does not fit the kernel.

    Example:
        >>> dense = Dense(kernel=[[1.0, 0.0], [0.0, 2.0], [3.0, 0.0]], bias=[0.0, 0.0])
        >>> TiedDense(dense, bias=np.zeros(3)).forward([[1.0, 10.0]])
        array([[ 1., 20.,  3.]])

    Reference:
        Vincent, Larochelle, Lajoie, Bengio and Manzagol, "Stacked denoising autoencoders", 2010.
    """

    _rows: np.ndarray  # samples of the last `forward`

    def __init__(self, dense: Dense, bias: ArrayLike):
        """Keep the bias, and tell `dense` where its other gradient will stand."""
        bias = np.array(bias, dtype=dense.kernel.dtype)
        if bias.shape != dense.kernel.shape[:-1]:
            raise ValueError(
                f"Expected bias of shape {dense.kernel.shape[:-1]}: one number for each input of "
                f"`dense`. Received: bias.shape={bias.shape}"
            )
        super().__init__([bias], n_variants=dense.n_variants)
        self.dense = dense
        dense.tied_gradient = np.zeros_like(dense.kernel)
        self._shape: tuple[int, ...] | None = None

    @property
    def bias(self) -> np.ndarray:
        """One number per output."""
        return self.weights[0]

    def forward(self, x: ArrayLike, training: bool = False) -> np.ndarray:
        """Return `x @ dense.kernel.T + bias`, and keep `x`, which `backward` needs.

        Args:
            x: Shape (..., n_units), at least one sample. With variants, shape (n_samples, n_units),
                or (n_variants, ..., n_units).
            training: Makes no difference here.

        Returns:
            Shape (..., n_inputs), dtype of the kernel; with variants, their axis comes first.

        Raises:
            ValueError: `x` is empty, or its last axis does not have length n_units.
        """
        kernel = self.dense.kernel
        x = np.asarray(x, dtype=kernel.dtype)
        check_samples(x, kernel.shape[-1], self.n_variants)
        self._rows = as_rows(x, self.n_variants)
        y = self._rows @ kernel.swapaxes(-1, -2)
        y += self.bias[..., None, :]
        self._shape = y.shape if x.ndim == 2 else (*x.shape[:-1], y.shape[-1])
        return in_shape(y, self._shape)

    def backward(self, dy: ArrayLike) -> np.ndarray:
        """Return the gradient for `x`; keep that of the kernel for `dense`, and set the bias'.

        Args:
            dy: Gradient of the loss with respect to the last output, same shape.

        Raises:
            RuntimeError: `forward` has not been called.
            ValueError: `dy` does not have the shape of the last output.
        """
        dy = np.asarray(dy, dtype=self.dense.kernel.dtype)
        check_gradient(dy, self._shape)
        dy_rows = as_rows(dy, self.n_variants)
        np.matmul(dy_rows.swapaxes(-1, -2), self._rows, out=self.dense.tied_gradient)
        self.gradients = [dy_rows.sum(axis=-2)]
        dx = dy_rows @ self.dense.kernel
        return in_shape(dx, (*dy.shape[:-1], dx.shape[-1]))

    def select(self, rows: slice) -> Self:
        """Return a layer of some of the variants; it shares their arrays with this one."""
        part = super().select(rows)
        part.dense = self.dense.select(rows)
        return part
