"""The ledger: which stated facts of ``lessons/claims.csv`` the lessons prove.

A row is *proved* by a code cell tagged ``claim-L01-07`` that calls ``dl.claim`` with a computed
condition and whose stored output holds the tick. It is *told* by a markdown cell tagged
``told-L01-07`` (history and definitions only). Arithmetic, shapes and slips of notation are not
worth a claim: a test in ``tests/lessons`` with ``@pytest.mark.proves("L01-07")`` has *tested* them.
Otherwise a row is *missing*.

    python -m tools.ledger      prints the table; exit status 1 if a lesson breaks its promise
"""

from __future__ import annotations

import csv
import re
import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from dlcourse.course.edition import EDITIONS
from tools.builder.conditions import computed_names, conditions, is_computed
from tools.builder.notebooks import read_notebook
from tools.builder.outputs import text_of
from tools.builder.problems import Problem
from tools.builder.source import Cell, Course, Source, read_source

TAG = re.compile(r"(claim|told)-(L\d\d-\d\d)")
TESTED = re.compile(r'^@pytest\.mark\.proves\("(L\d\d-\d\d)"\)', flags=re.MULTILINE)
TESTS = Path("tests/lessons")
TICK = "✓ "


@dataclass(frozen=True)
class Row:
    """One fact that the course teaches."""

    id: str
    lesson: str
    claim: str


@dataclass(frozen=True)
class Evidence:
    """A cell that carries the tag of a row; ``flaw`` says why it proves or tells nothing."""

    id: str
    kind: str
    lesson: Source
    cell: Cell
    flaw: str | None


class Ledger:
    """The rows of the course and what its written lessons have for each."""

    def __init__(self, course: Course, rows: Sequence[Row]) -> None:
        self.rows = rows
        self.lessons = [read_source(path) for path in course.sources()]
        known = {row.id for row in rows}
        self.evidence = [item for x in self.lessons for item in evidence(course, x, known)]
        kinds = {(item.id, item.kind) for item in self.evidence if item.flaw is None}
        self.tested = tested_rows(course)
        kinds |= {(row, "tested") for row in self.tested}
        self.status = {row.id: _status(row.id, kinds) for row in rows}

    def problems(self) -> list[Problem]:
        """Return unknown tags, tags that prove nothing, and rows that a written lesson lacks."""
        flawed = [item for item in self.evidence if item.flaw]
        found = [item.lesson.problem(item.cell, item.flaw) for item in flawed]
        unknown = sorted(self.tested - {row.id for row in self.rows})
        found += [Problem(TESTS, None, f"{row} is not in claims.csv.") for row in unknown]
        for lesson in self.lessons:
            for row in self.rows:
                if row.lesson == lesson.name[:2] and self.status[row.id] == "missing":
                    found.append(lesson.problem(None, f"{row.id} is missing: {row.claim}"))
        return found

    def table(self) -> Iterator[str]:
        """Yield the lines of the report: each row of the written lessons, then the sums."""
        names = {lesson.name[:2]: lesson.name for lesson in self.lessons}
        for row in self.rows:
            if row.lesson in names:
                cells = [item.cell.id for item in self.evidence if item.id == row.id]
                yield f"{row.id}  {self.status[row.id]:<8}  {', '.join(cells) or '-'}"
        yield f"{'lesson':<34}{'rows':>6}{'proved':>8}{'tested':>8}{'told':>6}{'missing':>9}"
        for number in sorted({row.lesson for row in self.rows}):
            yield f"{names.get(number, f'{number} (not written)'):<34}" + self._sums(number)
        yield f"{'all':<34}" + self._sums("")

    def count(self, number: str) -> Counter:
        """Count the rows of a lesson, or of all for the empty number, by their status."""
        return Counter(self.status[row.id] for row in self.rows if number in ("", row.lesson))

    def _sums(self, number: str) -> str:
        count = self.count(number)
        columns = {"proved": 8, "tested": 8, "told": 6, "missing": 9}
        return f"{count.total():>6}" + "".join(f"{count[k]:>{n}}" for k, n in columns.items())


def _status(row: str, kinds: set[tuple[str, str]]) -> str:
    for kind, status in {"claim": "proved", "tested": "tested", "told": "told"}.items():
        if (row, kind) in kinds:
            return status
    return "missing"


def tested_rows(course: Course) -> set[str]:
    """Return the rows that a test beside the lessons' folder says it proves."""
    paths = (course.folder.parent / TESTS).glob("test_*.py")
    return {row for path in paths for row in TESTED.findall(path.read_text(encoding="utf-8"))}


def read_rows(path: Path) -> list[Row]:
    """Return the rows of the ledger in their order."""
    with path.open(encoding="utf-8", newline="") as file:
        return [Row(row["id"], row["lesson"], row["claim"]) for row in csv.DictReader(file)]


def evidence(course: Course, lesson: Source, known: set[str]) -> Iterator[Evidence]:
    """Yield every tagged cell of a lesson."""
    computed, ticked = computed_names(lesson), ticked_cells(course, lesson)
    for cell in lesson.cells:
        for tag in cell.tags:
            if match := TAG.fullmatch(tag):
                kind, row = match.groups()
                if row not in known:
                    flaw = f"is tagged with {row}, which claims.csv does not have."
                elif lesson.name[:2] != row[1:3]:
                    flaw = f"is tagged with {row}, a row of lesson {row[1:3]}; move the tag."
                elif kind == "told":
                    flaw = "only prose can tell a row; use a claim." if cell.is_code else None
                else:
                    flaw = _flaw_of_proof(cell, row, computed, ticked)
                yield Evidence(row, kind, lesson, cell, flaw)


def _flaw_of_proof(cell: Cell, row: str, computed: set[str], ticked: set[str]) -> str | None:
    if not cell.is_code:
        return f"is prose and cannot prove {row}; tag the cell that calls dl.claim."
    found = conditions(cell)
    if not found or not all(is_computed(condition, computed) for condition in found):
        return (
            f"proves {row} by no dl.claim with a computed condition; write one or remove the tag."
        )
    if cell.id not in ticked:
        return f"has no tick in both notebooks, so {row} was not proved; build the lesson."
    return None


def ticked_cells(course: Course, lesson: Source) -> set[str]:
    """Return the ids of the cells whose stored output has a tick, in both notebooks."""
    sets = []
    for edition in EDITIONS:
        notebook = read_notebook(course.notebook(lesson.name, edition))
        cells = notebook.cells if notebook else []
        texts = {cell.id: "".join(map(text_of, cell.get("outputs", []))) for cell in cells}
        sets.append({name for name, text in texts.items() if TICK in text})
    return set.intersection(*sets)


def main(course: Course | None = None) -> int:
    """Print the table and the problems; return the exit status."""
    course = course or Course()
    ledger = Ledger(course, read_rows(course.folder / "claims.csv"))
    print(*ledger.table(), sep="\n")
    problems = ledger.problems()
    for problem in problems:
        print(problem, file=sys.stderr)
    return 1 if problems else 0


if __name__ == "__main__":
    raise SystemExit(main())
