"""The ledger: which stated facts of ``lessons/claims.csv`` the lessons prove.

A row is *proved* by a code cell tagged ``claim-L01-07`` that calls ``dl.claim`` with a computed
condition and whose stored output holds the tick. It is *told* by a markdown cell tagged
``told-L01-07`` (history and definitions only). Otherwise it is *missing*.

    python -m tools.ledger      prints the table; exit status 1 if a lesson breaks its promise
"""

from __future__ import annotations

import ast
import csv
import re
import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from dlcourse.course.edition import EDITIONS
from tools.builder.notebooks import read_notebook
from tools.builder.outputs import text_of
from tools.builder.problems import Problem
from tools.builder.source import Cell, Course, Source, parsed, read_source

TAG = re.compile(r"(claim|told)-(L\d\d-\d\d)")
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
        self.status = {row.id: _status(row.id, kinds) for row in rows}

    def problems(self) -> list[Problem]:
        """Return unknown tags, tags that prove nothing, and rows that a written lesson lacks."""
        flawed = [item for item in self.evidence if item.flaw]
        found = [item.lesson.problem(item.cell, item.flaw) for item in flawed]
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
        yield f"{'lesson':<34}{'rows':>6}{'proved':>8}{'told':>6}{'missing':>9}"
        for number in sorted({row.lesson for row in self.rows}):
            yield f"{names.get(number, f'{number} (not written)'):<34}" + self._sums(number)
        yield f"{'all':<34}" + self._sums("")

    def count(self, number: str) -> Counter:
        """Count the rows of a lesson, or of all for the empty number, by their status."""
        return Counter(self.status[row.id] for row in self.rows if number in ("", row.lesson))

    def _sums(self, number: str) -> str:
        count = self.count(number)
        return f"{count.total():>6}{count['proved']:>8}{count['told']:>6}{count['missing']:>9}"


def _status(row: str, kinds: set[tuple[str, str]]) -> str:
    if (row, "claim") in kinds:
        return "proved"
    return "told" if (row, "told") in kinds else "missing"


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
    if not any(is_computed(condition, computed) for condition in conditions(cell)):
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


def conditions(cell: Cell) -> list[ast.expr]:
    """Return the condition of each call of ``claim`` in the cell."""
    calls = [node for node in ast.walk(parsed(cell.source)) if isinstance(node, ast.Call)]
    claims = [call for call in calls if _last_name(call.func) == "claim"]
    keywords = [{k.arg: k.value for k in call.keywords} for call in claims]
    return [
        call.args[1] if len(call.args) > 1 else named["condition"]
        for call, named in zip(claims, keywords, strict=True)
        if len(call.args) > 1 or "condition" in named
    ]


# These return what they are given: they compute only if an argument is computed.
_TRANSPARENT = set("bool int float str len all any abs min max round array asarray".split())
_TRANSPARENT |= {"allclose", "isclose", "array_equal"}
_GROWING = {"append", "extend", "add", "update", "insert"}


def is_computed(node: ast.expr, computed: set[str]) -> bool:
    """Say whether an expression can come out differently when the lesson is wrong.

    It must contain a computed name or a call that computes. ``x == x`` and ``... or True``
    hold whatever ``x`` is.
    """
    if isinstance(node, ast.Compare) and _compares_with_itself(node):
        return False
    if isinstance(node, ast.BoolOp) and isinstance(node.op, ast.Or):
        return all(is_computed(value, computed) for value in node.values)
    if isinstance(node, ast.Name):
        return node.id in computed
    if isinstance(node, ast.Call) and _last_name(node.func) not in _TRANSPARENT:
        return True
    children = ast.iter_child_nodes(node)
    return any(is_computed(child, computed) for child in children)


def _compares_with_itself(node: ast.Compare) -> bool:
    sides = [ast.dump(side) for side in (node.left, *node.comparators)]
    return len(set(sides)) == 1


def _last_name(function: ast.expr) -> str:
    return getattr(function, "attr", getattr(function, "id", ""))


def computed_names(lesson: Source) -> set[str]:
    """Return the names that the lesson binds to something computed, not to a bare constant."""
    bindings = [b for cell in lesson.code_cells for b in _bindings(parsed(cell.source))]
    computed: set[str] = set()
    while True:
        found = {name for name, value in bindings if value is None or is_computed(value, computed)}
        if found <= computed:
            return computed
        computed |= found


def _bindings(tree: ast.AST) -> Iterator[tuple[str, ast.expr | None]]:
    """Yield (name, value) of each binding; the value is None where it is no one expression."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Assign):
            yield from ((name, node.value) for target in node.targets for name in _names(target))
        elif isinstance(node, ast.AugAssign | ast.AnnAssign | ast.NamedExpr) and node.value:
            yield from ((name, node.value) for name in _names(node.target))
        elif isinstance(node, ast.For | ast.comprehension):
            yield from ((name, node.iter) for name in _names(node.target))
        elif isinstance(node, ast.If | ast.While | ast.Try):  # which branch runs is computed, too
            bound = [name for child in ast.iter_child_nodes(node) for name, _ in _bindings(child)]
            yield from ((name, getattr(node, "test", None)) for name in bound)
        elif isinstance(node, ast.Call) and _last_name(node.func) in _GROWING and node.args:
            yield from ((name, node.args[-1]) for name in _names(node.func))
        elif isinstance(node, ast.FunctionDef):
            yield node.name, None
            yield from ((argument.arg, None) for argument in node.args.args)


def _names(target: ast.AST) -> Iterator[str]:
    return (node.id for node in ast.walk(target) if isinstance(node, ast.Name))


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
