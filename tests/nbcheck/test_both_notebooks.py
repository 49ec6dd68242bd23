"""Where the cells of a lesson run: both notebooks, one kernel, its environment, its end."""

import copy
import sys

import pytest
from bench import cells_of, notebook, run_pytest, write

from tools.nbcheck.kernel import CPU_SETTINGS

RECORD = "with open({path!r}, 'a') as file: file.write({word!r} + ' ')"


# Both notebooks of a lesson.


def lesson(exercise):
    return notebook(
        setup="total = 40",
        exercise_double=(f"def double(x):\n    {exercise}", {"tags": ["exercise"]}),
        check_double="print('passed' if double(2) == 4 else 'not attempted')",
        shared="print(total + 2)",
    )


@pytest.fixture(scope="module")
def both():
    return lesson("..."), lesson("return 2 * x")


def store(folder, learners, solved):
    write(learners, folder / "01_doubles.ipynb")
    write(solved, folder / "solutions" / "01_doubles.ipynb")
    (folder / "solutions" / "pytest.ini").unlink()
    return folder


LEARNERS = ["setup", "exercise-double", "check-double", "shared"]


def test_the_solved_notebook_runs_where_it_differs(both, tmp_path):
    outcome = run_pytest(store(tmp_path, *both))
    solved = ["solutions:exercise-double", "solutions:check-double"]
    assert outcome.ends == dict.fromkeys(LEARNERS + solved, "passed"), outcome.text


def test_a_change_of_the_solved_notebook_fails(both, tmp_path):
    learners, solved = copy.deepcopy(both)
    cells_of(solved)["setup"].execution_count = None
    for name in ("check-double", "shared"):
        cells_of(solved)[name].outputs[0].text = "something else\n"
    outcome = run_pytest(store(tmp_path, learners, solved))
    failed = {f"solutions:{name}" for name in ("setup", "check-double", "shared")}
    assert {name for name, end in outcome.ends.items() if end == "failure"} == failed
    assert "Stored without having been run" in outcome.reasons["solutions:setup"]


def test_a_cell_that_needs_the_learners_answer_fails(both, tmp_path):
    learners, solved = copy.deepcopy(both)
    for made in (learners, solved):
        cells_of(made)["shared"].source = "print(double(20) + 2)"
    outcome = run_pytest(store(tmp_path, learners, solved))
    assert "TypeError" in outcome.reasons["shared"]


def test_a_solved_notebook_asked_for_by_name_runs_whole(both, tmp_path):
    outcome = run_pytest(store(tmp_path, *both), "solutions/01_doubles.ipynb")
    assert outcome.ends == dict.fromkeys(LEARNERS, "passed")


def test_pieces_of_a_stream_are_no_difference(both, tmp_path):
    learners, solved = copy.deepcopy(both)
    output = cells_of(solved)["shared"].outputs[0]
    rest = copy.deepcopy(output)
    output.text, rest.text = output.text[:1], output.text[1:]
    cells_of(solved)["shared"].outputs.append(rest)
    outcome = run_pytest(store(tmp_path, learners, solved))
    assert "solutions:shared" not in outcome.ends


# One kernel for each lesson.


def test_a_cell_asked_for_alone_finds_what_the_cells_before_it_made(both, tmp_path):
    folder = store(tmp_path, *both)
    outcome = run_pytest(folder, "01_doubles.ipynb::solutions:check-double")
    assert outcome.ends == {"solutions:check-double": "passed"}


def test_a_lesson_stays_on_one_worker_and_runs_once(tmp_path):
    runs = tmp_path / "runs"
    for number in range(3):
        words = {f"cell_{k}": RECORD.format(path=str(runs), word=f"{number}{k}") for k in range(6)}
        write(notebook(**words), tmp_path / f"0{number}_lesson.ipynb")
    runs.unlink()
    outcome = run_pytest(tmp_path, "-p", "xdist", "-n2", "--dist=loadfile")
    assert "18 passed" in outcome.text
    words = runs.read_text().split()
    for number in range(3):
        assert [w[1] for w in words if w[0] == str(number)] == list("012345")


