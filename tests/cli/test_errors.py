"""What cannot be done is said in one line on stderr, with an exit status that is not 0."""

import re
import socket

import pytest

from dlcourse._text import did_you_mean


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["start", "goood"], ["'goood'", "Did you mean 'good'?", "dlcourse list"]),
        (["run", "7"], ["Unknown lesson '7'"]),
        (["run", ""], ["Unknown lesson ''"]),
        (["run", "ba"], ["02_bad or 03_badminton"]),
        (["run"], ["Name the lessons", "--all"]),
        (["run", "1", "--all"], ["Name the lessons", "--all"]),
        (["run", "1", "--timeout", "0"], ["--timeout 0"]),
        (["run", "1", "--workspace", "nowhere"], ["no notebook", "01_good.ipynb"]),
        (["run", "1", "--solutions"], ["no notebook", "01_good.ipynb"]),
        (["demo", "perceptron_lin"], ["'perceptron_lin'", "Did you mean 'perceptron_line'?"]),
        (["data", "fetch", "mnst"], ["'mnst'", "Did you mean 'mnist'?"]),
        (["start", "1", "--port", "70000"], ["1 to 65535", "--port 70000"]),
        (["start", "1", "--prot", "3"], ["--prot", "--help"]),
    ],
)
def test_one_clear_line(course, arguments, words):
    answer = course(*arguments)
    assert answer.returncode not in (0, None)
    assert answer.stderr.startswith("dlcourse: error: ") and answer.stderr.count("\n") == 1
    assert [word for word in words if word not in answer.stderr] == []
    assert answer.stdout == ""


@pytest.mark.parametrize("words", [["strat"], ["start", "1", "--prot", "3"], ["data", "fetch"]])
def test_words_that_are_no_command_leave_with_status_2(course, words):
    answer = course(*words)
    assert answer.returncode == 2 and answer.stdout == ""
    assert answer.stderr.startswith("dlcourse") and answer.stderr.count("\n") == 1
    assert "--help" in answer.stderr
    if words == ["strat"]:
        assert "Unknown command 'strat'. Did you mean 'start'? There are: start, " in answer.stderr


@pytest.mark.parametrize("arguments", [["start", "1", "--no-browser"], ["demo", "perceptron_line"]])
def test_an_occupied_port(course, arguments):
    with socket.create_server(("localhost", 0)) as server:
        port = server.getsockname()[1]
        answer = course(*arguments, "--port", port)
    assert answer.returncode == 1
    assert answer.stderr.startswith(f"dlcourse: error: Port {port} is occupied")
    assert answer.stderr.count("\n") == 1
    # Nothing was copied for a server that cannot start.
    assert not (course.root / "dlcourse-lessons").exists()


@pytest.mark.parametrize("arguments", [["start", "1", "--workspace"], ["run", "1", "--html"]])
def test_a_folder_that_cannot_be_written(course, arguments):
    # A file in the way stops every user, root too, whom permissions do not stop.
    (course.root / "occupied").write_text("a file")
    answer = course(*arguments, "occupied/below")
    assert answer.returncode == 1
    assert answer.stderr.startswith("dlcourse: error: Cannot write to ")
    assert f"{arguments[-1]} DIR" in answer.stderr and answer.stderr.count("\n") == 1


DAMAGED = ['{"cells": [', "{}", '{"cells": [{"cell_type": "code"}]}', '{"cells": 1}', "[" * 100_000]


@pytest.mark.parametrize("content", DAMAGED)
def test_a_damaged_lesson_does_not_hide_the_others(course, content):
    (course.lessons / "02_bad.ipynb").write_text(content)
    for arguments in (["list"], ["progress"]):
        answer = course(*arguments)
        assert answer.returncode == 0
        assert "Good morning" in answer.stdout and "Sports" in answer.stdout
        assert "02_bad.ipynb is damaged" in answer.stderr and answer.stderr.count("\n") == 1


def test_a_damaged_lesson_is_not_run_and_does_not_stop_the_others(course):
    (course.lessons / "02_bad.ipynb").write_text("{}")
    answer = course("run", "bad", "badminton")
    assert answer.returncode == 1 and "✓ 03_badminton" in answer.stdout
    assert re.search("^✗ 02_bad: .*02_bad.ipynb is damaged", answer.stdout, re.MULTILINE)
    assert answer.stderr == ""


def test_a_damaged_lesson_is_neither_copied_nor_opened(course):
    (course.lessons / "02_bad.ipynb").write_text("{}")
    answer = course("start", "bad", "--no-browser")
    assert answer.returncode == 1
    assert "02_bad.ipynb is damaged in this installation and was not copied" in answer.stdout
    assert answer.stderr.startswith("dlcourse: error: ") and "is damaged" in answer.stderr
    mine = sorted(path.name for path in (course.root / "dlcourse-lessons").glob("*.ipynb"))
    assert mine == ["01_good.ipynb", "03_badminton.ipynb"]


@pytest.mark.parametrize("damage", ["missing", "no list of sums"])
def test_a_damaged_list_of_checksums(course, damage):
    sums = course.root / "data" / "SHA256SUMS"
    sums.parent.mkdir()
    if damage != "missing":
        sums.write_text(damage)
    course.environment["DATA"] = str(sums.parent)
    answer = course("data")
    assert answer.returncode == 1 and "Cannot read the list of checksums" in answer.stderr
    assert answer.stderr.startswith("dlcourse: error: ") and answer.stderr.count("\n") == 1


def test_no_lessons_at_all(course):
    for path in course.lessons.iterdir():
        path.unlink()
    answer = course("list")
    assert answer.returncode == 1 and "There is no lesson in" in answer.stderr


def test_the_reader_of_a_pipe_may_leave(course):
    import subprocess

    with subprocess.Popen(
        course.command("list"),
        env=course.environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    ) as process:
        process.stdout.close()
        assert process.stderr.read() == ""


def test_did_you_mean():
    names = ["perceptron", "activation_functions"]
    assert did_you_mean("percptron", names) == " Did you mean 'perceptron'?"
    assert did_you_mean("FUNCTIONS", names) == " Did you mean 'activation_functions'?"
    assert did_you_mean("zzz", names) == ""
