"""Cells with little room are told, and by what it was used up."""

import pytest
from bench import notebook, run_pytest, write

from tools.nbcheck.room import uses
from tools.nbcheck.text import Output, Tolerance

CELLS = {
    "exact": "print('loss 0.93')",
    "narrow": ("print('loss 0.93')", {"atol": 0.1}),
    "roomy": ("print('loss 0.93')", {"atol": 1}),
    "draws": "import matplotlib.pyplot as plt\n_ = plt.plot([0, 1])",
    "tells": ("print('✓ So  (a = 0.98 > 0.97)')", {"atol": 1}),
}


def changed(made):
    """Store something else for each cell, as if another start gave what it gives now."""
    for cell in made.cells:
        for output in cell.outputs:
            if "text" in output:
                output.text = output.text.replace("0.93", "1.00").replace("0.98", "0.995")
    return made


@pytest.fixture(scope="module")
def told(tmp_path_factory):
    folder = tmp_path_factory.mktemp("room")
    write(changed(notebook(**CELLS)), folder / "lesson.ipynb")
    text = run_pytest(folder, "--room", "-p", "xdist", "-n1").text  # reports cross processes
    return [line for line in text.splitlines() if "what may differ: " in line or " used " in line]


def test_cells_with_little_room_are_told_the_worst_first(told):
    assert told == [
        "  inf of what may differ: lesson.ipynb::exact  'loss 1.00' became 'loss 0.93'",
        " 0.70 of what may differ: lesson.ipynb::narrow  1.00 became 0.93: rtol=0, atol=0.1",
        " 0.60 of what may differ: lesson.ipynb::tells  0.025 became 0.01: "
        "distance from the limit, a = 0.98 > 0.97",
        "3 of 5 cells used more than 0.5",
    ]


def test_a_claim_uses_its_distance_from_the_limit():
    def share(stored, new):
        pair = [Output(f"✓ So  (a = {text} > 0.9)", Tolerance()) for text in (stored, new)]
        return max(use.share for use in uses([pair], []))

    assert share("0.91", "0.902") == pytest.approx(0.8)
    assert share("0.902", "0.91") < 0.5, "farther from it than before is no danger"
