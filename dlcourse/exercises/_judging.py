"""Turns observations into a verdict."""

from __future__ import annotations

import dis
import inspect
import types

import numpy as np

from dlcourse.exercises import _formatting as write
from dlcourse.exercises._comparing import explain, places_of_difference
from dlcourse.exercises._observing import Observation, Strange, describe
from dlcourse.exercises._verdict import NOT_ATTEMPTED, PASSED, WRONG, Verdict

#: What a body of ``...`` compiles to: it loads None and returns it.
_BLANK_INSTRUCTIONS = {"RESUME", "LOAD_CONST", "RETURN_VALUE", "RETURN_CONST", "NOP", "POP_TOP"}
_BLANK_INSTRUCTIONS |= {"CACHE", "EXTENDED_ARG", "COPY_FREE_VARS", "MAKE_CELL"}
_BLANK_INSTRUCTIONS |= {"LOAD_COMMON_CONSTANT", "NOT_TAKEN"}


def judge(exercise, answer) -> Verdict:
    """Judge ``answer``; see :meth:`dlcourse.exercises.protocol.Exercise.judge`."""
    expected = exercise.expected
    if not callable(answer):
        return _no_function(exercise, answer)
    if _is_blank_function(answer):
        return _not_attempted(exercise)
    if (problem := _signature_problem(exercise, answer)) is not None:
        return _wrong(exercise, [problem])
    seen = exercise.observe(answer, exercise.time_limit)
    if not isinstance(answer, types.FunctionType) and seen and all(s.blank for s in seen):
        return _not_attempted(exercise)
    if len(seen) < len(expected):
        return _out_of_time(exercise, len(seen))
    places = [
        places_of_difference(s, e, exercise.tolerance) for s, e in zip(seen, expected, strict=True)
    ]
    failing = [number for number, place in enumerate(places) if place]
    if not failing:
        return Verdict(exercise.name, PASSED, (f"Right on all {len(expected)} inputs.",))
    return _explained(exercise, seen, places, failing)


def _explained(exercise, seen, places, failing) -> Verdict:
    positions = explain(seen, exercise.expected, exercise.known, exercise.tolerance)
    mistakes = [exercise.mistakes[p] for p in positions]
    number = failing[0]
    lines = [
        *_input_lines(exercise, number),
        *_difference_lines(exercise, seen[number], number, places[number]),
        *_printed_lines(seen[number]),
    ]
    if len(failing) > 1:
        lines.append(f"{len(failing)} of {len(seen)} inputs fail; this is the first of them.")
    for mistake in mistakes:
        lines += [f"Known mistake: {mistake.name}", f"  {mistake.explanation}"]
    return _wrong(exercise, lines, tuple(m.name for m in mistakes))


def _wrong(exercise, lines, mistakes=()) -> Verdict:
    ask = f"For a hint: dl.exercises.{exercise.name}.hint()"
    return Verdict(exercise.name, WRONG, (*lines, ask), mistakes)


def _not_attempted(exercise) -> Verdict:
    lines = (
        "Replace the ... by your code and run both cells again.",
        f"For a hint: dl.exercises.{exercise.name}.hint()",
    )
    return Verdict(exercise.name, NOT_ATTEMPTED, lines)


def _no_function(exercise, answer) -> Verdict:
    if answer is None or answer is Ellipsis:
        return _not_attempted(exercise)
    name = exercise.name
    lines = (
        f"Expected: your function itself, without calling it: dl.exercises.{name}.check({name})",
        f"Received: {describe(answer)}",
    )
    return Verdict(name, NOT_ATTEMPTED, lines)


def _is_blank_function(answer) -> bool:
    """Whether a function's body is ``...``, ``pass`` or a docstring and nothing else."""
    if not isinstance(answer, types.FunctionType):
        return False
    code = answer.__code__
    if code.co_flags & (inspect.CO_GENERATOR | inspect.CO_COROUTINE | inspect.CO_ASYNC_GENERATOR):
        return False
    steps = list(dis.get_instructions(code))
    returned = [s.argval for s in steps if s.opname in ("LOAD_CONST", "RETURN_CONST")]
    nothing = all(value is None or value is Ellipsis for value in returned)
    return nothing and all(step.opname in _BLANK_INSTRUCTIONS for step in steps)


