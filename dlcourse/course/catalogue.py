"""The lessons of this installation, found by number, by name or by the start of a name."""

import functools
import json
import re
from dataclasses import dataclass
from pathlib import Path

from dlcourse.cli.errors import CommandError, nearest
from dlcourse.resources import lessons_dir

_CHECK = re.compile(r"\bexercises\.(\w+)\.check\(")


@dataclass
class Lesson:
    """One lesson of the course.

    Attributes:
        path: The learner's notebook.
    """

    path: Path

    @property
    def file(self) -> str:
        """The name of the notebook without its ending: `"01_perceptron"`."""
        return self.path.stem

    @property
    def number(self) -> str:
        """Two digits: `"01"`."""
        return self.file[:2]

    @property
    def name(self) -> str:
        """The topic: `"perceptron"`."""
        return self.file[3:]

    @property
    def solution(self) -> Path:
        """The solved notebook; it may be missing."""
        return self.path.parent / "solutions" / self.path.name

    @functools.cached_property
    def notebook(self) -> dict:
        """The learner's notebook as plain JSON."""
        try:
            return json.loads(self.path.read_text(encoding="utf-8"))
        except ValueError as error:
            raise CommandError(
                f"{self.path} is damaged ({error}); install dlcourse again."
            ) from error

    @property
    def title(self) -> str:
        """The first heading of the notebook, or the name if it has none."""
        for cell in self.notebook["cells"]:
            if heading := re.search(r"^#\s+(.+)$", "".join(cell["source"]), re.MULTILINE):
                return heading[1].strip()
        return self.name.replace("_", " ")

    @property
    def budget(self) -> float | None:
        """How many seconds the whole lesson may take, or None if it does not say."""
        return self.notebook["cells"][0]["metadata"].get("budget")

    @property
    def exercises(self) -> list[str]:
        """The names of the exercises that the lesson checks, in their order."""
        code = ("".join(c["source"]) for c in self.notebook["cells"] if c["cell_type"] == "code")
        return list(dict.fromkeys(name for source in code for name in _CHECK.findall(source)))


def all_lessons() -> list[Lesson]:
    """Return the lessons of this installation, in their order.

    Raises:
        CommandError: The installation has none.
    """
    try:
        folder = lessons_dir()
    except FileNotFoundError as error:
        raise CommandError(str(error)) from error
    lessons = [Lesson(path) for path in sorted(folder.glob("[0-9][0-9]_*.ipynb"))]
    if not lessons:
        raise CommandError(f"There is no lesson in {folder}; install dlcourse again.")
    return lessons


def find_lesson(text: str) -> Lesson:
    """Return the lesson that `text` names: `1`, `01`, `perceptron`, `perc`, `01_perceptron.ipynb`.

    Raises:
        CommandError: No lesson, or more than one, is meant.
    """
    lessons = all_lessons()
    wanted = text.strip().lower().removesuffix(".ipynb").replace("-", "_")
    names = {name: each for each in lessons for name in (each.name, each.file)}
    if wanted.isdecimal():
        found = [each for each in lessons if int(each.number) == int(wanted)]
    elif wanted in names:
        found = [names[wanted]]
    else:
        found = [each for name, each in names.items() if wanted and name.startswith(wanted)]
    if len(found) == 1:
        return found[0]
    if found:
        candidates = " or ".join(each.file for each in found)
        raise CommandError(f"{text!r} may be {candidates}; write more of it.")
    hint = nearest(wanted, names)
    raise CommandError(f"Unknown lesson {text!r}.{hint} `dlcourse list` shows the lessons.")
