"""What is broken in a lesson that was really run is refused, each kind in its own words."""

import copy

import numpy as np
import pytest
from bench import cells_of, run_pytest, write
from every_kind import redraw_in_html, redrawn
from nbformat.v4 import new_output
from PIL import Image


def moved(image):
    return np.roll(image, 9, axis=0)


# What is done to the stored cell, and what pytest has to say.


def digit(cell):
    cell.outputs[0].text = cell.outputs[0].text.replace("0.93", "0.94")


def unrun(cell):
    cell.execution_count = None
    cell.outputs = []


def error(cell):
    cell.outputs = [new_output("error", ename="KeyError", evalue="", traceback=[])]


def no_outputs(cell):
    cell.outputs = []


def curve(cell):
    data = cell.outputs[0].data
    data["image/png"] = redrawn(data["image/png"], moved)


def size(cell):
    data = cell.outputs[0].data
    data["image/png"] = redrawn(data["image/png"], lambda image: image[:-1])


def one_figure_less(cell):
    cell.outputs = cell.outputs[:1]


def one_figure_more(cell):
    cell.outputs += cell.outputs[:1]


def in_html(cell):
    redraw_in_html(cell.outputs[0], moved)


def shown_size(cell):
    data = cell.outputs[0].data
    data["text/html"] = data["text/html"].replace('width="640"', 'width="641"')


def beyond_tolerance(cell):
    cell.outputs[0].text = "loss 0.53 after 12 steps\n"


def words(cell):
    cell.outputs[0].text = "cost 0.50 after 12 steps\n"


def table(cell):
    data = cell.outputs[0].data
    data["text/html"] = data["text/html"].replace("0.50", "0.56")


def tolerance(cell):
    cell.metadata["atol"] = "much"


def ignored(cell):
    digit(cell)
    cell.source = "# NBVAL_IGNORE_OUTPUT\n" + cell.source
    cell.metadata["tags"] = ["nbval-ignore-output", "nbval-skip"]


def warning(cell):
    cell.outputs[0].text = cell.outputs[0].text.replace("flat", "steep")


def ends_well(cell):
    cell.source = "1 / 1"


def last_update(cell):
    (shown,) = [o for o in cell.outputs if o.output_type == "display_data"]
    shown.data["text/plain"] = "'step 2'"


def breaks(cell):
    cell.source = "1 / 0"


def nothing(cell):
    cell.source = "import dlcourse as dl\nx = 3\ndl.claim('x is x', x >= x)"


REFUSED = {
    "digit": ("prints", digit, "0.94"),
    "never run": ("prints", unrun, "Stored without having been run: build the lesson."),
    "never run, silent": ("says-nothing", unrun, "Stored without having been run"),
    "stored error": ("prints", error, "Its stored output is an error, KeyError"),
    "outputs missing": ("prints", no_outputs, "Unexpected output fields from running code"),
    "figure missing": ("shows", no_outputs, "Expected 0 figure(s), as stored. Received: 1"),
    "figure moved": ("shows", curve, "figure 1 of 1: "),
    "size": ("shows", size, "its size changed: 640 x 479 pixels were stored, 640 x 480 came"),
    "one more": ("shows-two", one_figure_less, "Expected 1 figure(s), as stored. Received: 2"),
    "one less": ("shows-two", one_figure_more, "Expected 3 figure(s), as stored. Received: 2"),
    "frame of an animation": ("moves", in_html, "figure 1 of 3: "),
    "beyond tolerance": ("tolerant", beyond_tolerance, "0.53 became 0.50: more than rtol=0, atol"),
    "words": ("tolerant", words, "mismatch 'stdout'"),
    "cell of a table": ("table", table, "0.56 became 0.50: more than rtol=0.05"),
    "wrong tolerance": ("tolerant", tolerance, "Expected a number as atol. Received: atol='much'"),
    "switched off": ("prints", ignored, "0.94"),
    "another warning": ("warns", warning, "mismatch 'stderr'"),
    "new warning": ("warns", no_outputs, "Unexpected output fields from running code: {'stderr'}"),
    "another last update": ("updates", last_update, "step 2"),
    "live, and breaks": ("live", breaks, "ZeroDivisionError"),
    "claims nothing": ("prints", nothing, "holds whatever its values are, so proves nothing: x >="),
    "error that no longer comes": ("raises", ends_well, "Missing output fields"),
    # Last, because from here on all figures are sharp.
    "sharp figure moved": ("shows-sharp", in_html, "figure 1 of 1: "),
    "sharp figure missing": ("shows-sharp", no_outputs, "Expected 0 figure(s), as stored."),
    "sharp figure shown larger": ("shows-sharp", shown_size, "mismatch 'text/html'"),
}


@pytest.fixture(scope="module")
def broken(sound, tmp_path_factory):
    """One lesson that holds each broken cell, under the name of what was done to it."""
    made = copy.deepcopy(sound)
    made.cells = made.cells[:1]
    for number, (name, change, _) in enumerate(REFUSED.values()):
        cell = copy.deepcopy(cells_of(sound)[name])
        cell.id = f"broken-{number}"
        change(cell)
        made.cells.append(cell)
    folder = tmp_path_factory.mktemp("broken")
    old_picture(folder).parent.mkdir(parents=True)
    old_picture(folder).touch()
    write(made, folder / "lesson.ipynb")
    return folder, run_pytest(folder)


def old_picture(folder):
    return folder / "build" / "figure-changes" / "lesson" / "gone-1-actual.png"


@pytest.mark.parametrize("name", REFUSED)
def test_what_was_broken_is_refused(broken, name):
    cell = f"broken-{list(REFUSED).index(name)}"
    _, outcome = broken
    assert outcome.ends["setup"] == "passed"
    assert outcome.ends[cell] == "failure", outcome.text
    assert REFUSED[name][2] in outcome.reasons[cell]


def test_a_changed_figure_can_be_looked_at(broken):
    folder, outcome = broken
    cell = f"broken-{list(REFUSED).index('figure moved')}"
    for view in ("expected", "actual", "difference"):
        path = folder / "build" / "figure-changes" / "lesson" / f"{cell}-1-{view}.png"
        assert str(path) in outcome.reasons[cell]
        with Image.open(path) as picture:
            assert picture.size == (640, 480)
    assert "pixels (" in outcome.reasons[cell] and "the largest has" in outcome.reasons[cell]


def test_pictures_of_the_last_run_go_away(broken):
    folder, _ = broken
    assert old_picture(folder).parent.exists() and not old_picture(folder).exists()
