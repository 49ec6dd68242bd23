"""Random starts in NumPy, named and scaled as in `keras.initializers`.

Each returns a float32 array of the given shape, drawn from a `numpy.random.Generator`. Two
libraries never draw the same numbers from one seed; what agrees is the distribution.
"""

import math
from collections.abc import Sequence

import numpy as np


def zeros(shape: Sequence[int], rng: np.random.Generator | None = None) -> np.ndarray:
    """Return zeros: right for biases, useless for the kernels of a network with hidden layers."""
    return np.zeros(shape, dtype=np.float32)


def random_normal(
    shape: Sequence[int], rng: np.random.Generator, stddev: float = 0.05
) -> np.ndarray:
    """Return normal numbers of mean 0 and standard deviation `stddev`."""
    return rng.normal(0.0, stddev, shape).astype(np.float32)


def glorot_uniform(shape: Sequence[int], rng: np.random.Generator) -> np.ndarray:
    """Return uniform numbers of variance 2 / (n_in + n_out), Keras' default for `Dense`.

    Args:
        shape: (n_in, n_out).
        rng: Source of the random numbers.

    Raises:
        ValueError: `shape` has not two axes of at least one entry.

    Reference:
        Glorot and Bengio, "Understanding the difficulty of training deep feedforward neural
        networks", 2010.
    """
    n_in, n_out = _fans(shape)
    limit = math.sqrt(6 / (n_in + n_out))
    return rng.uniform(-limit, limit, shape).astype(np.float32)


def he_normal(shape: Sequence[int], rng: np.random.Generator) -> np.ndarray:
    """Return normal numbers of variance 2 / n_in, cut off at two standard deviations; for ReLU.

    Args:
        shape: (n_in, n_out).
        rng: Source of the random numbers.

    Raises:
        ValueError: `shape` has not two axes of at least one entry.

    Reference:
        He, Zhang, Ren and Sun, "Delving deep into rectifiers", 2015.
    """
    n_in, _ = _fans(shape)
    return (_truncated_normal(shape, rng) * math.sqrt(2 / n_in)).astype(np.float32)


def _fans(shape: Sequence[int]) -> tuple[int, int]:
    if len(shape) != 2 or min(shape) < 1:
        raise ValueError(f"Expected the shape (n_in, n_out). Received: shape={tuple(shape)}")
    return shape[0], shape[1]


def _truncated_normal(shape: Sequence[int], rng: np.random.Generator) -> np.ndarray:
    """Return numbers of variance 1 from a normal distribution without its tails."""
    values = rng.normal(size=shape)
    while (tails := np.abs(values) > 2).any():
        values[tails] = rng.normal(size=tails.sum())
    return values / 0.87962566103423978  # the standard deviation that the cut leaves
