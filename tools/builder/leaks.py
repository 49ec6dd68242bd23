"""Solutions that a learner could read: in any cell, output or alternative text."""

from __future__ import annotations

import functools
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

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


@dataclass(frozen=True)
class Secret:
    """A line of a solution that no learner may read before trying."""

    owner: Source
    cell: Cell
    line: str


@dataclass(frozen=True)
class Page:
    """All that a reader of a learner's notebook can see as text: (cell id, text)."""

    name: str
    texts: list[tuple[str, str]]

    @functools.cached_property
    def spaced(self) -> list[tuple[str, str]]:
        """The texts in the form in which they are searched."""
        return [(cell, spaced(text)) for cell, text in self.texts]

    @functools.cached_property
    def whole(self) -> str:
        """All texts in one: most secrets are not in it, which is known at once."""
        return "\n".join(text for _, text in self.spaced)


def secrets_of(lessons: Iterable[Source]) -> list[Secret]:
    """Return every solution line that tells something."""
    return [
        Secret(lesson, cell, code)
        for lesson in lessons
        for cell in lesson.code_cells
        if cell.is_exercise and len(marker_lines(cell)) == 1
        for code in (line.split("  #")[0].strip() for line in solution_of(cell))
        if is_telling(code)
    ]


def is_telling(line: str) -> bool:
    """Say whether a line gives something of a solution away.

    It computes something (an operator, a call, an index) and has at least five words and
    signs. ``return x``, ``total = 0``, ``else:`` and loop headers over plain names do not.
    """
    if line.startswith("#") or _GENERIC.fullmatch(line):
        return False
    return len(_TOKEN.findall(line)) >= _LEAST_TOKENS and bool(_OPERATION.search(line))


def leak_problems(secrets: Sequence[Secret], pages: Sequence[Page]) -> list[Problem]:
    """Return a problem for every secret that can be read on a page."""
    found = []
    for secret in secrets:
        line = spaced(secret.line)
        for page in pages:
            if line in page.whole:
                cells = [cell for cell, text in page.spaced if line in text]
                found += [_leak(secret, page.name, cell) for cell in dict.fromkeys(cells)]
    return found


def page_of(name: str, notebook) -> Page:
    """Return what can be read in a notebook, in outputs and alternative texts as well."""
    found = []
    for cell in notebook.cells:
        outputs = [text_of(output) for output in cell.get("outputs", [])]
        alternatives = str(cell.metadata.get("alt", ""))
        found += [(cell.id, text) for text in (cell.source, alternatives, *outputs)]
    return Page(name, found)


def spaced(text: str) -> str:
    """Return the tokens with one space between: layout does not matter to a leak."""
    return f" {' '.join(_TOKEN.findall(text))} "


def _leak(secret: Secret, name: str, where: str) -> Problem:
    return secret.owner.problem(
        secret.cell,
        f"its solution line {secret.line!r} can be read in the learner's notebook {name},"
        f" cell {where!r}; change one of the two.",
    )
