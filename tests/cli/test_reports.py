"""`list`, `progress`, `data` and `start`'s report: what they say is what is there."""

import shutil
from pathlib import Path

import pytest

from dlcourse import resources
from dlcourse.cli import COMMANDS, doctor, main, start
from dlcourse.course import progress
from dlcourse.course.catalogue import all_lessons, find_lesson
from dlcourse.course.workspace import Arrival


@pytest.fixture
def said(course, monkeypatch, capsys):
    """Return a function that runs a command in this process and returns status and lines."""
    monkeypatch.setattr("dlcourse.course.catalogue.lessons_dir", lambda: course.lessons)
    monkeypatch.setenv("DLCOURSE_HOME", str(course.root / "record"))

    def run(*arguments):
        status = main(arguments)
        return status, capsys.readouterr().out.splitlines()

    return run


def test_list(said):
    progress.record("step", "passed")
    status, lines = said("list")
    assert status == 0
    assert [line.split() for line in lines] == [
        "01 Good morning 75 min 1 of 2 exercises done".split(),
        "02 Bad day".split(),
        "03 Sports".split(),
    ]


def test_progress_shows_a_sign_for_each_exercise_and_the_next_step(said):
    progress.record("step", "wrong")
    lines = [line.split() for line in said("progress")[1]]
    assert lines[:3] == [
        "01 Good morning ✗· 0 of 2 exercises done".split(),
        "02 Bad day".split(),
        "03 Sports".split(),
    ]
    assert lines[3][:5] == "Next: step, in lesson 01.".split()
    for name in ("step", "twice"):
        progress.record(name, "passed")
    lines = said("progress")[1]
    assert "✓✓  2 of 2 exercises done" in lines[0]
    assert lines[-1].startswith("Every exercise is done")


def test_progress_of_one_lesson_tells_each_exercise(said):
    progress.record("step", "wrong")
    progress.record("step", "wrong")
    progress.record("twice", "not attempted")
    assert said("progress", "good")[1] == [
        "01  Good morning: 0 of 2 exercises done",
        "    ✗ step  (not right yet, 2 attempts)",
        "    · twice",
    ]
    progress.record("step", "passed")
    assert "    ✓ step  (passed at attempt 3)" in said("progress", "1")[1]
    assert said("progress", "bad")[1] == ["02  Bad day: it has no exercises"]


def test_next_says_what_the_exercise_asks(said):
    assert said("next")[1] == [
        "Next: step, in lesson 01, Good morning (0 of 2 exercises done)",
        "    Return 1 from 0 on.",
        "`dlcourse start 1` opens the lesson.",
    ]
    progress.record("step", "wrong")
    assert any("dl.exercises.step.hint()" in line for line in said("next")[1])
    for name in ("step", "twice"):
        progress.record(name, "passed")
    assert said("next")[1] == ["Every exercise is done. Congratulations."]


def test_the_lessons_say_what_their_exercises_ask():
    for lesson in all_lessons():
        for name in lesson.exercises:
            task = lesson.task(name)
            assert task.endswith((".", "?")) and len(task) > 10, (name, task)


@pytest.mark.parametrize("command", COMMANDS)
def test_nothing_is_wider_than_80_columns(command, capsys):
    with pytest.raises(SystemExit):
        main([command, "--help"])
    if command in ("list", "progress", "next", "data"):
        main([command])
    lines = capsys.readouterr().out.splitlines()
    assert [line for line in lines if len(line) > 80] == []


def test_columns_in_a_help_text_stay_columns(capsys):
    with pytest.raises(SystemExit):
        main(["demo", "--help"])
    assert "\ndlcourse demo perceptron_line  one of them\n" in capsys.readouterr().out


def test_help_is_a_command(capsys):
    with pytest.raises(SystemExit):
        main(["help", "run"])
    assert "usage: dlcourse run" in capsys.readouterr().out


def test_colour_only_where_somebody_sees_it(said, monkeypatch):
    progress.record("step", "passed")
    assert "\x1b" not in "".join(said("progress")[1])
    monkeypatch.setattr("sys.stdout.isatty", lambda: True, raising=False)
    monkeypatch.setenv("TERM", "xterm")
    monkeypatch.delenv("NO_COLOR", raising=False)
    assert "\x1b[32m✓\x1b[0m" in said("progress")[1][0]
    monkeypatch.setenv("NO_COLOR", "1")
    assert "\x1b" not in "".join(said("progress")[1])


@pytest.mark.parametrize("text", ["2", "02", "bad", "02_bad", "02_b", " Bad ", "02-bad.ipynb"])
def test_a_lesson_has_many_names(said, text):
    assert find_lesson(text).file == "02_bad"


def test_start_goes_to_the_first_unfinished_lesson(said, course):
    record = progress.load()
    lessons = all_lessons()
    assert start.first_unfinished(lessons, record).number == "01"
    for name in ("step", "twice"):
        progress.record(name, "passed")
    assert start.first_unfinished(lessons, progress.load()) is None


def test_start_reports_news_and_kept_work(capsys):
    arrivals = [Arrival("a", "new"), Arrival("b", "updated"), Arrival("c", "current")]
    start._report(Path("mine"), [*arrivals, Arrival("d", "beside", "d.new"), Arrival("e", "kept")])
    first, *rest = capsys.readouterr().out.splitlines()
    assert first == "Your lessons are in mine (1 new, 1 updated)."
    assert len(rest) == 1 and "d holds your work" in rest[0] and rest[0].endswith("d.new")


def test_solutions_are_copied_only_if_asked_for(said, course):
    (course.lessons / "solutions").mkdir()
    shutil.copy(course.lessons / "01_good.ipynb", course.lessons / "solutions")
    assert start._files(solutions=False) == ["01_good.ipynb", "02_bad.ipynb", "03_badminton.ipynb"]
    assert start._files(solutions=True)[3:] == ["solutions/01_good.ipynb"]


@pytest.fixture
def damaged_data(tmp_path, monkeypatch):
    """Damage a copy of the data by one byte."""
    copy = shutil.copytree(resources.datasets_dir(), tmp_path / "data")
    content = bytearray((copy / "iris.csv").read_bytes())
    content[-3] ^= 1
    (copy / "iris.csv").write_bytes(content)
    monkeypatch.setattr("dlcourse.datasets.files.datasets_dir", lambda: copy)


def test_data_lists_sets_and_optional_ones(said):
    status, lines = said("data")
    assert status == 0
    assert any(line.startswith("  ✓ digits") for line in lines)
    assert any(line.startswith("  · mnist") for line in lines)
    assert not any("✗" in line for line in lines)


def test_one_wrong_byte_is_found(said, damaged_data):
    status, lines = said("data")
    assert status == 1
    marks = {line.split()[1]: line.split()[0] for line in lines if line[2:3] in "✓✗"}
    assert marks["iris"] == "✗" and marks["digits"] == "✓"
    finding = doctor.check_data()
    assert finding.good is False and "iris.csv" in finding.text and finding.mend
