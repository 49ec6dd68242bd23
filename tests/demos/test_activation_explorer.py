"""The activation explorer draws the true slopes, and what they leave of a nudge."""

import numpy as np
import pytest
from parabola import axes_of

from dlcourse import demos, scratch
from dlcourse.demos.core.view import DemoView
from dlcourse.demos.gallery.activation_explorer import FUNCTIONS, LAYERS, SMALLEST, passed_on

DEMO = demos.get("activation_explorer")


def drawn(**values):
    return axes_of(DEMO, **values)


def test_each_layer_multiplies_by_weight_times_slope():
    left = passed_on(scratch.tanh, 0.5, weight=3.0)
    assert left.shape == (LAYERS + 1,)
    factor = 3 * (1 - np.tanh(0.5) ** 2)
    np.testing.assert_allclose(left, factor ** np.arange(LAYERS + 1))


@pytest.mark.parametrize("name", FUNCTIONS)
@pytest.mark.parametrize("z", [-5.0, 0.0, 5.0])
def test_the_point_lies_on_function_and_slope(name, z):
    ax, _ = drawn(function=name, z=z)
    activation = FUNCTIONS[name]
    value, slope = (line.get_xydata().tolist() for line in ax.lines[-2:])
    assert value == [[z, float(activation(z))]]
    assert slope == [[z, float(activation.derivative(z))]]


def test_the_tangent_has_the_slope():
    ax, _ = drawn(function="swish", z=1.0)
    (x0, y0), (x1, y1) = ax.lines[-3].get_xydata()
    assert (y1 - y0) / (x1 - x0) == pytest.approx(float(scratch.silu.derivative(1.0)))


def test_a_dead_unit_lets_nothing_through():
    *_, depth = drawn(function="ReLU", z=-1.0, weight=6.0)
    kept, lost = depth.lines[0].get_xydata(), depth.lines[1].get_xydata()
    assert kept.tolist() == [[0, 1]]
    assert lost[:, 0].tolist() == list(range(1, LAYERS + 1))
    assert np.all(lost[:, 1] == SMALLEST)


def test_weight_four_makes_up_for_the_sigmoid():
    *_, depth = drawn(function="sigmoid", z=0.0, weight=4.0)
    np.testing.assert_allclose(depth.lines[0].get_ydata(), 1)


def test_huge_nudges_stay_on_the_page():
    *_, depth = drawn(function="ReLU", z=5.0, weight=6.0)
    low, high = depth.get_ylim()
    heights = depth.lines[0].get_ydata()
    assert low < heights.min() and heights.max() < high


def test_every_setting_of_the_view_draws():
    view = DemoView(DEMO)
    for name in FUNCTIONS:
        view.set(function=name)
        assert view.error == ""
    view.reset()
    assert view.values == DEMO.start
