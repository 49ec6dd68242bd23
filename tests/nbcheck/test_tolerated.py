"""A lesson passes as it was stored, and with the differences that are tolerated."""

import copy

import numpy as np
import pytest
from bench import cells_of, run_pytest, write
from every_kind import CELLS, redraw_in_html, redrawn


def test_a_display_that_was_updated_is_stored_as_it_was_at_the_end(sound):
    """So it is compared: a live curve counts with its last picture."""
    (shown,) = [o for o in cells_of(sound)["updates"].outputs if o.output_type == "display_data"]
    assert "step 3" in shown.data["text/plain"]


def test_a_logged_line_did_come(sound):
    """Otherwise the lesson above would prove nothing about it."""
    assert "device.cc:20] Up" in cells_of(sound)["logs"].outputs[0].text


def within_tolerance(cell):
    cell.outputs[0].text = "loss 0.51 after 12 steps\n"


def within_tolerance_of_table(cell):
    data = cell.outputs[0].data
    data["text/html"] = data["text/html"].replace("0.50", "0.52")


def hardly(cell):
    data = cell.outputs[0].data
    data["image/png"] = redrawn(data["image/png"], lambda image: np.roll(image, 1, axis=0))


def hardly_and_with_a_text(cell):
    redraw_in_html(cell.outputs[0], lambda image: np.roll(image, 1, axis=0))
    data = cell.outputs[0].data
    data["text/html"] = data["text/html"].replace('alt="Figure: Accuracy 0.93"', 'alt="A line."')
    assert "A line." in data["text/html"]


def without_log(cell):
    cell.outputs = []


def another_time(cell):
    cell.outputs[0].text = "1.0\n"


def _id(name):
    return name.replace("_", "-")


TOLERATED = {
    "tolerant": within_tolerance,
    "table": within_tolerance_of_table,
    "shows": hardly,
    "shows_sharp": hardly_and_with_a_text,
    "logs": without_log,
    "live": another_time,
}


@pytest.fixture(scope="module")
def passing(sound, tmp_path_factory):
    """A lesson as it was stored, and one that differs by what is tolerated."""
    folder = tmp_path_factory.mktemp("passing")
    made = copy.deepcopy(sound)
    made.cells = [cell for cell in made.cells if cell.id in {"setup", *map(_id, TOLERATED)}]
    for name, change in TOLERATED.items():
        change(cells_of(made)[_id(name)])
    write(made, folder / "tolerated.ipynb")
    write(sound, folder / "untouched.ipynb")
    return run_pytest(folder)


def test_a_lesson_as_it_was_stored_passes(passing):
    ends = passing.files["untouched"].ends
    assert ends == dict.fromkeys(map(_id, CELLS), "passed"), passing.text


def test_what_is_tolerated_passes(passing):
    ends = passing.files["tolerated"].ends
    assert ends == dict.fromkeys(["setup", *map(_id, TOLERATED)], "passed"), passing.text
