"""A multilayer perceptron in NumPy, one or many variants of it: the sibling of `models.mlp`."""

from __future__ import annotations

import operator
from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np

from dlcourse.scratch.activations import ActivationFunction
from dlcourse.scratch.layers import Activation, BatchNormalization, Dense, Dropout, Layer
from dlcourse.scratch.network import Network
from dlcourse.scratch.regularizers import Regularizer
from dlcourse.scratch.start import OUTPUTS, Initializer, Start, function_of, named


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
    function, loss = named(output, OUTPUTS, "output")
    between = function_of(activation)
    start = Start(kernel_initializer, seed, variants, dtype)
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
