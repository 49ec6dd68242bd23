"""Each refusal and each tolerance of the lessons' tests, on notebooks that were really run."""

import base64
import copy
import io

import numpy as np
import pytest
from bench import cells_of, notebook, run_pytest, write
from nbformat.v4 import new_output
from PIL import Image

FIGURE = "plt.plot([0, 1]); plt.title('Accuracy 0.93'); plt.show()"
LOG = (
    "import os\n"
    "os.write(2, f'I0000 00:00:{time.time():.6f} {os.getpid():7} device.cc:20] Up\\n'.encode())\n"
    "time.sleep(0.3)"
)
ANIMATION = """\
from IPython.display import HTML
from matplotlib.animation import FuncAnimation
figure, ax = plt.subplots(figsize=(2, 1))
line, = ax.plot([0, 1])
made = FuncAnimation(figure, lambda k: line.set_data([0, 1], [k / 2, 1]), frames=3)
plt.close()
HTML(made.to_jshtml())"""
UPDATES = """\
from IPython.display import display
handle = display("step 0", display_id=True)
for step in range(1, 4):
    print("at", step)
    handle.update(f"step {step}")"""
CELLS = {
    "setup": (
        "import time, warnings\nimport matplotlib.pyplot as plt\n"
        "%config InlineBackend.print_figure_kwargs = {'bbox_inches': None}"
    ),
    "prints": "print('accuracy', 0.93)",
    "prints_in_pieces": "print('a', end='', flush=True); time.sleep(0.3); print('b')",
    "tolerant": ("print(f'loss {0.5:.2f} after 12 steps')", {"atol": 0.02}),
    "table": (
        "from IPython.display import HTML\nHTML('<table><td>tanh</td><td>0.50</td></table>')",
        {"rtol": 0.05},
    ),
    "shows": FIGURE,
    "shows_two": f"{FIGURE}\n{FIGURE}",
    "moves": ANIMATION,
    "has_address": "object()",
    "ends_in_semicolon": "1 + 1;",
    "uses_history": "Out[len(In) - 1] if False else _i[:3]",
    "warns": "warnings.warn('a curve is flat')",
    "writes_like_a_library": "import os\n_ = os.write(1, b'from C'); time.sleep(0.5)",
    "logs": LOG,
    "updates": UPDATES,
    "live": ("print(time.time())", {"live": True}),
    "controls": "import ipywidgets\nipywidgets.IntSlider(3)",
    "raises": ("1 / 0", {"tags": ["raises-exception"]}),
    "says_nothing": "x = 1",
}


@pytest.fixture(scope="module")
def sound():
    """A lesson with one cell of each kind."""
    return notebook(**CELLS)


def test_a_display_that_was_updated_is_stored_as_it_was_at_the_end(sound):
    """So it is compared: a live curve counts with its last picture."""
    (shown,) = [o for o in cells_of(sound)["updates"].outputs if o.output_type == "display_data"]
    assert "step 3" in shown.data["text/plain"]


def test_a_logged_line_did_come(sound):
    """Otherwise the lesson above would prove nothing about it."""
    assert "device.cc:20] Up" in cells_of(sound)["logs"].outputs[0].text


def redrawn(picture: str, change) -> str:
    image = np.array(Image.open(io.BytesIO(base64.b64decode(picture))).convert("RGB"))
    file = io.BytesIO()
    Image.fromarray(change(image)).save(file, format="PNG")
    return base64.b64encode(file.getvalue()).decode()


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


def frame(cell):
    html = cell.outputs[0].data["text/html"]
    start = html.index("base64,") + len("base64,")
    picture = html[start : html.index('"', start)]
    cell.outputs[0].data["text/html"] = html.replace(picture, redrawn(picture, moved))


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
    "frame of an animation": ("moves", frame, "figure 1 of 3: "),
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


def within_tolerance(cell):
    cell.outputs[0].text = "loss 0.51 after 12 steps\n"


def within_tolerance_of_table(cell):
    data = cell.outputs[0].data
    data["text/html"] = data["text/html"].replace("0.50", "0.52")


def hardly(cell):
    data = cell.outputs[0].data
    data["image/png"] = redrawn(data["image/png"], lambda image: np.roll(image, 1, axis=0))


def without_log(cell):
    cell.outputs = []


def another_time(cell):
    cell.outputs[0].text = "1.0\n"


TOLERATED = {
    "tolerant": within_tolerance,
    "table": within_tolerance_of_table,
    "shows": hardly,
    "logs": without_log,
    "live": another_time,
}


@pytest.fixture(scope="module")
def passing(sound, tmp_path_factory):
    """A lesson as it was stored, and one that differs by what is tolerated."""
    folder = tmp_path_factory.mktemp("passing")
    made = copy.deepcopy(sound)
    made.cells = [cell for cell in made.cells if cell.id in {"setup", *TOLERATED}]
    for name, change in TOLERATED.items():
        change(cells_of(made)[name])
    write(made, folder / "tolerated.ipynb")
    write(sound, folder / "untouched.ipynb")
    return run_pytest(folder)


def test_a_lesson_as_it_was_stored_passes(passing):
    ends = passing.files["untouched"].ends
    assert ends == dict.fromkeys((n.replace("_", "-") for n in CELLS), "passed"), passing.text


def test_what_is_tolerated_passes(passing):
    ends = passing.files["tolerated"].ends
    assert ends == dict.fromkeys(["setup", *TOLERATED], "passed"), passing.text
