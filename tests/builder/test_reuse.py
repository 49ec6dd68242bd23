"""Outputs are reused where they hold, and only there; the same source gives the same bytes."""

import pytest
from lesson_bench import SOUND

from dlcourse.course.edition import EDITIONS, SOLVED

BOTH = [("learner", 5), ("solved", 5)]
CODE_EDITS = {
    "first cell": ("import types\n", "import types\nimport math\n"),
    "middle cell": ("total = 1 + 2", "total = 1 + 3"),
    "last cell": ("check=lambda function", "check=lambda function,"),
    "comment in code": ("print(total)", "print(total)  # three"),
    "order": ("total = 1 + 2\nprint(total)", "print(3)\ntotal = 1 + 2"),
}
PROSE_EDITS = {
    "prose": ("A sum is a number.", "A sum is one number."),
    "title": ("# # Adding", "# # Sums"),
    "alternative text": ("One dot, because", "A dot, since"),
    "id": ('id="prints"', 'id="prints-the-sum"'),
    "tolerance": ('id="prints"', 'id="prints" rtol=0.01'),
    "more prose": (
        '# %% [markdown] id="end"',
        '# %% [markdown] id="new"\n# Text.\n\n# %% [markdown] id="end"',
    ),
}


@pytest.fixture
def built(bench, runs):
    assert bench.build() == [] and runs == BOTH
    runs.clear()
    return bench


def test_nothing_changed(built, runs):
    before = built.path().read_bytes(), built.path(SOLVED).read_bytes()
    lines = []
    assert built.build(report=lines.append) == [] and runs == []
    assert (built.path().read_bytes(), built.path(SOLVED).read_bytes()) == before
    assert all("unchanged" in line and "kB" in line for line in lines) and len(lines) == 2


@pytest.mark.parametrize("edit", PROSE_EDITS.values(), ids=PROSE_EDITS.keys())
def test_prose_never_runs_anything(built, runs, edit):
    built.write(edit)
    assert built.check() != []
    assert built.build() == [] and runs == [] and built.check() == []


@pytest.mark.parametrize("edit", CODE_EDITS.values(), ids=CODE_EDITS.keys())
def test_changed_code_runs(built, runs, edit):
    built.write(edit)
    assert built.build() == [] and runs == BOTH and built.check() == []


def test_solution_runs_only_the_solved_notebook(built, runs):
    built.write(("start=0", "start=+0"))
    assert built.build() == [] and runs == [("solved", 5)]


def test_cells_cut_from_the_end_run_nothing(built, runs):
    built.write(source=SOUND.split('# %% [markdown] id="task"')[0])
    assert built.build() == [] and runs == [] and built.check() == []
    assert len(built.notebook().cells) == 7


def test_fresh_runs(built, runs):
    assert built.build(fresh=True) == [] and runs == BOTH


@pytest.mark.parametrize("edition", EDITIONS, ids=str)
def test_outputs_edited_by_hand_are_not_reused(built, runs, edition):
    path = built.path(edition)
    path.write_text(path.read_text().replace("printed in run", "forged in run"))
    assert built.build() == [] and runs == [(edition.name, 5)]
    assert "forged" not in path.read_text() and built.check() == []


def test_outputs_keep_the_versions_that_made_them(built, runs, monkeypatch):
    made = built.notebook().metadata["dlcourse"]["versions"]
    assert {"numpy", "keras"} <= set(made)
    monkeypatch.setattr("tools.builder.build.installed_versions", lambda: {"numpy": "0"})
    built.write(PROSE_EDITS["prose"])
    assert built.build() == [] and runs == []
    assert built.notebook().metadata["dlcourse"]["versions"] == made
    assert built.build(fresh=True) == [] and runs == BOTH
    assert built.notebook().metadata["dlcourse"]["versions"] == {"numpy": "0"}


def test_unreadable_notebooks_are_built_again(built, runs):
    built.path().write_text("{}")
    built.path(SOLVED).write_text("no notebook")
    assert built.build() == [] and runs == BOTH and built.check() == []


def test_one_lesson_alone(built, runs):
    second = built.write(("# # Adding", "# # Second"), ('id="title"', 'id="start"'), name="02_two")
    assert built.build(paths=[second]) == [] and runs == BOTH
    assert any("cell 'navigation': differs from its source" in p for p in built.check())
    runs.clear()
    assert built.build() == [] and runs == [] and built.check() == []
    assert "Next: [Second](02_two.ipynb)" in built.cell("navigation").source
    back = built.cell("navigation", SOLVED, "02_two").source
    assert "Previous: [Adding](01_adding.ipynb)" in back and "Next" not in back


def test_another_lesson_that_breaks_its_rules_stops_only_itself(built, runs):
    built.write(("print(total)", "total;"), ("    # solution\n", ""), name="02_two")
    assert built.build(paths=[built.course.find("01")]) == []
    assert all("02_two" in p for p in built.build()) and not built.path(name="02_two").exists()
