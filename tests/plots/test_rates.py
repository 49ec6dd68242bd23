"""Results over learning rates: mean, band and the best one are those of the numbers."""

import numpy as np
import pytest

from dlcourse.plots import plot_rates

RATES = np.array([0.01, 0.1, 1.0])
RESULTS = {"a": np.array([[3.0, 1.0, 2.0], [5.0, 2.0, 4.0]]), "b": np.array([[1.0, 2.0, np.nan]])}


def test_curve_band_and_star():
    ax = plot_rates(RESULTS, RATES)
    curve, star, *_ = ax.lines
    np.testing.assert_allclose(curve.get_xydata(), np.stack([RATES, [4.0, 1.5, 3.0]], axis=1))
    assert (star.get_marker(), star.get_xdata(), star.get_ydata()) == ("*", 0.1, 1.5)
    corners = ax.collections[0].get_paths()[0].vertices
    assert (corners[:, 1].min(), corners[:, 1].max()) == (1.0, 5.0)
    assert ax.get_xscale() == ax.get_yscale() == "log"


def test_what_diverged_is_left_out():
    star = plot_rates({"b": RESULTS["b"]}, RATES).lines[1]
    assert star.get_xdata() == 0.01


def test_a_result_for_each_rate():
    with pytest.raises(ValueError, match=r"Received: 'a': \(3,\)"):
        plot_rates({"a": np.ones(3)}, RATES)
    with pytest.raises(ValueError, match="Received: 7"):
        plot_rates(dict.fromkeys("abcdefg", np.ones((1, 3))), RATES)


def test_a_hollow_star_marks_what_was_best_before():
    ax = plot_rates(RESULTS, RATES, before={"a": np.array([[4.0, 3.0, 2.0]])})
    hollow = [line for line in ax.lines if line.get_markerfacecolor() == "none"]
    assert [(star.get_xdata(), star.get_ydata()) for star in hollow] == [(1.0, 2.0)]


def test_an_optimizer_keeps_its_colour():
    alone = plot_rates({"Adam": RESULTS["a"]}, RATES).lines[0]
    beside = plot_rates({"other": RESULTS["a"], "Adam": RESULTS["a"]}, RATES)
    other, _, adam, _ = beside.lines
    assert alone.get_color() == adam.get_color() != other.get_color()
    assert alone.get_marker() == adam.get_marker() != other.get_marker()
