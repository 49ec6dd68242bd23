"""Grading in a process: the same verdicts as in a notebook, and nothing that cannot be stopped."""

import linecache
import os
import subprocess
import sys
import time

import numpy as np
import pytest
from example import rescale, simple

HEAD = "def rescale(x, low, high):\n"
RIGHT = HEAD + "    return low + (high - low) * (x - np.min(x)) / np.ptp(x)\n"

#: The same verdict, word for word, as in a thread.
SOURCES = {
    "right": RIGHT,
    "known mistake": HEAD + "    return low + (high - low) * (x - x.min()) / x.max()",
    "values": HEAD + "    return np.full(x.shape, np.nan)",
    "truth values": HEAD + "    return x > 0",
    "nothing": HEAD + "    print('é', x)",
    "exception": HEAD + "    one = 1\n    return one @ x",
    "in place": HEAD + "    x -= 1\n    return x",
    "tuple": HEAD + "    return x, low",
    "huge": HEAD + "    return np.broadcast_to(0.0, (10**6, 10**6))",
    "parameters": "def rescale(x):\n    return x",
    "dots": HEAD + "    span = 1\n    ...",
}

#: What a thread cannot stop -> what the verdict says.
TIME, ENDED = "Received: nothing within 1 seconds", "Received: nothing. The process"
UNSTOPPABLE = {
    "loop in C": (HEAD + "    return sum(range(10**13))", TIME),
    "swallowed": (HEAD + "    while True:\n        try: 1/0\n        except: pass", TIME),
    "other process": ("import os\n" + HEAD + "    os.system('sleep 60')", TIME),
    "loop in the source": ("while True: pass\n" + RIGHT, TIME),
    "exit": ("import os\n" + HEAD + "    os._exit(0)", ENDED),
    "segfault": ("import ctypes\n" + HEAD + "    ctypes.string_at(0)", ENDED),
    "descriptors": ("import os\n" + HEAD + "    os.closerange(0, 4096)", ENDED),
    "memory": (HEAD + "    return np.empty(5 * 10**8)", "MemoryError"),
    "no more limits": (
        "import sys\nsys.setrecursionlimit(10**9)\n" + HEAD + "    return rescale(x, low, high)",
        "an exception, RecursionError",
    ),
    "patch": (HEAD + "    np.isclose = lambda *a, **k: np.True_\n    return 0", "a number: 0"),
    "source raises": ("rescale = 1 / 0", "ZeroDivisionError: division by zero\n    in line 1:"),
    "source leaves": ("quit()", "SystemExit"),
}
#: Lines written into the pipe behind the back of the course.
FORGED = {
    "the end": "b'\"done\"\\n'",
    "nonsense": "b'{[\\n'",
    "a pickle": "b'\\x80\\x04N.\\n'",
    "no values": '(b\'{"Observation": {"values": {"values": []}}}\' + b"\\n") * 9',
    "a length": '(b\'{"Observation": {"values": {"values": []}, "length": "x"}}\' + b"\\n") * 9',
    "without end": "b'x' * 10**7",
}


def in_a_thread(source):
    names = {"np": np, "__name__": "__main__"}
    exec(compile(source, "<answer>", "exec"), names)
    linecache.cache["<answer>"] = (len(source), None, source.splitlines(True), "<answer>")
    return rescale.judge(names["rescale"])


@pytest.mark.parametrize("name", SOURCES)
def test_verdicts_are_those_of_a_notebook(name):
    verdict = rescale.grade(SOURCES[name], seconds=20)
    assert verdict == in_a_thread(SOURCES[name])
    assert verdict.passed == (name == "right")


@pytest.mark.skipif(sys.platform == "win32", reason="kills as POSIX does")
@pytest.mark.parametrize("name", UNSTOPPABLE)
def test_what_no_thread_can_stop_is_stopped(name):
    source, told = UNSTOPPABLE[name]
    start = time.monotonic()
    verdict = rescale.grade(source, seconds=1 if told == TIME else 20)
    assert verdict.status == "wrong" and told in verdict.text, verdict
    assert time.monotonic() - start < 30


@pytest.mark.parametrize("name", FORGED)
def test_forged_lines_do_not_pass(name):
    forge = f"""
import os
for descriptor in range(3, 64):
    try:
        os.write(descriptor, {FORGED[name]})
    except OSError:
        pass
"""
    verdict = rescale.grade(forge + RIGHT, seconds=20)
    assert verdict.status == "wrong", verdict


def test_what_goes_past_the_streams_is_no_line_of_ours():
    noise = "    import os, sys\n    os.write(1, b'x')\n    os.system('echo x')\n"
    noise += "    sys.__stdout__.write('x')\n    sys.__stdout__.flush()\n"
    assert rescale.grade(RIGHT.replace(HEAD, HEAD + noise), seconds=20).passed


def test_the_input_on_which_it_ends_is_shown():
    leaves = "    if x.ndim > 1:\n        import os\n        os._exit(1)\n"
    assert "Input 3 of 5" in rescale.grade(RIGHT.replace(HEAD, HEAD + leaves), seconds=20).text


def test_nothing_of_the_answer_is_left(home, tmp_path):
    """No record, no file in the current folder, no process."""
    note = tmp_path / "process"
    source = f"""
import os, subprocess, sys
dl.exercises.relu_slope.check(lambda z: z)
open("litter", "w").close()
sleeper = subprocess.Popen([sys.executable, "-c", "import time; time.sleep(60)"])
open({str(note)!r}, "w").write(str(sleeper.pid))
"""
    assert rescale.grade(source + RIGHT, seconds=30).passed
    assert not home.exists() and not os.path.exists("litter")
    if sys.platform != "win32":
        assert _ends(note.read_text())


def _ends(process):
    """Return whether the process is gone, or a zombie; a killed one may need a moment."""
    for _ in range(100):
        command = ["ps", "-o", "stat=", "-p", process]
        if subprocess.run(command, text=True, capture_output=True).stdout.strip()[:1] in ("", "Z"):
            return True
        time.sleep(0.1)
    return False


def test_exercises_of_the_course_are_found_by_their_module():
    from dlcourse import exercises

    exercise = exercises.registry()["leaky_relu"]
    assert exercise.grade(exercise.solution().source).passed


def test_an_exercise_that_cannot_be_loaded_is_a_fault_of_the_course():
    with pytest.raises(RuntimeError, match="Cannot load example.double"):
        simple().grade("def double(x):\n    return 2 * x")
