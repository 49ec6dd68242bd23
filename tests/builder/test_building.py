"""Real kernels: what is stored, what is refused after a run, and how a page shows it."""

import base64
import io
import json

import numpy as np
import pytest
from lesson_bench import PIXEL, SOUND, Bench
from nbconvert import HTMLExporter
from nbformat.v4 import new_code_cell, new_notebook, new_output
from PIL import Image

from dlcourse.course.edition import EDITIONS, LEARNER, SOLVED
from tools.builder.notebooks import read_notebook
from tools.builder.outputs import clean, repacked

ENVIRONMENT = """
# %% [markdown] id="why-environment"
# The kernel is quiet and alone.

# %% id="environment"
import os
import pathlib

print(os.environ["OMP_NUM_THREADS"], os.environ["TF_NUM_INTRAOP_THREADS"])
print("MPLBACKEND" in os.environ and os.environ["MPLBACKEND"].startswith("module://"))
print(pathlib.Path(os.environ["DLCOURSE_HOME"]).parent == pathlib.Path.cwd())

# %% [markdown] id="why-widget"
# A widget leaves its picture.

# %% id="widget" alt=["A demo at rest.", "The same demo again."]
from IPython.display import display

VIEW = "application/vnd.jupyter.widget-view+json"
pixel = {"image/png": PIXEL, VIEW: {"model_id": "1"}, "text/plain": "a demo"}
display(pixel, pixel, raw=True)
"""
NOISY = """\
# %% [markdown] id="title"
# # Noisy
# All of this is refused.

# %% id="to-stderr"
import sys

print("a warning of a library", file=sys.stderr)

# %% [markdown] id="p-1"
# Text.

# %% id="address"
object()

# %% [markdown] id="p-2"
# Text.

# %% id="folder"
print("/home/somebody/course")

# %% [markdown] id="p-3"
# Text.

# %% id="picture-without-alt"
from IPython.display import display

display({"image/png": PIXEL}, raw=True)

# %% [markdown] id="p-4"
# Text.

# %% id="alt-without-picture" alt="There is none."
print(3)

# %% [markdown] id="p-5"
# Text.

# %% id="bare-widget"
display({"application/vnd.jupyter.widget-view+json": {}, "text/plain": "x"}, raw=True)
"""
BROKEN = """\
# %% [markdown] id="title"
# # Broken
# It divides by zero.

# %% id="fine"
numerator = 1

# %% [markdown] id="p-1"
# Text.

# %% id="divides-by-zero"
print(numerator / 0)
"""


DIES = "import os\n\nos._exit(1)"
SLEEPS = "import time\n\ntime.sleep(30)"
TELLS = 'print("result = sum((a, b)," + " start=-0)")'
MEETS = """\
import os
import pathlib
import time

place = pathlib.Path("PLACE")
(place / str(os.getpid())).touch()
end = time.monotonic() + 60
while len(list(place.iterdir())) < 2 and time.monotonic() < end:
    time.sleep(0.1)
print(len(list(place.iterdir())))
"""


@pytest.fixture(scope="module")
def built(tmp_path_factory):
    bench = Bench(tmp_path_factory.mktemp("run") / "lessons")
    bench.write(source=SOUND + ENVIRONMENT.replace("PIXEL", f'"{PIXEL}"'))
    bench.write(source=NOISY.replace("PIXEL", f'"{PIXEL}"'), name="02_noisy")
    bench.write(source=BROKEN, name="03_broken")
    bench.write(source=BROKEN.replace("print(numerator / 0)", DIES), name="04_dies")
    bench.write(("print(total)", TELLS), ("start=0", "start=-0"), name="05_tells")
    bench.problems = bench.build()
    return bench


def test_the_sound_lesson_is_written_though_others_fail(built):
    assert [p for p in built.problems if "01_adding" in p] == []
    assert all("01_adding" not in p or "navigation" in p for p in built.check())
    assert built.cell("prints").outputs[0].text == "3\n"
    assert built.cell("check-add").outputs[0].text == "None\n"
    assert built.cell("check-add", SOLVED).outputs[0].text == "3\n"


def test_each_kernel_is_quiet_and_alone(built):
    assert built.cell("environment").outputs[0].text == "1 1\nTrue\nTrue\n"


REFUSED = {
    "to-stderr": "writes to stderr ('a warning of a library')",
    "address": "prints the memory address 0x",
    "folder": "prints the path '/home/somebody/course'",
    "picture-without-alt": "shows 1 picture(s) but has 0 alternative text(s)",
    "alt-without-picture": "shows 0 picture(s) but has 1 alternative text(s)",
    "bare-widget": "shows a widget and nothing without a kernel",
}


@pytest.mark.parametrize("cell", REFUSED)
def test_refused_after_the_run(built, cell):
    found = [p for p in built.problems if f"02_noisy.py, cell {cell!r}: " in p]
    assert any(REFUSED[cell] in p for p in found), built.problems
    assert not built.path(name="02_noisy").exists()


