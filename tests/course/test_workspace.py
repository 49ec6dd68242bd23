"""A learner's work is never overwritten, and what is new always arrives."""

import json
import platform
import subprocess
import sys

import pytest
from tiny_course import notebook, save

from dlcourse.course.workspace import RECORD, Workspace, content

NAME = "01_good.ipynb"


@pytest.fixture
def folders(tmp_path):
    """Return the folder of the lessons, with one lesson, and the folder for the workspace."""
    publish(tmp_path / "lessons", "print(1)")
    return tmp_path / "lessons", tmp_path / "mine"


def publish(lessons, source, outputs=()):
    lesson = notebook("Good morning", ("greet", source))
    lesson["cells"][1]["outputs"] = list(outputs)
    save(lessons / NAME, lesson)


def edit(path, **changes):
    """Change the code cell of a notebook as JupyterLab would."""
    lesson = json.loads(path.read_text())
    lesson["cells"][1].update(changes)
    path.write_text(json.dumps(lesson, indent=1))


def source(path):
    return "".join(json.loads(path.read_text())["cells"][1]["source"])


def deliver(folders, *names):
    """Deliver as a new process would; return (state, name beside) of the first file."""
    lessons, mine = folders
    arrival, *_ = Workspace(mine).deliver(lessons, names or [NAME])
    return arrival.state, arrival.beside


def test_the_first_copy_is_exact(folders):
    lessons, mine = folders
    assert deliver(folders) == ("new", None)
    assert (mine / NAME).read_bytes() == (lessons / NAME).read_bytes()
    assert sorted(path.name for path in mine.iterdir()) == [RECORD, NAME]
    assert deliver(folders) == ("current", None)


def test_the_copy_names_the_python_that_runs_it(folders):
    """JupyterLab would write it down, and then ask whether to save a lesson only looked at."""
    lessons, mine = folders
    lesson = json.loads((lessons / NAME).read_text())
    lesson["metadata"] = {"language_info": {"name": "python"}}
    save(lessons / NAME, lesson)
    assert deliver(folders) == ("new", None)
    lesson["metadata"]["language_info"]["version"] = platform.python_version()
    assert json.loads((mine / NAME).read_text()) == lesson
    assert deliver(folders) == ("current", None)


def test_an_untouched_lesson_is_updated(folders):
    deliver(folders)
    publish(folders[0], "print(2)")
    assert deliver(folders) == ("updated", None)
    assert source(folders[1] / NAME) == "print(2)"


def test_new_outputs_alone_are_an_update_too(folders):
    deliver(folders)
    publish(folders[0], "print(1)", [{"output_type": "stream", "name": "stdout", "text": "1"}])
    assert deliver(folders) == ("updated", None)
    assert deliver(folders) == ("current", None)


def test_running_a_lesson_is_not_yet_work(folders):
    lessons, mine = folders
    deliver(folders)
    edit(mine / NAME, execution_count=3, metadata={"collapsed": True}, source=["print(1)"])
    ran = (mine / NAME).read_bytes()
    assert deliver(folders) == ("current", None)
    assert (mine / NAME).read_bytes() == ran
    publish(lessons, "print(2)")
    assert deliver(folders) == ("updated", None)


@pytest.mark.parametrize(
    "change",
    [
        {"source": "print(1)  # mine"},
        {"cell_type": "markdown"},
        {"attachments": {"image.png": {"image/png": "AAAA"}}},
    ],
)
def test_work_stays_and_the_new_version_comes_beside_it_once(folders, change):
    lessons, mine = folders
    deliver(folders)
    edit(mine / NAME, **change)
    work = (mine / NAME).read_bytes()
    assert deliver(folders) == ("kept", None)
    publish(lessons, "print(2)")
    assert deliver(folders) == ("beside", "01_good.new.ipynb")
    assert (mine / NAME).read_bytes() == work
    assert source(mine / "01_good.new.ipynb") == "print(2)"
    (mine / "01_good.new.ipynb").unlink()
    assert deliver(folders) == ("kept", None)
    assert not (mine / "01_good.new.ipynb").exists()


def test_an_added_cell_is_work(folders):
    lessons, mine = folders
    deliver(folders)
    lesson = json.loads((mine / NAME).read_text())
    save(mine / NAME, {**lesson, "cells": [*lesson["cells"], lesson["cells"][0]]})
    publish(lessons, "print(2)")
    assert deliver(folders)[0] == "beside"


