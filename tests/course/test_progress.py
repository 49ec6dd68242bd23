"""The record of progress: right, whole, and never in the way of a lesson."""

import json
import os
import subprocess
import sys

import pytest

from dlcourse.course import progress
from dlcourse.course.progress import Entry


@pytest.fixture(autouse=True)
def home(tmp_path, monkeypatch):
    monkeypatch.setenv("DLCOURSE_HOME", str(tmp_path / "home"))
    monkeypatch.setattr(progress, "_told", [])
    return tmp_path / "home"


def test_nothing_recorded_is_empty(home):
    assert progress.load().lessons == {}
    assert not home.exists(), "reading must not create anything"


def test_verdicts_are_kept_by_exercise():
    progress.record("step", "wrong")
    progress.record("relu", "not attempted")
    lessons = progress.load().lessons
    assert lessons == {
        "": {
            "step": Entry("wrong", "wrong", attempts=1),
            "relu": Entry("not attempted", "not attempted", attempts=0),
        },
    }


def test_passed_stays_passed():
    for state in ("not attempted", "wrong", "passed", "wrong", "not attempted"):
        progress.record("step", state)
    record = progress.load()
    entry = record.lessons[""]["step"]
    assert entry == Entry("passed", "not attempted", attempts=3, passed_at_attempt=2)
    assert record.passed("01") == ["step"]


def test_default_folder_is_the_users(monkeypatch):
    monkeypatch.delenv("DLCOURSE_HOME")
    monkeypatch.setattr(progress.platformdirs, "user_data_dir", lambda *_, **__: "somewhere")
    assert str(progress.folder()) == "somewhere"


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"{",
        b"\xff\xfe\x00",
        b"[]",
        b"null",
        b'{"version": 2, "lessons": {}}',
        b'{"version": 1, "lessons": []}',
        b'{"version": 1, "lessons": {"01": {"step": {"best": "great", "last": "wrong"}}}}',
        b'{"version": 1, "lessons": {"01": {"step": {"best": ["wrong"], "last": "wrong"}}}}',
        b'{"version": 1, "lessons": {"01": {"step": {"mood": "good"}}}}',
        b'{"version": 1, "lessons": {"01": {"step": null}}}',
        b'{"version": 1, "lessons": {"01": {"step": {"best": "wrong", "last": "wrong", '
        b'"attempts": "many"}}}}',
        b"[" * 100_000,
    ],
)
def test_damaged_record_is_kept_aside(home, capsys, content):
    home.mkdir()
    (home / "progress.json").write_bytes(content)
    progress.record("step", "passed")
    assert progress.load().passed("01") == ["step"]
    assert (home / "progress.damaged-1.json").read_bytes() == content
    assert "progress.damaged-1.json" in capsys.readouterr().out


def test_every_damaged_record_is_kept(home):
    home.mkdir()
    for number in (1, 2, 3):
        (home / "progress.json").write_text(f"broken {number}")
        assert progress.load().lessons == {}
    kept = sorted(home.glob("progress.damaged-*.json"))
    assert [path.read_text() for path in kept] == ["broken 1", "broken 2", "broken 3"]


def test_where_nothing_can_be_written_the_lesson_goes_on(home, capsys):
    home.write_text("a file where the folder should be")
    for _ in range(3):
        progress.record("step", "passed")
    assert capsys.readouterr().out.count("cannot be saved") == 1
    assert progress.load().lessons == {}


@pytest.mark.skipif(os.name == "nt" or os.geteuid() == 0, reason="needs a user without all rights")
def test_unwritable_folder(home, capsys):
    home.mkdir(mode=0o500)
    progress.record("step", "passed")
    assert "cannot be saved" in capsys.readouterr().out


@pytest.mark.parametrize("place", ["bad\0name", "/dev/null/x"])
def test_impossible_home(monkeypatch, capsys, place):
    monkeypatch.setattr(progress.os, "environ", {"DLCOURSE_HOME": place})
    progress.record("step", "passed")
    assert progress.load().lessons == {}
    assert capsys.readouterr().out.count("cannot be saved") == 1


def test_a_crash_while_writing_leaves_the_old_record(home, monkeypatch):
    progress.record("step", "passed")

    def crash(*_):
        raise OSError("disk full")

    monkeypatch.setattr(progress.os, "replace", crash)
    progress.record("other", "passed")
    monkeypatch.undo()
    monkeypatch.setenv("DLCOURSE_HOME", str(home))
    assert progress.load().passed("01") == ["step"]
    assert sorted(p.name for p in home.iterdir()) == ["progress.json", "progress.lock"]


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
    entries = progress.load().lessons[""]
    assert len(entries) == 4 * 25 + 1
    assert entries["shared"].attempts == 4 * 25
    assert json.loads((home / "progress.json").read_text())["version"] == 1
    assert not list(home.glob("*.part")) and not list(home.glob("*damaged*"))
