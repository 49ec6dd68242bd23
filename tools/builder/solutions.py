"""Exercise cells: what the learner gets, and what must stay out of sight."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator

from .problems import Problem
from .source import Cell, Source, parsed

MARKER = "# solution"
_NEAR_MARKER = re.compile(r"^\s*#+\s*solutions?\b", flags=re.IGNORECASE)


def marker_lines(cell: Cell) -> list[int]:
    """Return the numbers of the lines that are exactly the solution marker."""
    return [n for n, line in enumerate(cell.source.splitlines()) if line.strip() == MARKER]


def blank(cell: Cell) -> str:
    """Return the learner's version: ``...`` in place of all below the marker."""
    lines = cell.source.splitlines()
    marker = marker_lines(cell)[0]
    indent = lines[marker][: len(lines[marker]) - len(lines[marker].lstrip())]
    return "\n".join([*lines[:marker], f"{indent}..."])


def solution_of(cell: Cell) -> list[str]:
    """Return the lines below the marker, without their indentation."""
    lines = cell.source.splitlines()
    return [line.strip() for line in lines[marker_lines(cell)[0] + 1 :] if line.strip()]


def exercise_problems(lesson: Source) -> Iterator[Problem]:
    """Find exercises whose solution would reach the learner, or that have none."""
    for cell in lesson.cells:
        message = _marker_problem(cell)
        if message is None and cell.is_exercise:
            message = _shape_problem(cell)
        if message is None and _calls_solution(cell):
            message = "shows a solution to the learner; mention .solution() in prose instead."
        if message:
            yield lesson.problem(cell, message)
    yield from _check_problems(lesson)


def _check_problems(lesson: Source) -> Iterator[Problem]:
    """Match exercises with their checks: a lost tag would show the solution."""
    exercises = {exercised_name(cell): cell for cell in lesson.code_cells if cell.is_exercise}
    checks = {checked_name(cell): cell for cell in lesson.code_cells if checked_name(cell)}
    for name, cell in exercises.items():
        if name and name not in checks:
            message = f"no cell checks {name!r}; add one: dl.exercises.{name}.check({name})."
            yield lesson.problem(cell, message)
    for name, cell in checks.items():
        if name not in exercises:
            message = f"checks {name!r}, which no cell with the tag 'exercise' defines; tag it."
            yield lesson.problem(cell, message)


def docstring_of(cell: Cell) -> str:
    """Return what an exercise asks of the learner; an empty text for any other cell."""
    functions = [n for n in parsed(cell.source).body if isinstance(n, ast.FunctionDef)]
    texts = [ast.get_docstring(function) for function in functions] if cell.is_exercise else []
    return "\n".join(filter(None, texts))


def exercised_name(cell: Cell) -> str | None:
    """Return the name of the function that the learner completes."""
    body = parsed(cell.source).body
    return body[0].name if body and isinstance(body[0], ast.FunctionDef) else None


def checked_name(cell: Cell) -> str | None:
    """Return ``step`` if the cell is ``dl.exercises.any.check(step)`` and nothing else."""
    match parsed(cell.source).body if cell.is_code else []:
        case [
            ast.Expr(
                ast.Call(
                    ast.Attribute(ast.Attribute(ast.Attribute(attr="exercises")), "check"),
                    [ast.Name(name)],
                )
            )
        ]:
            return name
    return None


def _calls_solution(cell: Cell) -> bool:
    nodes = ast.walk(parsed(cell.source))
    calls = [node.func for node in nodes if isinstance(node, ast.Call)]
    return cell.is_code and any(getattr(call, "attr", "") == "solution" for call in calls)


def _marker_problem(cell: Cell) -> str | None:
    markers = marker_lines(cell)
    near = [line.strip() for line in cell.source.splitlines() if _NEAR_MARKER.match(line)]
    if len(near) > len(markers):
        wrong = next(line for line in near if line != MARKER)
        return f"the line {wrong!r} would not hide the solution; write exactly {MARKER!r}."
    if markers and not cell.is_exercise:
        return f"{MARKER!r} stands in a cell without the tag 'exercise'; add the tag or remove it."
    if cell.is_exercise and not cell.is_code:
        return "only a code cell can be an exercise; remove the tag or make it a code cell."
    if cell.is_exercise and len(markers) != 1:
        return f"an exercise needs one line {MARKER!r} above its solution; found {len(markers)}."
    if cell.is_exercise and not solution_of(cell):
        return f"nothing stands below {MARKER!r}; write the solution there."
    return None


def _shape_problem(cell: Cell) -> str | None:
    """Refuse a marker that slid up or down: a blank is a docstring and ``...``, no more."""
    body = parsed(blank(cell)).body
    if len(body) != 1 or not isinstance(body[0], ast.FunctionDef):
        return "an exercise is one function and nothing else; move the rest to another cell."
    if ast.get_docstring(body[0]) is None:
        return f"the learner's function has no docstring; write it, above {MARKER!r}."
    if len(body[0].body) != 2:
        return f"code stands between the docstring and {MARKER!r}; the learner would see it."
    return None
