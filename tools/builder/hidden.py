"""What a learner does not see at first: answers to predictions, deeper sections; and live cells."""

from __future__ import annotations

from collections.abc import Iterator

from dlcourse.course.sections import DEEPER, deeper_sections

from .problems import Problem
from .source import Cell, Source

PREDICT, EXPLAIN = "**Predict.**", "**Explain.**"
CLOSING = ("what-we-learned", "terms", "references")


def hiding_problems(lesson: Source) -> Iterator[Problem]:
    """Find predictions without question or answer, and sections that hide too little or much."""
    for place, cell in enumerate(lesson.cells):
        for check in (_prediction_problem, _deeper_problem, _live_problem):
            if message := check(lesson, place, cell):
                yield lesson.problem(cell, message)


def deeper_cells(lesson: Source) -> list[Cell]:
    """Return the cells that are no part of the core."""
    texts = ["" if cell.is_code else cell.source for cell in lesson.cells]
    places = {place for section in deeper_sections(texts) for place in section}
    return [lesson.cells[place] for place in sorted(places)]


def asks(lesson: Source, place: int) -> bool:
    """Say whether the learner was asked to predict since the last explanation."""
    for cell in reversed(lesson.cells[:place]):
        if not cell.is_code and PREDICT in cell.source:
            return True
        if cell.is_prediction or (not cell.is_code and EXPLAIN in cell.source):
            return False
    return False


def _prediction_problem(lesson: Source, place: int, cell: Cell) -> str | None:
    if not cell.is_prediction:
        return None
    if not cell.is_code or cell.is_exercise:
        return "only the output of a code cell can be hidden; remove the tag 'predict'."
    if cell.claims:
        return "claims what the learner is to predict; claim it below Explain."
    if not asks(lesson, place):
        return f"nothing asks for a prediction; write {PREDICT} above, or remove the tag."
    following = lesson.cells[place + 1] if place + 1 < len(lesson.cells) else None
    if following is None or not (following.claims or EXPLAIN in following.source):
        return f"the next cell has to explain the answer ({EXPLAIN}) or to claim it."
    return None


def _deeper_problem(lesson: Source, place: int, cell: Cell) -> str | None:
    if cell.is_deeper and not (len(cell.headings) == 1 and cell.source.startswith("#")):
        return f"a heading '{DEEPER}...' stands alone, on the first line of its cell."
    if cell.is_deeper and cell.headings[0].level == 1:
        return f"the title of a lesson cannot be '{DEEPER}...'."
    if cell.id in CLOSING and cell in deeper_cells(lesson):
        return "would be hidden in a deeper section; give it a heading of the same level."
    return None


def _live_problem(lesson: Source, place: int, cell: Cell) -> str | None:
    if not cell.is_live:
        return None
    if not cell.is_code or cell.is_exercise:
        return "only a code cell shows something live; remove live=true."
    if cell.claims or {"rtol", "atol"} & set(cell.metadata):
        return "is live, so that nothing is compared; claim or compare in another cell."
    return None
