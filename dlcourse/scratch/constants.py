"""Constants that are one number, or one for each of many variants: checked, cut and broadcast."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
from numpy.typing import ArrayLike

Constant = float | np.ndarray


def positive(value: ArrayLike, name: str) -> Constant:
    """Return a constant above 0 as a float, or as a float64 array of one entry per variant.

    Raises:
        ValueError: It is not above 0, not finite, or an array of more than one axis.
    """
    return _constant(value, name, "above 0", lambda v: v > 0)


def non_negative(value: ArrayLike, name: str) -> Constant:
    """Return a constant of at least 0; see `positive`."""
    return _constant(value, name, "of at least 0", lambda v: v >= 0)


def fraction(value: ArrayLike, name: str) -> Constant:
    """Return a constant of at least 0 and below 1; see `positive`."""
    return _constant(value, name, "of at least 0 and below 1", lambda v: (v >= 0) & (v < 1))


def seeds(value: ArrayLike, name: str = "seed") -> list[int]:
    """Return seeds, whole numbers of at least 0: one, or one for each variant.

    Raises:
        ValueError: They are no such numbers.
    """
    given = np.asarray(value)
    if given.ndim > 1 or not given.size or given.dtype.kind not in "iu" or given.min() < 0:
        raise ValueError(
            f"Expected {name} of at least 0, one whole number or one for each variant. "
            f"Received: {name}={value!r}"
        )
    return [int(number) for number in given.reshape(-1)]


def select(constant: Constant, rows: slice) -> Constant:
    """Return the constant of some of the variants."""
    return constant[rows] if isinstance(constant, np.ndarray) and constant.ndim else constant


def against(constant: Constant, array: np.ndarray) -> Constant:
    """Return a constant that can be multiplied with an array of shape (n_variants, ...).

    Numbers stay as they are; arrays get the dtype of `array`, and its number of axes.
    """
    if not isinstance(constant, np.ndarray) or not constant.ndim:
        return constant
    return np.asarray(constant, array.dtype).reshape(-1, *[1] * (array.ndim - 1))


def _constant(value: ArrayLike, name: str, words: str, holds: Callable) -> Constant:
    try:
        constant = np.asarray(value, dtype=np.float64)
        good = constant.ndim < 2 and constant.size and np.all(np.isfinite(constant))
        good = good and np.all(holds(constant))
    except (TypeError, ValueError):
        good = False
    if not good:
        raise ValueError(
            f"Expected {name} {words}, one number or one for each variant. "
            f"Received: {name}={value!r}"
        )
    return constant if constant.ndim else float(constant)
