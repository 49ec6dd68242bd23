"""Builds notebooks from sources; executes only what changed."""

from __future__ import annotations

import copy
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from .leaks import leak_problems, readable_texts
from .notebooks import (
    EDITIONS,
    compose,
    installed_versions,
    is_untouched,
    read_notebook,
    write_notebook,
)
from .outputs import add_alternative_texts, clean, output_problems
from .problems import Problem, Refused, refuse_if
from .rules import source_problems
from .run import broken, run_all
from .source import Course, Lesson, read_lesson


@dataclass
class Plan:
    """One notebook to write, and whether it has to run first."""

    lesson: Lesson
    edition: str
    path: Path
    notebook: object
    must_run: bool
    problems: list[Problem] = field(default_factory=list)


def build(
    course: Course,
    paths: Sequence[Path],
    *,
    jobs: int = 2,
    fresh: bool = False,
    report: Callable[[str], None] = print,
) -> list[Problem]:
    """Build the given sources; return the problems of those that were refused."""
    everything = [read_lesson(path) for path in course.sources()]
    lessons = [lesson for lesson in everything if lesson.path in paths]
    refused = {lesson.name: refusals(lesson, everything) for lesson in lessons}
    plans = [
        plan(course, lesson, edition, everything, fresh)
        for lesson in lessons
        if not refused[lesson.name]
        for edition in EDITIONS
    ]
    execute([p for p in plans if p.must_run], jobs, report)
    for lesson in lessons:
        pair = [p for p in plans if p.lesson is lesson]
        refused[lesson.name] += finish(pair, everything, report)
    return [problem for problems in refused.values() for problem in problems]


def refusals(lesson: Lesson, everything: Sequence[Lesson]) -> list[Problem]:
    """Return what is wrong with a source before anything runs."""
    found = source_problems(lesson)
    if found:
        return found
    titles = titles_of(everything)
    page = readable_texts(compose(lesson, "learner", titles))
    return leak_problems(everything, {lesson.name: page})


def titles_of(lessons: Sequence[Lesson]) -> list[tuple[str, str]]:
    """Return (name, title) of each lesson, for the navigation."""
    return [(lesson.name, lesson.title) for lesson in lessons]


def plan(course: Course, lesson: Lesson, edition: str, everything, fresh: bool) -> Plan:
    """Compose a notebook, with the outputs of the stored one where they still hold."""
    notebook = compose(lesson, edition, titles_of(everything))
    notebook.metadata.dlcourse["versions"] = installed_versions()
    path = course.notebook(lesson.name, edition)
    reused = not fresh and reuse_outputs(read_notebook(path), notebook)
    return Plan(lesson, edition, path, notebook, must_run=not reused)


def reuse_outputs(stored, notebook) -> bool:
    """Copy the stored outputs if they are what a new run would give; say whether they are.

    They are, when the stored notebook is untouched, was run with the same libraries, and
    began with exactly the code cells of the new one. Any other change runs the whole
    notebook again: a cell depends on all that ran before it.
    """
    if stored is None or not is_untouched(stored):
        return False
    if stored.metadata.dlcourse.get("versions") != notebook.metadata.dlcourse.versions:
        return False
    old, new = _code(stored), _code(notebook)
    if [c.source for c in old[: len(new)]] != [c.source for c in new]:
        return False
    for before, cell in zip(old, new, strict=False):
        cell.outputs = copy.deepcopy(before.outputs)
        cell.execution_count = before.execution_count
    return True


def _code(notebook) -> list:
    return [cell for cell in notebook.cells if cell.cell_type == "code"]


def execute(plans: Sequence[Plan], jobs: int, report: Callable[[str], None]) -> None:
    """Run the plans' notebooks; what broke is kept in each plan's problems."""
    versions = [p.notebook.metadata.dlcourse for p in plans]

    def done(index: int, seconds: float) -> None:
        report(f"{plans[index].lesson.name} ({plans[index].edition}): ran {seconds:.1f} s")

    failures = run_all([p.notebook for p in plans], jobs, done)
    for p, failure, recorded in zip(plans, failures, versions, strict=True):
        p.notebook.metadata = compose(p.lesson, p.edition, [(p.lesson.name, "")]).metadata
        p.notebook.metadata["dlcourse"] = recorded
        if failure:
            p.problems += broken(p.lesson.path, failure).problems


def finish(pair: Sequence[Plan], everything, report: Callable[[str], None]) -> list[Problem]:
    """Clean and write both notebooks of a lesson, or neither."""
    for p in pair:
        clean(p.notebook)
        add_alternative_texts(p.lesson, p.notebook)
        if not p.problems:
            p.problems += output_problems(p.lesson, p.notebook)
        if p.edition == "learner":
            p.problems += leak_problems(everything, {p.lesson.name: readable_texts(p.notebook)})
    problems = list(dict.fromkeys(problem for p in pair for problem in p.problems))
    if not problems:
        for p in pair:
            changed = write_notebook(p.notebook, p.path)
            size = p.path.stat().st_size / 1000
            word = "written" if changed else "unchanged"
            report(f"{p.lesson.name} ({p.edition}): {word}, {size:.0f} kB")
    return problems


__all__ = ["build", "Refused", "refuse_if"]
