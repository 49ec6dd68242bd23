"""The learner's record: which exercise was tried, which is passed. It stays on this machine.

The record is one JSON file, ``progress.json``, in the folder that ``DLCOURSE_HOME`` names or else
in the user's data folder. It is replaced as a whole, so that nobody ever reads half of it; kernels
that write at the same time wait for one another. A lesson never stops because of its record: a
damaged file is kept aside, and where nothing can be written the lesson says so once and goes on.
"""

from __future__ import annotations

import contextlib
import json
import os
import tempfile
import time
from collections.abc import Iterator
from dataclasses import asdict, dataclass, field
from pathlib import Path

import platformdirs

#: From worst to best; also the texts of a verdict's status.
STATES = ("not attempted", "wrong", "passed")
_VERSION = 1
_WAIT_SECONDS = 2.0
_told: list[str] = []


@dataclass(frozen=True)
class Entry:
    """What is known of one exercise.

    Attributes:
        best: the best state so far; an exercise once passed stays passed.
        last: the state of the last check.
        attempts: how many checks were ``"wrong"`` or ``"passed"``.
        passed_at_attempt: the number of the attempt that passed first, or None.
    """

    best: str
    last: str
    attempts: int = 0
    passed_at_attempt: int | None = None

    def after(self, state: str) -> Entry:
        """Return this entry after one more check."""
        attempts = self.attempts + (state != "not attempted")
        first = self.passed_at_attempt or (attempts if state == "passed" else None)
        return Entry(max(self.best, state, key=STATES.index), state, attempts, first)


@dataclass(frozen=True)
class Progress:
    """The whole record.

    Attributes:
        lessons: lesson (``"01"``) -> exercise (``"step"``) -> :class:`Entry`.
    """

    lessons: dict[str, dict[str, Entry]] = field(default_factory=dict)

    def entry(self, lesson: str, exercise: str) -> Entry | None:
        """Return what is known of an exercise, or None."""
        return (self.lessons.get(lesson, {}) | self.lessons.get("", {})).get(exercise)

    def passed(self, lesson: str) -> list[str]:
        """Return the names of the passed exercises of a lesson, and of those without one."""
        entries = self.lessons.get("", {}) | self.lessons.get(lesson, {})
        return [name for name, entry in entries.items() if entry.best == "passed"]


def folder() -> Path:
    """Return the folder of the record; it need not exist."""
    home = os.environ.get("DLCOURSE_HOME")
    return Path(home) if home else Path(platformdirs.user_data_dir("dlcourse", appauthor=False))


def load() -> Progress:
    """Read the record. A missing or unreadable one is empty; a damaged one is kept aside."""
    with contextlib.suppress(OSError):
        return _read(folder() / "progress.json")
    return Progress()


def record(exercise: str, state: str) -> None:
    """Note the outcome of a check. Never raises; says once if nothing can be written.

    Args:
        exercise: the exercise's name.
        state: one of ``STATES``.
    """
    try:
        folder().mkdir(parents=True, exist_ok=True)
        with _locked(folder() / "progress.lock"):
            lessons = load().lessons
            entries = lessons.setdefault("", {})
            entries[exercise] = entries.get(exercise, Entry(state, state)).after(state)
            _write(folder() / "progress.json", lessons)
    except (OSError, ValueError):  # ValueError: a DLCOURSE_HOME that cannot be a path
        _say_once("Your progress cannot be saved here; `dlcourse doctor` says why.")


def _say_once(sentence: str) -> None:
    if sentence not in _told:
        _told.append(sentence)
        print(sentence)


def _read(path: Path) -> Progress:
    if not path.exists():
        return Progress()
    text = path.read_bytes()
    try:
        return _parse(json.loads(text))
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
        _keep_aside(path)
        return Progress()


def _parse(content) -> Progress:
    if content["version"] != _VERSION:
        raise ValueError(f"Expected version {_VERSION}. Received: {content['version']!r}")
    lessons = {
        lesson: {name: _entry(**entry) for name, entry in entries.items()}
        for lesson, entries in content["lessons"].items()
    }
    return Progress(lessons)


def _entry(**fields) -> Entry:
    entry = Entry(**fields)
    if not {entry.best, entry.last} <= set(STATES) or not isinstance(entry.attempts, int):
        raise ValueError(f"Expected the fields of an entry. Received: {fields}")
    return entry


def _keep_aside(path: Path) -> None:
    """Rename a damaged record to ``progress.damaged-<n>.json``, with the first free number."""
    number = 1
    while (aside := path.with_name(f"progress.damaged-{number}.json")).exists():
        number += 1
    with contextlib.suppress(OSError):
        os.replace(path, aside)
        _say_once(f"The record of your progress was damaged; it is kept as {aside.name}.")


def _write(path: Path, lessons: dict[str, dict[str, Entry]]) -> None:
    plain = {
        lesson: {name: asdict(entry) for name, entry in entries.items()}
        for lesson, entries in sorted(lessons.items())
    }
    text = json.dumps({"version": _VERSION, "lessons": plain}, indent=1)
    handle, temporary = tempfile.mkstemp(dir=path.parent, prefix="progress.", suffix=".part")
    try:
        with os.fdopen(handle, "w", encoding="utf-8") as file:
            file.write(text)
        _replace(temporary, path)
    except BaseException:
        with contextlib.suppress(OSError):
            os.unlink(temporary)
        raise


def _replace(temporary: str, path: Path) -> None:
    """Replace a file; on Windows this fails while another program reads it, so try again."""
    end = time.monotonic() + _WAIT_SECONDS
    while True:
        try:
            return os.replace(temporary, path)
        except PermissionError:
            if os.name != "nt" or time.monotonic() > end:
                raise
            time.sleep(0.01)


@contextlib.contextmanager
def _locked(path: Path) -> Iterator[None]:
    """Hold the lock file, which the system frees even if this process dies.

    After two seconds, or on a file system without locks, go on without it: at worst, one of two
    verdicts given in the same instant is not recorded.
    """
    with open(path, "ab") as file:
        end = time.monotonic() + _WAIT_SECONDS
        while not _try_lock(file.fileno()) and time.monotonic() < end:
            time.sleep(0.01)
        yield  # closing the file frees the lock


def _try_lock(descriptor: int) -> bool:
    try:
        if os.name == "nt":
            import msvcrt

            msvcrt.locking(descriptor, msvcrt.LK_NBLCK, 1)
        else:
            import fcntl

            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        return False
    return True
