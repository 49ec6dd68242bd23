"""Observes an answer in a thread of its own: quick, and in the learner's own notebook.

A thread works alike in Jupyter, in pytest and on every system (``SIGALRM`` exists only on POSIX and
only in the main thread), it can be left behind when it does not stop, and Keras keeps its random
state and its names per thread, so that a check leaves those of the lesson untouched.
"""

from __future__ import annotations

import ctypes
import sys
import threading
from collections.abc import Callable
from time import monotonic, process_time  # an answer may replace those of the module
from typing import Any

from dlcourse.judging.contain import contained
from dlcourse.judging.observation import Form, Observation, Observed
from dlcourse.judging.observe import TimeIsUp, Usage, observe

#: Deep recursion through C code needs more stack than some systems give a thread.
STACK_BYTES = 64 * 1024 * 1024
#: Who computes for less than this part of the time is not kept from computing, but asleep.
ASLEEP = 0.05

_raise_in_thread = ctypes.pythonapi.PyThreadState_SetAsyncExc


def observe_in_thread(answer: Any, usage: Usage, seconds: float | None = None) -> Observed:
    """Observe an answer.

    Args:
        answer: the answer, the reference or a faulty implementation.
        usage: how it is put to use.
        seconds: time limit for all calls together, or None. An answer that does not stop when it is
            asked to is left behind.
    """
    told: list[Form | Observation] = []

    def tell(each: Form | Observation) -> None:
        if run.left_behind:
            raise TimeIsUp  # so that it does not go on to seed and to call behind our back
        told.append(each)

    with contained() as printed:
        run = _Run(lambda: observe(answer, usage, printed, tell))
        in_time = run.within(seconds)
    return Observed.collect(told[:], "finished" if in_time else "out of time")


class _Run:
    """One piece of work in its thread. Waits with bare locks, which an answer cannot replace."""

    def __init__(self, work: Callable[[], None]) -> None:
        self.left_behind = False
        self._work = work
        self._failure: BaseException | None = None
        self._deciding = threading.Lock()  # whether the work is over or gets an exception
        self._over = False
        self._alive = threading.Lock()
        self._thread = threading.Thread(target=self._run, daemon=True)

    def within(self, seconds: float | None) -> bool:
        """Return whether the work came to its end within ``seconds``."""
        self._alive.acquire()
        in_time = False
        try:
            self._start()
            in_time = self._wait(seconds)
        finally:  # also when the learner interrupts the kernel
            if not in_time:
                self._stop()
        if self._failure is not None:
            raise self._failure
        return in_time

    def _start(self) -> None:
        before = threading.stack_size(STACK_BYTES)
        try:
            self._thread.start()
        finally:
            threading.stack_size(before)

    def _run(self) -> None:
        try:
            try:
                self._work()
            except TimeIsUp:
                raise
            except BaseException as failure:
                self._failure = failure
            finally:
                with self._deciding:  # nobody sends an exception from here on
                    self._over = True
                _raise_in_thread(ctypes.c_ulong(threading.get_ident()), None)  # nor has one sent
        except TimeIsUp:
            pass
        finally:
            self._alive.release()

    def _wait(self, seconds: float | None) -> bool:
        """Wait for the end or the limit.

        On a computer that is busy with something else, the limit counts the time that this process
        gets to compute, but at most three times as long on the clock. An answer that sleeps or
        waits for something gets no more than the limit.
        """
        clock, computed = monotonic(), process_time()
        while not self._alive.acquire(timeout=0.05):  # short: Windows cannot interrupt it
            passed, worked = monotonic() - clock, process_time() - computed
            if seconds is None or passed < seconds:
                continue
            if worked >= 0.8 * seconds or worked < ASLEEP * passed or passed >= 3 * seconds:
                return False
        return True

    def _stop(self) -> None:
        """Ask the thread to end, several times: a handler in the answer may swallow the request.

        Not too often: on a busy computer it takes a while to follow the first one.
        """
        tell = sys.unraisablehook
        sys.unraisablehook = _silent_about_requests(tell)
        for _ in range(4):
            with self._deciding:
                if not self._over:
                    _raise_in_thread(
                        ctypes.c_ulong(self._thread.ident or 0), ctypes.py_object(TimeIsUp)
                    )
            if self._alive.acquire(timeout=0.25):
                sys.unraisablehook = tell
                return
        self.left_behind = True  # and the hook stays: the last request may still meet a destructor


def _silent_about_requests(
    tell: Callable[[sys.UnraisableHookArgs], object],
) -> Callable[[sys.UnraisableHookArgs], None]:
    """Return a hook that is silent about requests to stop: a destructor can raise nothing."""

    def tell_others(unraisable: sys.UnraisableHookArgs) -> None:
        if unraisable.exc_type is not TimeIsUp:
            tell(unraisable)

    return tell_others
