"""`dlcourse run` in real kernels: what passes, what fails, where and why."""

import json
import re
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from tiny_course import notebook, save


def test_a_failing_lesson_is_explained_and_does_not_stop_the_others(course):
    before = {path: path.read_bytes() for path in course.lessons.iterdir()}
    answer = course("run", "--all", "--html", "pages/new")
    assert answer.returncode == 1
    assert re.search(r"^✓ 01_good +\d+\.\d s  of 90 s$", answer.stdout, re.MULTILINE)
    assert re.search(r"^✗ 02_bad +\d+\.\d s$", answer.stdout, re.MULTILINE)
    assert re.search(r"^✓ 03_badminton", answer.stdout, re.MULTILINE)
    assert "cell divide: ZeroDivisionError: division by zero\n" in answer.stdout
    assert "at the line: z = y / x\n" in answer.stdout
    assert "3 lessons in" in answer.stdout and "1 failed, 0 over budget" in answer.stdout
    assert answer.stderr == ""
    assert {path: path.read_bytes() for path in course.lessons.iterdir()} == before
    good, bad = ((course.root / f"pages/new/{n}.html").read_text() for n in ("01_good", "02_bad"))
    assert "<title>Good morning</title>" in good and "42" in good
    assert "ZeroDivisionError" in bad and "never" in bad


def test_a_lesson_over_its_budget_is_named(course):
    course.add("01_good", notebook("Slow", ("wait", "import time; time.sleep(0.2)"), budget=0.1))
    answer = course("run", "good", "01", "01_good.ipynb")
    assert answer.returncode == 0
    assert "of 0.1 s  over its budget" in answer.stdout
    # The same lesson, however often it is named, runs once.
    assert "1 lesson in" in answer.stdout and "0 failed, 1 over budget" in answer.stdout


def test_other_ways_to_fail(course):
    troubles = {
        "01_good": ("import time\ntime.sleep(60)", "it took more than 2 s"),
        "02_bad": ("import os\nos._exit(9)", "the kernel died"),
        "03_badminton": ("x = (", "SyntaxError"),
    }
    for name, (source, _) in troubles.items():
        course.add(name, notebook(name, ("trouble", source)))
    answer = course("run", "--all", "--timeout", "2")
    assert answer.returncode == 1 and "3 failed" in answer.stdout
    reasons = re.findall(r"cell trouble: (.+)", answer.stdout)
    for reason, (_, expected) in zip(reasons, troubles.values(), strict=True):
        assert reason.startswith(expected)
    assert answer.stderr == ""


MEET = """
import os, pathlib, time
place, (mine, other) = pathlib.Path(os.environ["PLACE"]), {names}
(place / mine).touch()
end = time.monotonic() + 60
while not (place / other).exists():
    assert time.monotonic() < end, "alone"
    time.sleep(0.05)
time.sleep({more})
"""


def test_two_lessons_run_side_by_side_and_are_reported_in_their_order(course):
    course.environment["PLACE"] = str(course.root)
    course.add("01_good", notebook("A", ("a", MEET.format(names=("a", "b"), more=1))))
    course.add("02_bad", notebook("B", ("b", MEET.format(names=("b", "a"), more=0))))
    answer = course("run", "good", "bad", "--jobs", "2")
    assert re.findall("^✓ (0.)", answer.stdout, re.MULTILINE) == ["01", "02"], answer.stdout


def test_one_at_a_time_if_that_is_wished(course):
    course.environment["PLACE"] = str(course.root)
    note = "import os, time\nfor word in 'in', 'out':\n    time.sleep(0.3)\n"
    note += "    print(word, file=open(os.environ['PLACE'] + '/log', 'a'))"
    for name in ("01_good", "02_bad"):
        course.add(name, notebook(name, ("note", note)))
    assert course("run", "good", "bad", "--jobs", "1").returncode == 0
    assert (course.root / "log").read_text().split() == ["in", "out", "in", "out"]
    none = course("run", "--all", "--jobs", "0")
    assert none.returncode == 1 and "Received: --jobs 0" in none.stderr


