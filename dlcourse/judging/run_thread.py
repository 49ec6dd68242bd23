"""Runs code that nobody has read yet: a learner's answer, within a time limit and without traces.

The answer runs in a thread of its own. A thread works alike in Jupyter, in pytest and on every
system (``SIGALRM`` exists only on POSIX and only in the main thread), it can be left behind when it
does not stop, and Keras keeps its random state and its names per thread, so that a check leaves
those of the lesson untouched.
"""

from __future__ import annotations

import contextlib
import ctypes
import io
import random
import sys
import threading
import time
import warnings
from collections.abc import Callable, Iterator

import numpy as np

#: Deep recursion through C code needs more stack than some systems give a thread.
STACK_BYTES = 64 * 1024 * 1024
#: What an answer prints beyond this many characters is dropped.
PRINTED_CHARACTERS = 2_000


class TimeIsUp(BaseException):
    """Raised inside the thread of an answer that does not come to an end."""

    def __init__(self) -> None:
        """Arrange that a bare ``except:`` cannot hold the exception."""
        super().__init__()
        if threading.current_thread() is not threading.main_thread():
            _raise_at_next_line(sys._getframe(1))


def _raise_at_next_line(frame) -> None:
    """Raise once more at the next line, which lies in the handler that caught the exception."""

    def trace(_frame, event, _argument):
        if event == "line":
            raise TimeIsUp
        return trace

    while frame is not None:
        frame.f_trace = trace
        frame = frame.f_back
    sys.settrace(trace)


class Printed(io.TextIOBase):
    """Keeps the beginning of what is printed, however much that is."""

    def __init__(self) -> None:
        """Start with nothing printed."""
        self.text = ""

    def write(self, text: str) -> int:
        """Keep ``text`` as far as there is room."""
        self.text += text[: PRINTED_CHARACTERS - len(self.text)]
        return len(text)

    def take(self) -> str:
        """Return what was printed since the last call."""
        text, self.text = self.text, ""
        return text


class _Run:
    """One piece of work in its thread."""

    def __init__(self, work: Callable[[], None]) -> None:
        self._work = work
        self._lock = threading.Lock()
        self._finished = threading.Event()
        self._failure: BaseException | None = None
        self._thread = threading.Thread(target=self._run, daemon=True)

    def _run(self) -> None:
        try:
            try:
                self._work()
            except Exception as failure:
                self._failure = failure
            finally:
                sys.settrace(None)
                with self._lock:  # nobody sends an exception from here on
                    self._finished.set()
                _send(self._thread.ident, None)
        except TimeIsUp:
            pass

    def __call__(self, seconds: float | None) -> bool:
        """Return whether the work came to its end within ``seconds``."""
        before = threading.stack_size(STACK_BYTES)
        try:
            self._thread.start()
        finally:
            threading.stack_size(before)
        try:
            self._wait(seconds)
        finally:  # also when the learner interrupts the kernel
            in_time = not self._thread.is_alive()
            if not in_time:
                self._stop()
        if self._failure is not None:
            raise self._failure
        return in_time

    def _wait(self, seconds: float | None) -> None:
        """Wait for the end or the limit.

        On a computer that is busy with something else, the limit counts the time that this process
        gets to compute, but at most three times as long on the clock: it may also be asleep.
        """
        clock, computed = time.monotonic(), time.process_time()
        while self._thread.is_alive():
            self._thread.join(0.05)  # short, because Windows cannot interrupt it
            passed = time.monotonic() - clock
            if seconds is None or passed < seconds:
                continue
            if time.process_time() - computed >= 0.8 * seconds or passed >= 3 * seconds:
                return

    def _stop(self) -> None:
        """Ask the thread to end, several times: a handler in the answer may swallow the request."""
        for _ in range(40):
            with self._lock:
                if self._finished.is_set():
                    return
                _send(self._thread.ident, TimeIsUp)
            self._thread.join(0.025)
            if not self._thread.is_alive():
                return


def _send(thread: int | None, exception: type[BaseException] | None) -> None:
    """Raise ``exception`` in another thread, or take back one that has not arrived yet."""
    argument = None if exception is None else ctypes.py_object(exception)
    ctypes.pythonapi.PyThreadState_SetAsyncExc(ctypes.c_ulong(thread or 0), argument)


@contextlib.contextmanager
def untouched(printed: Printed) -> Iterator[None]:
    """Keep prints and warnings to ourselves and put the global random states back."""
    python_state, numpy_state = random.getstate(), np.random.get_state()  # noqa: NPY002
    try:
        with (
            warnings.catch_warnings(),
            contextlib.redirect_stdout(printed),
            contextlib.redirect_stderr(io.StringIO()),
        ):
            warnings.simplefilter("ignore")
            yield
    finally:
        random.setstate(python_state)
        np.random.set_state(numpy_state)  # noqa: NPY002


def seed_everything(seed: int) -> None:
    """Seed Python and NumPy. Keras draws its seeds from Python's ``random`` in a new thread."""
    random.seed(seed)
    np.random.seed(seed)  # noqa: NPY002


def run_limited(work: Callable[[], None], seconds: float | None, printed: Printed) -> bool:
    """Run ``work`` in a thread.

    Args:
        work: a function without arguments; it keeps its results itself.
        seconds: the time limit, or None for no limit.
        printed: receives what the work prints.

    Returns:
        Whether the work ended within the limit. Work that cannot be stopped is left behind.
    """
    with untouched(printed):
        return _Run(work)(seconds)
