"""Run lessons without a browser and time them.

Each is timed against its budget. What is run is the lesson as the course delivers it, with
--solutions the solved one, with --workspace your own copy. A lesson that fails does not stop
those after it. Two run side by side where there are two processors: each keeps to one.
"""

import argparse
import asyncio
import contextlib
import os
import sys
import time
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from dlcourse.cli.errors import writing_to
from dlcourse.cli.terminal import mark
from dlcourse.course.catalogue import Lesson, all_lessons, find_lesson
from dlcourse.course.edition import LEARNER, SOLVED
from dlcourse.course.errors import CourseError

if TYPE_CHECKING:
    from nbformat import NotebookNode

    from dlcourse.course.runner import Execution

OnCell = Callable[[int, int], None]
# A kernel with a backend takes up to a gigabyte; a small laptop has room for two.
JOBS = min(2, os.cpu_count() or 1)


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments of `dlcourse run`."""
    parser.add_argument("lessons", nargs="*", metavar="LESSON", help="number or name of a lesson")
    parser.add_argument("--all", action="store_true", help="run every lesson")
    parser.add_argument("--html", type=Path, metavar="DIR", help="write each lesson as a web page")
    which = parser.add_mutually_exclusive_group()
    which.add_argument("--solutions", action="store_true", help="run the solved lessons")
    which.add_argument("--workspace", type=Path, metavar="DIR", help="run your own copies in DIR")
    parser.add_argument(
        "--jobs",
        type=int,
        default=JOBS,
        metavar="N",
        help="how many lessons run side by side (default: %(default)s)",
    )
    parser.add_argument(
        "--timeout",
        type=int,
        default=600,
        metavar="SECONDS",
        help="longest time for one cell (default: %(default)s)",
    )


class Outcome(NamedTuple):
    """How one lesson went: did it fail, was it over its budget, in words, and what it became."""

    failed: bool
    late: bool
    report: str
    notebook: "NotebookNode | None" = None


def run(options: argparse.Namespace) -> int:
    """Run the lessons, some of them side by side; status 1 if one of them failed."""
    lessons = _chosen(options)
    if options.html:
        with writing_to(options.html, "--html"):
            options.html.mkdir(parents=True, exist_ok=True)
    started = time.perf_counter()
    outcomes = asyncio.run(_run_all(lessons, options))
    seconds = time.perf_counter() - started
    if options.html:
        _write_pages(options.html, outcomes)
    failed, late = (sum(column) for column in zip(*(o[:2] for o in outcomes.values()), strict=True))
    count = f"{len(lessons)} lesson{'s' if len(lessons) > 1 else ''}"
    print(f"{count} in {seconds:.1f} s: {failed} failed, {late} over budget.")
    return 1 if failed else 0


async def _run_all(lessons: list[Lesson], options: argparse.Namespace) -> dict[Lesson, Outcome]:
    """Run the lessons and report each in its turn, whichever ends first."""
    places = asyncio.Semaphore(options.jobs)
    with _bars() as new_bar:
        running = [
            asyncio.create_task(_run_one(lesson, options, new_bar, places)) for lesson in lessons
        ]
        outcomes = {}
        for lesson, task in zip(lessons, running, strict=True):
            outcomes[lesson] = outcome = await task
            print(outcome.report, flush=True)
        return outcomes


async def _run_one(
    lesson: Lesson,
    options: argparse.Namespace,
    new_bar: Callable[[str], contextlib.AbstractContextManager[OnCell]],
    places: asyncio.Semaphore,
) -> Outcome:
    """Run one lesson as soon as there is a place; a damaged notebook counts as failed."""
    from dlcourse.course.runner import read_notebook

    try:
        notebook, budget = read_notebook(_path(lesson, options)), lesson.budget
    except CourseError as error:
        return Outcome(failed=True, late=False, report=f"{mark('✗')} {lesson.file}: {error}")
    async with places:
        with new_bar(lesson.file) as on_cell:
            execution = await _execute(notebook, options, on_cell)
    late = budget is not None and execution.seconds > budget
    report = _report(lesson, execution, late)
    return Outcome(execution.failure is not None, late, report, notebook)


def _chosen(options: argparse.Namespace) -> list[Lesson]:
    """Return the lessons that the options name, each once, all of them there."""
    if options.all == bool(options.lessons):
        raise CourseError("Name the lessons to run, or write --all for every one.")
    if options.timeout < 1:
        raise CourseError(f"Expected at least 1 second. Received: --timeout {options.timeout}")
    if options.jobs < 1:
        raise CourseError(f"Expected at least 1 lesson at a time. Received: --jobs {options.jobs}")
    chosen = all_lessons() if options.all else [find_lesson(text) for text in options.lessons]
    for lesson in chosen:
        if not _path(lesson, options).is_file():
            raise CourseError(f"There is no notebook {_path(lesson, options)}.")
    return list({lesson.file: lesson for lesson in chosen}.values())


def _path(lesson: Lesson, options: argparse.Namespace) -> Path:
    if options.workspace:
        return LEARNER.path(options.workspace, lesson.file)
    return lesson.path(SOLVED if options.solutions else LEARNER)


async def _execute(
    notebook: "NotebookNode", options: argparse.Namespace, on_cell: OnCell
) -> "Execution":
    """Run the notebook as the course's own outputs were made."""
    from dlcourse.course import progress
    from dlcourse.course.runner import async_execute

    # A backend that was chosen on purpose stays.
    chosen = {name: os.environ[name] for name in ("KERAS_BACKEND",) if name in os.environ}
    if options.workspace:
        # One's own copy runs where it lies, and its exercises count.
        chosen["DLCOURSE_HOME"] = str(progress.folder().absolute())
    return await async_execute(
        notebook,
        folder=options.workspace,
        variables=chosen,
        timeout=options.timeout,
        on_cell=on_cell,
    )


