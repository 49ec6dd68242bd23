"""The notebooks that a lesson becomes: cells, navigation, metadata, fingerprint."""

from __future__ import annotations

import hashlib
import json
import warnings
from collections.abc import Sequence
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

import nbformat
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook

from dlcourse.course.edition import Edition
from dlcourse.course.files import write_atomically

from .solutions import blank
from .source import Cell, Source

NAVIGATION_ID = "navigation"
LIBRARIES = ("keras", "tensorflow-cpu", "tensorflow", "numpy", "matplotlib")
_KERNEL = {"display_name": "Python 3 (ipykernel)", "language": "python", "name": "python3"}
# Without the version: it names the patch release of whoever built last.
_LANGUAGE = {
    "codemirror_mode": {"name": "ipython", "version": 3},
    "file_extension": ".py",
    "mimetype": "text/x-python",
    "name": "python",
    "nbconvert_exporter": "python",
    "pygments_lexer": "ipython3",
}


def compose(lesson: Source, edition: Edition, titles: Sequence[tuple[str, str]]):
    """Return the notebook of one edition, not executed.

    ``titles`` holds (name, title) of every lesson of the course, in order.
    """
    cells = [_node(cell, edition) for cell in lesson.cells]
    cells.append(new_markdown_cell(_navigation(lesson.name, titles), id=NAVIGATION_ID))
    notebook = new_notebook(cells=cells)
    notebook.metadata = nbformat.from_dict(
        {
            "kernelspec": _KERNEL,
            "language_info": _LANGUAGE,
            "title": lesson.title,
            "dlcourse": {"edition": edition.name, "source": f"src/{lesson.path.name}"},
        }
    )
    return notebook


def _node(cell: Cell, edition: Edition):
    if not cell.is_code:
        return new_markdown_cell(_prose(cell), id=cell.id, metadata=_metadata(cell))
    hidden = cell.is_exercise and not edition.solved
    source = blank(cell) if hidden else cell.source
    return new_code_cell(source, id=cell.id, metadata=_metadata(cell))


def _prose(cell: Cell) -> str:
    """Return the text of a cell; the title says how long the lesson takes."""
    minutes = cell.metadata.get("minutes")
    if not minutes:
        return cell.source
    return f"{cell.source.rstrip()}\n\n*About {minutes} minutes, exercises included.*"


def _metadata(cell: Cell) -> dict:
    """Return the cell's metadata, and those by which JupyterLab hides what is not to be seen yet.

    JupyterLab shows a hidden output again as soon as its cell is run.
    """
    found = {**cell.metadata, **({"tags": cell.tags} if cell.tags else {})}
    if cell.is_prediction:
        found["jupyter"] = {"outputs_hidden": True}
    if cell.is_deeper:
        found["jp-MarkdownHeadingCollapsed"] = True
    return found


def _navigation(name: str, titles: Sequence[tuple[str, str]]) -> str:
    """Return links to the neighbours; both editions have the same names side by side."""
    names = [other for other, _ in titles]
    here = names.index(name)
    parts = []
    if here > 0:
        parts.append("Previous: [{1}]({0}.ipynb)".format(*titles[here - 1]))
    if here + 1 < len(titles):
        parts.append("Next: [{1}]({0}.ipynb)".format(*titles[here + 1]))
    return "---\n\n" + (" · ".join(parts) or "This is the only lesson so far.")


def titles_of(lessons: Sequence[Source]) -> list[tuple[str, str]]:
    """Return (name, title) of each lesson, for the navigation."""
    return [(lesson.name, lesson.title) for lesson in lessons]


def installed_versions() -> dict[str, str]:
    """Return the versions of the libraries on which stored outputs depend."""
    found = {}
    for library in LIBRARIES:
        try:
            found[library] = version(library)
        except PackageNotFoundError:
            continue
    return found


def fingerprint(notebook) -> str:
    """Return the SHA-256 of the whole content, the stored fingerprint itself left out."""
    content = json.loads(nbformat.writes(notebook))
    content["metadata"].get("dlcourse", {}).pop("sha256", None)
    text = json.dumps(content, sort_keys=True, ensure_ascii=False)
    return hashlib.sha256(text.encode()).hexdigest()


def is_untouched(notebook) -> bool:
    """Say whether the notebook is as the builder wrote it, outputs included."""
    stored = notebook.metadata.get("dlcourse", {}).get("sha256")
    return stored == fingerprint(notebook)


def read_notebook(path: Path):
    """Return the notebook, or None if there is none that is valid."""
    try:
        with warnings.catch_warnings():  # about missing and double ids: check reports them
            warnings.simplefilter("ignore")
            notebook = nbformat.read(path, as_version=4)
            nbformat.validate(notebook)
    except (OSError, ValueError, AttributeError, nbformat.ValidationError):
        return None
    return notebook


def write_notebook(notebook, path: Path) -> bool:
    """Seal and write the notebook; return False where the file held the same bytes."""
    notebook.metadata["dlcourse"]["sha256"] = fingerprint(notebook)
    nbformat.validate(notebook)
    content = (nbformat.writes(notebook).rstrip("\n") + "\n").encode()
    if path.exists() and path.read_bytes() == content:
        return False
    write_atomically(path, content)
    return True
