"""How much a lesson holds, in its core and in its deeper part, and the limits of a core."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from .hidden import CLOSING, PREDICT, deeper_cells
from .problems import Problem
from .rules import code_length
from .solutions import blank, docstring_of, marker_lines
from .source import Cell, Source

#: What a beginner does in an hour, or an hour and a half.
MOST = {"words": 3000, "code cells": 45, "code lines": 350}
MOST |= {"sections": 8, "claims": 18, "exercises": 4}
MINUTES = range(60, 91)
_REFERENCE = ("terms", "references")
_FORMULA = re.compile(r"\$\$.*?\$\$|\$[^$\n]+\$", flags=re.DOTALL)
_WORD = re.compile(r"[^\W\d_][\w'’-]*")


@dataclass(frozen=True)
class Measures:
    """What a lesson holds, in numbers.

    Attributes:
        core: Words, code cells, code lines, sections, claims and exercises of the core.
        deeper: The same of all deeper sections together.
        minutes: How long the lesson says it takes, or None.
        exercises_at: Where the core's first and last exercise stand, from 0, the lesson's
            beginning, to 1; None without exercises.
        predictions: How many predictions are asked for, and how many answers are hidden.
    """

    core: dict[str, int]
    deeper: dict[str, int]
    minutes: float | None
    exercises_at: tuple[float, float] | None
    predictions: tuple[int, int]


def measure(lesson: Source) -> Measures:
    """Count what a lesson holds."""
    deeper = {cell.id for cell in deeper_cells(lesson)}
    core = [cell for cell in lesson.cells if cell.id not in deeper and cell.id not in _REFERENCE]
    asked = sum(cell.source.count(PREDICT) for cell in lesson.cells if not cell.is_code)
    return Measures(
        core=_counts(core),
        deeper=_counts([cell for cell in lesson.cells if cell.id in deeper]),
        minutes=lesson.cells[0].metadata.get("minutes") if lesson.cells else None,
        exercises_at=_places(core),
        predictions=(asked, sum(cell.is_prediction for cell in lesson.cells)),
    )


def _counts(cells: Sequence[Cell]) -> dict[str, int]:
    code = [cell for cell in cells if cell.is_code]
    headings = [h for cell in cells if cell.id not in CLOSING for h in cell.headings]
    return {
        "words": sum(map(_words, cells)),
        "code cells": len(code),
        "code lines": sum(map(_lines, code)),
        "sections": sum(heading.level == 2 for heading in headings),
        "claims": sum(len(cell.claims) for cell in code),
        "exercises": sum(cell.is_exercise for cell in code),
    }


def _words(cell: Cell) -> int:
    """Count the words that are read: prose without its formulas, and what an exercise asks."""
    text = docstring_of(cell) if cell.is_code else _FORMULA.sub("", cell.source)
    return len(_WORD.findall(text))


def _lines(cell: Cell) -> int:
    """Count the lines of code that a learner reads."""
    if cell.is_exercise and len(marker_lines(cell)) == 1:
        return len(blank(cell).splitlines()) - len(cell.source.splitlines()) + code_length(cell)
    return code_length(cell)


def _places(core: Sequence[Cell]) -> tuple[float, float] | None:
    places = [place / len(core) for place, cell in enumerate(core) if cell.is_exercise]
    return (places[0], places[-1]) if places else None


def limit_problems(lessons: Sequence[Source]) -> Iterator[Problem]:
    """Find lessons whose core is too long, and lessons that do not say how long they take."""
    for lesson in lessons:
        yield from (lesson.problem(None, message) for message in beyond(measure(lesson)))


def beyond(measures: Measures) -> Iterator[str]:
    """Yield a message for each limit that a core is beyond."""
    for name, most in MOST.items():
        if measures.core[name] > most:
            yield f"its core has {measures.core[name]} {name}, at most {most}; move some to Deeper."
    if measures.minutes is None:
        yield "does not say how long it takes; write minutes=75 in the header of its first cell."
    elif measures.minutes not in MINUTES:
        yield f"takes {measures.minutes} minutes; a core takes {MINUTES[0]} to {MINUTES[-1]}."


def table(lessons: Sequence[Source]) -> Iterator[str]:
    """Yield the lines of the report: a lesson in each, with a ! at what is beyond its limit."""
    yield _line("core of", [*MOST, "minutes", "first", "last", "deeper", "hidden"])
    limits = [*MOST.values(), f"{MINUTES[0]}-{MINUTES[-1]}", "33 %", "75 %", "100 %", "all"]
    yield _line("limit", limits)
    for lesson in lessons:
        measures = measure(lesson)
        yield _line(lesson.name, _row(measures))


def _row(measures: Measures) -> Iterator[str]:
    """Yield what stands in each column; see `table`."""
    for name, most in MOST.items():
        yield _marked(measures.core[name], measures.core[name] > most)
    minutes = measures.minutes
    yield _marked(minutes or "-", minutes not in MINUTES)
    first, last = measures.exercises_at or (1.0, 0.0)
    yield _marked(f"{first:.0%}", first > 1 / 3)
    yield _marked(f"{last:.0%}", last < 3 / 4)
    share = measures.deeper["words"] / max(measures.core["words"], 1)
    yield _marked(f"{share:.0%}", share > 1)
    asked, hidden = measures.predictions
    yield _marked(f"{hidden} of {asked}", hidden < asked)


def _marked(value: object, is_beyond: bool) -> str:
    return f"{value}!" if is_beyond else f"{value} "


def _line(name: str, columns: Iterable[object]) -> str:
    return f"{name:<36}" + "".join(f"{column:>11}" for column in map(str, columns))
