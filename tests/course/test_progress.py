"""The record of progress: right, whole, and never in the way of a lesson."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from dlcourse.course import progress
from dlcourse.course.progress import Entry


@pytest.fixture(autouse=True)
def home(tmp_path, monkeypatch):
    monkeypatch.setenv("DLCOURSE_HOME", str(tmp_path / "home"))
    monkeypatch.setattr(progress, "_told", [])
    return tmp_path / "home"


def test_nothing_recorded_is_empty(home):
    assert progress.load() == progress.Progress()
    assert not home.exists(), "reading must not create anything"


def test_verdicts_are_kept_by_exercise():
    progress.record("step", "wrong")
    progress.record("relu", "not attempted")
    assert progress.load().exercises == {"step": Entry(attempts=1)}
    assert not progress.load().has_passed("step")


def test_passed_stays_passed():
    for status in ("not attempted", "wrong", "passed", "wrong", "passed", "not attempted"):
        progress.record("step", status)
    record = progress.load()
    assert record.exercises["step"] == Entry(attempts=4, passed_at_attempt=2)
    assert record.has_passed("step") and not record.has_passed("other")


def test_the_folder_is_the_users_or_the_one_that_is_named(monkeypatch):
    monkeypatch.setenv("DLCOURSE_HOME", "~/x")
    assert progress.folder() == Path.home() / "x"
    monkeypatch.delenv("DLCOURSE_HOME")
    monkeypatch.setattr(progress.platformdirs, "user_data_dir", lambda *_, **__: "somewhere")
    assert str(progress.folder()) == "somewhere"


STRANGE_LINES = [
    b"{",
    b"\xff\xfe\x00",
    b"[]",
    b"null",
    b'{"exercise": "step", "verdict": {"from": "a later version"}}',
    b'{"exercise": ["step"], "passed": true}',
    b'{"exercise": "step", "passed": "yes"}',
    b"[" * 100_000,
]


@pytest.mark.parametrize("strange", STRANGE_LINES)
def test_a_line_that_cannot_be_read_stays_and_the_others_count(home, strange):
    progress.record("step", "wrong")
    with open(home / "progress.jsonl", "ab") as file:
        file.write(strange)  # cut short: no newline
    progress.record("step", "passed")
    record = progress.load()
    assert record.exercises == {"step": Entry(attempts=2, passed_at_attempt=2)}
    (complaint,) = record.complaints
    assert "1 line damaged or of a newer version" in complaint
    assert strange in (home / "progress.jsonl").read_bytes().splitlines()


def first_version(home, **lessons):
    entry = {"best": "passed", "last": "wrong", "attempts": 3, "passed_at_attempt": 2}
    wrong = {"best": "wrong", "last": "wrong", "attempts": 1, "passed_at_attempt": None}
    home.mkdir()
    content = {"version": 1, "lessons": {"01": {"step": entry, "twice": wrong}, **lessons}}
    (home / "progress.json").write_text(json.dumps(content))
    return entry, wrong


def test_a_record_of_the_first_version_goes_on(home):
    passed, wrong = first_version(home)
    before = (home / "progress.json").read_bytes()
    progress.record("twice", "passed")
    assert progress.load().exercises == {"step": Entry(3, 2), "twice": Entry(2, 2)}
    assert (home / "progress.json").read_bytes() == before


def test_what_two_lessons_say_of_one_exercise_is_joined(home):
    passed, wrong = first_version(home)
    (home / "progress.json").unlink()
    home.rmdir()
    first_version(home, **{"02": {"twice": passed}, "03": {"step": wrong}})
    assert progress.load().exercises == {"step": Entry(4, 2), "twice": Entry(4, 3)}


@pytest.mark.parametrize(
    "content",
    [
        b"{",
        b"\xff\xfe\x00",
        b"[]",
        b"null",
        b'{"version": 2, "lessons": {}}',
        b'{"version": 1, "lessons": []}',
        b'{"version": 1, "lessons": {"01": {"step": null}}}',
        b'{"version": 1, "lessons": {"01": {"step": {"attempts": "many"}}}}',
        b"[" * 100_000,
    ],
)
def test_an_old_record_that_cannot_be_read_is_told_and_stays(home, content):
    home.mkdir()
    (home / "progress.json").write_bytes(content)
    progress.record("step", "passed")
    record = progress.load()
    assert record.has_passed("step") and "stays as it is" in record.complaints[0]
    assert (home / "progress.json").read_bytes() == content


@pytest.mark.parametrize("name", ["progress.json", "progress.jsonl"])
def test_an_unreadable_record_is_told_and_never_overwritten(home, capsys, name):
    """A folder in its place stands for a file of another user: root reads all files."""
    (home / name).mkdir(parents=True)
    progress.record("step", "passed")
    assert "cannot be read, and stays as it is" in progress.load().complaints[0]
    assert (home / name).is_dir()
    assert ("cannot be saved" in capsys.readouterr().out) == (name == "progress.jsonl")


@pytest.mark.skipif(os.name == "nt" or os.geteuid() == 0, reason="needs a user without all rights")
def test_a_record_of_another_user_in_a_folder_of_ones_own(home, capsys):
    progress.record("step", "passed")
    content = (home / "progress.jsonl").read_bytes()
    (home / "progress.jsonl").chmod(0o000)
    progress.record("other", "passed")
    assert "cannot be saved" in capsys.readouterr().out
    (home / "progress.jsonl").chmod(0o600)
    assert (home / "progress.jsonl").read_bytes() == content


def test_where_nothing_can_be_written_the_lesson_goes_on(home, capsys):
    home.write_text("a file where the folder should be")
    for _ in range(3):
        progress.record("step", "passed")
    assert capsys.readouterr().out.count("cannot be saved") == 1
    assert progress.load().exercises == {}


@pytest.mark.parametrize("place", ["bad\0name", "/dev/null/x", "~nobody-of-this-name/\0"])
def test_impossible_home(monkeypatch, capsys, place):
    monkeypatch.setattr(progress.os, "environ", {"DLCOURSE_HOME": place})
    progress.record("step", "passed")
    assert progress.load().exercises == {}
    assert capsys.readouterr().out.count("cannot be saved") == 1


@pytest.mark.skipif(not os.path.exists("/dev/full"), reason="needs a disk that is always full")
def test_a_full_disk_leaves_what_there_is(home, capsys):
    home.mkdir()
    (home / "progress.jsonl").symlink_to("/dev/full")
    progress.record("step", "passed")
    assert "cannot be saved" in capsys.readouterr().out


def test_kernels_that_write_at_once_lose_nothing(home):
    program = """
import sys
from dlcourse.course import progress
for number in range(25):
    progress.record(f"exercise_{sys.argv[1]}_{number}", "passed")
    progress.record("shared", "wrong")
"""
    writers = [
        subprocess.Popen([sys.executable, "-c", program, str(kernel)]) for kernel in range(4)
    ]
    assert [writer.wait() for writer in writers] == [0, 0, 0, 0]
    record = progress.load()
    assert len(record.exercises) == 4 * 25 + 1
    assert record.exercises["shared"].attempts == 4 * 25
    assert record.complaints == () and [p.name for p in home.iterdir()] == ["progress.jsonl"]
