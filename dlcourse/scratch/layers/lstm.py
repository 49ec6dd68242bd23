"""Long short-term memory in NumPy: the twin of `keras.layers.LSTM`."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import ArrayLike

from dlcourse.scratch.layers.gates import Gates
from dlcourse.scratch.layers.recurrent import Recurrent, by_sample


class LSTM(Recurrent):
    """Carry a cell state along the sequence; gates say what it forgets, takes in and shows.

        i, f, o = sigmoid(...)         input, forget and output gate, each with weights of its own
        c = tanh(...)                  the candidate: what might be taken in
        cell = f * cell + i * c
        state = o * tanh(cell)

    where `...` is `x[t] @ kernel + state @ recurrent_kernel + bias`, four blocks of columns.

    Args:
        kernel: For the inputs, float, shape (n_inputs, 4 * n_units), in Keras' order i, f, c, o;
            with an axis of variants in front for the layers of many networks at once, here and in
            what follows.
        recurrent_kernel: For the state, shape (n_units, 4 * n_units).
        bias: Shape (4 * n_units,). Keras starts with 1 in the block of the forget gate.
        return_sequences: Return the state after each step and not only after the last.

    Attributes:
        weights: `[kernel, recurrent_kernel, bias]`, the order of Keras.
        states, cell_states: After `forward`, shape (n_samples, n_steps, n_units).
        gates: After `forward`, the same for "input", "forget", "candidate" and "output".
        state_gradients, cell_gradients: After `backward`, of the loss, with respect to the states.

    Raises:
        ValueError: The shapes do not fit each other.

    Example:
        Forget nothing, take in nothing, show all: whatever comes in, the cell stays.

        >>> bias = [-1000.0, 1000.0, 0.0, 1000.0]
        >>> layer = LSTM(np.ones((1, 4)), np.zeros((1, 4)), bias)
        >>> _ = layer.forward(np.ones((1, 100, 1)), initial_state=([[0.0]], [[0.5]]))
        >>> layer.cell_states[0, -1, 0]
        np.float64(0.5)

    Reference:
        Hochreiter and Schmidhuber, "Long short-term memory", 1997; the forget gate: Gers,
        Schmidhuber and Cummins, "Learning to forget", 2000.
    """

    n_gates = 4
    n_states = 2
    _tanh_cells_t: np.ndarray
    _d_cells_t: np.ndarray

    def __init__(
        self,
        kernel: ArrayLike,
        recurrent_kernel: ArrayLike,
        bias: ArrayLike,
        return_sequences: bool = False,
    ):
        """Keep the weights."""
        super().__init__(kernel, recurrent_kernel, bias, return_sequences)
        names = ("input", "forget", "candidate", "output")
        self._gates = Gates(names, self.n_units, self.weights[0].dtype)

    @property
    def cell_states(self) -> np.ndarray:
        """The cell states after each step of the last `forward`, in the shape of `states`."""
        return by_sample(self._recorded("_states_t")[1][1:])

    @property
    def cell_gradients(self) -> np.ndarray:
        """Of the loss with respect to each of `cell_states`, on all ways: set by `backward`."""
        return by_sample(self._recorded("_d_cells_t"))

    @property
    def gates(self) -> dict[str, np.ndarray]:
        """The gates at each step of the last `forward`, in the shape of `states`, by name."""
        return self._gates.by_name(by_sample(self._recorded("_sums_t")))

    def _step(self, t: int) -> None:
        (states_t, cells_t), sums = self._states_t, self._sums_t[t]
        sums += states_t[t] @ self.weights[1]
        i, f, c, o = self._gates.open(sums)
        cell, tanh_cell = cells_t[t + 1], self._tanh_cells_t[t]
        np.multiply(f, cells_t[t], out=cell)
        cell += i * c
        np.tanh(cell, out=tanh_cell)
        np.multiply(o, tanh_cell, out=states_t[t + 1])

    def _step_back(self, t: int, *gradients: np.ndarray) -> list[np.ndarray]:
        d_state, d_cell = gradients
        i, f, c, o = self._gates.split(self._sums_t[t])
        tanh_cell, d_sums = self._tanh_cells_t[t], self._d_sums_t[t]
        d_cell = d_cell + d_state * o * (1 - tanh_cell * tanh_cell)
        self._d_cells_t[t] = d_cell
        d_i, d_f, d_c, d_o = self._gates.split(d_sums)
        np.multiply(d_cell, c, out=d_i)
        np.multiply(d_cell, self._states_t[1][t], out=d_f)
        np.multiply(d_cell, i, out=d_c)
        np.multiply(d_state, tanh_cell, out=d_o)
        d_sums *= self._gates.slopes(self._sums_t[t])
        return [d_sums @ self.weights[1].swapaxes(-1, -2), d_cell * f]

    def _begin(self, initial_state: Any) -> None:
        super()._begin(initial_state)
        self._tanh_cells_t = self._room("tanh_cells", self.n_units)

    def _begin_back(self) -> None:
        super()._begin_back()
        self._d_cells_t = self._room("d_cells", self.n_units)
