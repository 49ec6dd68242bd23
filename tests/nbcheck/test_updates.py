"""A display that a cell replaces while it runs counts as it was at the end, like a live curve."""

import copy

import pytest
from bench import cells_of, notebook, run_pytest, write

LIVE = """from IPython.display import display
handle = display("step 0", display_id=True)
for step in range(1, 4):
    print("at", step)
    handle.update(f"step {step}")"""


@pytest.fixture(scope="module")
def live():
    return notebook(live=LIVE, after="print('done')")


def test_the_last_picture_of_a_live_display_is_compared(live, tmp_path):
    (shown,) = [o for o in cells_of(live)["live"].outputs if o.output_type == "display_data"]
    assert "step 3" in shown.data["text/plain"]  # stored as Jupyter stores it
    write(live, tmp_path / "live.ipynb")
    assert set(run_pytest(tmp_path, "live.ipynb").ends.values()) == {"passed"}


def test_another_last_picture_fails(live, tmp_path):
    changed = copy.deepcopy(live)
    (shown,) = [o for o in cells_of(changed)["live"].outputs if o.output_type == "display_data"]
    shown.data["text/plain"] = "'step 2'"
    write(changed, tmp_path / "live.ipynb")
    ends = run_pytest(tmp_path, "live.ipynb").ends
    assert ends == {"live": "failure", "after": "passed"}


def test_a_live_cell_runs_and_is_not_compared(tmp_path):
    clock = ("import time; print(time.time()); n = 3", {"live": True})
    made = notebook(clock=clock, after="print(n)", breaks=("n = 1", {"live": True}))
    cells_of(made)["breaks"].source = "1 / 0"
    write(made, tmp_path / "live.ipynb")
    ends = run_pytest(tmp_path, "live.ipynb").ends
    assert ends == {"clock": "passed", "after": "passed", "breaks": "failure"}
