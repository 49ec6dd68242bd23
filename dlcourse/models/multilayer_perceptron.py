"""The fully connected network."""

from __future__ import annotations

import operator
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import keras

Activation = str | Callable


def mlp(
    sizes: Sequence[int],
    *,
    activation: Activation = "relu",
    output: Activation = "linear",
    dtype: str | None = None,
    name: str | None = None,
) -> keras.Sequential:
    """Return a fully connected network, a multilayer perceptron, not yet compiled.

    The random start is that of Keras: Glorot uniform kernels, drawn from the seed of
    `keras.utils.set_random_seed`, and biases of 0. Where the layers are what a reader should look
    at, write them out instead.

    Args:
        sizes: Units per layer from input to output, as in `[64, 32, 10]`; without a hidden layer,
            as in `[2, 1]`, the model is linear or logistic regression.
        activation: Of the hidden layers, a name or a function.
        output: Of the last layer; "linear" for numbers and logits, "sigmoid", "softmax".
        dtype: Of the arithmetic, such as "float64"; by default Keras' own, float32.
        name: Of the model.

    Returns:
        A built model with the layers "hidden_1", "hidden_2", ... and "output".

    Raises:
        TypeError: A size is no whole number.
        ValueError: There are fewer than two sizes, or one is below 1; or Keras knows no activation
            of that name.

    Example:
        >>> model = mlp([64, 32, 10], output="softmax")
        >>> [layer.name for layer in model.layers], model.count_params()
        (['hidden_1', 'output'], 2410)

    Reference:
        Rumelhart, Hinton and Williams, "Learning representations by back-propagating errors", 1986.
    """
    import keras

    sizes = [operator.index(size) for size in sizes]
    if len(sizes) < 2 or min(sizes) < 1:
        raise ValueError(
            f"Expected at least an input and an output size, each above 0. Received: sizes={sizes}"
        )
    hidden = [
        keras.layers.Dense(size, activation, dtype=dtype, name=f"hidden_{number}")
        for number, size in enumerate(sizes[1:-1], start=1)
    ]
    last = keras.layers.Dense(sizes[-1], output, dtype=dtype, name="output")
    return keras.Sequential([keras.Input(sizes[:1], dtype=dtype), *hidden, last], name=name)
