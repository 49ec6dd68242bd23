"""Builds notebooks from sources; executes only what changed."""

from __future__ import annotations

import copy
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path

from dlcourse.course import runner
from dlcourse.course.alternatives import describe
from dlcourse.course.edition import EDITIONS, LEARNER, Edition

from .leaks import Secret, leak_problems, page_of, secrets_of
from .notebooks import (
    compose,
    installed_versions,
    is_untouched,
    read_notebook,
    titles_of,
    write_notebook,
)
from .outputs import clean, output_problems, widget_problems
from .problems import Problem
from .rules import course_problems, source_problems
from .source import Course, Source, read_source

LINES_OF_TRACE = 12
SECONDS_PER_CELL = 300

Report = Callable[[str], None]


@dataclass
class Plan:
    """One notebook to write, and whether it has to run first."""

    lesson: Source
    edition: Edition
    path: Path
    notebook: object
    must_run: bool
    problems: list[Problem] = field(default_factory=list)

    @property
    def label(self) -> str:
        """Return the words that stand for this notebook in a report."""
        return f"{self.lesson.name} ({self.edition})"


def build(
    course: Course,
    paths: Sequence[Path],
    *,
    jobs: int = 2,
    fresh: bool = False,
    report: Report = print,
) -> list[Problem]:
    """Build the given sources; return the problems of those that were refused."""
    everything = [read_source(path) for path in course.sources()]
    wanted = [lesson for lesson in everything if lesson.path in paths]
    refused = refusals(wanted, everything)
    problems = course_problems(course) + [each for found in refused.values() for each in found]
    plans: list[Plan] = []
    for lesson in wanted:
        plans += [] if refused[lesson.name] else plan(course, lesson, everything, fresh)
    execute([p for p in plans if p.must_run], jobs, report)
    secrets = secrets_of(everything)
    for name in dict.fromkeys(p.lesson.name for p in plans):
        pair = [p for p in plans if p.lesson.name == name]
        problems += finish(pair, secrets, report)
    return problems


def refusals(wanted: Sequence[Source], everything: Sequence[Source]) -> dict[str, list[Problem]]:
    """Return what is wrong with each wanted source before anything runs.

    Its own rules, and leaks in both directions between it and the other lessons. Another
    lesson that breaks its rules is left out: it must not stop the building of this one.
    """
    broken = {lesson.name: source_problems(lesson) for lesson in everything}
    sound = [lesson for lesson in everything if not broken[lesson.name]]
    secrets, titles = secrets_of(sound), titles_of(everything)
    pages = {x.name: page_of(x.name, compose(x, LEARNER, titles)) for x in sound}
    found = {lesson.name: broken[lesson.name] for lesson in wanted}
    for lesson in set(found) & set(pages):
        mine = leak_problems(secrets, [pages[lesson]])
        of_mine = [secret for secret in secrets if secret.owner.name == lesson]
        found[lesson] = list(dict.fromkeys(mine + leak_problems(of_mine, list(pages.values()))))
    return found


def plan(course: Course, lesson: Source, everything, fresh: bool) -> list[Plan]:
    """Compose both notebooks, with the outputs of the stored ones where they still hold."""
    plans = []
    for edition in EDITIONS:
        notebook = compose(lesson, edition, titles_of(everything))
        notebook.metadata["dlcourse"]["versions"] = installed_versions()
        path = course.notebook(lesson.name, edition)
        reused = not fresh and reuse_outputs(read_notebook(path), notebook)
        plans.append(Plan(lesson, edition, path, notebook, must_run=not reused))
    return plans


def reuse_outputs(stored, notebook) -> bool:
    """Copy the stored outputs if they belong to the code as it is now; say whether they do.

    They do when the stored notebook is as the builder left it and begins with exactly the
    code cells of the new one. Any other change of code runs the whole notebook again, because
    a cell depends on all that ran before it. The versions of the libraries that made the
    outputs stay with them. A change inside a library or inside ``dlcourse`` runs nothing:
    nbval finds what it alters, and ``--fresh`` stores it.
    """
    if stored is None or not is_untouched(stored):
        return False
    old, new = _code(stored), _code(notebook)
    if [cell.source for cell in old[: len(new)]] != [cell.source for cell in new]:
        return False
    for before, cell in zip(old, new, strict=False):
        cell.outputs = copy.deepcopy(before.outputs)
        cell.execution_count = before.execution_count
    notebook.metadata["dlcourse"]["versions"] = stored.metadata["dlcourse"]["versions"]
    return True


def _code(notebook) -> list:
    return [cell for cell in notebook.cells if cell.cell_type == "code"]


def execute(plans: Sequence[Plan], jobs: int, report: Report) -> None:
    """Run the plans' notebooks, `jobs` at a time; what broke is kept in each plan's problems."""

    def one(p: Plan) -> None:
        seconds, failure = runner.execute(p.notebook, timeout=SECONDS_PER_CELL)
        report(f"{p.label}: ran {seconds:.1f} s")
        if failure:
            trace = "\n    ".join(["", *failure.traceback.splitlines()[-LINES_OF_TRACE:]])
            message = f"execution broke, {failure.reason}; mend the cell.{trace}"
            p.problems.append(Problem(p.lesson.path, failure.cell, message))

    pool = ThreadPoolExecutor(jobs)
    try:
        list(pool.map(one, plans))
    finally:
        pool.shutdown(cancel_futures=True)


def finish(pair: Sequence[Plan], secrets: Sequence[Secret], report: Report) -> list[Problem]:
    """Clean, judge and write the two notebooks of a lesson: both or none."""
    problems = list(dict.fromkeys(problem for p in pair for problem in judged(p, secrets)))
    for p in pair:
        if problems:
            report(f"{p.label}: refused")
        else:
            word = "written" if write_notebook(p.notebook, p.path) else "unchanged"
            report(f"{p.label}: {word}, {p.path.stat().st_size / 1000:.0f} kB")
    return problems


def judged(p: Plan, secrets: Sequence[Secret]) -> list[Problem]:
    """Make the outputs of an executed notebook fit to store, and say why they are not."""
    if p.problems:
        return p.problems
    found = list(widget_problems(p.lesson, p.notebook))
    clean(p.notebook)
    for cell in p.notebook.cells:
        if cell.cell_type == "code":
            describe(cell)
    found += output_problems(p.lesson, p.notebook)
    if not p.edition.solved:
        found += leak_problems(secrets, [page_of(p.lesson.name, p.notebook)])
    return found
