"""The learner's record: which exercise was tried, which is passed. It stays on this machine.

Each verdict is one line of JSON, added to the end of ``progress.jsonl`` in the folder that
``DLCOURSE_HOME`` names or else in the user's data folder. Nothing in it is ever changed: what
cannot be read, because it was damaged or because a newer version wrote it, stays where it is, and
kernels that write at the same time do not meet. A record of the course's first version,
``progress.json``, is read before it and left as it is. A lesson never stops because of its record:
where nothing can be written it says so once and goes on.
"""

from __future__ import annotations

import json
import os
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import platformdirs

from dlcourse._text import called

_told: list[str] = []


@dataclass(frozen=True)
class Entry:
    """What is known of one exercise.

    Attributes:
        attempts: how many checks were ``"wrong"`` or ``"passed"``.
        passed_at_attempt: the number of the attempt that passed first, or None. An exercise once
            passed stays passed.
    """

    attempts: int = 0
    passed_at_attempt: int | None = None

    def after(self, passed: bool) -> Entry:
        """Return this entry after one more attempt."""
        attempts = self.attempts + 1
        return Entry(attempts, self.passed_at_attempt or (attempts if passed else None))


@dataclass(frozen=True)
class Progress:
    """The whole record.

    Attributes:
        exercises: name of an exercise -> :class:`Entry`; those not attempted are not in it.
        complaints: what could not be read, in sentences for the learner.
    """

    exercises: Mapping[str, Entry] = field(default_factory=dict)
    complaints: tuple[str, ...] = ()

    def has_passed(self, exercise: str) -> bool:
        """Say whether an exercise has passed once."""
        entry = self.exercises.get(exercise)
        return entry is not None and entry.passed_at_attempt is not None


def folder() -> Path:
    """Return the folder of the record; it need not exist."""
    if home := os.environ.get("DLCOURSE_HOME"):
        return Path(os.path.expanduser(home))
    return Path(platformdirs.user_data_dir("dlcourse", appauthor=False))


def journal() -> Path:
    """Return the file to which verdicts are added; it need not exist."""
    return folder() / "progress.jsonl"


def record(exercise: str, status: str) -> None:
    """Add the outcome of a check. Never raises; says once if nothing can be written.

    Args:
        exercise: the exercise's name.
        status: ``"wrong"``, ``"passed"``, or ``"not attempted"``, which adds nothing.
    """
    if status == "not attempted":
        return
    line = json.dumps({"exercise": exercise, "passed": status == "passed"})
    # The first newline ends a line that a full disk may have cut short.
    data = f"\n{line}\n".encode()
    try:
        folder().mkdir(parents=True, exist_ok=True)
        with open(journal(), "ab", buffering=0) as file:
            if file.write(data) < len(data):  # in one piece, so that no other comes in between
                raise OSError("no space is left")
    except (OSError, ValueError, RuntimeError):  # also a DLCOURSE_HOME that cannot be a path
        _say_once(f"Your progress cannot be saved here; {called('doctor')} says why.")


def load() -> Progress:
    """Read the record; what is missing or cannot be read is as if it were not there."""
    complaints: list[str] = []
    exercises = _first_version(folder() / "progress.json", complaints)
    lines = [line for line in _read(journal(), complaints).splitlines() if line.strip()]
    verdicts = [verdict for line in lines if (verdict := _verdict(line))]
    for exercise, passed in verdicts:
        exercises[exercise] = exercises.get(exercise, Entry()).after(passed)
    if unread := len(lines) - len(verdicts):
        complaints.append(
            f"{journal()}: {unread} line{'s' * (unread > 1)} damaged or of a newer version, kept as"
            " it is; the rest counts."
        )
    return Progress(exercises, tuple(complaints))


def _read(path: Path, complaints: list[str]) -> bytes:
    try:
        return path.read_bytes()
    except FileNotFoundError:
        return b""
    except (OSError, ValueError) as error:
        complaints.append(f"{path} cannot be read, and stays as it is: {error}.")
        return b""


def _verdict(line: bytes) -> tuple[str, bool] | None:
    """Return (exercise, whether it passed), or None if the line says something else."""
    try:
        match json.loads(line):
            case {"exercise": str(exercise), "passed": bool(passed)}:
                return exercise, passed
    except (ValueError, RecursionError):
        pass
    return None


def _first_version(path: Path, complaints: list[str]) -> dict[str, Entry]:
    """Read a record that was kept by lesson; what two lessons say of one exercise is joined."""
    content = _read(path, complaints)
    found: dict[str, Entry] = {}
    try:
        record: Any = json.loads(content) if content else {"version": 1, "lessons": {}}
        if record["version"] != 1:
            raise ValueError(f"it is of version {record['version']!r}")
        for entries in record["lessons"].values():
            for name, old in entries.items():
                found[name] = _joined(found.get(name, Entry()), _old_entry(**old))
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
        complaints.append(f"{path} is damaged or of a newer version, and stays as it is: {error}.")
    return found


def _old_entry(attempts: int = 0, passed_at_attempt: int | None = None, **_: Any) -> Entry:
    return Entry(int(attempts), None if passed_at_attempt is None else int(passed_at_attempt))


def _joined(first: Entry, second: Entry) -> Entry:
    passed = first.passed_at_attempt
    if passed is None and second.passed_at_attempt is not None:
        passed = first.attempts + second.passed_at_attempt
    return Entry(first.attempts + second.attempts, passed)


def _say_once(sentence: str) -> None:
    if sentence not in _told:
        _told.append(sentence)
        print(sentence)
