"""Writes numbers and arrays: short, rounded, the same on every machine and in every language."""

from __future__ import annotations

from typing import Any

import numpy as np

from dlcourse.judging.observation import Array
from dlcourse.judging.raised import neutral

#: Longest row and longest column of an array that is written out.
SHOWN = 6
#: Digits: enough for a learner; more only where two values would look alike.
DIGITS, MOST_DIGITS = 4, 17


def number(value: Any, digits: int = DIGITS) -> str:
    """Write one entry: ``0.3333``, ``1e-07``, ``True``, ``'cat'``."""
    value = value.item() if hasattr(value, "item") else value
    if isinstance(value, bool | int):
        return str(value)
    if isinstance(value, float):
        return f"{value + 0.0:.{digits}g}"  # + 0.0 makes 0 of -0
    if isinstance(value, complex):
        return f"{value.real + 0.0:.{digits}g}{value.imag + 0.0:+.{digits}g}j"
    return repr(value[:60])


def array(values: Array, digits: int = DIGITS) -> str:
    """Write an array as nested lists; long axes are cut with ``…``."""
    if values.ndim == 0:
        return number(values[()], digits)
    shown = [array(np.asarray(v), digits) for v in values[: SHOWN if values.ndim < 3 else 2]]
    if len(shown) < len(values):
        shown.append("…")
    return f"[{', '.join(shown)}]"


def digits_to_differ(received: Any, expected: Any) -> int:
    """Return how many digits it takes to see that two numbers differ."""
    digits = DIGITS
    while digits < MOST_DIGITS and number(received, digits) == number(expected, digits):
        digits += 1
    return digits


def series(texts: list[str]) -> str:
    """Write a tuple: ``(2, 3)``, ``(3,)``."""
    return f"({', '.join(texts)}{',' * (len(texts) == 1)})"


def first(wrong: Array) -> tuple[int, ...]:
    """Return the index of the first true entry of a mask."""
    return tuple(int(i) for i in np.argwhere(wrong)[0]) if wrong.ndim else ()


def printed(text: str, lines: int = 5, columns: int = 80) -> list[str]:
    """Return the first lines of what was printed, without machine-dependent parts."""
    rows = [neutral(row)[:columns] for row in text.splitlines() if row.strip()]
    return rows[:lines] + (["…"] if len(rows) > lines else [])
