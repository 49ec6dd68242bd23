"""What all optimizers have in common: the learning rate, clipping, what is kept for each weight.

Every constant is one number, or an array of one number for each variant: axis 0 of every weight
then counts the variants. `learning_rate` may also be a schedule. An optimizer belongs to the
weights that it moved first: it remembers what it needs of their past.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import ArrayLike

from dlcourse.scratch.clipping import Clipping
from dlcourse.scratch.constants import Constant, against, positive, select
from dlcourse.scratch.schedules import LearningRateSchedule

SIZE = 1 << 15  # numbers in a piece: what is computed from it stays in a processor's fast memory


class Piece(NamedTuple):
    """A part of the weights that is moved in one go, and what belongs to it."""

    number: int  # of the array of weights
    place: tuple[Any, ...]  # in that array: what stands in the brackets
    weight: np.ndarray
    slots: list[np.ndarray]
    constants: dict[str, Constant]


class Optimizer:
    """Base of the optimizers; a subclass has `update_step`, for one array of weights.

    Args:
        learning_rate: A number above 0, an array with one for each variant, or a schedule.
        clipnorm: Shorten the gradient of each array of weights to this norm.
        global_clipnorm: Shorten all gradients by one factor, so that their common norm is this.
        clipvalue: Cut each entry of the gradients off at plus and minus this number.

    Attributes:
        iterations: Steps taken.
        learning_rate: As given; it may be changed between two steps.
        constants: What `update_step` receives by name, besides the learning rate; fixed from the
            first step on.
        slots: Start of the arrays that are kept for each weight, such as running means.

    Raises:
        ValueError: A constant is out of its range, or two ways to clip are asked for.
    """

    def __init__(
        self,
        learning_rate: ArrayLike | LearningRateSchedule,
        *,
        clipnorm: ArrayLike | None = None,
        global_clipnorm: ArrayLike | None = None,
        clipvalue: ArrayLike | None = None,
    ):
        """Keep the learning rate; nothing has been moved yet."""
        if not callable(learning_rate):
            learning_rate = positive(learning_rate, "learning_rate")
        self.learning_rate = learning_rate
        self.clipping = Clipping(clipnorm, global_clipnorm, clipvalue)
        self.iterations = 0
        self.constants: dict[str, Constant] = {}
        self.slots: tuple[float | np.ndarray, ...] = ()
        self._weights: list[np.ndarray] = []
        self._pieces: list[Piece] = []

    def update_step(self, weight, gradient, t, *slots, **constants) -> None:
        """Change an array of weights, and the arrays kept for it, in place.

        Args:
            weight: Any shape.
            gradient: Shape of `weight`.
            t: Number of this step, from 1.
            *slots: Arrays of the shape of `weight`.
            **constants: `learning_rate` of this step, and those of the optimizer; each a number or
                an array that broadcasts against `weight`.
        """
        raise NotImplementedError

    def apply(self, gradients: Sequence[np.ndarray], weights: Sequence[np.ndarray]) -> None:
        """Change every array of `weights` by one step; the gradients stay as they are.

        Args:
            gradients: Of the loss with respect to the weights, in their order and shapes.
            weights: Always the same arrays.

        Raises:
            ValueError: There are not as many gradients as weights, in their shapes; or this
                optimizer has moved other weights before.
        """
        if [g.shape for g in gradients] != [w.shape for w in weights]:
            raise ValueError(
                "Expected one gradient for each array of weights, in its shape. Received: "
                f"gradients {[g.shape for g in gradients]}, weights {[w.shape for w in weights]}"
            )
        if self.clipping:
            gradients = [gradient.copy() for gradient in gradients]
            self.clipping(gradients)
        self.update(gradients, weights)

    def update(self, gradients: Sequence[np.ndarray], weights: Sequence[np.ndarray]) -> None:
        """Do what `apply` does, without clipping."""
        self._remember(weights)
        rate = self.learning_rate
        rate = rate(self.iterations) if callable(rate) else rate
        self.iterations += 1
        for piece in self._pieces:
            gradient = gradients[piece.number][piece.place]
            self.update_step(
                piece.weight,
                gradient,
                self.iterations,
                *piece.slots,
                learning_rate=against(select(rate, piece.place[0]), gradient),
                **piece.constants,
            )

    def _remember(self, weights: Sequence[np.ndarray]) -> None:
        """Cut the weights into pieces at the first step; later, check that they are the same."""
        if not self._weights:
            self._check_lengths({w.shape[0] if w.ndim else 1 for w in weights})
            self._weights = list(weights)
            self._pieces = [
                piece for i, array in enumerate(weights) for piece in self._cut(i, array)
            ]
        elif not _same(self._weights, weights):
            raise ValueError(
                "Expected the weights that this optimizer has moved before; for others, make a new "
                f"one. Received: arrays of shapes {[w.shape for w in weights]}"
            )

    def _cut(self, number: int, array: np.ndarray) -> Iterator[Piece]:
        """Yield the pieces of an array of weights; make its slots."""
        slots = [np.full_like(array, start) for start in self.slots]
        for place in _places(array.shape):
            weight = array[place]
            constants = {
                name: against(select(constant, place[0]), weight)
                for name, constant in self.constants.items()
            }
            yield Piece(number, place, weight, [slot[place] for slot in slots], constants)

    def _check_lengths(self, lengths: set[int]) -> None:
        """Raise ValueError if a constant has several values, and not one for each variant."""
        rate = self.learning_rate
        limit = {} if self.clipping.limit is None else {self.clipping.way: self.clipping.limit}
        given = {"learning_rate": rate(0) if callable(rate) else rate, **limit, **self.constants}
        counts = {name: np.size(value) for name, value in given.items() if np.ndim(value)}
        if counts and {*counts.values()} != lengths:
            raise ValueError(
                "Expected one number for all variants, or one for each: axis 0 of every array of "
                f"weights counts them, {sorted(lengths)}. Received: this many numbers: {counts}"
            )


def _places(shape: tuple[int, ...]) -> Iterator[tuple[Any, ...]]:
    """Cut an array along its first axis, and along its last where one row is too long."""
    if not shape:
        yield (...,)
        return
    rows = max(1, SIZE // max(1, math.prod(shape[1:])))
    columns = max(1, SIZE // max(1, math.prod(shape[1:-1])))
    for row in range(0, shape[0], rows):
        if len(shape) == 1 or rows > 1 or columns >= shape[-1]:
            yield (slice(row, row + rows),)
            continue
        for column in range(0, shape[-1], columns):
            between = [slice(None)] * (len(shape) - 2)
            yield slice(row, row + rows), *between, slice(column, column + columns)


def _same(before: Sequence[np.ndarray], now: Sequence[np.ndarray]) -> bool:
    """Return whether two lists hold the same arrays, or views of the same numbers."""
    return len(before) == len(now) and all(
        a is b or (a.shape == b.shape and a.ctypes.data == b.ctypes.data)
        for a, b in zip(before, now, strict=True)
    )
