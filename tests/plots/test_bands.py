"""Bands over starts: line, band and label are those of the numbers, and labels keep apart."""

import matplotlib.pyplot as plt
import numpy as np
import pytest
from overlapping import overlaps

from dlcourse.plots import COLORS, plot_bands
from dlcourse.plots.bands import _spread

CURVES = np.array([[1.0, 5.0], [2.0, 3.0], [9.0, 4.0]])


def band_of(ax):
    corners = ax.collections[-1].get_paths()[0].vertices
    return [(c[:, 1].min(), c[:, 1].max()) for c in (corners[corners[:, 0] == x] for x in (1, 2))]


def test_median_and_band_stand_over_the_epochs():
    ax = plot_bands(CURVES, label="Adam", color="green")
    (line,) = ax.lines
    np.testing.assert_array_equal(line.get_xydata(), [[1, 2], [2, 4]])
    assert band_of(ax) == [(1, 9), (3, 5)]
    assert (line.get_color(), line.get_label()) == (COLORS["green"], "Adam")
    assert ax.get_xlabel() == "epoch"


def test_the_band_reaches_to_the_quantiles():
    ax = plot_bands(CURVES, quantiles=(0.25, 0.75))
    assert band_of(ax) == [(1.5, 5.5), (3.5, 4.5)]


def test_the_label_stands_at_the_last_number_in_the_colour_of_the_line():
    ax = plot_bands([[1.0, 2.0, np.nan]], x=[10, 20, 30], label="diverged")
    (text,) = ax.texts
    assert (text.get_text(), tuple(text.xy)) == ("diverged", (20, 2))
    assert text.get_color() == ax.lines[0].get_color()
    assert ax.get_xlabel() == ""
    assert not plot_bands([[np.nan, np.nan]], label="never").texts


def test_what_diverged_to_infinity_warns_of_nothing():
    middle = plot_bands([[1.0, np.inf], [2.0, np.inf]]).lines[0].get_ydata()
    assert middle[0] == 1.5 and not np.isfinite(middle[1])


@pytest.mark.parametrize("scale", ["linear", "log"])
def test_labels_of_lines_that_meet_keep_apart_whatever_happens_to_the_axis(scale):
    _, ax = plt.subplots()
    for end, name in ((1.0, "a"), (1.01, "b"), (0.002, "c"), (0.0021, "d"), (0.8, "e")):
        plot_bands([[2.0, end]] * 5, label=name, ax=ax)
    ax.set_yscale(scale)
    assert len({line.get_color() for line in ax.lines}) == 5
    assert not overlaps(ax)
    heights = {text.get_text(): text.get_window_extent().y0 for text in ax.texts}
    assert sorted(heights, key=heights.get) == ["c", "d", "e", "a", "b"]


def test_labels_move_no_farther_than_they_must():
    np.testing.assert_allclose(_spread(np.array([0.0, 50.0]), np.full(2, 10.0)), [0, 50])
    np.testing.assert_allclose(
        _spread(np.array([4.0, 0.0, 9.0]), np.full(3, 10.0)), [13 / 3, -17 / 3, 43 / 3]
    )


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ({"curves": [1.0, 2.0]}, r"shape \(n_starts, n_epochs\). Received: \(2,\)"),
        ({"curves": np.ones((0, 3))}, r"Received: \(0, 3\)"),
        ({"curves": CURVES, "x": [1, 2, 3]}, r"x of shape \(2,\).* Received: \(3,\)"),
        ({"curves": CURVES, "quantiles": (0.9, 0.1)}, r"Received: \(0.9, 0.1\)"),
        ({"curves": CURVES, "quantiles": (10, 90)}, r"Received: \(10, 90\)"),
    ],
)
def test_what_cannot_be_drawn_is_named(arguments, message):
    with pytest.raises(ValueError, match=message):
        plot_bands(**arguments)
