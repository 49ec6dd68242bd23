"""Random starts in NumPy, named and scaled as in `keras.initializers`.

Each returns a float32 array of the given shape, drawn from a `numpy.random.Generator`. Two
libraries never draw the same numbers from one seed; what agrees is the distribution.

Axes in front are variants: the shape (n_variants, n_in, n_out) gives a kernel for each of many
networks. Where a kernel itself has more than two axes, as in a convolution, say so with
`kernel_axes`: Keras' `Conv2D` has kernels of shape (height, width, n_in, n_out), kernel_axes=4.
"""

from __future__ import annotations

import math
from collections.abc import Sequence

import numpy as np


def zeros(shape: Sequence[int], rng: np.random.Generator | None = None) -> np.ndarray:
    """Return zeros: right for biases, useless for the kernels of a network with hidden layers."""
    return np.zeros(shape, dtype=np.float32)


def ones(shape: Sequence[int], rng: np.random.Generator | None = None) -> np.ndarray:
    """Return ones: right for the scales of a normalization, useless for kernels."""
    return np.ones(shape, dtype=np.float32)


def random_normal(
    shape: Sequence[int], rng: np.random.Generator, stddev: float | np.ndarray = 0.05
) -> np.ndarray:
    """Return normal numbers of mean 0 and standard deviation `stddev`.

    Args:
        shape: Any.
        rng: Source of the random numbers.
        stddev: One number, or an array that broadcasts against `shape`, such as one value for each
            variant in the shape (n_variants, 1, 1).
    """
    return rng.normal(0.0, stddev, shape).astype(np.float32)


def random_uniform(
    shape: Sequence[int],
    rng: np.random.Generator,
    minval: float | np.ndarray = -0.05,
    maxval: float | np.ndarray = 0.05,
) -> np.ndarray:
    """Return uniform numbers from `minval` to `maxval`, which may broadcast against `shape`."""
    return rng.uniform(minval, maxval, shape).astype(np.float32)


def glorot_uniform(
    shape: Sequence[int], rng: np.random.Generator, *, kernel_axes: int = 2
) -> np.ndarray:
    """Return uniform numbers of variance 2 / (n_in + n_out), Keras' default for `Dense`.

    For sigmoid, tanh and linear layers. Arguments as for `variance_scaling`.

    Reference:
        Glorot and Bengio, "Understanding the difficulty of training deep feedforward neural
        networks", 2010.
    """
    return variance_scaling(shape, rng, 1, "fan_avg", "uniform", kernel_axes=kernel_axes)


def glorot_normal(
    shape: Sequence[int], rng: np.random.Generator, *, kernel_axes: int = 2
) -> np.ndarray:
    """Return truncated normal numbers of variance 2 / (n_in + n_out); see `glorot_uniform`."""
    return variance_scaling(shape, rng, 1, "fan_avg", "truncated_normal", kernel_axes=kernel_axes)


def he_uniform(
    shape: Sequence[int], rng: np.random.Generator, *, kernel_axes: int = 2
) -> np.ndarray:
    """Return uniform numbers of variance 2 / n_in, for ReLU; see `he_normal`."""
    return variance_scaling(shape, rng, 2, "fan_in", "uniform", kernel_axes=kernel_axes)


def he_normal(
    shape: Sequence[int], rng: np.random.Generator, *, kernel_axes: int = 2
) -> np.ndarray:
    """Return truncated normal numbers of variance 2 / n_in, for ReLU.

    Arguments as for `variance_scaling`.

    Reference:
        He, Zhang, Ren and Sun, "Delving deep into rectifiers", 2015.
    """
    return variance_scaling(shape, rng, 2, "fan_in", "truncated_normal", kernel_axes=kernel_axes)


def lecun_uniform(
    shape: Sequence[int], rng: np.random.Generator, *, kernel_axes: int = 2
) -> np.ndarray:
    """Return uniform numbers of variance 1 / n_in; see `lecun_normal`."""
    return variance_scaling(shape, rng, 1, "fan_in", "uniform", kernel_axes=kernel_axes)


def lecun_normal(
    shape: Sequence[int], rng: np.random.Generator, *, kernel_axes: int = 2
) -> np.ndarray:
    """Return truncated normal numbers of variance 1 / n_in; for SELU, and for linear layers.

    Arguments as for `variance_scaling`.

    Reference:
        LeCun, Bottou, Orr and Müller, "Efficient backprop", 1998.
    """
    return variance_scaling(shape, rng, 1, "fan_in", "truncated_normal", kernel_axes=kernel_axes)


