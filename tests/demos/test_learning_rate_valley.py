"""The learning-rate demo: its paths are those of gradient descent."""

import importlib

import numpy as np
import pytest
from parabola import axes_of

from dlcourse.demos.core.view import DemoView
from dlcourse.scratch import gradient_error, numerical_gradient

module = importlib.import_module("dlcourse.demos.gallery.learning_rate_valley")


@pytest.mark.parametrize("valley", module.VALLEYS)
def test_gradients_are_those_of_the_heights(valley):
    height, gradient, *_ = module.VALLEYS[valley]
    for point in np.random.default_rng(0).uniform([-8, -3], [8, 3], size=(20, 2)):
        assert gradient_error(gradient(point), numerical_gradient(height, point)) < 1e-6


@pytest.mark.parametrize("valley", module.VALLEYS)
def test_the_lowest_place_is_the_lowest(valley):
    points = np.stack(np.meshgrid(np.linspace(-8, 8, 801), np.linspace(-3, 3, 301)), axis=-1)
    lowest = module.VALLEYS[valley].height(points).min()
    assert lowest == pytest.approx(module.VALLEYS[valley].lowest, abs=1e-4)


@pytest.mark.parametrize("valley", ["ravine", "round bowl"])
def test_the_limit_is_two_over_the_largest_curvature(valley):
    def last_over_first(rate):
        heights = module.VALLEYS[valley].height(module.walk(valley, rate))
        return heights[-1] / heights[0]

    assert last_over_first(0.98) < 0.1
    assert last_over_first(1.04) > 1


def test_each_step_goes_against_the_gradient():
    path = module.walk("ravine", 0.5, steps=3)
    assert path.shape == (4, 2)
    np.testing.assert_allclose(path[1], [-7 + 0.5 * 0.7, 2 - 0.5 * 4])


def test_the_start_in_the_right_valley_ends_in_the_wrong_one():
    path = module.walk("two valleys", 0.5)
    height, gradient, *_ = module.VALLEYS["two valleys"]
    assert path[-1][0] > 0
    assert np.abs(gradient(path[-1])).max() < 1e-3
    assert height(path[-1]) > module.VALLEYS["two valleys"].lowest + 0.5


@pytest.mark.parametrize("rate", [0.02, 0.9, 1.2])
def test_path_and_curve_show_as_many_steps_as_were_made(rate):
    left, right = axes_of(module.demo, valley="ravine", rate=rate, steps=9)
    np.testing.assert_allclose(left.lines[0].get_xydata(), module.walk("ravine", rate, 9))
    assert right.lines[-1].get_xdata() == [9]
    assert left.get_xlim() == module.XLIM


def test_a_walk_that_arrives_exactly_is_still_seen():
    # One step leads to the height 0.
    left, right = axes_of(module.demo, valley="round bowl", rate=0.5, steps=9)
    assert left.get_aspect() == 1  # else the round bowl looks like a ravine
    assert right.get_ylim()[0] <= right.lines[-1].get_ydata()[0] < right.get_ylim()[1]


def test_a_walk_that_diverges_ends_and_is_drawn():
    view = DemoView(module.demo, valley="two valleys", rate=1.2, steps=50)
    assert view.png.startswith(b"\x89PNG")
    assert np.isfinite(module.walk("two valleys", 1.2)).all()