def _signature_problem(exercise, answer) -> str | None:
    """Say how an answer's parameters differ from those that the exercise asks for."""
    asked = inspect.signature(exercise.reference)
    try:
        takes = inspect.signature(answer)
    except (TypeError, ValueError):  # some functions of C libraries do not tell
        return None
    needed = len(exercise.arguments[0])
    if len(asked.parameters) != needed or inspect.isclass(exercise.reference):
        return None  # `call` decides how the answer is used
    try:
        takes.bind(*range(needed))
    except TypeError:
        names = ", ".join(asked.parameters)
        mine = ", ".join(takes.parameters)
        return (
            f"Expected: a function that can be called as {exercise.name}({names})\n"
            f"  Received: a function with the parameters ({mine})"
        )
    return None


def _input_lines(exercise, number: int) -> list[str]:
    total = len(exercise.arguments)
    lines = [f"Input {number + 1} of {total}:"]
    for name, argument in zip(_names(exercise), exercise.arguments[number], strict=True):
        lines.append(f"  {name} = {write.argument(argument)}")
    return lines


def _names(exercise) -> list[str]:
    """Name the arguments as the reference does."""
    names = list(inspect.signature(exercise.reference).parameters)
    count = len(exercise.arguments[0])
    return names if len(names) == count else [f"argument {i + 1}" for i in range(count)]


def _difference_lines(exercise, seen: Observation, number: int, places) -> list[str]:
    expected = exercise.expected[number]
    if seen.error is not None:
        return _error_lines(seen)
    values = [name for name in expected.values if name in places]
    lines = []
    if values:
        received = seen.values.get(values[0], seen.values.get(""))
        lines = _value_lines(exercise, values[0], received, expected.values[values[0]])
    if seen.changed:
        names = ", ".join(_names(exercise)[i] for i in seen.changed)
        lines.append(f"Your function changed its input {names} in place; work on a copy of it.")
    return lines


def _value_lines(exercise, name: str, received, expected: np.ndarray) -> list[str]:
    of = f" {name}" if name else ""
    if received is None or isinstance(received, Strange):
        return _strange_lines(of, received, expected)
    if received.shape != expected.shape:
        return [
            f"Expected{of}: shape {expected.shape}: {write.array(expected)}",
            f"Received{of}: shape {received.shape}: {write.array(received)}",
        ]
    if not exercise.tolerance.kinds_agree(received, expected):
        return [
            f"Expected{of}: {write.kind(expected)}, {write.value(expected)}",
            f"Received{of}: {write.kind(received)}, {write.value(received)}",
        ]
    wrong = exercise.tolerance.differs(received, expected)
    got, wanted = write.pair(received, expected, wrong)
    lines = [f"Expected{of}: {wanted}", f"Received{of}: {got}"]
    return lines + _entry_lines(received, expected, wrong)


def _strange_lines(of: str, received: Strange | None, expected: np.ndarray) -> list[str]:
    what = "nothing of that name" if received is None else received.what
    lines = [f"Expected{of}: {write.value(expected)}", f"Received{of}: {what}"]
    if what == "None":
        lines.append("Does your function end without `return`?")
    return lines


def _entry_lines(received, expected, wrong) -> list[str]:
    """Point to the first wrong entry of an array that is not shown whole, and to NaN."""
    lines = []
    if expected.size > write.SHOWN:
        place = write.first(wrong)
        where = ", ".join(map(str, place))
        got, wanted = write.pair(received[place], expected[place], np.asarray(True))
        lines.append(f"{wrong.sum()} of {wrong.size} entries differ; the first is [{where}]:")
        lines.append(f"  expected {wanted}, received {got}")
    if received.dtype.kind in "fc" and np.isnan(received[wrong]).any():
        lines.append("NaN (not a number) comes from 0/0, inf - inf, or the log of a negative.")
    return lines


def _error_lines(seen: Observation) -> list[str]:
    error = seen.error
    message = f": {error.message}" if error.message else ""
    lines = [f"Received: an exception, {error.kind}{message}"]
    if seen.unusable and error.number is None:
        lines = [
            f"Received: {seen.unusable}, which could not be used as the exercise needs it",
            f"  {error.kind}{message}",
        ]
    if error.number is not None:
        lines.append(f"  in line {error.number}: {error.line}")
    return lines


def _printed_lines(seen: Observation) -> list[str]:
    """Show what the answer printed on this input: learners look for errors with print."""
    shown = write.printed(seen.printed)
    return ["Printed by your function:", *(f"  {line}" for line in shown)] if shown else []


def _out_of_time(exercise, number: int) -> Verdict:
    lines = [
        *_input_lines(exercise, number),
        f"Received: nothing within {exercise.time_limit:g} seconds. Is there a loop without end?",
        "If the notebook is slow from now on, restart its kernel.",
    ]
    return _wrong(exercise, lines)
