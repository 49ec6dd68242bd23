"""The lessons of this installation, found by number, by name or by the start of a name."""

import ast
import functools
import json
import re
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from dlcourse._text import called, did_you_mean
from dlcourse.course.edition import LEARNER, Edition
from dlcourse.course.errors import CourseError
from dlcourse.course.sections import title
from dlcourse.resources import lessons_dir

_CHECK = re.compile(r"\bexercises\.(\w+)\.check\(")
_DEMO = re.compile(r"\bdemos\.(\w+)\(")


@dataclass(frozen=True)
class Lesson:
    """One lesson of the course: what its learner's notebook says of it.

    Attributes:
        folder: The lessons' folder.
        file: The name of its notebooks without the ending, `"01_perceptron"`. The number stands
            here and nowhere else.
    """

    folder: Path
    file: str

    @property
    def number(self) -> str:
        """Two digits: `"01"`."""
        return self.file[:2]

    @property
    def name(self) -> str:
        """The topic: `"perceptron"`."""
        return self.file[3:]

    def path(self, edition: Edition = LEARNER) -> Path:
        """Return the notebook of an edition; it may be missing."""
        return edition.path(self.folder, self.file)

    @functools.cached_property
    def notebook(self) -> dict:
        """The learner's notebook as plain JSON.

        Raises:
            CourseError: The file is damaged.
        """
        try:
            return parse_notebook(self.path().read_bytes())
        except ValueError as error:
            raise CourseError(
                f"{self.path()} is damaged ({error}); install dlcourse again."
            ) from error

    @property
    def title(self) -> str:
        """The first heading of the notebook, or the name if it has none."""
        titles = filter(None, map(title, self._sources("markdown")))
        return next(titles, self.name.replace("_", " "))

    @property
    def budget(self) -> float | None:
        """How many seconds the whole lesson may take to run, or None if it does not say."""
        return self._header.get("budget")

    @property
    def minutes(self) -> float | None:
        """How long a learner takes, exercises included, or None if it does not say."""
        return self._header.get("minutes")

    @property
    def figure(self) -> str | None:
        """The picture to remember, in words, or None if it does not say."""
        return self._header.get("figure")

    @property
    def exercises(self) -> list[str]:
        """The names of the exercises that the lesson checks, in their order."""
        return self._named_by(_CHECK)

    def task(self, exercise: str) -> str:
        """Return the sentence in which the lesson says what an exercise asks, or an empty text."""
        for source in self._sources("code"):
            if not re.search(rf"^(def|class) {exercise}\b", source, re.MULTILINE):
                continue
            for node in ast.parse(source).body:
                if isinstance(node, ast.FunctionDef | ast.ClassDef) and node.name == exercise:
                    return (ast.get_docstring(node) or "").partition("\n")[0]
        return ""

    @property
    def demos(self) -> list[str]:
        """The names of the demos that the lesson shows, in their order."""
        return self._named_by(_DEMO)

    @property
    def _header(self) -> dict:
        """What the lesson's first cell declares."""
        return self.notebook["cells"][0]["metadata"] if self.notebook["cells"] else {}

    def _named_by(self, pattern: re.Pattern) -> list[str]:
        found = (name for source in self._sources("code") for name in pattern.findall(source))
        return list(dict.fromkeys(found))

    def _sources(self, kind: str) -> list[str]:
        cells = self.notebook["cells"]
        return ["".join(cell["source"]) for cell in cells if cell["cell_type"] == kind]


def parse_notebook(data: bytes) -> dict:
    """Return a notebook as plain JSON, whose cells have what every reader of lessons relies on.

    Raises:
        ValueError: It is no notebook.
    """
    try:
        notebook = json.loads(data)
        for cell in notebook["cells"]:
            "".join(cell["source"])  # one text, or its lines
            if not isinstance(cell["metadata"], dict) or not isinstance(cell["cell_type"], str):
                raise TypeError
    except RecursionError as error:
        raise ValueError("it is nested too deeply") from error
    except KeyError as error:
        raise ValueError(f"it lacks {error}") from error
    except (TypeError, AttributeError) as error:
        raise ValueError("it is no notebook") from error
    return notebook


def all_lessons() -> list[Lesson]:
    """Return the lessons of this installation, in their order.

    Raises:
        CourseError: The installation has none.
    """
    try:
        folder = lessons_dir()
    except FileNotFoundError as error:
        raise CourseError(str(error)) from error
    lessons = [Lesson(folder, path.stem) for path in sorted(folder.glob("[0-9][0-9]_*.ipynb"))]
    if not lessons:
        raise CourseError(f"There is no lesson in {folder}; install dlcourse again.")
    return lessons


def find_lesson(text: str) -> Lesson:
    """Return the lesson that `text` names: `1`, `01`, `perceptron`, `perc`, `01_perceptron.ipynb`.

    Raises:
        CourseError: No lesson, or more than one, is meant.
    """
    lessons = {lesson.file: lesson for lesson in all_lessons()}
    return lessons[find(text, lessons)]


def find(text: str, files: Iterable[str]) -> str:
    """Return the one of `files` (`"01_perceptron"`) that `text` names by number, name or start.

    Raises:
        CourseError: No lesson, or more than one, is meant.
    """
    files = list(files)
    wanted = text.strip().lower().removesuffix(".ipynb").replace("-", "_")
    names = {name: file for file in files for name in (file[3:], file)}
    if wanted.isdecimal():
        found = [file for file in files if int(file[:2]) == int(wanted)]
    elif wanted in names:
        found = [names[wanted]]
    else:
        starts = [file for name, file in names.items() if wanted and name.startswith(wanted)]
        found = list(dict.fromkeys(starts))
    if len(found) == 1:
        return found[0]
    if found:
        raise CourseError(f"{text!r} may be {' or '.join(found)}; write more of it.")
    hint = did_you_mean(wanted, names)
    raise CourseError(f"Unknown lesson {text!r}.{hint} {called('list')} shows the lessons.")
