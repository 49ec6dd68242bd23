"""Finds out what is wrong with an answer from what was observed. Pure, and without words."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Literal

import numpy as np

from dlcourse.judging.compare import Places, Tolerance, places_of_difference
from dlcourse.judging.explain import explain
from dlcourse.judging.findings import (
    BrokenSource,
    Difference,
    Failed,
    Finding,
    Input,
    NoFunction,
    NotAttempted,
    OtherNumbers,
    OtherParameters,
    OtherParts,
    OtherValue,
    Part,
    Right,
    Unfinished,
    Wrong,
)
from dlcourse.judging.mistake import Mistake
from dlcourse.judging.observation import Array, Description, Form, Observation, Observed
from dlcourse.judging.remark import remark_on
from dlcourse.judging.task import Task

#: Longest tuple of numbers that is shown as a whole.
MOST_NUMBERS = 6


def find(observed: Observed, task: Task) -> Finding:
    """Decide what an answer is: not attempted, wrong in which way, or right.

    Args:
        observed: what running the answer told.
        task: what it is judged against.
    """
    expected = task.expected
    seen = observed.calls[: len(expected)]
    if observed.form.empty or all(call.blank for call in seen) and _may_be_blank(observed, task):
        return NotAttempted()
    if (problem := _problem_of_form(observed.form, task)) is not None:
        return problem
    if len(seen) < len(expected):
        return Unfinished(_input(task, len(seen)), observed.end, task.seconds)
    places = [
        places_of_difference(s, e, task.tolerance) for s, e in zip(seen, expected, strict=True)
    ]
    return _wrong(seen, places, task) if any(places) else Right(len(seen))


def _may_be_blank(observed: Observed, task: Task) -> bool:
    if observed.form.no_function is not None:
        return observed.form.no_function.kind in ("None", "Ellipsis")
    return observed.form.dots and len(observed.calls) == len(task.expected)


def _problem_of_form(form: Form, task: Task) -> Finding | None:
    if form.broken is not None:
        return BrokenSource(form.broken)
    if form.no_function is not None:
        return NoFunction(form.no_function)
    if form.parameters is not None:
        return OtherParameters(task.asked, form.parameters)
    return None


def _wrong(seen: Sequence[Observation], places: Sequence[Places], task: Task) -> Wrong:
    """Show the first failing input, and say which mistake it is if that is known."""
    failing = [number for number, place in enumerate(places) if place]
    first = failing[0]
    mistakes, complete = _mistakes(seen, task)
    shown = seen[first]
    return Wrong(
        input=_input(task, first),
        difference=_difference(shown, task.expected[first], places[first], task),
        nothing=_nothing(shown),
        changed=shown.changed if shown.error is None else (),
        printed=shown.printed,
        failing=len(failing),
        mistakes=mistakes,
        complete=complete,
        remark=None if mistakes else remark_on(seen, task.expected, places, task.tolerance),
    )


def _mistakes(seen: Sequence[Observation], task: Task) -> tuple[tuple[Mistake, ...], bool]:
    known = task.known()
    positions, complete = explain(seen, task.expected, [o for _, o in known], task.tolerance)
    found = {known[p][0].name: known[p][0] for p in positions}
    return tuple(found.values()), complete


def _input(task: Task, place: int) -> Input:
    inputs = task.usage.inputs
    return Input(place + 1, len(inputs), task.names, inputs[place])


def _nothing(seen: Observation) -> Literal["printed", "none"] | None:
    """Say that nothing came back; one part that is None is something else."""
    value = seen.values.get("")
    if not isinstance(value, Description) or value.kind != "None":
        return None
    return "printed" if seen.printed else "none"


def _difference(
    seen: Observation, expected: Observation, places: Places, task: Task
) -> Difference | None:
    if seen.error is not None:
        return Failed(seen.error, seen.unusable)
    wrong = [name for name in expected.values if name in places]
    if not wrong:
        return None
    if seen.values.keys() != expected.values.keys():
        return OtherParts(seen.values, None if task.compares_outcome else expected.values)
    name = wrong[0]
    got, wanted = _numbers(seen), _numbers(expected)
    if got is not None and wanted is not None and not task.tolerance.same_kind:
        return OtherNumbers(got, wanted, list(expected.values).index(name))
    return _value(name, seen, expected, task.tolerance)


def _numbers(seen: Observation) -> tuple[Array, ...] | None:
    """Return the values of a tuple of a few single numbers, else None."""
    if len(seen.values) > MOST_NUMBERS:
        return None
    numbers = tuple(
        value
        for name, value in seen.values.items()
        if isinstance(value, np.ndarray)
        and value.dtype.kind in "biuf"
        and not value.ndim
        and re.fullmatch(r"\[\d+\]", name)
    )
    return numbers if len(numbers) == len(seen.values) else None


def _value(name: str, seen: Observation, expected: Observation, tolerance: Tolerance) -> OtherValue:
    received, wanted = seen.values[name], expected.values[name]
    misfit = tolerance.misfit(received, wanted)
    wrong = None
    if isinstance(received, np.ndarray) and isinstance(wanted, np.ndarray) and misfit is None:
        wrong = tolerance.differs(received, wanted)
    return OtherValue(_part(name, expected), received, wanted, misfit, wrong)


def _part(name: str, expected: Observation) -> Part:
    if whole := re.fullmatch(r"\[(\d+)\]", name):
        return Part(name, int(whole[1]) + 1, expected.length)
    return Part(name)