def variance_scaling(
    shape: Sequence[int],
    rng: np.random.Generator,
    scale: float = 1.0,
    mode: str = "fan_in",
    distribution: str = "truncated_normal",
    *,
    kernel_axes: int = 2,
) -> np.ndarray:
    """Return numbers of variance `scale / fan`: what the initializers of Glorot, He and LeCun do.

    Args:
        shape: (..., n_in, n_out), or (..., *receptive_field, n_in, n_out).
        rng: Source of the random numbers.
        scale: Above 0.
        mode: "fan_in": how many inputs one unit sums up, n_in times the size of the receptive
            field; "fan_out": the same with n_out; "fan_avg": the mean of both.
        distribution: "uniform"; "untruncated_normal"; or "truncated_normal", cut off at two
            standard deviations and widened so that the variance is kept.
        kernel_axes: How many of the last axes belong to one kernel; those before are variants.

    Raises:
        ValueError: `shape` has fewer than `kernel_axes` axes, `kernel_axes` is below 2, a kernel is
            empty, or there is no such mode or distribution.
    """
    fan_in, fan_out = _fans(shape, kernel_axes)
    fans = {"fan_in": fan_in, "fan_out": fan_out, "fan_avg": (fan_in + fan_out) / 2}
    draws = {
        "uniform": lambda: rng.uniform(-math.sqrt(3), math.sqrt(3), shape),
        "untruncated_normal": lambda: rng.normal(size=shape),
        "truncated_normal": lambda: _truncated_normal(shape, rng),
    }
    if mode not in fans or distribution not in draws:
        raise ValueError(
            f"Expected a mode among {sorted(fans)} and a distribution among {sorted(draws)}. "
            f"Received: mode={mode!r}, distribution={distribution!r}"
        )
    return (draws[distribution]() * math.sqrt(scale / fans[mode])).astype(np.float32)


def orthogonal(
    shape: Sequence[int], rng: np.random.Generator, gain: float = 1.0, *, kernel_axes: int = 2
) -> np.ndarray:
    """Return kernels that keep lengths: their rows or columns, the fewer ones, are orthonormal.

    Args:
        shape: (..., n_in, n_out); of a kernel with more axes, all but the last count as one.
        rng: Source of the random numbers.
        gain: What all numbers are multiplied by.
        kernel_axes: How many of the last axes belong to one kernel; those before are variants.

    Raises:
        ValueError: `shape` has fewer than `kernel_axes` axes, or a kernel is empty.

    Reference:
        Saxe, McClelland and Ganguli, "Exact solutions to the nonlinear dynamics of learning in deep
        linear neural networks", 2014.
    """
    _fans(shape, kernel_axes)
    *variants, rows = *shape[:-kernel_axes], math.prod(shape[-kernel_axes:-1])
    columns = shape[-1]
    q, r = np.linalg.qr(rng.normal(size=(*variants, max(rows, columns), min(rows, columns))))
    q = q * np.sign(np.diagonal(r, axis1=-2, axis2=-1))[..., None, :]  # else Q favours some signs
    q = q if rows >= columns else np.swapaxes(q, -1, -2)
    return (gain * q.reshape(shape)).astype(np.float32)


def _fans(shape: Sequence[int], kernel_axes: int) -> tuple[int, int]:
    """Return how many inputs an output sums up, and how many outputs an input reaches."""
    kernel = tuple(shape[-kernel_axes:])
    if kernel_axes < 2 or len(kernel) < kernel_axes or min(kernel) < 1:
        raise ValueError(
            f"Expected a shape of at least {kernel_axes} axes (2 or more), such as (n_in, n_out), "
            f"and no empty kernel. Received: shape={tuple(shape)}"
        )
    receptive_field = math.prod(kernel[:-2])
    return receptive_field * kernel[-2], receptive_field * kernel[-1]


def _truncated_normal(shape: Sequence[int], rng: np.random.Generator) -> np.ndarray:
    """Return numbers of variance 1 from a normal distribution without its tails."""
    values = rng.normal(size=shape)
    while (tails := np.abs(values) > 2).any():
        values[tails] = rng.normal(size=tails.sum())
    return values / 0.87962566103423978  # the standard deviation that the cut leaves
