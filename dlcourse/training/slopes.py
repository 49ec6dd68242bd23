"""The slope of an output with respect to the input, on every backend, and what is asked for it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import numpy as np
from numpy.typing import ArrayLike

from dlcourse.training.backends import on_this_backend

#: Which number of a sample's output: its index, or an array of one index for each sample.
Output = int | tuple[int, ...] | Sequence[int] | np.ndarray | None


def checked(model: Any, x: ArrayLike) -> np.ndarray:
    """Return inputs in the model's dtype, after a look at whether they fit it."""
    if not model.built or len(model.inputs) != 1 or len(model.outputs) != 1:
        raise ValueError(
            "Expected a built model of one input and one output: give it an Input. "
            f"Received: {model.name!r}"
        )
    (wanted,) = model.inputs
    if "int" in wanted.dtype:
        raise ValueError(
            "Expected a model of real numbers, because whole ones have no slope; give the part "
            f"after its Embedding. Received: {model.name!r} of {wanted.dtype}"
        )
    x = np.asarray(x, dtype=wanted.dtype)
    shape = wanted.shape[1:]
    fits = len(x.shape) == len(shape) + 1 and all(
        n in (None, m) for n, m in zip(shape, x.shape[1:], strict=True)
    )
    if not fits or not len(x):
        text = ", ".join(map(str, ("n", *shape)))
        raise ValueError(f"Expected a batch of shape ({text}). Received: x.shape={x.shape}")
    return x


def indices(output: Output, shape: tuple[int | None, ...], n: int) -> tuple[np.ndarray, ...]:
    """Return which number of each sample's output is meant: for each axis an index a sample."""
    sizes = shape[1:]
    if output is None:
        output = (0,) * len(sizes) if all(size == 1 for size in sizes) else ()
    given = output if isinstance(output, tuple) else (output,)
    axes = tuple(np.asarray(axis) for axis in given)
    right = len(axes) == len(sizes) and all(
        axis.shape in ((), (n,))
        and axis.dtype.kind in "iu"
        and (size is None or np.all((-size <= axis) & (axis < size)))
        for axis, size in zip(axes, sizes, strict=True)
    )
    if not right:
        raise ValueError(
            f"Expected which number of an output of shape {sizes}, or one for each of the {n} "
            f"samples. Received: output={output!r}"
        )
    return tuple(np.broadcast_to(axis, n) for axis in axes)


def pick(outputs: Any, chosen: tuple[np.ndarray, ...]) -> Any:
    """Return the sum of the chosen outputs: a sample's slope of the sum is that of its own."""
    import keras

    mask = np.zeros(outputs.shape, dtype=np.float32)
    mask[(np.arange(len(mask)), *chosen)] = 1
    return keras.ops.sum(keras.ops.cast(outputs, "float32") * keras.ops.convert_to_tensor(mask))


def slopes_of(function: Callable, x: np.ndarray) -> np.ndarray:
    """Return the gradient of a function of `x`, which gives one number, in the shape of `x`."""
    import keras

    slopes = on_this_backend(_BACKENDS)(function, keras.ops.convert_to_tensor(x))
    return np.zeros_like(x) if slopes is None else keras.ops.convert_to_numpy(slopes)


def _with_tensorflow(function, x):
    import tensorflow as tf

    with tf.GradientTape() as tape:
        tape.watch(x)
        value = function(x)
    return tape.gradient(value, x)


def _with_torch(function, x):
    import torch

    x = x.detach().clone().requires_grad_(True)
    with torch.enable_grad():
        value = function(x)
    return torch.autograd.grad(value, x, allow_unused=True)[0]


def _with_jax(function, x):
    import jax
    import keras

    def value(tensor):
        with keras.StatelessScope():
            return function(tensor)

    return jax.grad(value)(x)


_BACKENDS = {"tensorflow": _with_tensorflow, "jax": _with_jax, "torch": _with_torch}