def test_nbval_alone_can_still_be_had(both, tmp_path):
    folder = store(tmp_path, *both)
    outcome = run_pytest(folder, "--nbval", "--nbval-current-env", "01_doubles.ipynb")
    assert list(outcome.ends) == ["Cell 0", "Cell 1", "Cell 2", "Cell 3"]


# Its environment.

MEETS = """\
import os, pathlib, sys
home = pathlib.Path(os.environ["DLCOURSE_HOME"])
print(sys.executable)
print(home.is_relative_to(pathlib.Path.cwd()), "01_meets.ipynb" in os.listdir())
print(os.environ["OPENBLAS_NUM_THREADS"], os.environ["TF_NUM_INTRAOP_THREADS"])
print({name: os.environ.get(name) for name in sorted(NAMES)})"""


def test_a_kernel_is_this_python_on_one_thread_with_a_home_of_its_own(tmp_path):
    names = {name for settings in CPU_SETTINGS.values() for name in settings if name[0] in "ON"}
    names -= {"OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS"}
    made = notebook(setup=f"NAMES = {names}", meets=MEETS)
    path = write(made, tmp_path / "01_meets.ipynb")
    assert run_pytest(tmp_path).ends["meets"] == "passed"
    stored = cells_of(made)["meets"].outputs[0]
    executable, places, threads, _ = stored.text.splitlines()
    assert (executable, places, threads) == (sys.executable, "True False", "1 1")
    shown = {name: CPU_SETTINGS["sse4"].get(name) for name in sorted(names)}
    stored.text = f"{executable}\n{places}\n1 1\n{shown}\n"
    write(made, path)
    outcome = run_pytest(tmp_path, "--cpu-setting=sse4")
    assert outcome.ends["meets"] == "passed", outcome.text
    assert "lessons: CPU setting sse4 ONEDNN_MAX_CPU_ISA=SSE41" in outcome.text


def test_a_perturbed_kernel_draws_other_weights_and_its_seed_is_known(tmp_path):
    draws = (
        "import numpy as np\nfrom dlcourse import scratch\n"
        "w = scratch.glorot_uniform((3, 3), np.random.default_rng(0))\n"
        "print([name for name in dir() if 'start' in name])\nprint(*w.ravel())"
    )
    write(notebook(exact=draws, rounded=(draws, {"rtol": 1e-4})), tmp_path / "01_draws.ipynb")
    assert set(run_pytest(tmp_path).ends.values()) == {"passed"}
    outcome = run_pytest(tmp_path, "--cpu-setting=perturbed", "--perturb-seed=5")
    assert outcome.ends == {"exact": "failure", "rounded": "passed"}, outcome.text
    assert "lessons: CPU setting perturbed --perturb-seed 5" in outcome.text


# Its end.

ENDS = {
    "exits": "import os\nos._exit(3)",
    "killed": "import os\nos.kill(os.getpid(), 9)",
    "slow": "import time\ntime.sleep(600)",
}


@pytest.fixture(scope="module")
def ended(tmp_path_factory):
    folder = tmp_path_factory.mktemp("ends")
    for name, source in ENDS.items():
        names = (f"{name}_{part}" for part in ("before", "cell", "after", "later"))
        made = notebook(**dict.fromkeys(names, "pass"))
        cells_of(made)[f"{name}-cell"].source = source
        write(made, folder / f"{name}.ipynb")
    return run_pytest(folder, "--nbval-cell-timeout=2")


@pytest.mark.parametrize(
    ("name", "reason"),
    [
        ("exits", "The kernel died (exit status 3) while it ran this cell."),
        ("killed", "The kernel died (signal SIGKILL, often a lack of memory)"),
        ("slow", "Timeout of 2 seconds exceeded"),
    ],
)
def test_a_kernel_that_is_lost_fails_one_cell_and_skips_the_rest(ended, name, reason):
    ends = {part: ended.ends[f"{name}-{part}"] for part in ("before", "cell", "after", "later")}
    expected = {"before": "passed", "cell": "failure", "after": "skipped", "later": "skipped"}
    assert ends == expected
    assert reason in ended.reasons[f"{name}-cell"]
    assert "an earlier cell lost the kernel" in ended.reasons[f"{name}-after"]
