"""Says in words what is wrong with an answer: the input, what was expected, what came."""

from __future__ import annotations

import inspect
import re
from collections.abc import Sequence

import numpy as np

from dlcourse.judging import write
from dlcourse.judging.compare import Places, Tolerance
from dlcourse.judging.observe import Observation, Strange


def input_and_difference(exercise, number: int, seen: Observation, places: Places) -> list[str]:
    """Show one failing input and what came of it."""
    return [
        *_input(exercise, number),
        *_difference(exercise, exercise.expected[number], seen, places),
        *_printed(seen),
    ]


def out_of_time(exercise, number: int) -> list[str]:
    """Show the input on which an answer did not come to an end."""
    return [
        *_input(exercise, number),
        f"Received: nothing within {exercise.time_limit:g} seconds. Is there a loop without end?",
        "If the notebook is slow from now on, restart its kernel.",
    ]


def remark(
    seen: Sequence[Observation],
    expected: Sequence[Observation],
    places: Sequence[Places],
    tolerance: Tolerance,
) -> list[str]:
    """Say something helpful of an answer that makes no known mistake."""
    shown = next(s for s, place in zip(seen, places, strict=True) if place)
    if shown.error is not None:
        return [shown.error.advice] if shown.error.advice else []
    wrong = [name in place for place in places for name in expected[0].values]
    if not any(wrong) or any(s.values.keys() != expected[0].values.keys() for s in seen):
        return []
    rows = [  # a dict may come in any order
        ([s.values[name] for name in e.values], list(e.values.values()))
        for s, e in zip(seen, expected, strict=True)
    ]
    if not all(_is_number(value) for row in rows for side in row for value in side):
        return []
    remarks = _arrangement(rows, tolerance) or _factor(rows, tolerance)
    return remarks or _mean_of_parts(rows, tolerance) or _cut_off(rows)


def _is_number(value: np.ndarray | Strange) -> bool:
    return isinstance(value, np.ndarray) and value.dtype.kind in "biuf"


def _arrangement(rows: list, tolerance: Tolerance) -> list[str]:
    """Say that the entries are right and stand in the wrong places or the wrong form."""

    def same(one, two):
        return one.shape == two.shape and not tolerance.differs(one, two).any()

    pairs = _pairs(rows)
    # Sizes first: ravel copies an array that only pretends to be large.
    if all(got.size == wanted.size and same(got.ravel(), wanted.ravel()) for got, wanted in pairs):
        return ["The entries are right; only the shape or the kind of the numbers is not."]
    if all(got.ndim == 2 and same(got.T, wanted) for got, wanted in pairs):
        return ["This is the transpose of what was expected: rows and columns are exchanged."]
    if all(all(map(same, got, wanted[::-1])) for got, wanted in rows):
        return ["The values are right, but they have changed places."]
    return []


def _pairs(rows: list) -> list[tuple[np.ndarray, np.ndarray]]:
    return [pair for got, wanted in rows for pair in zip(got, wanted, strict=True)]


def _mean_of_parts(rows: list, tolerance: Tolerance) -> list[str]:
    """Say that one number per sample came, where their mean was asked for."""
    pairs = _pairs(rows)
    parts = all(got.ndim and 0 < got.size <= 10_000 and not w.ndim for got, w in pairs)
    if parts and not any(tolerance.differs(got.mean(), w).any() for got, w in pairs):
        return ["The mean of your numbers is right; return it instead of all of them."]
    return []


def _cut_off(rows: list) -> list[str]:
    """Say that whole numbers came where decimals were expected."""
    pairs = _pairs(rows)
    whole = all(
        got.dtype.kind in "iu" and got.ndim and got.shape == wanted.shape for got, wanted in pairs
    )
    if whole and any(np.any(wanted != np.round(wanted)) for _, wanted in pairs):
        return [
            "Your result holds whole numbers (int); what is written into such an array loses "
            "its decimals."
        ]
    return []


def _factor(rows: list, tolerance: Tolerance) -> list[str]:
    """Say that all entries are off by one factor; three entries must tell it."""
    if any(g.shape != w.shape for got, wanted in rows for g, w in zip(got, wanted, strict=True)):
        return []
    got, wanted = (
        np.concatenate([value.ravel().astype(float) for row in rows for value in row[side]])
        for side in (0, 1)
    )
    telling = np.isfinite(wanted) & (np.abs(wanted) > tolerance.atol)
    if telling.sum() < 3 or not np.isfinite(got).all():
        return []
    factor = np.median(got[telling] / wanted[telling])
    if factor == 0 or tolerance.differs(got, factor * wanted).any():
        return []
    single = all(not wanted.ndim for _, wanted in _pairs(rows))
    what = "Every number" if single else "Every entry"
    if np.isclose(factor, -1):
        return [f"{what} has the wrong sign."]
    return [f"{what} is {write.number(factor)} times what it should be."]


def _input(exercise, number: int) -> list[str]:
    names, arguments = _names(exercise), exercise.arguments[number]
    if not arguments:
        return []
    lines = [f"Input {number + 1} of {len(exercise.arguments)}:"]
    for name, argument in zip(names, arguments, strict=True):
        lines.append(f"  {name} = {write.argument(argument)}")
    return lines


