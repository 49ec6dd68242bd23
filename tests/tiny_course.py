"""A course of tiny lessons, and the command `dlcourse` over it in a process of its own."""

import json
import os
import subprocess
import sys
from pathlib import Path

# The command as installed, with another folder of lessons.
PROGRAM = """
import os, sys
from pathlib import Path
from dlcourse.cli import main
from dlcourse.course import catalogue
from dlcourse.datasets import files
catalogue.lessons_dir = lambda: Path(os.environ["LESSONS"])
if "DATA" in os.environ:
    files.datasets_dir = lambda: Path(os.environ["DATA"])
sys.exit(main())
"""

# Looks like the checks of two exercises.
CHECKS = (
    "checks",
    """\
def step(z):
    '''Return 1 from 0 on.'''
class exercises:
    class step:
        check = print
    class twice:
        check = print
exercises.step.check("not attempted")
exercises.twice.check("not attempted")""",
)


def notebook(title, *cells, **header):
    """Return a lesson as JSON; a cell is (id, source) or (id, source, metadata)."""
    head = {"cell_type": "markdown", "id": "title", "source": f"# {title}", "metadata": header}
    code = [
        {
            "cell_type": "code",
            "id": name,
            "source": source,
            "metadata": metadata[0] if metadata else {},
            "outputs": [],
            "execution_count": None,
        }
        for name, source, *metadata in cells
    ]
    metadata = {"kernelspec": {"name": "python3", "display_name": "Python 3"}}
    return {"cells": [head, *code], "metadata": metadata, "nbformat": 4, "nbformat_minor": 5}


def save(path, content):
    """Write a notebook."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps(content), encoding="utf-8")


class Course:
    """A folder of lessons and the command that works on it, in an empty home."""

    def __init__(self, root: Path):
        self.root, self.lessons, self.home = root, root / "lessons", root / "home"
        for folder in (self.lessons, self.home):
            folder.mkdir()
        self.environment = {
            **os.environ,
            "LESSONS": str(self.lessons),
            "DLCOURSE_HOME": str(self.home / "record"),
            "HOME": str(self.home),
            "USERPROFILE": str(self.home),
            "PYTHONUTF8": "1",
            "BROWSER": "no-such-browser",
        }

    def add(self, name, content):
        """Add a lesson."""
        save(self.lessons / f"{name}.ipynb", content)

    def command(self, *arguments):
        """Return the words that start `dlcourse` with these arguments."""
        return [sys.executable, "-c", PROGRAM, *map(str, arguments)]

    def __call__(self, *arguments):
        """Run `dlcourse` to its end."""
        return subprocess.run(
            self.command(*arguments),
            cwd=self.root,
            env=self.environment,
            capture_output=True,
            encoding="utf-8",
            stdin=subprocess.DEVNULL,
            timeout=300,
        )