def test_the_kernel_is_this_python_in_a_folder_of_its_own(course):
    # Another kernel of the same name, as an earlier course may have left it in the user's home.
    other = {"argv": ["no-such-python"], "display_name": "Other", "language": "python"}
    save(course.home / ".local/share/jupyter/kernels/python3/kernel.json", other)
    where = (
        "import json, os, sys\n"
        "open(os.environ['WHERE'], 'w').write(json.dumps([sys.prefix, os.getcwd(),"
        " os.environ['DLCOURSE_HOME'], os.environ['OMP_NUM_THREADS'], sys.warnoptions]))\n"
        "open('litter.txt', 'w').write('x')"
    )
    # Settings of the user's own, with which the lessons' outputs were not made.
    course.environment |= {"OMP_NUM_THREADS": "7", "PYTHONWARNINGS": "error"}
    course.environment["JUPYTER_PREFER_ENV_PATH"] = "0"
    course.environment["WHERE"] = str(course.root / "where.json")
    course.add("01_good", notebook("Good morning", ("where", where)))
    assert course("run", "1").returncode == 0
    prefix, folder, record, threads, warnings = json.loads((course.root / "where.json").read_text())
    assert prefix == sys.prefix and threads == "1" and warnings == []
    # Neither the lessons nor the learner's record see anything of it.
    assert folder not in (str(course.lessons), str(course.root))
    assert record != course.environment["DLCOURSE_HOME"]
    assert not list(course.root.rglob("litter.txt"))


def test_solutions_and_own_copies(course):
    save(course.lessons / "solutions/01_good.ipynb", notebook("Solved", ("a", "raise KeyError")))
    save(course.root / "mine/01_good.ipynb", notebook("Mine", ("b", "raise IndexError")))
    assert "cell a: KeyError" in course("run", "1", "--solutions").stdout
    assert "cell b: IndexError" in course("run", "1", "--workspace", "mine").stdout


@pytest.mark.skipif(sys.platform == "win32", reason="signals as on a terminal")
def test_ctrl_c_ends_with_130_quietly_and_leaves_no_kernel(course):
    course.environment["PLACE"] = str(course.root)
    source = "import os, time\n"
    source += "open(f'{{os.environ[\"PLACE\"]}}/{0}', 'w').write(str(os.getpid()))\ntime.sleep(60)"
    for name in ("01_good", "02_bad"):
        course.add(name, notebook(name, ("wait", source.format(name))))
    process = subprocess.Popen(
        course.command("run", "good", "bad", "--jobs", "2"),
        env=course.environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        encoding="utf-8",
    )
    kernels = [course.root / name for name in ("01_good", "02_bad")]
    wait_for(lambda: all(kernel.is_file() and kernel.read_text() for kernel in kernels))
    process.send_signal(signal.SIGINT)
    out, err = process.communicate(timeout=30)
    assert (process.returncode, out, err) == (130, "", "")
    ids = [kernel.read_text() for kernel in kernels]
    wait_for(lambda: not any(Path(f"/proc/{number}").exists() for number in ids))


def test_the_exercises_of_ones_own_copy_count(course):
    check = "from dlcourse.course import progress; progress.record('step', 'passed')"
    save(course.root / "mine/01_good.ipynb", notebook("Mine", ("check", check)))
    for home in ("relative", str(course.root / "absolute")):
        course.environment["DLCOURSE_HOME"] = home
        assert course("run", "1").returncode == 0
        assert not (course.root / home).exists()
        assert course("run", "1", "--workspace", "mine").returncode == 0
        assert "✓ step  (passed at attempt 1)" in course("progress", "1").stdout


def wait_for(condition, patience=60):
    end = time.monotonic() + patience
    while not condition():
        assert time.monotonic() < end
        time.sleep(0.1)
