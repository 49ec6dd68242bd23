"""Rules that a source must keep; each refusal says what to do."""

from __future__ import annotations

import ast
import re
from collections import Counter
from collections.abc import Iterator
from statistics import median

from .conditions import claim_problems
from .hidden import hiding_problems
from .notebooks import NAVIGATION_ID
from .problems import Problem
from .solutions import checked_name, exercise_problems
from .source import Cell, Course, Source, parsed

MOST_LINES = 15
MOST_LINES_OF_A_CLASS = 40  # where a class is what the lesson is about, it is shown whole
MEDIAN_BELOW = 8
_ID = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
_NAME = re.compile(r"\d\d_[a-z0-9_]+\.py")
_YEAR = re.compile(r"^ *(\d{4})\.(?= |$)", re.MULTILINE)
_TAG = re.compile(r"exercise|predict|remember|(claim|told)-L\d\d-\d\d")


def _is_text(value) -> bool:
    return all(isinstance(v, str) for v in (value if isinstance(value, list) else [value]))


def _is_positive(value) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool) and value > 0


# What the first cell says of the lesson.
_HEADER = {"budget", "minutes", "figure"}
_KEYS = {
    "alt": _is_text,
    "rtol": _is_positive,
    "atol": _is_positive,
    "live": lambda value: value is True,
    "budget": _is_positive,
    "minutes": _is_positive,
    "figure": _is_text,
}


def source_problems(lesson: Source) -> list[Problem]:
    """Return every rule that the source breaks."""
    checks = (
        id_problems,
        metadata_problems,
        exercise_problems,
        hiding_problems,
        code_problems,
        claim_problems,
        length_problems,
        prose_problems,
        year_problems,
    )
    return [problem for check in checks for problem in check(lesson)]


def course_problems(course: Course) -> list[Problem]:
    """Find sources that would be passed over, and numbers used twice."""
    found = []
    numbers = Counter(path.name[:2] for path in course.sources())
    for path in sorted((course.folder / "src").glob("*.py")):
        if not _NAME.fullmatch(path.name):
            found.append(Problem(path, None, "a lesson is named NN_topic.py; rename this file."))
        elif numbers[path.name[:2]] > 1:
            found.append(Problem(path, None, "another lesson has this number; rename one."))
    return found


def id_problems(lesson: Source) -> Iterator[Problem]:
    """Find cells without id, with an id of the wrong form, or with another cell's id."""
    counts = Counter(cell.id for cell in lesson.cells)
    for cell in lesson.cells:
        if not cell.id:
            yield lesson.problem(cell, 'this cell has no id; write # %% id="what-it-shows".')
        elif not _ID.fullmatch(cell.id) or len(cell.id) > 64:
            yield lesson.problem(
                cell,
                "an id is made of a-z and 0-9 in words joined by single hyphens, at most 64"
                " characters; rename it.",
            )
        elif cell.id == NAVIGATION_ID:
            yield lesson.problem(cell, "the builder adds the cell of this name; choose another.")
        elif counts[cell.id] > 1:
            yield lesson.problem(cell, f"{counts[cell.id]} cells have this id; rename all but one.")


def metadata_problems(lesson: Source) -> Iterator[Problem]:
    """Find misspelt tags and keys, which would otherwise do nothing, silently."""
    for cell in lesson.cells:
        for tag in cell.tags:
            if not _TAG.fullmatch(tag):
                known = "exercise, predict, remember, claim-LNN-MM, told-LNN-MM"
                yield lesson.problem(cell, f"unknown tag {tag!r}; known are {known}.")
        for key, value in cell.metadata.items():
            if key == "incorrectly_encoded_metadata":
                yield lesson.problem(cell, f'cannot read {value!r}; write id="a" tags=["b"].')
            elif key not in _KEYS:
                yield lesson.problem(
                    cell, f"unknown key {key!r}; known are id, tags, {', '.join(_KEYS)}."
                )
            elif key in _HEADER and cell is not lesson.cells[0]:
                yield lesson.problem(cell, f"{key!r} is said of a whole lesson, in its first cell.")
            elif not _KEYS[key](value):
                yield lesson.problem(cell, f"a wrong value for {key!r}. Received: {value!r}")


def code_problems(lesson: Source) -> Iterator[Problem]:
    """Find code that is not plain Python, and endings that hide the value of a cell."""
    for cell in lesson.code_cells:
        try:
            ast.parse(cell.source)
        except SyntaxError as error:
            yield lesson.problem(cell, f"line {error.lineno}: {error.msg}; use plain Python only.")
        if cell.source.rstrip().endswith(";"):
            yield lesson.problem(cell, "ends in ';', which nbval cannot compare; write _ = ...")


def length_problems(lesson: Source) -> Iterator[Problem]:
    """Find code cells that do not fit a screen beside their figure."""
    lengths = [code_length(cell) for cell in lesson.code_cells]
    for cell, length in zip(lesson.code_cells, lengths, strict=True):
        most = MOST_LINES_OF_A_CLASS if _is_one_class(cell) else MOST_LINES
        if length > most:
            yield lesson.problem(
                cell, f"{length} lines of code, at most {most}; split it, with prose between."
            )
    if lengths and median(lengths) >= MEDIAN_BELOW:
        yield lesson.problem(
            None, f"the median code cell has {median(lengths)} lines; keep it below {MEDIAN_BELOW}."
        )


def _is_one_class(cell: Cell) -> bool:
    body = parsed(cell.source).body
    return len(body) == 1 and isinstance(body[0], ast.ClassDef)


def code_length(cell: Cell) -> int:
    """Count the lines of a cell; the docstring of an exercise is prose and not counted."""
    lines = len(cell.source.splitlines())
    if not cell.is_exercise:
        return lines
    functions = [n for n in parsed(cell.source).body if isinstance(n, ast.FunctionDef)]
    docstrings = [f.body[0] for f in functions if ast.get_docstring(f) is not None]
    return lines - sum(node.end_lineno - node.lineno + 1 for node in docstrings)


def prose_problems(lesson: Source) -> Iterator[Problem]:
    """Find code cells with no sentence between them, and empty cells.

    The check of an exercise may follow the exercise directly: both are one step for the
    learner. A heading alone is no sentence.
    """
    previous, said = None, False
    for cell in lesson.cells:
        if not cell.source.strip():
            yield lesson.problem(cell, "this cell is empty; fill or remove it.")
        elif not cell.is_code:
            said = said or _says_something(cell)
        else:
            if previous and not said and not (previous.is_exercise and checked_name(cell)):
                message = f"no prose between {previous.label!r} and this cell; say what it shows."
                yield lesson.problem(cell, message)
            previous, said = cell, False


def year_problems(lesson: Source) -> Iterator[Problem]:
    """Find lines of prose that begin with a year and a stop: Markdown takes them for a list."""
    for cell in lesson.cells:
        if not cell.is_code and (year := _YEAR.search(cell.source)):
            yield lesson.problem(cell, f"a line begins with {year[1]}, a list; break it elsewhere.")


def _says_something(cell: Cell) -> bool:
    return any(line.strip() and not line.startswith("#") for line in cell.source.splitlines())
