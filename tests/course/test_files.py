"""A file is replaced as a whole, by however many writers, and nothing is left behind."""

import os
import stat
import threading
import time

import pytest

from dlcourse.course import files
from dlcourse.course.files import write_atomically


def names(folder):
    return sorted(path.name for path in folder.iterdir())


def test_a_file_is_made_and_replaced(tmp_path):
    path = tmp_path / "new" / "a.json"
    for content in (b"one", b"two"):
        write_atomically(path, content)
        assert path.read_bytes() == content and names(path.parent) == ["a.json"]


def test_writers_at_once_do_not_meet(tmp_path):
    path, errors = tmp_path / "a.json", []

    def write(number):
        try:
            for _ in range(50):
                write_atomically(path, bytes([number]) * 10_000)
        except OSError as error:
            errors.append(error)

    writers = [threading.Thread(target=write, args=(number,)) for number in range(4)]
    for writer in writers:
        writer.start()
    for writer in writers:
        writer.join()
    assert errors == [] and names(tmp_path) == ["a.json"]
    assert len(path.read_bytes()) == 10_000 and len(set(path.read_bytes())) == 1


def test_a_failure_leaves_the_old_file_alone(tmp_path, monkeypatch):
    path = tmp_path / "a.json"
    write_atomically(path, b"old")

    def fail(*_):
        raise OSError("disk full")

    monkeypatch.setattr(files.os, "replace", fail)
    with pytest.raises(OSError, match="disk full"):
        write_atomically(path, b"new")
    assert path.read_bytes() == b"old" and names(tmp_path) == ["a.json"]


def test_what_a_killed_writer_left_is_removed_once_it_is_old(tmp_path):
    old, young = tmp_path / ".a.json.x1.part", tmp_path / ".a.json.x2.part"
    other = tmp_path / ".b.json.x3.part"
    for draft in (old, young, other):
        draft.write_bytes(b"half")
    for draft in (old, other):
        os.utime(draft, (time.time() - 3600,) * 2)
    write_atomically(tmp_path / "a.json", b"whole")
    assert names(tmp_path) == [young.name, other.name, "a.json"]


@pytest.mark.skipif(os.name == "nt", reason="rights as on Unix")
def test_a_new_file_has_the_usual_rights_and_an_old_one_keeps_its_own(tmp_path):
    (tmp_path / "plain").touch()
    write_atomically(tmp_path / "a", b"")
    rights = lambda name: stat.S_IMODE((tmp_path / name).stat().st_mode)  # noqa: E731
    assert rights("a") == rights("plain")
    (tmp_path / "a").chmod(0o600)
    write_atomically(tmp_path / "a", b"new")
    assert rights("a") == 0o600
