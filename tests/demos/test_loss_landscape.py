"""The loss-landscape demo: heights are losses, and the lowest place is the best line."""

import importlib

import numpy as np
import pytest
from parabola import axes_of

from dlcourse.demos.core.view import DemoView

module = importlib.import_module("dlcourse.demos.gallery.loss_landscape")


def test_heights_are_the_losses_of_the_lines():
    x, y = module.data(outlier=3.0)
    points = np.array([[2.0, 1.0], [0.0, 4.0]])
    for name, power in [("MSE (squares)", 2), ("MAE (absolute values)", 1)]:
        expected = [np.mean(np.abs(w * x + b - y) ** power) for w, b in points]
        np.testing.assert_allclose(module.heights(points, name, 3.0), expected)


def test_an_outlier_moves_the_valley_of_mse_and_hardly_that_of_mae():
    def moved(loss):
        before, after = (module.find_lowest(loss, outlier) for outlier in (0.0, 8.0))
        return abs(before["w"] - after["w"]) + abs(before["b"] - after["b"])

    assert moved("MSE (squares)") > 0.8
    assert moved("MAE (absolute values)") < moved("MSE (squares)") / 3


@pytest.mark.parametrize("loss", module.LOSSES)
def test_the_button_goes_to_the_lowest_place(loss):
    view = DemoView(module.demo, loss=loss)
    assert view.press("lowest")
    lowest = module.heights(np.array([[view.values["w"], view.values["b"]]]), loss, 0.0)
    around = np.random.default_rng(0).uniform([-1, -1], [5, 6], size=(500, 2))
    assert lowest <= module.heights(around, loss, 0.0).min() + 0.01


def test_the_picture_shows_the_line_its_errors_and_its_place():
    values = {"w": 2.0, "b": 1.5, "loss": "MAE (absolute values)", "outlier": 4.0}
    left, right = axes_of(module.demo, **values)
    x, y = module.data(outlier=4.0)
    points, line = left.lines
    np.testing.assert_array_equal(points.get_xydata(), np.stack([x, y], axis=1))
    np.testing.assert_allclose(line.get_ydata(), 2 * x + 1.5)
    for stroke, at, top in zip(left.collections[0].get_segments(), x, y, strict=True):
        np.testing.assert_allclose(stroke, [[at, 2 * at + 1.5], [at, top]])
    assert y.max() < left.get_ylim()[1] and left.get_title() == "$y$ = 2.0 $x$ + 1.5"
    (here,) = right.lines
    assert here.get_xydata().tolist() == [[2.0, 1.5]]
    assert (right.get_xlabel(), right.get_ylabel()) == ("weight $w$", "bias $b$")
    assert right.get_title() == f"loss {np.mean(np.abs(2 * x + 1.5 - y)):.2f}"


def test_the_curves_join_lines_of_equal_loss():
    _, right = axes_of(module.demo, w=0.0, b=0.0, loss="Huber (in between)", outlier=8.0)
    curves = right.collections[-1]
    assert (right.get_xlim(), right.get_ylim()) == (module.XLIM, module.YLIM)
    for level, path in list(zip(curves.levels, curves.get_paths(), strict=True))[2:-1]:
        losses = module.heights(path.vertices, "Huber (in between)", 8.0)
        np.testing.assert_allclose(losses, level, atol=0.02)
