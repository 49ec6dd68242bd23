"""Gradients by brute force, to check the ones that were derived."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
from numpy.typing import ArrayLike


def numerical_gradient(
    function: Callable[[np.ndarray], float], x: ArrayLike, h: float = 1e-5
) -> np.ndarray:
    """Return the gradient of `function` at `x` by central differences.

    Calls the function twice for each entry of `x`, so it is for checks and not for training. It is
    exact up to a term in h**2 and to rounding, which grows as h shrinks: in float64, 1e-5 is good.

    Args:
        function: Takes an array of the shape of `x`, returns one number.
        x: Any shape; computed in float64.
        h: Half the distance between the two points, above 0.

    Returns:
        float64, shape of `x`.

    Raises:
        ValueError: `h` is not above 0, or the function does not return one number.
    """
    if not h > 0:
        raise ValueError(f"Expected h above 0. Received: h={h}")
    x = np.array(x, dtype=np.float64)
    gradient = np.empty_like(x)
    for place in np.ndindex(x.shape):
        kept = x[place]
        x[place] = kept + h
        above = _number(function(x))
        x[place] = kept - h
        gradient[place] = (above - _number(function(x))) / (2 * h)
        x[place] = kept
    return gradient


def gradient_error(gradient: ArrayLike, other: ArrayLike) -> float:
    """Return how far two gradients are apart: |a - b| / (|a| + |b|), from 0 to 1.

    In float64, a derived gradient should come below 1e-6. Above 1e-3, suspect a mistake, unless a
    nudge crossed a kink (ReLU) or both gradients are almost 0.

    Args:
        gradient: Any shape.
        other: The same shape.

    Raises:
        ValueError: The shapes differ.
    """
    a, b = np.asarray(gradient, dtype=np.float64), np.asarray(other, dtype=np.float64)
    if a.shape != b.shape:
        raise ValueError(f"Expected two gradients of one shape. Received: {a.shape}, {b.shape}")
    scale = np.linalg.norm(a) + np.linalg.norm(b)
    return float(np.linalg.norm(a - b) / scale) if scale > 0 else 0.0


def _number(value) -> float:
    if np.size(value) != 1:
        raise ValueError(f"Expected a function that returns one number. Received: {value!r:.100}")
    return float(np.reshape(value, ()))