@contextlib.contextmanager
def _bars() -> Iterator[Callable[[str], contextlib.AbstractContextManager[OnCell]]]:
    """Yield the function that draws one more bar on the terminal and yields what moves it."""
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

    columns = (
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        TextColumn("cells"),
        TimeElapsedColumn(),
    )
    # On the error stream: what is piped to another program holds results alone.
    console = Console(stderr=True)
    hidden, on_screen = not console.is_terminal, sys.stdout.isatty()
    with Progress(
        *columns, console=console, transient=True, disable=hidden, redirect_stdout=on_screen
    ) as progress:

        @contextlib.contextmanager
        def new_bar(name: str) -> Iterator[OnCell]:
            task = progress.add_task(name, total=None)
            yield lambda done, total: progress.update(task, completed=done, total=total)
            progress.remove_task(task)

        yield new_bar


def _report(lesson: Lesson, execution: "Execution", is_late: bool) -> str:
    """Say how one lesson went, in one line, and why it failed, in a few more."""
    sign = mark("✗" if execution.failure else "✓")
    budget = "" if lesson.budget is None else f"  of {lesson.budget:g} s"
    late = "  over its budget" if is_late else ""
    lines = [f"{sign} {lesson.file:<28}{execution.seconds:6.1f} s{budget}{late}"]
    if failure := execution.failure:
        lines.append(f"cell {failure.cell}: {failure.reason}".replace("\n", "\n    "))
        if failure.line:
            lines.append(f"at the line: {failure.line}")
    return "\n    ".join(lines)


def _write_pages(folder: Path, outcomes: Mapping[Lesson, Outcome]) -> None:
    """Write a page of each lesson that could be read, failed ones too: one sees where it stopped.

    After all have run, because they link to one another.
    """
    from dlcourse.course.pages import write_pages

    ran = {lesson: o.notebook for lesson, o in outcomes.items() if o.notebook is not None}
    if ran:
        with writing_to(folder, "--html"):
            print(f"Open {write_pages(folder, ran)}")
