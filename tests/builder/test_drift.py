"""`check` runs nothing and finds every way in which a stored notebook can be wrong."""

import nbformat
import pytest

from dlcourse.course.edition import EDITIONS, SOLVED
from tools.builder.__main__ import main
from tools.builder.notebooks import write_notebook


@pytest.fixture
def built(bench, runs):
    assert bench.build() == [] and bench.check() == []
    runs.clear()
    yield bench
    assert runs == []


def cell_of(notebook, cell_id):
    return next(cell for cell in notebook.cells if cell.id == cell_id)


def change_output(notebook):
    cell_of(notebook, "prints").outputs[0].text = "another text\n"


def change_picture(notebook):
    cell_of(notebook, "draws").outputs[0].data["image/png"] = "AAAA"


def remove_an_output(notebook):
    cell_of(notebook, "check-add").outputs = []


def change_code(notebook):
    cell_of(notebook, "prints").source += "\n"


def change_prose(notebook):
    cell_of(notebook, "why-draw").source += " More."


def add_a_cell(notebook):
    notebook.cells.append(nbformat.v4.new_markdown_cell("More."))


def remove_a_cell(notebook):
    notebook.cells.pop()


def change_metadata(notebook):
    notebook.metadata["title"] = "Another"


def change_cell_metadata(notebook):
    cell_of(notebook, "prints").metadata["tags"] = ["nbval-skip"]


def change_versions(notebook):
    notebook.metadata["dlcourse"]["versions"] = {"numpy": "9"}


EDITS = [
    change_output,
    change_picture,
    remove_an_output,
    change_code,
    change_prose,
    add_a_cell,
    remove_a_cell,
    change_metadata,
    change_cell_metadata,
    change_versions,
]


@pytest.mark.parametrize("edition", EDITIONS, ids=str)
@pytest.mark.parametrize("edit", EDITS)
def test_hand_edited_notebook(built, edit, edition):
    notebook = built.notebook(edition)
    edit(notebook)
    nbformat.write(notebook, built.path(edition))
    problems = built.check()
    assert problems and all(str(built.path(edition)) in p for p in problems), problems


def never_run(notebook):
    cell_of(notebook, "setup").execution_count = None


def error_output(notebook):
    error = nbformat.v4.new_output("error", ename="ValueError", evalue="bad", traceback=[])
    cell_of(notebook, "prints").outputs.append(error)


def no_picture(notebook):
    cell_of(notebook, "draws").outputs = []


def no_print(notebook):
    cell_of(notebook, "prints").outputs = []


def stderr(notebook):
    noise = nbformat.v4.new_output("stream", name="stderr", text="W0000 computation placer\n")
    cell_of(notebook, "prints").outputs.append(noise)


SEALED = {
    never_run: ("setup", "was never run"),
    error_output: ("prints", "the error ValueError"),
    no_picture: ("draws", "shows 0 picture(s) but has 1"),
    no_print: ("prints", "its output is missing"),
    stderr: ("prints", "writes to stderr"),
}


@pytest.mark.parametrize("edit", SEALED, ids=lambda edit: edit.__name__)
def test_wrong_even_with_a_right_fingerprint(built, edit):
    """The fingerprint is a seal, no proof: these are found behind an intact one, too."""
    notebook = built.notebook()
    edit(notebook)
    write_notebook(notebook, built.path())
    cell, message = SEALED[edit]
    found = [p for p in built.check() if f"01_adding.ipynb, cell {cell!r}: " in p]
    assert any(message in p for p in found), built.check()


@pytest.mark.parametrize(
    "edit, message",
    [(add_a_cell, "more or fewer cells"), (change_metadata, "its metadata differ")],
)
def test_drift_behind_a_right_fingerprint(built, edit, message):
    notebook = built.notebook()
    edit(notebook)
    write_notebook(notebook, built.path())
    (problem,) = built.check()
    assert "01_adding.ipynb: " in problem and message in problem


def test_source_changed_and_not_built(built):
    built.write(("A sum is a number.", "A sum is one number."))
    problems = built.check()
    assert len(problems) == 2 and all("'why-print': differs from its source" in p for p in problems)
    assert all("run python -m tools.builder build" in p for p in problems)


def test_missing_notebook(built):
    built.path(SOLVED).unlink()
    (problem,) = built.check()
    assert "solutions/01_adding.ipynb: missing or unreadable" in problem


def test_notebook_without_source(built):
    built.path().with_name("09_old.ipynb").write_bytes(built.path().read_bytes())
    (problem,) = built.check()
    assert "09_old.ipynb: no source makes this notebook" in problem


def test_exit_status_and_messages(built, capsys):
    arguments = ["--folder", str(built.folder)]
    assert main([*arguments, "check"]) == 0
    built.path().unlink()
    assert main([*arguments, "check"]) == 1
    assert "01_adding.ipynb: missing" in capsys.readouterr().err
    assert main([*arguments, "build", "77"]) == 1
    assert "Unknown lesson '77'." in capsys.readouterr().err


@pytest.mark.parametrize("jobs", ["0", "-1", "two"])
def test_number_of_kernels_at_a_time(built, capsys, jobs):
    with pytest.raises(SystemExit):
        main(["--folder", str(built.folder), "build", "--jobs", jobs])
    assert "argument --jobs" in capsys.readouterr().err
