"""Observes an answer in a process of its own: slower, and it can be stopped whatever it does."""

from __future__ import annotations

import contextlib
import json
import os
import queue
import signal
import subprocess
import sys
import tempfile
import threading
from pathlib import Path
from time import monotonic
from typing import IO

from dlcourse.judging.observation import End, Form, Observation, Observed
from dlcourse.judging.wire import BrokenLine, read_line

#: What an answer may use beyond what the process has when the answer begins.
MEMORY_BYTES = 2 * 1024**3
#: Python, NumPy, Keras and the exercise are loaded before the time of the answer begins.
START_SECONDS = 120.0
#: More than all observations of any exercise; an answer could write without end.
MOST_BYTES = 100_000_000
READY, DONE = b'"ready"\n', b'"done"\n'


def observe_in_process(
    source: str, module: str, exercise: str, seconds: float, memory: int = MEMORY_BYTES
) -> Observed:
    """Observe the answer that a source defines.

    Args:
        source: Python that defines the answer under the exercise's name.
        module: the name of the module in which the exercise is declared.
        exercise: the exercise's name.
        seconds: time limit on the clock, for the source and all calls together.
        memory: bytes that the answer may use (on Linux).

    Raises:
        RuntimeError: the process could not load the exercise.
    """
    request = dict(module=module, exercise=exercise, source=source, seconds=seconds, memory=memory)
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        with open(Path(folder, "errors"), "w+b") as errors:
            process = _start(folder, errors)
            try:
                lines = _Lines(process.stdout)
                _send(process.stdin, json.dumps(request).encode())
                if lines.next(monotonic() + START_SECONDS) != READY:
                    raise RuntimeError(f"Cannot load {module}.{exercise}:\n{_end_of(errors)}")
                return _observed(lines, monotonic() + seconds)
            finally:
                _stop(process)


def _start(folder: str, errors: IO[bytes]) -> subprocess.Popen[bytes]:
    """Start the process in an empty folder, with modules from the same places."""
    places = [os.path.abspath(place) for place in sys.path]
    environment = {"PYTHONPATH": os.pathsep.join(places), "DLCOURSE_HOME": folder}
    return subprocess.Popen(
        [sys.executable, "-m", "dlcourse.judging.child"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=errors,
        cwd=folder,
        env={**os.environ, **environment},
        start_new_session=True,  # so that processes of the answer can be ended with it
    )


def _send(stdin: IO[bytes] | None, request: bytes) -> None:
    assert stdin is not None
    with contextlib.suppress(BrokenPipeError), stdin:
        stdin.write(request)


class _Lines:
    """Reads lines in a thread of its own, because a pipe has no time limit."""

    def __init__(self, stdout: IO[bytes] | None) -> None:
        assert stdout is not None
        self._stdout = stdout
        self._lines: queue.SimpleQueue[bytes] = queue.SimpleQueue()
        threading.Thread(target=self._read, daemon=True).start()

    def _read(self) -> None:
        read = 0
        with self._stdout, contextlib.suppress(ValueError, OSError):
            while read < MOST_BYTES and (line := self._stdout.readline(MOST_BYTES - read)):
                read += len(line)
                self._lines.put(line)
        self._lines.put(b"")

    def next(self, end: float) -> bytes | None:
        """Return the next line, ``b""`` after the last one, or None if none came in time."""
        try:
            return self._lines.get(timeout=max(0.0, end - monotonic()))
        except queue.Empty:
            return None


def _observed(lines: _Lines, end: float) -> Observed:
    told: list[Form | Observation] = []
    while line := lines.next(end):
        if line == DONE:
            return Observed.collect(told, "finished")
        try:
            told.append(read_line(line))
        except BrokenLine:
            break
    why: End = "out of time" if line is None else "ended"
    return Observed.collect(told, why)


def _stop(process: subprocess.Popen[bytes]) -> None:
    """End the process and those that it started."""
    with contextlib.suppress(OSError):
        if sys.platform == "win32":
            process.kill()
        else:
            os.killpg(process.pid, signal.SIGKILL)
    process.wait()


def _end_of(errors: IO[bytes]) -> str:
    errors.seek(0)
    return errors.read()[-2_000:].decode(errors="replace")
