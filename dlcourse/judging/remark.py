"""Notices patterns in a wrong answer that makes no known mistake. Pure, and without words."""

from __future__ import annotations

import re
from collections.abc import Sequence

import numpy as np
from numpy import errstate  # not np.errstate: an answer may have replaced it

from dlcourse.judging.compare import Places, Tolerance
from dlcourse.judging.findings import Remark
from dlcourse.judging.observation import Array, Observation, Raised, Value

#: The usual exceptions of NumPy and Python: (type, in the message) -> which advice helps.
_ADVICE = (
    ("ValueError", r"truth value", "truth value"),
    (
        "ValueError",
        r"matmul|not aligned|broadcast|number of dimensions|dimensions .*match",
        "shapes",
    ),
    ("IndexError", r"out of (bounds|range)", "index"),
    ("IndexError", r"too many indices|invalid index to scalar", "axes"),
    ("KeyError", r"", "key"),
    ("TypeError|AttributeError", r"NoneType", "none"),
    ("TypeError", r"only .*arrays can be converted", "math"),
    ("ValueError", r"math domain error|expected a (positive|nonnegative) input", "logarithm"),
    ("UnboundLocalError", r"", "unbound"),
    ("FloatingPointError|OverflowError", r"overflow|too large|range", "overflow"),
    ("CheckInsideAnswer", r"", "check inside"),
    ("SystemExit", r"", "exit"),
    ("EOFError", r"", "input"),
)

#: Per input: the values that came, and those that were expected, in the order of the latter.
Rows = list[tuple[list[Array], list[Array]]]


def remark_on(
    seen: Sequence[Observation],
    expected: Sequence[Observation],
    places: Sequence[Places],
    tolerance: Tolerance,
) -> Remark | None:
    """Notice something helpful, or return None."""
    shown = next(s for s, place in zip(seen, places, strict=True) if place)
    if shown.error is not None:
        return _advice(shown.error)
    if not any(name in place for place in places for name in expected[0].values):
        return None
    rows = _rows(seen, expected)
    if rows is None:
        return None
    return (
        _arrangement(rows, tolerance)
        or _factor(rows, tolerance)
        or _mean_of_parts(rows, tolerance)
        or _cut_off(rows)
    )


def _advice(error: Raised) -> Remark | None:
    for kind, pattern, advice in _ADVICE:
        if re.fullmatch(kind, error.kind) and re.search(pattern, error.message):
            return Remark(f"advice: {advice}")
    return None


def _rows(seen: Sequence[Observation], expected: Sequence[Observation]) -> Rows | None:
    """Pair what came with what was expected; None unless all of it is numbers."""
    if any(s.values.keys() != expected[0].values.keys() for s in seen):
        return None
    rows = []
    for s, e in zip(seen, expected, strict=True):
        got = _numbers([s.values[name] for name in e.values])  # a dict may come in any order
        wanted = _numbers(list(e.values.values()))
        if got is None or wanted is None:
            return None
        rows.append((got, wanted))
    return rows


def _numbers(values: Sequence[Value]) -> list[Array] | None:
    arrays = [v for v in values if isinstance(v, np.ndarray) and v.dtype.kind in "biuf"]
    return arrays if len(arrays) == len(values) else None


def _pairs(rows: Rows) -> list[tuple[Array, Array]]:
    return [pair for got, wanted in rows for pair in zip(got, wanted, strict=True)]


def _arrangement(rows: Rows, tolerance: Tolerance) -> Remark | None:
    """Notice that the entries are right and stand in the wrong places or the wrong form."""
    same, pairs = tolerance.same, _pairs(rows)
    if all(got.size == wanted.size and same(got.ravel(), wanted.ravel()) for got, wanted in pairs):
        return Remark("form")
    if all(got.ndim == 2 and same(got.T, wanted) for got, wanted in pairs):
        return Remark("transposed")
    if all(all(map(same, got, wanted[::-1])) for got, wanted in rows):
        return Remark("places")
    return None


def _mean_of_parts(rows: Rows, tolerance: Tolerance) -> Remark | None:
    """Notice that one number per sample came, where their mean was asked for."""
    pairs = _pairs(rows)
    if not all(got.ndim and got.size and not wanted.ndim for got, wanted in pairs):
        return None
    right = not any(tolerance.differs(got.mean(), wanted).any() for got, wanted in pairs)
    return Remark("mean") if right else None


def _cut_off(rows: Rows) -> Remark | None:
    """Notice that whole numbers came where decimals were expected."""
    pairs = _pairs(rows)
    whole = all(
        got.dtype.kind in "iu" and got.ndim and got.shape == wanted.shape for got, wanted in pairs
    )
    if whole and any(np.any(wanted != np.round(wanted)) for _, wanted in pairs):
        return Remark("whole numbers")
    return None


def _factor(rows: Rows, tolerance: Tolerance) -> Remark | None:
    """Notice that all entries are off by one factor; three entries must tell it."""
    pairs = _pairs(rows)
    if any(got.shape != wanted.shape for got, wanted in pairs):
        return None
    got, wanted = (
        np.concatenate([pair[side].ravel().astype(float) for pair in pairs]) for side in (0, 1)
    )
    telling = np.isfinite(wanted) & (np.abs(wanted) > tolerance.atol)
    if telling.sum() < 3 or not np.isfinite(got).all():
        return None
    with errstate(all="ignore"):
        factor = float(np.median(got[telling] / wanted[telling]))
    if factor == 0 or not np.isfinite(factor) or tolerance.differs(got, factor * wanted).any():
        return None
    single = all(not wanted.ndim for _, wanted in pairs)
    return Remark("sign" if np.isclose(factor, -1) else "factor", factor, single)
