"""Gradient clipping in NumPy: no step can be longer than one allows, as in `keras.optimizers`."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import ArrayLike

from dlcourse.scratch.constants import Constant, against, positive


class Clipping:
    """Shorten gradients in place, in one of three ways or not at all.

    Args:
        clipnorm: Largest Euclidean norm of the gradient of each array of weights.
        global_clipnorm: Largest norm of all gradients together; keeps their direction.
        clipvalue: Largest absolute value of an entry.

    Each is one number, or one for each variant; norms are then taken for each variant by itself.

    Raises:
        ValueError: A number is not above 0, or more than one way is asked for.

    Reference:
        Pascanu, Mikolov and Bengio, "On the difficulty of training recurrent neural networks",
        2013.
    """

    def __init__(
        self,
        clipnorm: ArrayLike | None = None,
        global_clipnorm: ArrayLike | None = None,
        clipvalue: ArrayLike | None = None,
    ):
        """Keep the limits."""
        limits = {
            "clipnorm": clipnorm,
            "global_clipnorm": global_clipnorm,
            "clipvalue": clipvalue,
        }
        given = {name: limit for name, limit in limits.items() if limit is not None}
        if len(given) > 1:
            raise ValueError(f"Expected at most one way to clip. Received: {given}")
        self.way, limit = next(iter(given.items()), ("", None))
        self.limit = None if limit is None else positive(limit, self.way)

    def __bool__(self) -> bool:
        """Return whether there is anything to do."""
        return self.limit is not None

    def __call__(self, gradients: Sequence[np.ndarray], per_variant: bool | None = None) -> None:
        """Shorten the gradients in place.

        Args:
            gradients: One array for each array of weights.
            per_variant: Whether axis 0 counts variants; by default only if the limit has an entry
                for each.
        """
        if self.limit is None:
            return
        if self.way == "clipvalue":
            for gradient in gradients:
                limit = against(self.limit, gradient)
                np.clip(gradient, -limit, limit, out=gradient)
            return
        if per_variant is None:
            per_variant = bool(np.ndim(self.limit))
        groups = [gradients] if self.way == "global_clipnorm" else [[g] for g in gradients]
        for group in groups:
            _shorten(group, self.limit, per_variant)


def _shorten(gradients: Sequence[np.ndarray], limit: Constant, per_variant: bool) -> None:
    """Multiply the gradients by one factor, so that their common norm is within the limit."""
    first = 1 if per_variant else 0
    squares = sum(np.square(g).sum(axis=tuple(range(first, g.ndim))) for g in gradients)
    norm = np.sqrt(squares)
    factor = limit / np.maximum(norm, limit)
    for gradient in gradients:
        gradient *= against(factor, gradient)
