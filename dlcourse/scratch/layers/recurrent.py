"""What all recurrent layers have in common: the walk along the sequence, and the way back."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Self

import numpy as np
from numpy.typing import ArrayLike

from dlcourse.scratch.layers.base import Layer, as_float, check_gradient


class Recurrent(Layer):
    """Base of the recurrent layers; a subclass says what one step does, forward and backward.

    Samples have shape (n_samples, n_steps, n_inputs). What the inputs add at all steps comes from
    one product before the loop, and the gradients of the weights from one product after it. Arrays
    with a name that ends in `_t` hold the time steps in front: `states_t[t]`.

    Attributes:
        weights: `[kernel, recurrent_kernel, bias]`, the order of Keras.
        return_sequences: Whether the output is the state after each step, or after the last.
    """

    n_gates = 1
    n_states = 1
    _size: tuple[int, int]  # steps and samples of the last `forward`
    _inputs: np.ndarray  # as rows, one step's after another's
    _sums_t: np.ndarray  # what inputs and bias add, (n_steps, ..., n_samples, n_gates * n_units)
    _states_t: list[np.ndarray]  # before each step and after the last, each with a step more
    _d_states_t: np.ndarray
    _d_sums_t: np.ndarray

    def __init__(
        self,
        kernel: ArrayLike,
        recurrent_kernel: ArrayLike,
        bias: ArrayLike,
        return_sequences: bool = False,
    ):
        """Keep the weights; no random start, so that a test or a reader can choose them."""
        kernel = as_float(kernel)
        weights = [kernel, *(np.array(w, dtype=kernel.dtype) for w in (recurrent_kernel, bias))]
        _check_weights(weights, self.n_gates, self._bias_axes)
        super().__init__(weights, n_variants=len(kernel) if kernel.ndim == 3 else None)
        self.return_sequences = return_sequences
        self._shape: tuple[int, ...] | None = None
        self._mask: np.ndarray | None = None
        self._rooms: dict[str, np.ndarray] = {}

    @property
    def _bias_axes(self) -> tuple[int, ...]:
        """Axes of the bias before that of the sums."""
        return ()

    @property
    def n_units(self) -> int:
        """Numbers in the state."""
        return self.weights[1].shape[-2]

    @property
    def states(self) -> np.ndarray:
        """The states after each step of the last `forward`, shape (..., n_steps, n_units)."""
        return by_sample(self._recorded("_states_t")[0][1:])

    @property
    def state_gradients(self) -> np.ndarray:
        """Of the loss with respect to each of `states`, on all ways: set by `backward`."""
        return by_sample(self._recorded("_d_states_t"))

    def forward(
        self,
        x: ArrayLike,
        training: bool = False,
        *,
        initial_state: ArrayLike | Sequence[ArrayLike] | None = None,
        mask: ArrayLike | None = None,
    ) -> np.ndarray:
        """Return the state after the last step, or those after all, and keep what `backward` needs.

        Args:
            x: Shape (n_samples, n_steps, n_inputs), at least one sample and one step; with
                variants, the same for all, or with their axis in front.
            training: Makes no difference here.
            initial_state: Before the first step, shape (n_samples, n_units), with variants behind
                their axis; for an LSTM a pair of such arrays, state and cell state. 0 by default.
            mask: Which steps to take, bool, shape (n_samples, n_steps). At the others the state
                stays as it is: so sequences of several lengths share a batch.

        Returns:
            Shape (n_samples, n_units), or (n_samples, n_steps, n_units) with `return_sequences`;
            with variants, behind their axis. In the dtype of the kernel.

        Raises:
            ValueError: A shape does not fit.
        """
        x = np.asarray(x, dtype=self.weights[0].dtype)
        self._check(x)
        self._take(x, mask)
        self._begin(initial_state)
        for t in range(x.shape[-2]):
            self._step(t)
            if self._mask is not None:
                for states_t in self._states_t:
                    np.copyto(states_t[t + 1], states_t[t], where=~self._mask[t])
        states_t = self._states_t[0]
        y = by_sample(states_t[1:]) if self.return_sequences else states_t[-1].copy()
        self._shape = y.shape
        return y

    def backward(self, dy: ArrayLike) -> np.ndarray:
        """Return the gradient for `x`, and set `gradients`: backpropagation through time.

        Every step uses the same weights, so their gradients are sums over all steps.

        Args:
            dy: Gradient of the loss with respect to the last output, same shape.

        Returns:
            Gradient of the loss with respect to `x`, in its shape; with variants, their axis comes
            first, even if they share `x`.

        Raises:
            RuntimeError: `forward` has not been called.
            ValueError: `dy` does not have the shape of the last output.
        """
        self.backward_weights(dy)
        return by_sample(self._d_sums_t @ self.weights[0].swapaxes(-1, -2))

    def backward_weights(self, dy: ArrayLike) -> None:
        """Set `gradients` and leave out the gradient for `x`."""
        dy = np.asarray(dy, dtype=self.weights[0].dtype)
        check_gradient(dy, self._shape)
        self._begin_back()
        gradients = [np.zeros_like(states_t[0]) for states_t in self._states_t]
        last = self._size[0] - 1
        for t in range(last, -1, -1):
            if self.return_sequences or t == last:
                gradients[0] = gradients[0] + (dy[..., t, :] if self.return_sequences else dy)
            self._d_states_t[t] = gradients[0]
            before = self._step_back(t, *gradients)
            if self._mask is not None:
                pairs = zip(before, gradients, strict=True)
                before = [np.where(self._mask[t], *pair) for pair in pairs]
                self._forget(t, self._mask[t])
            gradients = before
        self.gradients = self._weight_gradients()

    def select(self, rows: slice) -> Self:
        """Return a layer of some of the variants; it shares their arrays with this one."""
        part = super().select(rows)
        part._rooms = {}
        return part

    def _step(self, t: int) -> None:
        """Write the states after step `t`, number `t + 1` in `_states_t`."""
        raise NotImplementedError

    def _step_back(self, t: int, *gradients: np.ndarray) -> list[np.ndarray]:
        """Set `_d_sums_t[t]`; return the gradients for the states before step `t`."""
        raise NotImplementedError

    def _weight_gradients(self) -> list[np.ndarray]:
        d_sums, states = rows_of(self._d_sums_t), rows_of(self._states_t[0][:-1])
        inputs = self._inputs.swapaxes(-1, -2)
        return [inputs @ d_sums, states.swapaxes(-1, -2) @ d_sums, d_sums.sum(axis=-2)]

    def _forget(self, t: int, taken: np.ndarray) -> None:
        """Let samples that did not take step `t` have no share in the gradients of the weights."""
        self._d_sums_t[t] *= taken

    def _take(self, x: np.ndarray, mask: ArrayLike | None) -> None:
        """Compute what inputs and bias add at all steps, and keep the mask, time in front."""
        n_samples, n_steps, n_inputs = x.shape[-3:]
        self._size = n_steps, n_samples
        self._inputs = x.swapaxes(-3, -2).reshape(*x.shape[:-3], n_steps * n_samples, n_inputs)
        self._sums_t = self._room("sums", self.weights[0].shape[-1])
        rows = rows_of(self._sums_t)  # the same memory
        np.matmul(self._inputs, self.weights[0], out=rows)
        rows += self._input_bias()
        self._mask = None
        if mask is not None:
            mask = np.asarray(mask, dtype=bool)
            if mask.shape != (n_samples, n_steps):
                raise ValueError(
                    f"Expected mask of shape {(n_samples, n_steps)}. "
                    f"Received: mask.shape={mask.shape}"
                )
            self._mask = mask.T[:, :, None]

    def _input_bias(self) -> np.ndarray:
        return self.weights[2][..., None, :]

    def _begin(self, initial_state: Any) -> None:
        """Make room for the states, and put the first ones there."""
        names = [f"states {i}" for i in range(self.n_states)]
        self._states_t = [self._room(name, self.n_units, self._size[0] + 1) for name in names]
        if initial_state is None:
            initial_state = [0.0] * self.n_states
        elif self.n_states == 1:
            initial_state = [initial_state]
        if len(initial_state) != self.n_states:
            raise ValueError(
                f"Expected {self.n_states} arrays as initial state. Received: {len(initial_state)}"
            )
        for states_t, state in zip(self._states_t, initial_state, strict=True):
            if np.ndim(state) and np.shape(state) not in (states_t.shape[-2:], states_t.shape[1:]):
                raise ValueError(
                    f"Expected an initial state of shape {states_t.shape[1:]}. "
                    f"Received: shape {np.shape(state)}"
                )
            states_t[0] = state

    def _begin_back(self) -> None:
        """Make room for gradients, and compute what can be had for all steps at once."""
        self._d_states_t = self._room("d_states", self.n_units)
        self._d_sums_t = self._room("d_sums", self._sums_t.shape[-1])

    def _room(self, name: str, width: int, n_steps: int | None = None) -> np.ndarray:
        """Return an array of shape (n_steps, ..., n_samples, width): the last one's, if it fits.

        Variants come first in memory: so all steps of one are rows for a product. New memory would
        be slower.
        """
        variants = () if self.n_variants is None else (self.n_variants,)
        shape = (*variants, n_steps or self._size[0], self._size[1], width)
        room = self._rooms.get(name)
        if room is None or room.shape != shape:
            room = self._rooms[name] = np.empty(shape, self.weights[0].dtype)
        return np.moveaxis(room, -3, 0)

    def _recorded(self, name: str) -> Any:
        if not hasattr(self, name):
            raise RuntimeError("Expected a call of forward(x), or backward(dy), before.")
        return getattr(self, name)

    def _check(self, x: np.ndarray) -> None:
        """Raise ValueError if `x` is not made of sequences of vectors of the right length."""
        n_inputs = self.weights[0].shape[-2]
        fits = x.ndim == 3 or (x.ndim == 4 and len(x) == self.n_variants)
        if not fits or not x.size or x.shape[-1] != n_inputs:
            variants = "" if self.n_variants is None else f", or {self.n_variants} of them in front"
            raise ValueError(
                f"Expected x of shape (n_samples, n_steps, {n_inputs}){variants}, with at least "
                f"one sample and one step. Received: x.shape={x.shape}"
            )


def by_sample(array_t: np.ndarray) -> np.ndarray:
    """Return a new array of shape (..., n_samples, n_steps, n) for one with the steps in front."""
    return np.ascontiguousarray(np.moveaxis(array_t, 0, -2))


def rows_of(array_t: np.ndarray) -> np.ndarray:
    """Return the rows of all steps, shape (..., n_steps * n_samples, n)."""
    array = np.moveaxis(array_t, 0, -3)
    return array.reshape(*array.shape[:-3], -1, array.shape[-1])


def _check_weights(weights: list[np.ndarray], n_gates: int, bias_axes: tuple[int, ...]) -> None:
    """Raise ValueError if the shapes of the weights do not fit each other."""
    kernel, recurrent_kernel, bias = weights
    *variants, _, width = kernel.shape if kernel.ndim in (2, 3) else (0, 0)
    n_units = width // n_gates
    expected = [(*variants, n_units, width), (*variants, *bias_axes, width)]
    if not width or width % n_gates or expected != [recurrent_kernel.shape, bias.shape]:
        sums = "n_units" if n_gates == 1 else f"{n_gates} * n_units"
        axes = "".join(f"{n}, " for n in bias_axes)
        raise ValueError(
            f"Expected kernel of shape (n_inputs, {sums}), recurrent_kernel (n_units, {sums}), "
            f"bias ({axes}{sums}), all with an axis of variants in front if there are any. "
            f"Received: {kernel.shape}, {recurrent_kernel.shape}, {bias.shape}"
        )
