"""Answers that do not end, and what a check leaves behind: nothing."""

import _thread
import dataclasses
import os
import random
import signal
import subprocess
import sys
import threading
import time
import warnings
from pathlib import Path

import numpy as np
import pytest
import strange_answers
from example import rescale, simple

from dlcourse.judging import contain, run_thread

quick = dataclasses.replace(rescale, time_limit=0.2)
OUT_OF_TIME = "Received: nothing within 0.2 seconds. Is there a loop without end?"


def swallows_twice(*_inputs):
    end = time.monotonic() + 15
    while time.monotonic() < end:
        try:
            try:
                time.sleep(0.001)
            except BaseException:
                pass
        except BaseException:
            pass


def sleeps(*_inputs):
    time.sleep(12)


def waits_in_finally(*_inputs):
    try:
        strange_answers.loops()
    finally:
        time.sleep(0.5)


def waits_for_a_lock(*_inputs):
    threading.Lock().acquire()
    threading.Event().wait(12)


def waits_for_a_process(*_inputs):
    subprocess.run([sys.executable, "-c", "import time; time.sleep(12)"])


ENDLESS = [answer for answer, _ in strange_answers.SLOW.values()]
WAITING = [sleeps, waits_for_a_lock, waits_for_a_process]


@pytest.mark.parametrize("answer", [*ENDLESS, swallows_twice, waits_in_finally])
def test_endless_answers_get_a_verdict_soon(answer):
    start = time.monotonic()
    verdict = quick.check(answer)
    assert OUT_OF_TIME in verdict.text
    assert verdict.status == "wrong"
    assert time.monotonic() - start < 10


@pytest.mark.parametrize("answer", [strange_answers.loops, strange_answers.draws_forever])
def test_endless_answers_are_stopped(answer):
    before = set(threading.enumerate())
    quick.check(answer)
    assert_no_thread_is_left(before)


def assert_no_thread_is_left(before):
    end = time.monotonic() + 30  # a thread is still listed for a moment, a starved one longer
    while set(threading.enumerate()) - before and time.monotonic() < end:
        time.sleep(0.001)
    assert not set(threading.enumerate()) - before


def test_an_answer_that_was_left_behind_goes_no_further():
    calls = []

    def swallows(x, low, high):
        calls.append(len(calls))
        end = time.monotonic() + 3
        while time.monotonic() < end:
            try:
                time.sleep(0.001)
            except:  # noqa: E722
                pass

    before = set(threading.enumerate())
    assert OUT_OF_TIME in quick.check(swallows).text
    state = np.random.get_state()[1].tolist()  # noqa: NPY002
    assert_no_thread_is_left(before)
    assert calls == [0]
    assert np.random.get_state()[1].tolist() == state  # noqa: NPY002


def test_a_busy_computer_gives_an_answer_more_time(monkeypatch):
    """Here the clock runs, and the process gets nothing to compute."""

    def patient(x, low, high):
        time.sleep(0.06)
        return rescale.reference(x, low, high)

    def computed(part):
        monkeypatch.setattr(run_thread, "process_time", lambda: part * time.monotonic())

    computed(0.5)
    assert quick.check(patient).passed  # 0.3 s on the clock, half of it computing
    computed(0.9)
    assert OUT_OF_TIME in quick.check(patient).text


@pytest.mark.parametrize("answer", WAITING)
def test_an_answer_that_only_waits_gets_no_more_than_the_limit(answer, monkeypatch):
    seconds = 0.0

    def clock():
        nonlocal seconds
        seconds += 0.1  # so much passes from one look to the next
        return seconds

    monkeypatch.setattr(run_thread, "monotonic", clock)
    monkeypatch.setattr(run_thread, "process_time", lambda: 0.001 * seconds)
    limit = dataclasses.replace(rescale, time_limit=1.0)
    assert "Received: nothing within 1 seconds" in limit.check(answer).text
    assert seconds < 1.5


def test_the_input_that_does_not_end_is_shown():
    def answer(x, low, high):
        while x.ndim > 1:
            pass
        return rescale.reference(x, low, high)

    assert "Input 3 of 5" in dataclasses.replace(rescale, time_limit=1.0).check(answer).text


@pytest.fixture
def interruptible():
    """Let Ctrl-C raise KeyboardInterrupt, also where pytest itself runs in the background."""
    handler = signal.signal(signal.SIGINT, signal.default_int_handler)
    yield
    signal.signal(signal.SIGINT, handler)


def test_the_learners_own_interrupt_stops_answer_and_check(interruptible):
    before = set(threading.enumerate())
    rescale.check(right)

    def presses_stop(*inputs):
        _thread.interrupt_main()
        return strange_answers.loops(*inputs)

    with pytest.raises(KeyboardInterrupt):
        rescale.check(presses_stop)
    assert_no_thread_is_left(before)


