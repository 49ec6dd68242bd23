"""The loss-landscape demo: heights are losses, and the lowest place is the best line."""

import importlib

import numpy as np
import pytest

module = importlib.import_module("dlcourse.demos.loss_landscape")


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
    view = module.demo(loss=loss)
    assert view.press("lowest")
    lowest = module.heights(np.array([[view.values["w"], view.values["b"]]]), loss, 0.0)
    around = np.random.default_rng(0).uniform([-1, -1], [5, 6], size=(500, 2))
    assert lowest <= module.heights(around, loss, 0.0).min() + 0.01
