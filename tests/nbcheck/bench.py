"""Small lessons for the tests of the lessons' tests: made, run, stored, and then tested."""

from __future__ import annotations

import os
import subprocess
import sys
import xml.etree.ElementTree as ET
from dataclasses import dataclass
from pathlib import Path
from unittest.mock import patch

import nbformat
from nbformat.v4 import new_code_cell, new_notebook, new_output

from dlcourse.course.runner import execute

REPOSITORY = Path(__file__).resolve().parents[2]


@dataclass
class Outcome:
    """What pytest said: how each cell ended, why, and all of its output."""

    ends: dict[str, str]
    reasons: dict[str, str]
    text: str
    files: dict[str, Outcome]  # the same, file by file


def notebook(**cells):
    """Return a notebook that has been run; the names of its cells are those of the arguments.

    A cell is a source, or a pair of source and metadata.
    """
    made = stored(**cells)
    with patch.dict(os.environ):
        os.environ.pop("PYTEST_CURRENT_TEST", None)  # see tools.nbcheck.kernel
        assert execute(made).failure is None
    return made


def stored(**cells):
    """Return a notebook of cells that print nothing, or what they are said to, without a run.

    A cell is a source, or a pair of source and metadata, of which "prints" is the output.
    """
    made = new_notebook()
    for number, (name, cell) in enumerate(cells.items(), start=1):
        source, metadata = (cell, {}) if isinstance(cell, str) else cell
        metadata = dict(metadata)
        text = metadata.pop("prints", "")
        outputs = [new_output("stream", name="stdout", text=text)] if text else []
        name = name.replace("_", "-")
        made.cells.append(
            new_code_cell(
                source, id=name, metadata=metadata, outputs=outputs, execution_count=number
            )
        )
    return made


def cells_of(made):
    """Return the cells by id."""
    return {cell.id: cell for cell in made.cells}


def write(made, path: Path) -> Path:
    """Store a notebook."""
    path.parent.mkdir(parents=True, exist_ok=True)
    nbformat.write(made, path)
    (path.parent / "pytest.ini").touch()  # nothing above this folder counts
    return path


def run_pytest(folder: Path, *arguments: str) -> Outcome:
    """Run pytest in a folder with the lessons' tests and nothing else."""
    report = folder / "report.xml"
    environment = {k: v for k, v in os.environ.items() if not k.startswith("PYTEST_")}
    environment |= {"PYTHONPATH": str(REPOSITORY), "PYTEST_DISABLE_PLUGIN_AUTOLOAD": "1"}
    plugins = ("-p", "nbval.plugin", "-p", "tools.nbcheck.plugin", "-p", "no:cacheprovider")
    done = subprocess.run(
        [sys.executable, "-m", "pytest", *plugins, "-Werror", f"--junitxml={report}", *arguments],
        cwd=folder,
        env=environment,
        capture_output=True,
        text=True,
        timeout=300,
        check=False,
    )
    text = done.stdout + done.stderr
    assert done.returncode in (0, 1), text
    outcome = Outcome({}, {}, text, {})
    for case in ET.parse(report).iter("testcase"):
        name, result = case.get("name"), case.find("*")
        file = case.get("classname").removesuffix(".ipynb").replace(".", "/")
        for found in (outcome, outcome.files.setdefault(file, Outcome({}, {}, text, {}))):
            found.ends[name] = "passed" if result is None else result.tag
            found.reasons[name] = "" if result is None else (result.text or result.get("message"))
    return outcome
