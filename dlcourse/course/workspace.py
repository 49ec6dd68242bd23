"""The learner's folder of lessons: new versions arrive in it, the learner's work stays.

The folder keeps a record (`.dlcourse.json`) of each file as it was delivered: digests of the file,
of its content, and of the latest content that was offered. A file that still holds what was
delivered is replaced by a newer version. A file in which the learner has worked stays, and the
newer version is written beside it, once.
"""

import hashlib
import itertools
import json
import os
import platform
from collections.abc import Iterable
from pathlib import Path
from typing import NamedTuple

from dlcourse.course.catalogue import parse_notebook
from dlcourse.course.files import write_atomically

RECORD = ".dlcourse.json"
FOLDER = "dlcourse-lessons"


class Arrival(NamedTuple):
    """What became of one file.

    Attributes:
        name: The file's name in the workspace, with forward slashes.
        state: `"new"`, `"updated"`, `"current"` (it was up to date), `"kept"` (the learner's work,
            and no news), `"beside"` (the learner's work, and a new version beside it) or
            `"damaged"` (what was to be delivered is no notebook; nothing was touched).
        beside: The name of the new version beside the learner's file, or None.
    """

    name: str
    state: str
    beside: str | None = None


class Workspace:
    """A folder of notebooks that belongs to the learner.

    Args:
        folder: The folder; `deliver` makes it if it does not exist.

    Example:
        >>> import tempfile
        >>> lessons = Path(tempfile.mkdtemp())
        >>> _ = (lessons / "01_a.ipynb").write_text('{"cells": []}')
        >>> workspace = Workspace(lessons / "mine")
        >>> [arrival.state for arrival in workspace.deliver(lessons, ["01_a.ipynb"])]
        ['new']
    """

    def __init__(self, folder: str | os.PathLike):
        """Read the record of the folder, if there is one."""
        self.folder = Path(folder).expanduser().resolve()
        self._record = self._read_record()

    @classmethod
    def around(cls, folder: str | os.PathLike = ".") -> "Workspace":
        """Return the workspace that `folder` is, or the one of the usual name inside it."""
        folder = Path(folder)
        return cls(folder if (folder / RECORD).is_file() else folder / FOLDER)

    def deliver(self, source: Path, names: Iterable[str]) -> list[Arrival]:
        """Copy files into the workspace without overwriting any work.

        Args:
            source: The folder that the files come from.
            names: Their names below `source`, with forward slashes; the same below the workspace.

        Returns:
            What became of each file, in the order of `names`.

        Raises:
            OSError: A file cannot be read, or the workspace cannot be written.
        """
        self.folder.mkdir(parents=True, exist_ok=True)
        arrivals = []
        for name in names:
            arrivals.append(self._deliver_one((source / name).read_bytes(), name))
            # After every file: a copy that is cut short leaves a true record of what it copied.
            self._write_record()
        return arrivals

    def _deliver_one(self, new: bytes, name: str) -> Arrival:
        try:
            parse_notebook(new)
        except ValueError:
            return Arrival(name, "damaged")
        new = for_this_python(new)
        target = self.folder / name
        if not target.exists():
            return self._put(new, name, "new")
        present = target.read_bytes()
        delivered = self._record.get(name, {})
        if present == new:
            self._note(name, new)
            return Arrival(name, "current")
        if digest(present) == delivered.get("file"):
            return self._put(new, name, "updated")
        if content(present) == content(new):
            return Arrival(name, "current")
        if content(present) in delivered.values():
            return self._put(new, name, "updated")
        if content(new) == delivered.get("offered"):
            return Arrival(name, "kept")
        return self._put_beside(new, name)

    def _put(self, new: bytes, name: str, state: str) -> Arrival:
        write_atomically(self.folder / name, new)
        self._note(name, new)
        return Arrival(name, state)

    def _put_beside(self, new: bytes, name: str) -> Arrival:
        """Write `01_a.new.ipynb`, or `.new2` and so on if there is work in that file too."""
        delivered = self._record.get(name, {})
        stem, dot, ending = name.rpartition(".")
        for count in itertools.count(1):
            beside = f"{stem}.new{count if count > 1 else ''}{dot}{ending}"
            path = self.folder / beside
            if not path.exists() or content(path.read_bytes()) == delivered.get("offered"):
                break
        write_atomically(path, new)
        self._record[name] = {**delivered, "offered": content(new)}
        return Arrival(name, "beside", beside)

    def _note(self, name: str, new: bytes) -> None:
        self._record[name] = {
            "file": digest(new),
            "content": content(new),
            "offered": content(new),
        }

    def _read_record(self) -> dict:
        """Return the record, or an empty one: then every file that differs counts as work."""
        try:
            record = json.loads((self.folder / RECORD).read_text(encoding="utf-8"))
        except (OSError, ValueError):
            return {}
        well_formed = isinstance(record, dict) and all(isinstance(v, dict) for v in record.values())
        return record if well_formed else {}

    def _write_record(self) -> None:
        text = json.dumps(self._record, indent=1, sort_keys=True)
        write_atomically(self.folder / RECORD, text.encode())


def for_this_python(notebook: bytes) -> bytes:
    """Return a notebook with the version of Python that its kernel will tell JupyterLab.

    JupyterLab writes it down when the kernel answers. If it stands there already, a lesson that
    was only opened counts as unchanged, and nobody is asked to save it.
    """
    content = json.loads(notebook)
    language = content.get("metadata", {}).get("language_info")
    if not isinstance(language, dict):
        return notebook
    language["version"] = platform.python_version()
    return (json.dumps(content, indent=1, ensure_ascii=False) + "\n").encode()


def digest(data: bytes) -> str:
    """Return the SHA-256 of `data` in hexadecimal."""
    return hashlib.sha256(data).hexdigest()


def content(data: bytes) -> str:
    """Return a digest of what a person writes in a notebook: its cells, without their outputs.

    Running a notebook changes outputs, counts and metadata; that is not yet work to be kept.
    A file that is no notebook counts byte by byte.
    """
    try:
        cells = [
            (cell["cell_type"], "".join(cell["source"]), cell.get("attachments"))
            for cell in json.loads(data)["cells"]
        ]
    except (ValueError, TypeError, KeyError, AttributeError):
        return digest(data)
    return digest(json.dumps(cells, sort_keys=True).encode())
