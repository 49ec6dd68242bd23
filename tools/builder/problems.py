"""What the builder refuses, and how it says so."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class Problem:
    """One reason for a refusal: where it is, what is wrong, what to do."""

    path: Path
    cell: str | None
    message: str

    def __str__(self) -> str:
        """Name the file and the cell first: that is what one looks for."""
        where = _short(self.path) + (f", cell {self.cell!r}" if self.cell else "")
        return f"{where}: {self.message}"


class Refused(Exception):
    """A lesson cannot be built; carries every problem that was found."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = list(problems)
        super().__init__("\n".join(map(str, self.problems)))


def _short(path: Path) -> str:
    """Return the path relative to the current folder where that is shorter."""
    try:
        return str(path.resolve().relative_to(Path.cwd().resolve()))
    except ValueError:
        return str(path)