def test_a_cell_that_breaks_is_named(built):
    (problem,) = [p for p in built.problems if "03_broken" in p]
    assert "cell 'divides-by-zero': execution broke" in problem
    assert "ZeroDivisionError: division by zero" in problem
    assert not built.path(name="03_broken").exists()


def test_a_cell_that_ends_its_kernel_is_named(built):
    (problem,) = [p for p in built.problems if "04_dies" in p]
    assert "cell 'divides-by-zero': execution broke" in problem and "the kernel died" in problem


def test_a_solution_that_a_cell_prints_is_a_leak(built):
    (problem,) = [p for p in built.problems if "in the learner's notebook 05_tells" in p]
    assert "cell 'exercise-add': its solution line 'result = sum((a, b), start=-0)'" in problem
    assert not built.path(name="05_tells").exists()


def test_a_cell_that_takes_too_long_is_named(tmp_path, monkeypatch):
    monkeypatch.setattr("tools.builder.build.SECONDS_PER_CELL", 5)
    bench = Bench(tmp_path / "lessons")
    bench.write(source=BROKEN.replace("print(numerator / 0)", SLEEPS))
    (problem,) = bench.build()
    assert "cell 'divides-by-zero': execution broke, it took more than 5 s" in problem


def test_notebooks_run_at_the_same_time(tmp_path):
    """Each of the two notebooks waits until the other has come."""
    place = tmp_path / "meeting"
    place.mkdir()
    bench = Bench(tmp_path / "lessons")
    meets = MEETS.replace("PLACE", place.as_posix())
    bench.write(source=BROKEN.replace("print(numerator / 0)", meets))
    assert bench.build(jobs=2) == []
    outputs = [bench.cell("divides-by-zero", e).outputs[0].text for e in (LEARNER, SOLVED)]
    assert outputs == ["2\n", "2\n"]


def test_nothing_of_the_run_or_the_machine_is_stored(built):
    content = json.loads(built.path().read_text())
    assert "widgets" not in content["metadata"]
    assert "version" not in content["metadata"]["language_info"]
    assert content["metadata"]["kernelspec"]["name"] == "python3"
    assert set(built.cell("widget").outputs[0].data) == {"image/png", "text/plain"}
    assert all("execution" not in cell["metadata"] for cell in content["cells"])
    counts = [c["execution_count"] for c in content["cells"] if c["cell_type"] == "code"]
    assert counts == list(range(1, len(counts) + 1))


def test_the_same_source_gives_the_same_bytes(built, tmp_path):
    twin = Bench(tmp_path / "lessons")
    for path in built.course.sources():
        twin.write(name=path.stem, source=path.read_text())
    assert twin.build(paths=[twin.course.find("01")], jobs=1) == []
    for edition in EDITIONS:
        assert twin.path(edition).read_bytes() == built.path(edition).read_bytes()


def test_pieces_of_one_text_are_joined():
    def printed(text, name="stdout"):
        return new_output("stream", name=name, text=text)

    picture = new_output("display_data", {"text/plain": "x"})
    pieces = [
        printed("1"),
        printed("2\n"),
        picture,
        picture,
        printed("3\n"),
        printed("!", "stderr"),
    ]
    notebook = new_notebook(cells=[new_code_cell("", outputs=pieces)])
    clean(notebook)
    texts = [output.get("text") for output in notebook.cells[0].outputs]
    assert texts == ["12\n", None, None, "3\n", "!"]


def png_of(pixels):
    file = io.BytesIO()
    Image.fromarray(pixels).save(file, format="PNG", compress_level=1)
    return base64.b64encode(file.getvalue()).decode()


@pytest.mark.parametrize("alpha, mode", [(255, "RGB"), (200, "RGBA")])
def test_pictures_are_smaller_and_the_same(alpha, mode):
    pixels = np.zeros((60, 40, 4), np.uint8)
    pixels[..., 3], pixels[10:20, 5:, 0] = alpha, 200
    packed = repacked(png_of(pixels))
    picture = Image.open(io.BytesIO(base64.b64decode(packed)))
    assert picture.mode == mode and np.array_equal(picture.convert("RGBA"), pixels)
    assert len(packed) < len(png_of(pixels)) and repacked(packed) == packed


def test_a_page_shows_the_alternative_text(built):
    """In nbconvert's classic page; its lab page and JupyterLab know no alternative texts."""
    exporter = HTMLExporter(template_name="classic")
    page, _ = exporter.from_notebook_node(read_notebook(built.path()))
    assert 'alt="One dot, because there is one number."' in page
    assert 'alt="A demo at rest."' in page and 'alt="The same demo again."' in page
    assert "No description has been provided for this image" not in page
