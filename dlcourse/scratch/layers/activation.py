"""An activation function as a layer in NumPy: the twin of `keras.layers.Activation`."""

from __future__ import annotations

import numpy as np

from dlcourse.scratch.activations import ActivationFunction
from dlcourse.scratch.layers.base import Layer, check_gradient


class Activation(Layer):
    """Apply an activation function to every entry.

    Args:
        activation: One of `dlcourse.scratch`, such as `scratch.relu`.

    Raises:
        TypeError: `activation` has no derivative.
    """

    _x: np.ndarray  # input of the last `forward`

    def __init__(self, activation: ActivationFunction):
        """Keep the function; there is nothing to learn."""
        if not hasattr(activation, "derivative"):
            raise TypeError(
                "Expected an activation with a derivative, such as scratch.relu. "
                f"Received: activation={activation!r}"
            )
        super().__init__()
        self.activation = activation
        self._shape: tuple[int, ...] | None = None

    def forward(self, x: np.ndarray, training: bool = False) -> np.ndarray:
        """Return `activation(x)`, same shape, and keep `x`."""
        self._x, self._shape = x, x.shape
        return self.activation(x)

    def backward(self, dy: np.ndarray) -> np.ndarray:
        """Return `dy * activation.derivative(x)`: the chain rule, entry by entry.

        Raises:
            RuntimeError: `forward` has not been called.
            ValueError: `dy` does not have the shape of the last output.
        """
        check_gradient(dy, self._shape)
        return dy * self.activation.derivative(self._x)
