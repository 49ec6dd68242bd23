"""A course of one small sound lesson, which each test spoils in one place."""

from dataclasses import dataclass
from pathlib import Path

import nbformat

from dlcourse.course.edition import LEARNER
from tools.builder.build import build
from tools.builder.check import check
from tools.builder.rules import source_problems
from tools.builder.source import Course, read_source

PIXEL = (
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAAAAAA6fptVAAAACklEQVR4nGNoAAAAggCBd81ytgAAAABJRU5ErkJggg=="
)
SOUND = '''\
# %% [markdown] id="title" minutes=75
# # Adding
# You will add numbers.

# %% id="setup"
import types

task = types.SimpleNamespace(check=lambda function: print(function(1, 2)))
dl = types.SimpleNamespace(exercises=types.SimpleNamespace(add=task))

# %% [markdown] id="why-print"
# A sum is a number.

# %% id="prints"
total = 1 + 2
print(total)

# %% [markdown] id="why-draw"
# A number can be drawn.

# %% id="draws" alt="One dot, because there is one number."
from base64 import b64decode
from IPython.display import Image

Image(b64decode("PIXEL"))

# %% [markdown] id="task"
# Write the sum as a function.

# %% id="exercise-add" tags=["exercise"]
def add(a, b):
    """Add two numbers; add(1, 2) is 3."""
    # solution
    result = sum((a, b), start=0)
    return result

# %% id="check-add"
dl.exercises.add.check(add)

# %% [markdown] id="end"
# Now you can add.
'''.replace("PIXEL", PIXEL)


@dataclass
class Bench:
    """A course in a temporary folder, with one lesson 01_adding."""

    folder: Path

    @property
    def course(self):
        return Course(self.folder)

    def write(self, *edits, name="01_adding", source=SOUND):
        """Write a lesson with some (old, new) edits; each must apply."""
        for old, new in edits:
            assert old in source, old
            source = source.replace(old, new, 1)
        path = self.folder / "src" / f"{name}.py"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(source, encoding="utf-8")
        return path

    def refused(self, *edits, name="01_adding"):
        """Return what the rules say of an edited lesson, as text."""
        return [str(p) for p in source_problems(read_source(self.write(*edits, name=name)))]

    def build(self, **options):
        options.setdefault("report", lambda line: None)
        options.setdefault("jobs", 1)  # in their order
        paths = options.pop("paths", self.course.sources())
        return [str(p) for p in build(self.course, paths, **options)]

    def check(self):
        return [str(p) for p in check(self.course)]

    def path(self, edition=LEARNER, name="01_adding"):
        return self.course.notebook(name, edition)

    def notebook(self, edition=LEARNER, name="01_adding"):
        return nbformat.read(self.path(edition, name), as_version=4)

    def cell(self, cell_id, edition=LEARNER, name="01_adding"):
        return next(c for c in self.notebook(edition, name).cells if c.id == cell_id)
