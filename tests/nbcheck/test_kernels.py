"""The kernel of a lesson under test: its environment, its settings, its end."""

import sys

import numpy as np
import pytest
from bench import cells_of, run_pytest, stored, write

from tools.nbcheck.kernel import CPU_SETTINGS

VARIABLES = {name for settings in CPU_SETTINGS.values() for name in settings if name[0] in "ON"}
VARIABLES -= {"OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS"}
MEETS = """\
import os, pathlib, sys
home = pathlib.Path(os.environ["DLCOURSE_HOME"])
print(sys.executable)
print(home.is_relative_to(pathlib.Path.cwd()), "01_meets.ipynb" in os.listdir())
print(os.environ["OPENBLAS_NUM_THREADS"], os.environ["TF_NUM_INTRAOP_THREADS"])
print({name: os.environ.get(name) for name in NAMES})""".replace("NAMES", str(sorted(VARIABLES)))
DRAWS = """\
import numpy as np
from dlcourse import scratch
w = scratch.glorot_uniform((3, 3), np.random.default_rng(0))
print([name for name in dir() if "start" in name])
print(*w.ravel())"""


def meets(cpu_setting):
    """Return a lesson that says where it runs, and its output under a setting."""
    variables = CPU_SETTINGS[cpu_setting]
    threads = variables.get("OPENBLAS_NUM_THREADS", "1")
    shown = {name: variables.get(name) for name in sorted(VARIABLES)}
    lines = [sys.executable, "True False", f"{threads} {threads}", str(shown), ""]
    return stored(meets=(MEETS, {"prints": "\n".join(lines)}))


def drawn():
    """Return a lesson that draws weights, compared in all digits and in four."""
    from dlcourse import scratch

    weights = scratch.glorot_uniform((3, 3), np.random.default_rng(0))
    prints = " ".join(["[]\n" + str(weights[0, 0]), *map(str, weights.ravel()[1:])]) + "\n"
    return stored(
        exact=(DRAWS, {"prints": prints}), rounded=(DRAWS, {"prints": prints, "rtol": 1e-4})
    )


@pytest.fixture(autouse=True)
def machine_without_settings_of_its_own(monkeypatch):
    """A kernel inherits what is set outside, and these tests say what it sets itself."""
    for name in VARIABLES:
        monkeypatch.delenv(name, raising=False)


def test_a_kernel_is_this_python_on_one_thread_with_a_home_of_its_own(tmp_path):
    write(meets("one-thread"), tmp_path / "01_meets.ipynb")
    write(drawn(), tmp_path / "02_draws.ipynb")
    outcome = run_pytest(tmp_path)
    assert set(outcome.ends.values()) == {"passed"}, outcome.text


def test_a_kernel_can_pretend_to_have_another_cpu(tmp_path):
    write(meets("sse4"), tmp_path / "01_meets.ipynb")
    outcome = run_pytest(tmp_path, "--cpu-setting=sse4")
    assert outcome.ends["meets"] == "passed", outcome.text
    assert "lessons: CPU setting sse4 ONEDNN_MAX_CPU_ISA=SSE41" in outcome.text


def test_a_perturbed_kernel_draws_other_weights_and_its_seed_is_known(tmp_path):
    write(drawn(), tmp_path / "02_draws.ipynb")
    outcome = run_pytest(tmp_path, "--cpu-setting=perturbed", "--perturb-seed=5")
    assert outcome.ends == {"exact": "failure", "rounded": "passed"}, outcome.text
    assert "lessons: CPU setting perturbed --perturb-seed 5" in outcome.text


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
        made = stored(**dict.fromkeys(names, "pass"))
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