def _names(exercise) -> list[str]:
    """Name the arguments as the reference does, or as what puts the answer to use."""
    count = len(exercise.arguments[0])
    names = list(inspect.signature(exercise.reference).parameters)
    if len(names) != count:
        names = list(inspect.signature(exercise.call).parameters)[1:]
    return names if len(names) == count else [f"argument {i + 1}" for i in range(count)]


def _difference(exercise, expected: Observation, seen: Observation, places: Places) -> list[str]:
    if seen.error is not None:
        return _error(seen)
    wrong = [name for name in expected.values if name in places]
    lines = []
    if wrong and seen.values.keys() != expected.values.keys():
        lines = [f"Received: {write.parts(seen.values)}"]
        if exercise.compares_what_is_returned:
            lines = [f"Expected: {write.parts(expected.values)}", *lines]
    elif wrong and _are_numbers(seen) and _are_numbers(expected) and not exercise.same_kind:
        lines = _numbers(wrong[0], seen, expected)
    elif wrong:
        name = wrong[0]
        label = _label(name, expected)
        lines = _values(label, seen.values[name], expected.values[name], exercise.tolerance)
    if _is_none(seen):
        how = "print its result instead of returning it" if seen.printed else "end without return"
        lines.append(f"Does your function {how}?")
    if seen.changed:
        names = ", ".join(_names(exercise)[i] for i in seen.changed)
        lines.append(f"Your function changed its input {names} in place; work on a copy of it.")
    return lines


def _is_none(seen: Observation) -> bool:
    return any(value == Strange("None") for value in seen.values.values() if _is_strange(value))


def _is_strange(value) -> bool:
    return isinstance(value, Strange)


def _label(name: str, expected: Observation) -> str:
    """Name a part: ``" value 1 of 2"`` of a tuple, or the key in a dict."""
    if whole := re.fullmatch(r"\[(\d+)\]", name):
        return f" value {int(whole[1]) + 1} of {expected.length}"
    return f" {name}" if name else ""


def _are_numbers(seen: Observation) -> bool:
    """Whether an answer is a tuple of a few single numbers."""
    values = seen.values
    short = len(values) <= write.SHOWN and all(re.fullmatch(r"\[\d+\]", name) for name in values)
    return short and all(_is_number(value) and not value.ndim for value in values.values())


def _numbers(name: str, seen: Observation, expected: Observation) -> list[str]:
    """Show two tuples of numbers that differ in the part of this name."""
    digits = write.digits_to_differ(seen.values[name][()], expected.values[name][()])
    wanted, got = (
        write.series([write.value(value, digits) for value in side.values.values()])
        for side in (expected, seen)
    )
    return [f"Expected: {wanted}", f"Received: {got}"]


def _values(label: str, received, expected: np.ndarray, tolerance: Tolerance) -> list[str]:
    if isinstance(received, Strange):
        return [f"Expected{label}: {write.value(expected)}", f"Received{label}: {received.what}"]
    wanted, got = write.array(expected), write.array(received)
    if not tolerance.kinds_agree(received, expected):
        return [
            f"Expected{label}: {write.kind(expected)}: {wanted}",
            f"Received{label}: {write.kind(received)}: {got}",
        ]
    if received.shape != expected.shape:
        return [
            f"Expected{label}: {write.with_form(expected)}",
            f"Received{label}: {write.with_form(received)}",
        ]
    wrong = tolerance.differs(received, expected)
    got, wanted = write.pair(received, expected, wrong)
    lines = [f"Expected{label}: {wanted}", f"Received{label}: {got}"]
    return lines + _entries(received, expected, wrong)


def _entries(received: np.ndarray, expected: np.ndarray, wrong: np.ndarray) -> list[str]:
    """Point to the first wrong entry of an array that is long, and to NaN."""
    lines = []
    if expected.size > write.SHOWN:
        place = write.first(wrong)
        got, wanted = write.pair(received[place], expected[place], np.asarray(True))
        where = ", ".join(map(str, place))
        lines.append(f"{wrong.sum()} of {wrong.size} entries differ; the first is [{where}]:")
        lines.append(f"  expected {wanted}, received {got}")
    if received.dtype.kind in "fc" and np.isnan(received[wrong]).any():
        lines.append("NaN (not a number) comes from 0/0, inf - inf, or the log of a negative.")
    return lines


def _error(seen: Observation) -> list[str]:
    error = seen.error
    text = f"{error.kind}: {error.message}" if error.message else error.kind
    if error.number is not None:
        return [f"Received: an exception, {text}", f"  in line {error.number}: {error.line}"]
    if seen.unusable:
        return [f"Received: {seen.unusable}, with which the check cannot work:", f"  {text}"]
    return [f"Received: an exception, {text}"]


def _printed(seen: Observation) -> list[str]:
    """Show what the answer printed on this input: learners look for errors with print."""
    shown = write.printed(seen.printed)
    return ["Printed by your function:", *(f"  {line}" for line in shown)] if shown else []
