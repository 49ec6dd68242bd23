"""A recurrent network in NumPy, one or many variants of it: the sibling of `scratch.mlp`."""

from __future__ import annotations

import operator
from typing import Any

import numpy as np

from dlcourse.scratch import initializers
from dlcourse.scratch.layers import GRU, LSTM, Dense, Recurrent, SimpleRNN
from dlcourse.scratch.network import Network
from dlcourse.scratch.start import OUTPUTS, Initializer, Start, function_of, named

_CELLS: dict[str, type[Recurrent]] = {"simple": SimpleRNN, "lstm": LSTM, "gru": GRU}


def rnn(
    sizes: tuple[int, int, int],
    *,
    cell: str = "simple",
    return_sequences: bool = False,
    variants: int | None = None,
    output: str = "linear",
    recurrent_initializer: str | Initializer = "orthogonal",
    forget_bias: float = 1.0,
    seed: int | list[int] = 0,
    dtype: str = "float32",
    **options: Any,
) -> Network:
    """Return a recurrent layer with a Dense layer behind it, or many that one `fit` trains at once.

    Starts as Keras' layers do: Glorot's kernels, an orthogonal recurrent kernel, biases of 0.

    Args:
        sizes: Inputs at a step, units, outputs.
        cell: "simple", "lstm" or "gru".
        return_sequences: Whether there is an output after each step or after the last.
        variants: How many networks; None for a single one, without an axis of variants.
        output: "linear", "sigmoid" or "softmax", with the loss that goes with it, as in `mlp`.
        recurrent_initializer: An initializer of `dlcourse.scratch`, or its name.
        forget_bias: Where the forget gates of an LSTM start; nothing else has one.
        seed: Of the random start, one number, or one for each variant.
        dtype: Of the arithmetic, "float32" or "float64".
        **options: Of the recurrent layer, such as `activation` or `reset_after`.

    Raises:
        ValueError: There are not three sizes, or one is below 1; or there is no cell, output or
            initializer of that name.

    Example:
        >>> networks = rnn((3, 8, 1), cell="gru", variants=20)
        >>> networks.predict(np.ones((5, 12, 3))).shape
        (20, 5, 1)

    Reference:
        Elman, "Finding structure in time", 1990.
    """
    whole = [operator.index(size) for size in sizes]
    if len(whole) != 3 or min(whole) < 1 or (variants is not None and variants < 1):
        raise ValueError(
            "Expected three sizes, each above 0, and at least one variant. "
            f"Received: sizes={sizes}, variants={variants}"
        )
    n_inputs, units, n_outputs = whole
    kind, (function, loss) = named(cell, _CELLS, "cell"), named(output, OUTPUTS, "output")
    start, width = Start("glorot_uniform", seed, variants, dtype), kind.n_gates * units
    kernel = start.kernel((n_inputs, width))
    recurrent_kernel = start.kernel(
        (units, width), function_of(recurrent_initializer, initializers)
    )
    bias = start.zeros(width)
    if kind is LSTM:
        bias[..., units : 2 * units] = forget_bias
    if kind is GRU and options.get("reset_after", True):
        bias = np.stack([bias, bias], axis=-2)
    layer = kind(kernel, recurrent_kernel, bias, return_sequences, **options)
    dense = Dense(start.kernel((units, n_outputs)), start.zeros(n_outputs))
    return Network([layer, dense], loss(), function)
