"""Both notebooks of a lesson are tested, in one kernel. Each case is a folder; all run at once."""

import copy

import pytest
from bench import cells_of, run_pytest, stored, write

RECORD = "with open({path!r}, 'a') as file: file.write({word!r} + ' ')"
LEARNERS = ["setup", "exercise-double", "check-double", "ticks", "shared"]


def lesson(exercise, verdict, seconds):
    return stored(
        setup="total = 40",
        exercise_double=(f"def double(x):\n    {exercise}", {"tags": ["exercise"]}),
        check_double=(
            "print('passed' if double(2) == 4 else 'not attempted')",
            {"prints": f"{verdict}\n"},
        ),
        ticks=("import time; print(time.time())", {"live": True, "prints": f"{seconds}\n"}),
        shared=("print(total + 2)", {"prints": "42\n"}),
    )


def both():
    return lesson("...", "not attempted", 1.0), lesson("return 2 * x", "passed", 2.0)


def change_solved(learners, solved):
    cells_of(solved)["setup"].execution_count = None
    for name in ("check-double", "shared"):
        cells_of(solved)[name].outputs[0].text = "something else\n"


def need_the_answer(learners, solved):
    for made in (learners, solved):
        cells_of(made)["shared"].source = "print(double(20) + 2)"


def cut_a_stream(learners, solved):
    output = cells_of(solved)["shared"].outputs[0]
    rest = copy.deepcopy(output)
    output.text, rest.text = output.text[:1], output.text[1:]
    cells_of(solved)["shared"].outputs.append(rest)


CASES = {
    "whole": None,
    "changed": change_solved,
    "needs": need_the_answer,
    "pieces": cut_a_stream,
    "named": None,
    "alone": None,
}
ASKED = {
    "named": "named/solutions/01_doubles.ipynb",
    "alone": "alone/01_doubles.ipynb::solutions:check-double",
}


@pytest.fixture(scope="module")
def outcome(tmp_path_factory):
    folder = tmp_path_factory.mktemp("both")
    for case, change in CASES.items():
        learners, solved = both()
        if change:
            change(learners, solved)
        write(learners, folder / case / "01_doubles.ipynb")
        write(solved, folder / case / "solutions" / "01_doubles.ipynb")
    for ini in folder.rglob("pytest.ini"):
        ini.unlink()
    (folder / "pytest.ini").touch()
    return run_pytest(folder, *(ASKED.get(case, case) for case in CASES))


def failed(outcome):
    return {name for name, end in outcome.ends.items() if end == "failure"}


def test_the_solved_notebook_runs_where_it_differs(outcome):
    """Not where only the output of a live cell differs: it does on each run."""
    solved = ["solutions:exercise-double", "solutions:check-double"]
    ends = outcome.files["whole/01_doubles"].ends
    assert ends == dict.fromkeys(LEARNERS + solved, "passed"), outcome.text


def test_a_change_of_the_solved_notebook_fails(outcome):
    changed = outcome.files["changed/01_doubles"]
    assert failed(changed) == {f"solutions:{n}" for n in ("setup", "check-double", "shared")}
    assert "Stored without having been run" in changed.reasons["solutions:setup"]


def test_a_cell_that_needs_the_learners_answer_fails(outcome):
    assert "TypeError" in outcome.files["needs/01_doubles"].reasons["shared"]


def test_pieces_of_a_stream_are_no_difference(outcome):
    assert "solutions:shared" not in outcome.files["pieces/01_doubles"].ends


def test_a_solved_notebook_asked_for_by_name_runs_whole(outcome):
    ends = outcome.files["named/solutions/01_doubles"].ends
    assert ends == dict.fromkeys(LEARNERS, "passed")


def test_a_cell_asked_for_alone_finds_what_the_cells_before_it_made(outcome):
    assert outcome.files["alone/01_doubles"].ends == {"solutions:check-double": "passed"}


def test_a_lesson_stays_on_one_worker_and_runs_once(tmp_path):
    runs = tmp_path / "runs"
    for number in range(3):
        words = {f"cell_{k}": RECORD.format(path=str(runs), word=f"{number}{k}") for k in range(6)}
        write(stored(**words), tmp_path / f"0{number}_lesson.ipynb")
    outcome = run_pytest(tmp_path, "-p", "xdist", "-n2", "--dist=loadfile")
    assert "18 passed" in outcome.text
    words = runs.read_text().split()
    for number in range(3):
        assert [w[1] for w in words if w[0] == str(number)] == list("012345")


def test_nbval_alone_can_still_be_had(tmp_path):
    write(stored(one="1 + 1;", two="x = 1"), tmp_path / "01_doubles.ipynb")
    outcome = run_pytest(tmp_path, "--nbval", "--nbval-current-env", "01_doubles.ipynb")
    assert list(outcome.ends) == ["Cell 0", "Cell 1"]
