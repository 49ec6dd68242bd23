"""Histograms of layers: where the outputs lie, which are 0, and how wide they spread."""

import matplotlib.pyplot as plt
import numpy as np
import pytest

from dlcourse.plots import plot_layers
from dlcourse.plots.layers import WIDTH, LayerHistograms


def corners(ax, layer):
    """The outline of a layer, without its two ends at the foot."""
    return ax.collections[0].get_paths()[layer - 1].vertices


def labels(ax):
    return [text.get_text() for text in ax.texts]


def test_bars_stand_at_their_layer_and_are_as_long_as_the_counts():
    first, second = [0.5] * 4 + [-0.5] * 2, [0.5, -0.5]
    ax = plot_layers([first, second], limits=(-1, 1), bins=2)
    for layer, lower, upper in ((1, WIDTH / 2, WIDTH), (2, WIDTH, WIDTH)):
        x, y = corners(ax, layer).T
        assert x[(y < 0) & (x > layer)].tolist() == [layer + lower]
        assert x[y > 0].max() == pytest.approx(layer + upper)
    assert ax.get_ylim() == pytest.approx((-1.08, 1.08))


def test_the_size_counts_the_mean_and_the_std_does_not():
    outputs = [np.array([0.0, 0.0, 0.0, 2.0]), -np.ones(4)]
    assert labels(plot_layers(outputs, measure="size")) == ["1\nsize 1\n75 % are 0", "2\nsize 1"]
    with pytest.raises(ValueError, match="Received: measure='mean'"):
        plot_layers(outputs, measure="mean")


def test_zeros_are_told_and_not_drawn():
    ax = plot_layers([np.array([0.0, 0.0, 0.0, 2.0]), np.ones(4)], limits=(0, 3), bins=3)
    assert labels(ax) == ["1\nstd 0.87\n75 % are 0", "2\nstd 0"]
    x, y = corners(ax, 1).T
    assert x[y < 1].max() == 1 and x[y == 2].max() == pytest.approx(1 + WIDTH)


def test_what_lies_beyond_the_limits_is_drawn_at_the_edge():
    x, y = corners(plot_layers([[-9.0, 9.0, 9.0]], limits=(-1, 1), bins=4), 1).T
    assert x[y == 1].max() == pytest.approx(1 + WIDTH)
    assert x[y == -1].max() == pytest.approx(1 + WIDTH / 2)


@pytest.mark.parametrize("outputs", [[np.zeros(3)], [np.full((2, 2), 7.0)], [[1.0], [2.0, 3.0]]])
def test_limits_are_found(outputs):
    ax = plot_layers(outputs)
    lowest, highest = ax.get_ylim()
    assert lowest < min(map(np.min, outputs)) and max(map(np.max, outputs)) < highest


def test_an_update_draws_what_a_new_plot_would():
    rng = np.random.default_rng(0)
    one, other = rng.normal(size=(2, 3, 50))
    _, (left, right) = plt.subplots(1, 2)
    kept = LayerHistograms(3, ax=left)
    kept.update(one, limits=(-3, 3))
    kept.update(other, limits=(-2, 2), bins=20)
    plot_layers(other, limits=(-2, 2), bins=20, ax=right)
    for layer in (1, 2, 3):
        np.testing.assert_array_equal(corners(left, layer), corners(right, layer))
    assert left.get_ylim() == right.get_ylim() and labels(left) == labels(right)


@pytest.mark.parametrize("share", [0, 1])
def test_the_name_of_the_axis_stands_below_what_is_written(share):
    ax = plot_layers([np.ones(4), np.array([1.0, 1.0, 1.0, 1 - share])])
    ax.figure.canvas.draw()
    assert all(tick.get_color() == "none" for tick in ax.get_xticklabels())
    below = ax.xaxis.label.get_window_extent().y1
    lowest = min(text.get_window_extent().y0 for text in ax.texts)
    assert 0 < lowest - below < 10
    for tick, text in zip(ax.get_xticklabels(), ax.texts, strict=True):
        assert tick.get_window_extent().y1 == text.get_window_extent().y1


def test_an_update_within_the_same_limits_leaves_the_axes_as_they_are():
    ax = plt.subplots()[1]
    kept = LayerHistograms(2, ax=ax)
    kept.update([np.ones(3), np.arange(3)], limits=(0, 2))
    ax.figure.canvas.draw()
    kept.update([np.arange(3), np.zeros(3)], limits=(0, 2))
    assert not ax.xaxis.stale and not ax.yaxis.stale
