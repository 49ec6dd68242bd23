"""The demo of the curve fit: its fits are the best ones, its picture tells them."""

import importlib

import numpy as np
import pytest
from numpy.polynomial import legendre
from parabola import axes_of

module = importlib.import_module("dlcourse.demos.gallery.curve_fit")


def targets(n, noise):
    x, errors = module.points(n)
    return x, module.truth(x) + noise * errors


@pytest.mark.parametrize("degree", [3, 14, 40])
def test_without_a_penalty_it_is_the_shortest_best_fit(degree):
    x, y = targets(15, 0.2)
    weights = module.fit_all(15, 0.2, "none", 1.0).weights[degree - 1]
    expected = np.linalg.lstsq(legendre.legvander(x, degree), y, rcond=None)[0]
    np.testing.assert_allclose(weights[: degree + 1], expected, rtol=1e-6, atol=1e-9)
    assert not weights[degree + 1 :].any()


@pytest.mark.parametrize("degree", [3, 14, 40])
def test_with_l2_the_slope_of_loss_and_penalty_is_0(degree):
    x, y = targets(12, 0.3)
    features = legendre.legvander(x, degree)
    w = module.fit_all(12, 0.3, "L2", 0.02).weights[degree - 1, : degree + 1]
    slope = features.T @ (features @ w - y) / 12 + 2 * 0.02 * w
    np.testing.assert_allclose(slope, 0, atol=1e-9)


@pytest.mark.parametrize("degree", [3, 14, 40])
def test_with_l1_no_weight_can_be_improved(degree):
    """Where a weight is not 0 the two slopes cancel; where it is, the loss pulls too weakly."""
    x, y = targets(15, 0.2)
    features = legendre.legvander(x, degree)
    w = module.fit_all(15, 0.2, "L1", 0.02).weights[degree - 1, : degree + 1]
    slope = features.T @ (features @ w - y) / 15
    np.testing.assert_allclose(slope[w != 0], -0.02 * np.sign(w[w != 0]), atol=1e-3)
    assert np.abs(slope[w == 0]).max(initial=0) < 0.02 + 1e-3
    assert np.sum(w == 0) > 0 or degree == 3


def test_the_error_peaks_where_there_are_as_many_weights_as_points():
    for n in (10, 15, 25):
        errors = module.fit_all(n, 0.2, "none", 1.0).errors
        peak = 1 + int(errors.argmax())
        assert n - 4 <= peak <= n + 1
        assert errors.max() > 2.5 * errors[-1]
    assert module.fit_all(15, 0.2, "L2", 0.01).errors[2:].max() < 0.3


def test_the_picture_shows_them():
    left, middle, right = axes_of(module.demo, degree=14, penalty="none", n=15, noise=0.2)
    fits = module.fit_all(15, 0.2, "none", 1.0)
    assert left.get_title() == "15 points, degree 14"
    assert middle.get_title() == "15 weights, 0 are 0"
    errors, here = right.lines[:2]
    np.testing.assert_allclose(errors.get_ydata(), np.clip(fits.errors, module.FLOOR, 300))
    assert here.get_xdata()[0] == 14
    _, middle, _ = axes_of(module.demo, degree=40, penalty="L1", power=-1.5, n=15, noise=0.2)
    assert "41 weights, 3" in middle.get_title()


def test_moving_the_strength_switches_a_penalty_on():
    power = next(c for c in module.demo.controls if c.name == "power")
    assert module.demo.follow(power.action, module.demo.start)["penalty"] == "L2"
    l1 = {**module.demo.start, "penalty": "L1"}
    assert {**l1, **module.demo.follow(power.action, l1)}["penalty"] == "L1"
