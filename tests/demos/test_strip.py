"""The controls below a demo's stored picture."""

import io

import matplotlib.pyplot as plt
import numpy as np
import pytest
from matplotlib.figure import Figure
from parabola import demo_of

from dlcourse.demos.core.controls import Button, Checkbox, Choice, Slider
from dlcourse.demos.core.frame import DPI
from dlcourse.demos.core.strip import ROW, draw_strip

CONTROLS = [
    Slider(name="rate", value=0.5, low=0.0, high=2.0, step=0.25),
    Choice(name="loss", options={"squares": 2, "absolute values": 1}, label="penalty"),
    Checkbox(name="bend", value=True),
    Button(name="step", action=lambda: None, label="One step"),
]
VALUES = {"rate": 0.5, "loss": 1, "bend": True}


def words(values, controls=CONTROLS, width=10):
    figure = Figure(figsize=(width, 2), dpi=DPI)
    page = draw_strip(figure, controls, values)
    return [text.get_text() for text in figure.texts], page, figure


def test_each_control_says_its_name_and_its_value():
    texts, _, _ = words(VALUES)
    assert texts == ["rate  ──●──────  0.5", "penalty: absolute values ▾", "☑ bend", "One step"]


@pytest.mark.parametrize(
    ("change", "place", "word"),
    [({"rate": 2.0}, 0, "rate  ────────●  2"), ({"loss": 2}, 1, "penalty: squares ▾")],
)
def test_another_value_reads_otherwise(change, place, word):
    assert words(VALUES | change)[0][place] == word
    assert words(VALUES | {"bend": False})[0][2] == "☐ bend"


def test_what_does_not_fit_goes_to_another_row_and_nothing_is_cut():
    for width, rows in ((12, 1), (8, 2), (5, 3)):
        _, page, figure = words(VALUES, width=width)
        assert page.y0 == pytest.approx(-rows * ROW), width
        for text in figure.texts:
            extent = text.get_window_extent()
            assert extent.x0 >= 0 and extent.x1 <= width * DPI
            assert page.y0 * DPI <= extent.y0 and extent.y1 <= 0
    boxes = [text.get_window_extent() for text in figure.texts]
    assert not any(a.overlaps(b) for i, a in enumerate(boxes) for b in boxes[:i])


def test_the_picture_above_the_strip_is_the_picture_without_it():
    def draw(figure, rate):
        figure.subplots().plot([0, rate], [0, 1])

    demo = demo_of(draw, controls=CONTROLS[:1])
    plain, whole = (
        plt.imread(io.BytesIO(demo.render({"rate": 1.0}, controls=shown)), format="png")
        for shown in (False, True)
    )
    assert whole.shape[0] == plain.shape[0] + ROW * DPI
    np.testing.assert_allclose(whole[: len(plain)], plain, atol=0.02)
    strip = whole[len(plain) :, :, :3]
    assert (strip.min(axis=2) < 0.5).sum() > 100  # there is something to read
