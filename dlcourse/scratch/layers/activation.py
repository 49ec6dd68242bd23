"""An activation function as a layer in NumPy: the twin of `keras.layers.Activation`."""

from __future__ import annotations

import copy
from typing import Self

import numpy as np

from dlcourse.scratch.activations import ActivationFunction
from dlcourse.scratch.layers.base import Layer, check_gradient
from dlcourse.scratch.regularizers import Regularizer


class Activation(Layer):
    """Apply an activation function to every entry.

    Args:
        activation: One of `dlcourse.scratch`, such as `scratch.relu`.
        activity_regularizer: A penalty for the outputs, such as `scratch.KLSparsity()`, divided by
            the number of samples as in Keras. Outputs then have shape (n_samples, n_units); an axis
            in front is that of the variants.

    Raises:
        TypeError: `activation` has no derivative.
    """

    _x: np.ndarray  # input of the last `forward`
    _y: np.ndarray  # its output

    def __init__(
        self, activation: ActivationFunction, activity_regularizer: Regularizer | None = None
    ):
        """Keep the function and the penalty; there is nothing to learn."""
        if not hasattr(activation, "derivative"):
            raise TypeError(
                "Expected an activation with a derivative, such as scratch.relu. "
                f"Received: activation={activation!r}"
            )
        super().__init__()
        self.activation, self.activity_regularizer = activation, activity_regularizer
        self._shape: tuple[int, ...] | None = None

    def forward(self, x: np.ndarray, training: bool = False) -> np.ndarray:
        """Return `activation(x)`, same shape, and keep `x`."""
        self._x, self._shape = x, x.shape
        self._y = self.activation(x)
        return self._y

    def backward(self, dy: np.ndarray) -> np.ndarray:
        """Return `dy * activation.derivative(x)`, with the penalty's gradient added to `dy`.

        Raises:
            RuntimeError: `forward` has not been called.
            ValueError: `dy` does not have the shape of the last output.
        """
        check_gradient(dy, self._shape)
        if self.activity_regularizer is not None:
            dy = dy + self.activity_regularizer.gradient(self._y) / self._y.shape[-2]
        return dy * self.activation.derivative(self._x)

    def penalty(self) -> float | np.ndarray:
        """Return what the regularizer of the last outputs adds to the loss."""
        if self.activity_regularizer is None:
            return 0.0
        n_variants = len(self._y) if self._y.ndim > 2 else None
        return self.activity_regularizer(self._y, n_variants) / self._y.shape[-2]

    def select(self, rows: slice) -> Self:
        """Return a layer whose penalty is that of some of the variants."""
        part = copy.copy(self)
        if self.activity_regularizer is not None:
            part.activity_regularizer = self.activity_regularizer.select(rows)
        return part
