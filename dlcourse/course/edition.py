"""The notebooks that one lesson becomes."""

from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class Edition:
    """One of the notebooks that a lesson becomes, with the same cells in the same order.

    Attributes:
        language: Of the prose: `"en"`.
        solved: Whether the exercises hold their solutions.
        folder: Where its notebooks lie below the lessons' folder; empty for that folder itself.
    """

    language: str
    solved: bool
    folder: str

    @property
    def name(self) -> str:
        """The word that stands for the edition in a notebook's metadata and in reports."""
        return "solved" if self.solved else "learner"

    def file(self, lesson: str) -> str:
        """Return the name of a lesson's notebook below the lessons' folder, with slashes."""
        return f"{self.folder}/{lesson}.ipynb" if self.folder else f"{lesson}.ipynb"

    def path(self, lessons: Path, lesson: str) -> Path:
        """Return the notebook of a lesson.

        Args:
            lessons: The lessons' folder.
            lesson: The lesson's name with its number, `"01_perceptron"`.

        Example:
            >>> SOLVED.path(Path("lessons"), "01_perceptron").as_posix()
            'lessons/solutions/01_perceptron.ipynb'
        """
        return lessons / self.file(lesson)

    def __str__(self) -> str:
        return self.name


LEARNER = Edition("en", solved=False, folder="")
SOLVED = Edition("en", solved=True, folder="solutions")
EDITIONS = (LEARNER, SOLVED)
