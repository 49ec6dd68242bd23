"""dlcourse.plots.squared_paper: what is drawn."""

import matplotlib.pyplot as plt
import numpy as np
import pytest

from dlcourse.plots.squared_paper import plot_squared_paper
from dlcourse.plots.style import COLORS

X = np.array([[0.0, 0.0], [0.0, 1.0], [1.0, 0.0], [1.0, 1.0]])
Y = np.array([0, 1, 1, 0])


def texts(ax):
    return [text.get_text() for text in ax.texts]


def line_of_color(ax, name):
    return next(line for line in ax.lines if line.get_color() == COLORS[name])


def points_of(line):
    points = np.column_stack(line.get_data())
    return points[~np.isnan(points).any(axis=1)]


def test_the_flat_sheet_shows_samples_and_lines():
    ax = plot_squared_paper(X, Y, limits=(-1, 2), lines=4)
    drawn = points_of(line_of_color(ax, "grey"))
    assert drawn.min() == -1 and drawn.max() == 2
    assert {-1.0, 0.0, 1.0, 2.0} == set(drawn[:121, 0]) | {0.0, 1.0, 2.0}
    offsets = np.concatenate([c.get_offsets() for c in ax.collections])
    assert sorted(map(tuple, offsets)) == sorted(map(tuple, X))


def test_samples_and_lines_go_through_the_transformation():
    def move(points):
        return 3 * points + [10, 20]

    ax = plot_squared_paper(X, Y, move, limits=(0, 1), lines=2)
    drawn = points_of(line_of_color(ax, "grey"))
    assert drawn.min(axis=0).tolist() == [10, 20] and drawn.max(axis=0).tolist() == [13, 23]
    offsets = np.concatenate([c.get_offsets() for c in ax.collections])
    assert sorted(map(tuple, offsets)) == sorted(map(tuple, move(X)))
    assert ax.get_xlim()[0] < 10 and ax.get_ylim()[1] > 23
    assert ax.get_xlabel() == "$h_1$"


def test_the_crease_parts_the_sheet():
    ax = plot_squared_paper(X, Y, crease=([1, -1], 0.0))
    beyond, near = (points_of(line_of_color(ax, name)) for name in ("purple", "grey"))
    step = 2 / 120
    assert np.all(beyond[:, 0] - beyond[:, 1] > -1.01 * step)
    assert np.all(near[:, 0] - near[:, 1] < 1.01 * step)
    crease = line_of_color(ax, "black")
    assert crease.get_linestyle() == "--"
    np.testing.assert_allclose(*crease.get_data())
    assert line_of_color(ax, "purple").get_linewidth() > line_of_color(ax, "grey").get_linewidth()


def test_the_crease_is_transformed_too():
    ax = plot_squared_paper(X, Y, lambda p: p * [1, -1], crease=([1, -1], 0.0))
    x, y = line_of_color(ax, "black").get_data()
    np.testing.assert_allclose(x, -y)


def test_names_of_points_in_one_place_are_joined():
    def fold(points):
        return np.stack([points.sum(axis=1), np.abs(points[:, 0] - points[:, 1])], axis=1)

    assert texts(plot_squared_paper(X, Y, names=["00", "01", "10", "11"])) == "00 01 10 11".split()
    folded = plot_squared_paper(X, Y, fold, names=["00", "01", "10", "11"])
    assert texts(folded) == ["00", "01, 10", "11"]


def test_draws_on_the_given_axes():
    ax = plt.subplots()[1]
    assert plot_squared_paper(X, Y, ax=ax) is ax


def test_a_transformation_out_of_the_plane_is_refused():
    with pytest.raises(ValueError, match=r"Expected transform .* Received: shape=\(\d+, 3\)"):
        plot_squared_paper(X, Y, lambda p: np.ones((len(p), 3)))
