"""Writes values as text that is short, rounded and the same on every machine."""

from __future__ import annotations

import types

import numpy as np

from dlcourse.judging.errors import neutral
from dlcourse.judging.observe import KINDS, Strange, describe

#: Longest row and longest column of an array that is written out.
SHOWN = 6
#: Most entries of a list or tuple among the inputs that are written out.
SHOWN_OF_A_LIST = 12
#: Digits: enough for a learner; more only where two values would look alike.
DIGITS, MOST_DIGITS = 4, 17


def number(value, digits: int = DIGITS) -> str:
    """Write one entry: ``0.3333``, ``1e-07``, ``True``, ``'cat'``."""
    value = value.item() if hasattr(value, "item") else value
    if isinstance(value, bool | int):
        return str(value)
    if isinstance(value, float):
        return f"{value + 0.0:.{digits}g}"  # + 0.0 makes 0 of -0
    if isinstance(value, complex):
        return f"{value.real + 0.0:.{digits}g}{value.imag + 0.0:+.{digits}g}j"
    return repr(value[:60])


def array(values: np.ndarray, digits: int = DIGITS) -> str:
    """Write an array as nested lists; long axes are cut with ``…``."""
    if values.ndim == 0:
        return number(values[()], digits)
    shown = [array(np.asarray(v), digits) for v in values[: SHOWN if values.ndim < 3 else 2]]
    if len(shown) < len(values):
        shown.append("…")
    return f"[{', '.join(shown)}]"


def value(what: np.ndarray | Strange, digits: int = DIGITS) -> str:
    """Write a value of an observation; arrays with more than one axis tell their shape."""
    if isinstance(what, Strange):
        return what.what
    text = array(what, digits)
    return text if what.ndim < 2 else f"{text} with shape {what.shape}"


def digits_to_differ(received, expected) -> int:
    """Return how many digits it takes to see that two numbers differ."""
    digits = DIGITS
    while digits < MOST_DIGITS and number(received, digits) == number(expected, digits):
        digits += 1
    return digits


def pair(received: np.ndarray, expected: np.ndarray, wrong: np.ndarray) -> tuple[str, str]:
    """Write two arrays of one shape with as many digits as it takes to see the difference."""
    place = first(wrong)
    digits = digits_to_differ(received[place], expected[place])
    return value(received, digits), value(expected, digits)


def series(texts: list[str]) -> str:
    """Write a tuple: ``(2, 3)``, ``(3,)``."""
    return f"({', '.join(texts)}{',' * (len(texts) == 1)})"


def with_form(values: np.ndarray) -> str:
    """Write an array after its shape; a number, a truth value or a text after its kind."""
    if values.ndim:
        return f"shape {values.shape}: {array(values)}"
    kinds = {"b": "a truth value", "U": "text", "S": "text"}
    return f"{kinds.get(values.dtype.kind, 'a number')}: {array(values)}"


def parts(values: dict[str, np.ndarray | Strange]) -> str:
    """Write what was returned as a whole: ``2 values: (2, 3)``, ``a dict with the keys 'w'``."""
    names = list(values)
    if names == [""]:
        only = values[""]
        if isinstance(only, Strange):
            return only.what
        return ("one array of " if only.ndim else "") + with_form(only)
    if not all(name.startswith("[") for name in names):
        return f"a dict with the keys {', '.join(map(repr, names))}"
    count = len({name[: name.index("]")] for name in names})
    text = f"{count} value{'s' * (count != 1)}"
    small = all(isinstance(v, np.ndarray) and v.size <= SHOWN for v in values.values())
    shown = small and count == len(names) <= SHOWN
    return f"{text}: {series([value(v) for v in values.values()])}" if shown else text


def first(wrong: np.ndarray) -> tuple[int, ...]:
    """Return the index of the first true entry of a mask."""
    return tuple(int(i) for i in np.argwhere(wrong)[0]) if wrong.ndim else ()


def kind(what: np.ndarray) -> str:
    """Name the kind of an array's entries: ``whole numbers``."""
    return KINDS[what.dtype.kind]


def argument(what) -> str:
    """Write an input of a call."""
    if isinstance(what, str):
        return repr(what)
    if isinstance(what, np.ndarray | np.generic | bool | int | float | complex):
        return value(np.asarray(what))
    if isinstance(what, list | tuple):
        inside = [argument(w) for w in what[:SHOWN_OF_A_LIST]]
        inside += ["…"] * (len(what) > SHOWN_OF_A_LIST)
        return f"[{', '.join(inside)}]" if isinstance(what, list) else series(inside)
    if isinstance(what, dict) and len(what) <= SHOWN:
        return "{" + ", ".join(f"{k!r}: {argument(v)}" for k, v in what.items()) + "}"
    if what is None:
        return "None"
    if type(what) is types.FunctionType and (what.__doc__ or "").startswith("Return "):
        does = what.__doc__.splitlines()[0].removeprefix("Return ")
        return f"{what.__name__}: {does if does.endswith('...') else does.removesuffix('.')}"
    return getattr(what, "__name__", None) or describe(what)


def printed(text: str, lines: int = 5, columns: int = 80) -> list[str]:
    """Return the first lines of what was printed, without machine-dependent parts."""
    rows = [neutral(row)[:columns] for row in text.splitlines() if row.strip()]
    return rows[:lines] + (["…"] if len(rows) > lines else [])