def test_the_version_beside_is_replaced_until_it_holds_work(folders):
    lessons, mine = folders
    deliver(folders)
    edit(mine / NAME, source="mine")
    for version in ("print(2)", "print(3)"):
        publish(lessons, version)
        assert deliver(folders) == ("beside", "01_good.new.ipynb")
    edit(mine / "01_good.new.ipynb", source="mine, too")
    publish(lessons, "print(4)")
    assert deliver(folders) == ("beside", "01_good.new2.ipynb")
    assert source(mine / NAME) == "mine"
    assert source(mine / "01_good.new.ipynb") == "mine, too"


def test_a_learner_who_takes_the_new_version_over_gets_updates_again(folders):
    lessons, mine = folders
    deliver(folders)
    edit(mine / NAME, source="mine")
    publish(lessons, "print(2)")
    deliver(folders)
    (mine / "01_good.new.ipynb").replace(mine / NAME)
    publish(lessons, "print(3)")
    assert deliver(folders) == ("updated", None)


def test_a_deleted_lesson_comes_back(folders):
    deliver(folders)
    (folders[1] / NAME).unlink()
    assert deliver(folders) == ("new", None)


@pytest.mark.parametrize("record", [None, "{broken", "[]", '{"01_good.ipynb": 1}'])
def test_without_a_record_every_difference_counts_as_work(folders, record):
    lessons, mine = folders
    deliver(folders)
    edit(mine / NAME, source="mine")
    (mine / RECORD).unlink()
    if record is not None:
        (mine / RECORD).write_text(record)
    assert deliver(folders) == ("beside", "01_good.new.ipynb")
    assert source(mine / NAME) == "mine"


def test_a_file_that_is_no_notebook_counts_byte_by_byte(folders):
    lessons, mine = folders
    deliver(folders)
    (mine / NAME).write_text("not a notebook any more")
    publish(lessons, "print(2)")
    assert deliver(folders)[0] == "beside"
    assert (mine / NAME).read_text() == "not a notebook any more"


def test_a_copy_cut_short_leaves_whole_files_and_a_true_record(folders):
    lessons, mine = folders
    with pytest.raises(FileNotFoundError):
        deliver(folders, NAME, "02_missing.ipynb")
    assert list(json.loads((mine / RECORD).read_text())) == [NAME]
    assert deliver(folders) == ("current", None)
    assert sorted(path.name for path in mine.iterdir()) == [RECORD, NAME]


@pytest.mark.parametrize("content", ["{broken", "{}", '{"cells": [{"source": "x"}]}', "[]"])
def test_a_damaged_lesson_does_not_reach_the_workspace(folders, content):
    lessons, mine = folders
    (lessons / "02_other.ipynb").write_text(content)
    arrivals = Workspace(mine).deliver(lessons, ["02_other.ipynb", NAME])
    assert [arrival.state for arrival in arrivals] == ["damaged", "new"]
    before = (mine / NAME).read_bytes()
    (lessons / NAME).write_text(content)
    assert deliver(folders) == ("damaged", None)
    assert (mine / NAME).read_bytes() == before
    assert sorted(path.name for path in mine.iterdir()) == [RECORD, NAME]


def test_two_programs_that_deliver_at_once(folders):
    lessons, mine = folders
    names = [f"{number:02d}_lesson.ipynb" for number in range(20)]
    for name in names:
        save(lessons / name, notebook(name))
    program = "import sys\nfrom pathlib import Path\n"
    program += "from dlcourse.course.workspace import Workspace\n"
    program += "Workspace(sys.argv[2]).deliver(Path(sys.argv[1]), sys.argv[3:])"
    command = [sys.executable, "-c", program, str(lessons), str(mine), *names]
    programs = [subprocess.Popen(command) for _ in range(2)]
    assert [program.wait(60) for program in programs] == [0, 0]
    assert sorted(path.name for path in mine.iterdir()) == [RECORD, *names]
    assert [a.state for a in Workspace(mine).deliver(lessons, names)] == ["current"] * 20


def test_solutions_keep_their_folder(folders):
    lessons, mine = folders
    save(lessons / "solutions" / NAME, notebook("Solved"))
    assert deliver(folders, f"solutions/{NAME}") == ("new", None)
    assert (mine / "solutions" / NAME).is_file()


def test_the_workspace_around_a_folder(folders, tmp_path):
    assert Workspace.around(tmp_path).folder == tmp_path / "dlcourse-lessons"
    deliver(folders)
    assert Workspace.around(folders[1]).folder == folders[1]


def test_content_sees_what_a_person_writes_and_nothing_else():
    def of(**changes):
        lesson = notebook("A", ("cell", "x = 1"))
        lesson["cells"][1].update(changes)
        return content(json.dumps(lesson).encode())

    assert of() == of(outputs=[1], execution_count=2, id="other") == of(source=["x ", "= 1"])
    assert len({of(), of(source="x = 2"), of(cell_type="raw"), of(attachments={"a": {}})}) == 4
