"""Decides on a verdict: not attempted, wrong, or passed."""

from __future__ import annotations

import ast
import dis
import inspect
import textwrap
import types
from collections.abc import Sequence

from dlcourse.judging import words
from dlcourse.judging.compare import Places, explain, places_of_difference
from dlcourse.judging.observe import Observation, describe
from dlcourse.judging.verdict import NOT_ATTEMPTED, PASSED, WRONG, Verdict

#: What a body of ``...`` compiles to, in any version of Python: it returns None.
_BLANK_INSTRUCTIONS = {"RESUME", "LOAD_CONST", "RETURN_VALUE", "RETURN_CONST", "NOP", "POP_TOP"}
_BLANK_INSTRUCTIONS |= {"CACHE", "EXTENDED_ARG", "COPY_FREE_VARS", "MAKE_CELL"}
_BLANK_INSTRUCTIONS |= {"LOAD_COMMON_CONSTANT", "NOT_TAKEN"}


def judge(exercise, answer) -> Verdict:
    """Judge ``answer``; see :meth:`dlcourse.judging.exercise.Exercise.judge`."""
    expected = exercise.expected
    if not callable(answer):
        return _no_function(exercise, answer)
    if _compiles_to_nothing(answer):
        return _not_attempted(exercise)
    if (problem := _signature_problem(exercise, answer)) is not None:
        return _wrong(exercise, problem)
    seen = exercise.observe(answer, exercise.time_limit)
    if len(seen) < len(expected):
        return _wrong(exercise, words.out_of_time(exercise, len(seen)))
    if all(s.blank for s in seen) and _still_has_dots(answer):
        return _not_attempted(exercise)
    places = [
        places_of_difference(s, e, exercise.tolerance) for s, e in zip(seen, expected, strict=True)
    ]
    if not any(places):
        return Verdict(exercise.name, PASSED, (f"Right on {len(seen)} of {len(seen)} inputs.",))
    return _explained(exercise, seen, places)


def _explained(exercise, seen: Sequence[Observation], places: Sequence[Places]) -> Verdict:
    """Show the first failing input, and say which mistake it is if that is known."""
    failing = [number for number, place in enumerate(places) if place]
    known = [observations for _, observations in exercise.known]
    positions, completely = explain(seen, exercise.expected, known, exercise.tolerance)
    mistakes = list({exercise.known[p][0].name: exercise.known[p][0] for p in positions}.values())
    number = failing[0]
    lines = words.input_and_difference(exercise, number, seen[number], places[number])
    if len(failing) > 1:
        lines.append(f"{len(failing)} of {len(seen)} inputs fail; this is the first of them.")
    for mistake in mistakes:
        lines += [f"Known mistake: {mistake.name}", f"  {mistake.explanation}"]
    if mistakes and not completely:
        lines.append("Something else is wrong, too; check again when this is mended.")
    if not mistakes:
        lines += words.remark(seen, exercise.expected, places, exercise.tolerance)
    return _wrong(exercise, lines, tuple(m.name for m in mistakes))


def _wrong(exercise, lines: Sequence[str], mistakes: tuple[str, ...] = ()) -> Verdict:
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


def _compiles_to_nothing(answer) -> bool:
    """Whether a function's body is ``...``, ``pass`` or a docstring and nothing else."""
    if type(answer) is not types.FunctionType:
        return False
    code = answer.__code__
    if code.co_flags & (inspect.CO_GENERATOR | inspect.CO_COROUTINE | inspect.CO_ASYNC_GENERATOR):
        return False
    steps = list(dis.get_instructions(code))
    returned = [s.argval for s in steps if s.opname in ("LOAD_CONST", "RETURN_CONST")]
    nothing = all(value is None or value is Ellipsis for value in returned)
    return nothing and all(step.opname in _BLANK_INSTRUCTIONS for step in steps)


def _still_has_dots(answer) -> bool:
    """Whether an answer that returned nothing has a ``...`` among its lines, or is a class."""
    if type(answer) is not types.FunctionType:
        return True
    try:
        tree = ast.parse(textwrap.dedent(inspect.getsource(answer)))
    except (OSError, TypeError, SyntaxError):
        return False
    statements = (node.value for node in ast.walk(tree) if isinstance(node, ast.Expr))
    return any(isinstance(s, ast.Constant) and s.value is Ellipsis for s in statements)


def _signature_problem(exercise, answer) -> list[str] | None:
    """Say how an answer's parameters differ from those that the exercise asks for."""
    asked = inspect.signature(exercise.reference).parameters
    needed = len(exercise.arguments[0])
    if len(asked) != needed or inspect.isclass(exercise.reference):
        return None  # `call` decides how the answer is used
    try:
        takes = inspect.signature(answer)
    except Exception:  # some functions of C libraries do not tell; some objects play tricks
        return None
    try:
        takes.bind(*range(needed))
    except TypeError:
        return [
            f"Expected: a function that can be called as {exercise.name}({', '.join(asked)})",
            f"Received: a function with the parameters ({', '.join(takes.parameters)})",
        ]
    return None
