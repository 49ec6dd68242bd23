"""What a search has found so far, on disk: a killed search loses no finished trial."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Sequence
from pathlib import Path

_TABLE = """
CREATE TABLE IF NOT EXISTS trials (
  number INTEGER PRIMARY KEY, trial TEXT NOT NULL, score REAL NOT NULL
)
"""


class Journal:
    """The scores of finished trials, each on disk before the next one is taken.

    It is a SQLite database: that survives a kill at any moment, holds a number only once, and knows
    whether another process writes it. Anyone may read it while a search goes on. After a kill a
    file `-wal` lies beside it, which belongs to it.

    Args:
        path: The file; made where there is none.
        trials: All trials of the search, in words.

    Attributes:
        scores: Those of the finished trials by number, kept current.

    Raises:
        FileNotFoundError: The folder of the file is not there.
        RuntimeError: Another search is writing the file.
        ValueError: The file is no journal, or that of another search.
    """

    def __init__(self, path: str | os.PathLike, trials: Sequence[str]) -> None:
        """Open the file and read it."""
        if not Path(path).parent.is_dir():
            raise FileNotFoundError(f"Expected a folder. Received: {Path(path).parent}")
        self._path, self._trials = path, trials
        try:
            self._file = sqlite3.connect(path, timeout=0, isolation_level=None)
            self.scores = self._take()
        except sqlite3.DatabaseError as error:
            busy = getattr(error, "sqlite_errorcode", None) == sqlite3.SQLITE_BUSY
            kind, wanted = (RuntimeError, "no other") if busy else (ValueError, "a")
            raise kind(
                f"Expected a journal that {wanted} search writes. Received: {path}: {error}"
            ) from error

    def _take(self) -> dict[int, float]:
        """Take the file for this search alone, and return the scores that it holds."""
        self._file.execute("PRAGMA journal_mode = WAL")
        self._file.execute("PRAGMA synchronous = NORMAL")
        self._file.execute(_TABLE)
        self._lock()
        rows = self._file.execute("SELECT number, trial, score FROM trials").fetchall()
        for number, trial, _ in rows:
            own = self._trials[number] if number < len(self._trials) else "none"
            if trial != own:
                self._file.close()
                raise ValueError(
                    f"Expected the journal of this search, whose trial {number} is {own}. "
                    f"Received: {self._path}, in which it is {trial}. "
                    "Give another search a file of its own."
                )
        return {number: score for number, _, score in rows}

    def _lock(self) -> None:
        """Let no one else write; who is killed lets go of it."""
        self._file.execute("BEGIN IMMEDIATE")

    def record(self, number: int, score: float) -> None:
        """Keep the score of a trial."""
        row = (number, self._trials[number], score)
        self._file.execute("INSERT INTO trials VALUES (?, ?, ?)", row)
        self._file.execute("COMMIT")
        self._lock()
        self.scores[number] = score

    def __enter__(self) -> Journal:
        return self

    def __exit__(self, *_: object) -> None:
        self._file.execute("COMMIT")
        self._file.close()
