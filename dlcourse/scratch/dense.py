"""A fully connected layer in NumPy: the twin of `keras.layers.Dense` without activation."""

import numpy as np
from numpy.typing import ArrayLike


class Dense:
    """Compute `x @ kernel + bias`, and send gradients back through it.

    Names and shapes are those of Keras. Put an activation after it: `relu(layer.forward(x))`.

    Args:
        kernel: Weights, float, shape (n_inputs, n_units). One column holds the weights of one unit.
        bias: Float, shape (n_units,).

    Attributes:
        weights: `[kernel, bias]`, the order of `keras.layers.Dense.get_weights()`.
        gradients: After `backward`, the gradients of the loss in the order of `weights`; else None.

    Raises:
        ValueError: The shapes of `kernel` and `bias` do not fit each other.

    Example:
        >>> layer = Dense(kernel=[[1.0, 0.0], [0.0, 2.0]], bias=[0.5, 0.0])
        >>> layer.forward([[1.0, 1.0]])
        array([[1.5, 2. ]])
        >>> layer.backward([[1.0, 1.0]])
        array([[1., 2.]])

    Reference:
        Rumelhart, Hinton and Williams, "Learning representations by back-propagating errors", 1986.
    """

    def __init__(self, kernel: ArrayLike, bias: ArrayLike):
        """Keep the weights; no random start, so that a test or a reader can choose them."""
        self.kernel, self.bias = _as_float(kernel), _as_float(bias)
        if self.kernel.ndim != 2 or self.bias.shape != self.kernel.shape[1:]:
            raise ValueError(
                "Expected kernel of shape (n_inputs, n_units) and bias of shape (n_units,). "
                f"Received: kernel.shape={self.kernel.shape}, bias.shape={self.bias.shape}"
            )
        self.gradients: list[np.ndarray] | None = None
        self._x: np.ndarray | None = None

    @property
    def weights(self) -> list[np.ndarray]:
        """The arrays that training changes: `[kernel, bias]`."""
        return [self.kernel, self.bias]

    def forward(self, x: ArrayLike) -> np.ndarray:
        """Return `x @ kernel + bias` and keep `x`, which `backward` needs.

        Args:
            x: Shape (..., n_inputs), at least one sample; converted to the dtype of the kernel.

        Returns:
            Shape (..., n_units), dtype of the kernel.

        Raises:
            ValueError: `x` is empty, or its last axis does not have length n_inputs.
        """
        x = np.asarray(x, dtype=self.kernel.dtype)
        if x.ndim == 0 or x.size == 0 or x.shape[-1] != self.kernel.shape[0]:
            raise ValueError(
                f"Expected x of shape (..., {self.kernel.shape[0]}) with at least one sample. "
                f"Received: x.shape={x.shape}"
            )
        self._x = x
        return x @ self.kernel + self.bias

    def backward(self, dy: ArrayLike) -> np.ndarray:
        """Return the gradient for `x`, and set `gradients` for kernel and bias.

        Every row of `x` uses the same kernel and bias, so their gradients are sums over all rows.

        Args:
            dy: Gradient of the loss with respect to the last output, same shape (..., n_units).

        Returns:
            Gradient of the loss with respect to `x`, shape (..., n_inputs).

        Raises:
            RuntimeError: `forward` has not been called.
            ValueError: `dy` does not have the shape of the last output.
        """
        if self._x is None:
            raise RuntimeError("Expected a call of forward(x) before backward(dy).")
        n_inputs, n_units = self.kernel.shape
        dy = np.asarray(dy, dtype=self.kernel.dtype)
        if dy.shape != (*self._x.shape[:-1], n_units):
            raise ValueError(
                f"Expected dy of shape {(*self._x.shape[:-1], n_units)}, that of the last output. "
                f"Received: dy.shape={dy.shape}"
            )
        x_rows, dy_rows = self._x.reshape(-1, n_inputs), dy.reshape(-1, n_units)
        self.gradients = [x_rows.T @ dy_rows, dy_rows.sum(axis=0)]
        return dy @ self.kernel.T


def _as_float(values: ArrayLike) -> np.ndarray:
    """Return a new array: training will change it. Floats keep their dtype, others get float64."""
    values = np.array(values)
    return values if np.issubdtype(values.dtype, np.floating) else values.astype(np.float64)
