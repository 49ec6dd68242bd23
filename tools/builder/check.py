"""Compares stored notebooks with their sources; runs nothing."""

from __future__ import annotations

import ast
from collections.abc import Iterator, Sequence
from pathlib import Path

from dlcourse.course.edition import EDITIONS, LEARNER, Edition

from .leaks import leak_problems, page_of, secrets_of
from .limits import limit_problems
from .notebooks import compose, is_untouched, read_notebook, titles_of
from .outputs import output_problems
from .problems import Problem
from .rules import course_problems, source_problems
from .source import Cell, Course, Source, parsed, read_source

BUILD = "run python -m tools.builder build"


def check(course: Course) -> list[Problem]:
    """Return everything that is wrong with the sources and the stored notebooks."""
    lessons = [read_source(path) for path in course.sources()]
    found = [*course_problems(course), *orphans(course, lessons), *limit_problems(lessons)]
    pages = []
    for lesson in lessons:
        broken = source_problems(lesson)
        found += broken
        if not broken:
            for edition in EDITIONS:
                found += notebook_problems(course, lesson, edition, lessons)
        stored = read_notebook(course.notebook(lesson.name, LEARNER))
        pages += [page_of(lesson.name, stored)] if stored else []
    return list(dict.fromkeys(found + leak_problems(secrets_of(lessons), pages)))


def orphans(course: Course, lessons: Sequence[Source]) -> Iterator[Problem]:
    """Find notebooks that no source makes."""
    names = {lesson.name for lesson in lessons}
    for edition in EDITIONS:
        for path in sorted((course.folder / edition.folder).glob("*.ipynb")):
            if path.stem not in names:
                yield Problem(path, None, "no source makes this notebook; delete it.")


def notebook_problems(course: Course, lesson: Source, edition: Edition, lessons) -> list[Problem]:
    """Return what is wrong with one stored notebook."""
    path = course.notebook(lesson.name, edition)
    stored = read_notebook(path)
    if stored is None:
        return [Problem(path, None, f"missing or unreadable; {BUILD} {path.stem}.")]
    expected = compose(lesson, edition, titles_of(lessons))
    found = list(drift(path, stored, expected))
    if not found and not is_untouched(stored):
        found.append(
            Problem(path, None, f"edited by hand; change the source, then {BUILD} {path.stem}.")
        )
    found += missing_outputs(path, lesson, stored)
    found += [Problem(path, p.cell, p.message) for p in output_problems(lesson, stored)]
    return found


def drift(path: Path, stored, expected) -> Iterator[Problem]:
    """Find the first cell in which the notebook differs from what the source makes."""
    for old, new in zip(stored.cells, expected.cells, strict=False):
        if _input(old) != _input(new):
            yield Problem(path, old.get("id"), f"differs from its source; {BUILD} {path.stem}.")
            return
    if len(stored.cells) != len(expected.cells):
        yield Problem(path, None, f"has more or fewer cells than its source; {BUILD} {path.stem}.")
    elif _identity(stored) != _identity(expected):
        yield Problem(path, None, f"its metadata differ from its source; {BUILD} {path.stem}.")


def _input(cell) -> tuple:
    return cell.get("id"), cell.cell_type, cell.source, dict(cell.metadata)


def _identity(notebook) -> dict:
    metadata = {**notebook.metadata, "dlcourse": dict(notebook.metadata.get("dlcourse", {}))}
    for computed in ("sha256", "versions"):
        metadata["dlcourse"].pop(computed, None)
    return metadata


def missing_outputs(path: Path, lesson: Source, stored) -> Iterator[Problem]:
    """Find cells never run, and cells that print or claim but show nothing."""
    by_id = {cell.id: cell for cell in lesson.code_cells}
    for node in stored.cells:
        if node.cell_type != "code":
            continue
        if node.execution_count is None:
            yield Problem(path, node.get("id"), f"was never run; {BUILD} {path.stem}.")
        elif not node.outputs and node.get("id") in by_id and speaks(by_id[node.id]):
            yield Problem(path, node.id, f"prints, but its output is missing; {BUILD} {path.stem}.")


def speaks(cell: Cell) -> bool:
    """Say whether a cell surely has an output: a print or claim that always runs, or alt."""
    statements = parsed(cell.source).body
    values = [statement.value for statement in statements if isinstance(statement, ast.Expr)]
    calls = [value.func for value in values if isinstance(value, ast.Call)]
    names = {getattr(function, "attr", getattr(function, "id", "")) for function in calls}
    return bool(names & {"print", "claim", "check"}) or bool(cell.alternatives)
