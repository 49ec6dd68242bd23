"""A multilayer perceptron in NumPy, one or many variants of it: the sibling of `models.mlp`."""

from __future__ import annotations

import operator
from collections.abc import Callable, Mapping, Sequence
from typing import Any

import numpy as np

from dlcourse.scratch import activations, initializers
from dlcourse.scratch.activations import ActivationFunction
from dlcourse.scratch.constants import seeds
from dlcourse.scratch.layers import Activation, BatchNormalization, Dense, Dropout, Layer
from dlcourse.scratch.losses import (
    BinaryCrossentropy,
    Loss,
    MeanSquaredError,
    SparseCategoricalCrossentropy,
)
from dlcourse.scratch.network import Network
from dlcourse.scratch.regularizers import Regularizer
from dlcourse.scratch.softmax import softmax

Initializer = Callable[[Sequence[int], np.random.Generator], np.ndarray]
_OUTPUTS: dict[str, tuple[Callable | None, Callable[[], Loss]]] = {
    "linear": (None, MeanSquaredError),
    "sigmoid": (activations.sigmoid, lambda: BinaryCrossentropy(from_logits=True)),
    "softmax": (softmax, lambda: SparseCategoricalCrossentropy(from_logits=True)),
}


def mlp(
    sizes: Sequence[int],
    *,
    variants: int | None = None,
    activation: str | ActivationFunction = "relu",
    output: str = "softmax",
    kernel_initializer: str | Initializer | Sequence[str | Initializer] = "glorot_uniform",
    kernel_regularizer: Regularizer | None = None,
    batch_normalization: bool | Mapping[str, Any] = False,
    dropout: float | Sequence[float] = 0.0,
    seed: int | Sequence[int] = 0,
    dtype: str = "float32",
) -> Network:
    """Return a fully connected network in NumPy, or many that one `fit` trains at once.

    Twenty small networks cost little more than one: what one lucky start hides, they show. For a
    single network that is not to be looked into, use Keras.

    Args:
        sizes: Units per layer from input to output, as in `[64, 32, 10]`.
        variants: How many networks; None for a single one, without an axis of variants.
        activation: Of the hidden layers, one of `dlcourse.scratch` or its name.
        output: "linear", "sigmoid" or "softmax". The loss goes with it: the mean squared error, the
            binary cross-entropy, the categorical cross-entropy of class numbers.
        kernel_initializer: An initializer of `dlcourse.scratch`, its name, or one for each variant.
        kernel_regularizer: A penalty for all kernels, such as `scratch.L2([0.0, 0.01])`.
        batch_normalization: Whether to normalize the sums of the hidden layers; or how, such as
            `{"momentum": 0.9}`: options of `scratch.BatchNormalization`.
        dropout: Rate behind each hidden layer, one number or one for each variant.
        seed: Of the random start, one number, or one for each variant: a variant starts as the
            single network of its seed does. The first of many that share one number does so, too.
        dtype: Of the arithmetic, "float32" or "float64".

    Raises:
        TypeError: A size is no whole number.
        ValueError: There are fewer than two sizes, or one is below 1; there is no activation,
            output or initializer of that name; or there is not one value for each variant.

    Example:
        >>> networks = mlp([2, 8, 1], variants=20, output="sigmoid")
        >>> networks.predict([[0.0, 1.0]]).shape
        (20, 1, 1)

    Reference:
        Rumelhart, Hinton and Williams, "Learning representations by back-propagating errors", 1986.
    """
    sizes = [operator.index(size) for size in sizes]
    if len(sizes) < 2 or min(sizes) < 1 or (variants is not None and variants < 1):
        raise ValueError(
            "Expected at least an input and an output size, each above 0, and at least one "
            f"variant. Received: sizes={sizes}, variants={variants}"
        )
    function, loss = _named(output, _OUTPUTS, "output")
    between = _function(activation)
    start = _Start(kernel_initializer, seed, variants, dtype)
    options = batch_normalization if isinstance(batch_normalization, Mapping) else {}
    normalize = options is batch_normalization or bool(batch_normalization)
    layers: list[Layer] = []
    for number, (n_in, n_out) in enumerate(zip(sizes[:-1], sizes[1:], strict=True), start=1):
        kernel = start.kernel((n_in, n_out))
        layers.append(Dense(kernel, start.zeros(n_out), kernel_regularizer))
        if number < len(sizes) - 1:
            if normalize:
                zeros = start.zeros(n_out)
                layers.append(BatchNormalization(zeros + 1, zeros, **options))
            layers.append(Activation(between))
            if np.any(dropout):
                layers.append(Dropout(dropout, start.dropout_seeds(number)))
    return Network(layers, loss(), function)


class _Start:
    """The random start of all variants: each has its own source of random numbers."""

    def __init__(self, initializer, seed, variants: int | None, dtype: str):
        if np.dtype(dtype).kind != "f":
            raise ValueError(f"Expected a dtype of floats. Received: dtype={dtype!r}")
        self.variants, self.dtype = variants, np.dtype(dtype)
        many = isinstance(initializer, Sequence) and not isinstance(initializer, str)
        given = self._one_each(list(initializer) if many else [initializer], many, "initializers")
        self.initializers = [_function(one, initializers) for one in given]
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


def _function(value, module=activations):
    """Return a function as it is, or that of this name in a module."""
    if not isinstance(value, str):
        return value
    names = {name: f for name, f in vars(module).items() if _is_public_function(name, f, module)}
    return _named(value, names, module.__name__.rsplit(".", 1)[-1].removesuffix("s"))


def _is_public_function(name: str, value, module) -> bool:
    if isinstance(value, ActivationFunction):
        return True
    own = getattr(value, "__module__", None) == module.__name__
    return own and callable(value) and not isinstance(value, type) and not name.startswith("_")


def _named(name: str, known: dict, kind: str):
    if name not in known:
        raise ValueError(f"Expected {kind} among {sorted(known)}. Received: {name!r}")
    return known[name]
