"""Figures in a notebook are sharp, light, and have a text for those who cannot see them."""

import io
import json

import matplotlib.pyplot as plt
import numpy as np
import pytest
from nbformat.v4 import new_code_cell, new_notebook, new_output
from PIL import Image

from dlcourse.course import alternatives
from dlcourse.course.catalogue import all_lessons
from dlcourse.course.runner import execute
from dlcourse.plots.notebook import own_description, sharp_png


@pytest.fixture
def figure():
    figure, ax = plt.subplots(figsize=(4, 3), dpi=100)
    ax.plot([0, 1, 3])
    ax.set(title="Loss\nof a walk", xlabel="$z$", ylabel="loss")
    yield figure
    plt.close(figure)


def test_a_figure_has_four_pixels_for_one_of_the_page_and_a_palette(figure):
    picture = Image.open(io.BytesIO(sharp_png(figure)))
    assert picture.size == (800, 600) and picture.mode == "P"
    plain = io.BytesIO()
    figure.savefig(plain, format="png", dpi=200)
    drawn = np.asarray(Image.open(plain).convert("RGB")).astype(int)
    assert np.abs(drawn - np.asarray(picture.convert("RGB"))).max() < 32  # no eye sees it
    assert len(sharp_png(figure)) < 0.7 * len(plain.getvalue())


def test_a_figure_describes_itself(figure):
    assert own_description(figure) == "Figure: Loss of a walk (loss over z)"
    assert own_description(plt.Figure()) == "Figure"


def test_a_tag_is_read_as_it_was_written():
    figure = alternatives.Figure(b"png", 8, 4, 'A "line" & <more>')
    assert alternatives.figure_in(alternatives.figure_tag(figure)) == figure
    assert alternatives.figure_in("<p>no figure</p>") is None
    assert alternatives.figure_in(f"<p>{alternatives.figure_tag(figure)}</p>") is None


def some_cell():
    """Return lesson, code and texts of a cell with one figure."""
    for lesson in all_lessons():
        for cell in lesson.notebook["cells"]:
            if isinstance(cell["metadata"].get("alt"), str):
                return lesson, "".join(cell["source"]), [cell["metadata"]["alt"]]
    raise AssertionError("no lesson has a figure")


def test_the_authors_text_belongs_to_the_authors_code():
    lesson, code, texts = some_cell()
    assert alternatives.of_code(code) == alternatives.of_code(code, lesson.file) == texts
    assert alternatives.of_code(f"{code}  # changed") == []


def test_a_notebook_shows_size_and_text_of_each_figure():
    sources = [
        "import dlcourse as dl\ndl.setup(seed=0)\nimport matplotlib.pyplot as plt\n"
        "from dlcourse.course import alternatives\n"
        "alternatives.of_code = lambda code, lesson: ['one', 'two'] if 'author' in code else []",
        "for k in range(2):  # the author\n    plt.subplots(figsize=(4, 3))",
        "_, ax = plt.subplots()\n_ = ax.set(title='mine')",
        "from IPython.display import display\nfigure, ax = plt.subplots()\nplt.close()\n"
        "handle = display(figure, display_id=True)\nhandle.update(figure)",
        "_ = plt.figure()",
    ]
    book = new_notebook(cells=[new_code_cell(source) for source in sources])
    assert execute(book).failure is None
    shown = [
        [alternatives.figure_in(o["data"].get("text/html", "")) for o in cell.outputs]
        for cell in book.cells
    ]
    assert '"image/png"' not in json.dumps(book.cells)
    assert [(f.width, f.height, f.alt) for f in shown[1]] == [(400, 300, "one"), (400, 300, "two")]
    assert [f.alt for f in shown[2]] == ["Figure: mine"]
    assert [f.width for f in shown[3]] == [800]
    assert shown[4] == [None]  # nothing is drawn on it


def test_the_builder_stores_the_texts_of_the_source():
    tag = alternatives.figure_tag(alternatives.Figure(b"png", 8, 4, "its own"))
    shown = [{"text/html": tag}, {"text/html": "<p></p>"}, {"image/png": "AAAA"}]
    outputs = [new_output("display_data", data=data) for data in shown]
    cell = new_code_cell("1", outputs=outputs, metadata={"alt": ["first", "second"]})
    alternatives.describe(cell)
    assert alternatives.figure_in(cell.outputs[0]["data"]["text/html"]).alt == "first"
    assert cell.outputs[2]["metadata"]["image/png"]["alt"] == "second"
