"""Solutions that a learner could read: in any cell, output or alternative text."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from .outputs import text_of
from .problems import Problem
from .solutions import marker_lines, solution_of
from .source import Cell, Source

_TOKEN = re.compile(r"\d+\.?\d*(?:e-?\d+)?|\w+|[^\w\s]")
_OPERATION = re.compile(r"[-+*/%@<>&|^~(\[{]|==|!=")
# Lines that half of all programs share: they tell nothing about one solution.
_GENERIC = re.compile(
    r"import .*|from \w+ import .*"
    r"|for \w+ in range\(\w+\):|for [\w, ]+ in (zip|enumerate)\([\w, ]+\):"
    r"|return \(?\w+(, \w+)*\)?|\w+ = \[\]|\w+\.append\(\w+\)"
    r"|(\w+ = |return )?keras\.Sequential\(\[?"
)
_LEAST_TOKENS = 5


def secret_lines(lesson: Source) -> Iterator[tuple[Cell, str]]:
    """Yield every solution line that tells something, with its exercise."""
    for cell in lesson.code_cells:
        if cell.is_exercise and len(marker_lines(cell)) == 1:
            for line in solution_of(cell):
                code = line.split("  #")[0].strip()
                if is_telling(code):
                    yield cell, code


def is_telling(line: str) -> bool:
    """Say whether a line gives something of a solution away.

    It computes something (an operator, a call, an index) and has at least five words and
    signs. ``return x``, ``total = 0``, ``else:`` and loop headers over plain names do not.
    """
    if line.startswith("#") or _GENERIC.fullmatch(line):
        return False
    return len(_TOKEN.findall(line)) >= _LEAST_TOKENS and bool(_OPERATION.search(line))


def leak_problems(lessons: Sequence[Source], texts: dict[str, list[tuple[str, str]]]) -> list:
    """Return a problem for every telling line found in a learner's notebook.

    ``texts`` maps a lesson's name to its readable texts: (cell id, text).
    """
    secrets = [(owner, *secret) for owner in lessons for secret in secret_lines(owner)]
    pages = [
        (name, cell, _spaced(text)) for name, readable in texts.items() for cell, text in readable
    ]
    return [
        _leak(owner, cell, line, name, where)
        for owner, cell, line in secrets
        for name, where, page in pages
        if _spaced(line) in page
    ]


def readable_texts(notebook) -> list[tuple[str, str]]:
    """Return all that a reader of the notebook can see as text: (cell id, text)."""
    found = []
    for cell in notebook.cells:
        outputs = [text_of(output) for output in cell.get("outputs", [])]
        alternatives = str(cell.metadata.get("alt", ""))
        found += [(cell.id, text) for text in (cell.source, alternatives, *outputs)]
    return found


def _spaced(text: str) -> str:
    """Return the tokens with one space between: layout does not matter to a leak."""
    return f" {' '.join(_TOKEN.findall(text))} "


def _leak(owner: Source, cell: Cell, line: str, name: str, where: str) -> Problem:
    return owner.problem(
        cell,
        f"its solution line {line!r} can be read in the learner's notebook {name},"
        f" cell {where!r}; change one of the two.",
    )
