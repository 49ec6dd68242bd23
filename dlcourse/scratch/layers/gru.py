"""The gated recurrent unit in NumPy: the twin of `keras.layers.GRU`."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import ArrayLike

from dlcourse.scratch.layers.gates import Gates
from dlcourse.scratch.layers.recurrent import Recurrent, by_sample, rows_of


class GRU(Recurrent):
    """Mix the state with a candidate for the next one; a gate says how much of each.

        z, r = sigmoid(...)            update and reset gate, each with weights of its own
        c = tanh(x[t] @ kernel_c + bias_c + r * (state @ recurrent_kernel_c + recurrent_bias_c))
        state = z * state + (1 - z) * c

    where `...` is `x[t] @ kernel + bias + state @ recurrent_kernel + recurrent_bias`. Without
    `reset_after`, the reset gate comes before the product, `(r * state) @ recurrent_kernel_c`, and
    there is one bias.

    Args:
        kernel: For the inputs, float, shape (n_inputs, 3 * n_units), in Keras' order z, r, c; with
            an axis of variants in front for the layers of many networks at once, here and in what
            follows.
        recurrent_kernel: For the state, shape (n_units, 3 * n_units).
        bias: Shape (2, 3 * n_units), inputs' and state's; (3 * n_units,) without `reset_after`.
        return_sequences: Return the state after each step and not only after the last.
        reset_after: Whether the reset gate comes after the product, as in Keras.

    Attributes:
        weights: `[kernel, recurrent_kernel, bias]`, the order of Keras.
        states: After `forward`, the states after each step, shape (n_samples, n_steps, n_units).
        gates: After `forward`, the same for "update", "reset" and "candidate".
        state_gradients: After `backward`, of the loss, with respect to each of `states`.

    Raises:
        ValueError: The shapes do not fit each other.

    Example:
        With an open update gate the state stays, whatever comes in.

        >>> bias = [[1000.0, 0.0, 0.0], [0.0, 0.0, 0.0]]
        >>> layer = GRU(np.ones((1, 3)), np.zeros((1, 3)), bias)
        >>> layer.forward(np.ones((1, 100, 1)), initial_state=[[0.5]])
        array([[0.5]])

    Reference:
        Cho et al., "Learning phrase representations using RNN encoder-decoder for statistical
        machine translation", 2014.
    """

    n_gates = 3
    _d_products_t: np.ndarray  # gradients of what the state adds to the sums
    _inner_t: np.ndarray  # with `reset_after` what r is multiplied with, else r * state

    def __init__(
        self,
        kernel: ArrayLike,
        recurrent_kernel: ArrayLike,
        bias: ArrayLike,
        return_sequences: bool = False,
        reset_after: bool = True,
    ):
        """Keep the weights."""
        self.reset_after = reset_after
        super().__init__(kernel, recurrent_kernel, bias, return_sequences)
        dtype = self.weights[0].dtype
        self._gates = Gates(("update", "reset", "candidate"), self.n_units, dtype)
        self._first = Gates(("update", "reset"), self.n_units, dtype)

    @property
    def _bias_axes(self) -> tuple[int, ...]:
        return (2,) if self.reset_after else ()

    @property
    def gates(self) -> dict[str, np.ndarray]:
        """The gates at each step of the last `forward`, in the shape of `states`, by name."""
        return self._gates.by_name(by_sample(self._recorded("_sums_t")))

    def _step(self, t: int) -> None:
        (states_t,), sums, width = self._states_t, self._sums_t[t], 2 * self.n_units
        state, kernel, candidate = states_t[t], self.weights[1], sums[..., width:]
        if self.reset_after:
            product = state @ kernel
            product += self.weights[2][..., 1, None, :]
            sums[..., :width] += product[..., :width]
            z, r = self._first.open(sums[..., :width])
            self._inner_t[t] = product[..., width:]
            candidate += r * self._inner_t[t]
        else:
            sums[..., :width] += state @ kernel[..., :width]
            z, r = self._first.open(sums[..., :width])
            np.multiply(r, state, out=self._inner_t[t])
            candidate += self._inner_t[t] @ kernel[..., width:]
        np.tanh(candidate, out=candidate)
        states_t[t + 1] = candidate + z * (state - candidate)

    def _step_back(self, t: int, *gradients: np.ndarray) -> list[np.ndarray]:
        (d_state,), state, width = gradients, self._states_t[0][t], 2 * self.n_units
        z, r, candidate = self._gates.split(self._sums_t[t])
        d_sums, slopes = self._d_sums_t[t], self._gates.slopes(self._sums_t[t])
        d_z, d_r, d_c = self._gates.split(d_sums)
        backwards = self.weights[1].swapaxes(-1, -2)
        np.multiply(d_state, state - candidate, out=d_z)
        np.multiply(d_state * (1 - z), slopes[..., width:], out=d_c)
        before = d_state * z
        if self.reset_after:
            np.multiply(d_c, self._inner_t[t], out=d_r)
        else:
            d_reset = d_c @ backwards[..., width:, :]
            np.multiply(d_reset, state, out=d_r)
            before += d_reset * r
        d_sums[..., :width] *= slopes[..., :width]
        d_products = self._d_products_t[t]
        d_products[...] = d_sums[..., : d_products.shape[-1]]
        if self.reset_after:
            d_products[..., width:] *= r
        before += d_products @ backwards[..., : d_products.shape[-1], :]
        return [before]

    def _weight_gradients(self) -> list[np.ndarray]:
        d_sums, d_products = rows_of(self._d_sums_t), rows_of(self._d_products_t)
        inputs, states = self._inputs, rows_of(self._states_t[0][:-1])
        d_recurrent = states.swapaxes(-1, -2) @ d_products
        d_bias = d_sums.sum(axis=-2)
        if self.reset_after:
            d_bias = np.stack([d_bias, d_products.sum(axis=-2)], axis=-2)
        else:
            resets = rows_of(self._inner_t).swapaxes(-1, -2)
            d_candidate = resets @ d_sums[..., 2 * self.n_units :]
            d_recurrent = np.concatenate([d_recurrent, d_candidate], axis=-1)
        return [inputs.swapaxes(-1, -2) @ d_sums, d_recurrent, d_bias]

    def _input_bias(self) -> np.ndarray:
        return self.weights[2][..., :1, :] if self.reset_after else super()._input_bias()

    def _begin(self, initial_state: Any) -> None:
        super()._begin(initial_state)
        self._inner_t = self._room("inner", self.n_units)

    def _begin_back(self) -> None:
        super()._begin_back()
        self._d_products_t = self._room("d_products", (3 if self.reset_after else 2) * self.n_units)

    def _forget(self, t: int, taken: np.ndarray) -> None:
        super()._forget(t, taken)
        self._d_products_t[t] *= taken
