"""A lesson as its author writes it: jupytext percent format, every cell named."""

from __future__ import annotations

import ast
from dataclasses import dataclass, field
from pathlib import Path

import jupytext

from dlcourse.course.alternatives import declared
from dlcourse.course.catalogue import find
from dlcourse.course.edition import Edition
from dlcourse.course.errors import CourseError
from dlcourse.course.sections import Heading, headings, title

from .problems import Problem, Refused

REPOSITORY = Path(__file__).resolve().parents[2]


@dataclass
class Cell:
    """One cell of a source; ``id`` is empty when the author forgot it."""

    kind: str
    id: str
    source: str
    tags: list[str]
    metadata: dict = field(default_factory=dict)

    @property
    def is_code(self) -> bool:
        """Say whether this is a code cell."""
        return self.kind == "code"

    @property
    def is_exercise(self) -> bool:
        """Say whether the learner completes this cell."""
        return "exercise" in self.tags

    @property
    def is_prediction(self) -> bool:
        """Say whether the learner guesses what this cell shows before it is run."""
        return "predict" in self.tags

    @property
    def is_live(self) -> bool:
        """Say whether the cell shows what no second run shows again, such as a progress bar."""
        return bool(self.metadata.get("live"))

    @property
    def is_deeper(self) -> bool:
        """Say whether the cell opens a section that is no part of the core."""
        return any(heading.is_deeper for heading in self.headings)

    @property
    def headings(self) -> list[Heading]:
        """Return the headings that the cell holds."""
        return [] if self.is_code else headings(self.source)

    @property
    def claims(self) -> list[ast.Call]:
        """Return the calls of ``claim`` in the cell."""
        nodes = ast.walk(parsed(self.source)) if self.is_code else []
        calls = [node for node in nodes if isinstance(node, ast.Call)]
        return [c for c in calls if getattr(c.func, "attr", getattr(c.func, "id", "")) == "claim"]

    @property
    def alternatives(self) -> list[str]:
        """Return the alternative texts, one for each picture that the cell shows."""
        return declared(self.metadata)

    @property
    def label(self) -> str:
        """Return the id, or the first line of a cell that has none."""
        return self.id or next(iter(self.source.splitlines()), "(empty)")[:60]


@dataclass
class Source:
    """A source file and its cells."""

    path: Path
    cells: list[Cell] = field(repr=False)

    @property
    def name(self) -> str:
        """Return the name without suffix, such as ``01_perceptron``."""
        return self.path.stem

    @property
    def title(self) -> str:
        """Return the first heading of the lesson."""
        text = next((cell.source for cell in self.cells if not cell.is_code), "")
        return title(text) or self.name

    @property
    def code_cells(self) -> list[Cell]:
        """Return the code cells, in order."""
        return [cell for cell in self.cells if cell.is_code]

    def problem(self, cell: Cell | None, message: str) -> Problem:
        """Return a problem of this file, at ``cell`` if one is given."""
        return Problem(self.path, cell.label if cell else None, message)


@dataclass(frozen=True)
class Course:
    """The folder that holds sources and notebooks."""

    folder: Path = REPOSITORY / "lessons"

    def sources(self) -> list[Path]:
        """Return the sources in the order of their numbers."""
        return sorted((self.folder / "src").glob("[0-9][0-9]_*.py"))

    def notebook(self, name: str, edition: Edition) -> Path:
        """Return the path of a lesson's notebook."""
        return edition.path(self.folder, name)

    def find(self, wanted: str) -> Path:
        """Return the source of ``01``, ``perceptron`` or ``01_perceptron``."""
        sources = {path.stem: path for path in self.sources()}
        try:
            return sources[find(Path(wanted).stem, sources)]
        except CourseError as error:
            raise Refused([Problem(self.folder / "src", None, str(error))]) from error


def read_source(path: Path) -> Source:
    """Read a source; the rules are applied elsewhere."""
    notebook = jupytext.reads(path.read_text(encoding="utf-8"), fmt="py:percent")
    return Source(path, [_cell(node) for node in notebook.cells])


def _cell(node) -> Cell:
    metadata = dict(node.metadata)
    metadata.pop("lines_to_next_cell", None)  # jupytext's note on blank lines
    name = str(metadata.pop("id", ""))
    tags = metadata.pop("tags", [])
    tags = tags.split(",") if isinstance(tags, str) else list(tags)
    return Cell(node.cell_type, name, node.source, tags, metadata)


def parsed(source: str) -> ast.Module:
    """Return the syntax tree, an empty one if it is not Python: a rule of its own reports that."""
    try:
        return ast.parse(source)
    except SyntaxError:
        return ast.Module(body=[], type_ignores=[])
