"""A simple recurrent layer in NumPy: the twin of `keras.layers.SimpleRNN`."""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike

from dlcourse.scratch.activations import ActivationFunction, tanh
from dlcourse.scratch.layers.recurrent import Recurrent


class SimpleRNN(Recurrent):
    """Compute `state = activation(x[t] @ kernel + state @ recurrent_kernel + bias)`, step by step.

    Not for dependencies over many steps: gradients shrink or grow on their way back.

    Args:
        kernel: For the inputs, float, shape (n_inputs, n_units); with an axis of variants in front
            for the layers of many networks at once, here and in what follows.
        recurrent_kernel: For the state, shape (n_units, n_units).
        bias: Shape (n_units,).
        return_sequences: Return the state after each step and not only after the last.
        activation: One of `dlcourse.scratch`, with a derivative.

    Attributes:
        weights: `[kernel, recurrent_kernel, bias]`, the order of Keras.
        states: After `forward`, the states after each step, shape (n_samples, n_steps, n_units).
        state_gradients: After `backward`, the gradient of the loss with respect to each of them.

    Raises:
        ValueError: The shapes do not fit each other.

    Example:
        A layer that adds up what it hears:

        >>> from dlcourse import scratch
        >>> layer = SimpleRNN([[1.0]], [[1.0]], [0.0], activation=scratch.linear)
        >>> layer.forward([[[1.0], [10.0], [100.0]]])
        array([[111.]])
        >>> layer.states[0, :, 0]
        array([  1.,  11., 111.])

    Reference:
        Elman, "Finding structure in time", 1990.
    """

    _slopes_t: np.ndarray

    def __init__(
        self,
        kernel: ArrayLike,
        recurrent_kernel: ArrayLike,
        bias: ArrayLike,
        return_sequences: bool = False,
        activation: ActivationFunction = tanh,
    ):
        """Keep weights and activation."""
        super().__init__(kernel, recurrent_kernel, bias, return_sequences)
        self.activation = activation

    def _step(self, t: int) -> None:
        (states_t,) = self._states_t
        self._sums_t[t] += states_t[t] @ self.weights[1]
        states_t[t + 1] = self.activation(self._sums_t[t])

    def _step_back(self, t: int, *gradients: np.ndarray) -> list[np.ndarray]:
        np.multiply(gradients[0], self._slopes_t[t], out=self._d_sums_t[t])
        return [self._d_sums_t[t] @ self.weights[1].swapaxes(-1, -2)]

    def _begin_back(self) -> None:
        super()._begin_back()
        self._slopes_t = self.activation.derivative(self._sums_t)
