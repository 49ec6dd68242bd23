"""What the builders of networks share: random starts, and what a name stands for."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import numpy as np

from dlcourse.scratch import activations, initializers
from dlcourse.scratch.activations import ActivationFunction
from dlcourse.scratch.constants import seeds
from dlcourse.scratch.losses import (
    BinaryCrossentropy,
    Loss,
    MeanSquaredError,
    SparseCategoricalCrossentropy,
)
from dlcourse.scratch.softmax import softmax

Initializer = Callable[[Sequence[int], np.random.Generator], np.ndarray]
#: By name: what turns the last sums into answers, and the loss that goes with it.
OUTPUTS: dict[str, tuple[Callable | None, Callable[[], Loss]]] = {
    "linear": (None, MeanSquaredError),
    "sigmoid": (activations.sigmoid, lambda: BinaryCrossentropy(from_logits=True)),
    "softmax": (softmax, lambda: SparseCategoricalCrossentropy(from_logits=True)),
}


class Start:
    """The random start of all variants: each has its own source of random numbers."""

    def __init__(self, initializer, seed, variants: int | None, dtype: str):
        """Take one initializer and one seed for all variants, or a list with one for each."""
        if np.dtype(dtype).kind != "f":
            raise ValueError(f"Expected a dtype of floats. Received: dtype={dtype!r}")
        self.variants, self.dtype = variants, np.dtype(dtype)
        many = isinstance(initializer, Sequence) and not isinstance(initializer, str)
        given = self._one_each(list(initializer) if many else [initializer], many, "initializers")
        self.initializers = [function_of(one, initializers) for one in given]
        one_number = np.ndim(seed) == 0
        each = self._one_each(seeds(seed), not one_number, "seeds")
        self.seeds = [[s, i if one_number else 0] for i, s in enumerate(each)]
        self.sources = [np.random.default_rng(pair) for pair in self.seeds]

    def kernel(self, shape: tuple[int, int], initializer: Any = None) -> np.ndarray:
        """Draw the kernels of a layer, shape (n_in, n_out), with variants behind their axis."""
        alike = self.initializers if initializer is None else len(self.sources) * [initializer]
        pairs = zip(alike, self.sources, strict=True)
        drawn = np.array([draw(shape, source) for draw, source in pairs], dtype=self.dtype)
        return drawn[0] if self.variants is None else drawn

    def zeros(self, n: int) -> np.ndarray:
        """Return zeros of shape (n,) or (n_variants, n)."""
        return np.zeros((n,) if self.variants is None else (self.variants, n), self.dtype)

    def dropout_seeds(self, layer: int) -> int | list[int]:
        """Return the seeds of the dropout behind one layer: others for each layer and variant."""
        seeds = [int(np.random.SeedSequence([*s, layer]).generate_state(1)[0]) for s in self.seeds]
        return seeds[0] if self.variants is None else seeds

    def _one_each(self, values: list, many: bool, name: str) -> list:
        n = self.variants or 1
        if many and (self.variants is None or len(values) != n):
            raise ValueError(
                f"Expected one of the {name} for each variant. "
                f"Received: {len(values)} for variants={self.variants}"
            )
        return values if many else values * n


def function_of(value, module=activations):
    """Return a function as it is, or that of this name in a module."""
    if not isinstance(value, str):
        return value
    names = {name: f for name, f in vars(module).items() if _is_public_function(name, f, module)}
    return named(value, names, module.__name__.rsplit(".", 1)[-1].removesuffix("s"))


def _is_public_function(name: str, value, module) -> bool:
    if isinstance(value, ActivationFunction):
        return True
    own = getattr(value, "__module__", None) == module.__name__
    return own and callable(value) and not isinstance(value, type) and not name.startswith("_")


def named(name: str, known: dict, kind: str):
    """Return what a name stands for, or raise ValueError with the names that there are."""
    if name not in known:
        raise ValueError(f"Expected {kind} among {sorted(known)}. Received: {name!r}")
    return known[name]