def right(x, low, high):
    return rescale.reference(x, low, high)


def test_global_states_are_put_back():
    random.seed(3)
    np.random.seed(3)  # noqa: NPY002
    states = random.getstate(), np.random.get_state()[1].tolist()  # noqa: NPY002
    limit, size, stdout = sys.getrecursionlimit(), threading.stack_size(), sys.stdout
    for answer in (strange_answers.reads_random_state, strange_answers.recurses):
        quick.check(answer)
    assert states == (random.getstate(), np.random.get_state()[1].tolist())  # noqa: NPY002
    assert (limit, size, stdout) == (sys.getrecursionlimit(), threading.stack_size(), sys.stdout)


@pytest.mark.skipif(sys.platform == "win32", reason="sets the stack size as POSIX does")
def test_deep_recursion_through_c_code_does_not_crash_the_kernel():
    """Jupyter allows 3000 levels; a thread's usual stack on some systems does not hold them."""
    program = """
import sys
import numpy as np
sys.setrecursionlimit(3000)
from example import rescale
def answer(x, low, high):
    return np.vectorize(answer)(x, low, high)
print(rescale.judge(answer))
"""
    limited = f"ulimit -s 512; exec '{sys.executable}' -c '{program}'"
    here = Path(__file__).parent
    done = subprocess.run(["sh", "-c", limited], cwd=here, capture_output=True, text=True)
    assert "RecursionError" in done.stdout, done.returncode


def test_only_what_the_program_itself_prints_is_printed():
    program = """
import os, sys
from example import rescale
print("before")
def answer(x, low, high):
    os.write(1, b"LEAK")
    os.system("echo LEAK")
    sys.__stdout__.write("LEAK")
    print("LEAK")
    return rescale.reference(x, low, high)
print(rescale.judge(answer).status)
"""
    command, here = [sys.executable, "-c", program], Path(__file__).parent
    env = {name: value for name, value in os.environ.items() if name != "PYTHONUNBUFFERED"}
    done = subprocess.run(command, cwd=here, env=env, capture_output=True, text=True)
    assert done.stdout == "before\npassed\n" and done.stderr == ""


def test_answers_that_read_the_global_random_state_get_the_same_verdict_each_time():
    texts = set()
    for seed in range(3):
        np.random.seed(seed)  # noqa: NPY002
        texts.add(rescale.check(strange_answers.reads_random_state).text)
    assert len(texts) == 1


def test_warnings_of_an_answer_neither_show_nor_raise():
    def answer(x, low, high):
        warnings.warn("look out", stacklevel=1)
        np.log(np.array([-1.0]))
        return rescale.reference(x, low, high)

    with warnings.catch_warnings():
        warnings.simplefilter("error")
        assert rescale.check(answer).passed


@pytest.mark.parametrize("kind", [OSError, SystemExit])
def test_a_check_never_raises_what_fails_in_itself(kind):
    class Uncopied:
        def __deepcopy__(self, memo):
            raise kind("of the course")

    broken = simple(inputs=lambda rng: [(Uncopied(),)])
    with pytest.raises(kind, match="of the course"):
        broken.judge(right)
    assert "fault of the course" in broken.check(right).text
    assert f"{kind.__name__}: of the course" in broken.check(right).text


def test_no_answer_lifts_the_limit_of_recursion():
    """Without the limit this would fill the memory for minutes before it stops."""

    def lifts(*inputs):
        sys.setrecursionlimit(10**9)
        return strange_answers.recurses(*inputs)

    before = sys.getrecursionlimit()
    for limit, answer in [(before, lifts), (10**6, strange_answers.recurses)]:
        sys.setrecursionlimit(limit)
        try:
            assert "RecursionError: the function calls itself" in rescale.check(answer).text
            assert sys.getrecursionlimit() == limit
        finally:
            sys.setrecursionlimit(before)


def test_a_check_in_a_thread_of_an_answer_leaves_the_streams_alone():
    before, threads = (sys.stdout, sys.stderr), []

    def slow(x, low, high):
        time.sleep(0.05)
        return right(x, low, high)

    def starts_a_check(*inputs):
        if not threads:
            threads.append(threading.Thread(target=rescale.judge, args=[slow]))
            threads[0].start()
            time.sleep(0.05)
        return right(*inputs)

    assert rescale.check(starts_a_check).passed
    threads[0].join()
    assert (sys.stdout, sys.stderr) == before


def test_printed_text_is_bounded():
    printed = contain.Printed()
    for _ in range(1000):
        printed.write("x" * 1000)
    assert [len(printed.take()) for _ in "ab"] == [contain.PRINTED_CHARACTERS, 0]
