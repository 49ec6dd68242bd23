"""dlcourse.plots.tensors: what is drawn."""

import matplotlib.pyplot as plt
import numpy as np
import pytest
from matplotlib.colors import to_rgba

from dlcourse.plots.style import CLASS_COLORS
from dlcourse.plots.tensors import plot_nested_circles, plot_point_grid


@pytest.fixture(autouse=True)
def close_figures():
    yield
    plt.close("all")


def grid(rows=4, columns=6):
    return np.stack(np.meshgrid(np.linspace(-1, 1, columns), np.linspace(-1, 1, rows)), axis=-1)


# plot_nested_circles


def test_each_circle_lies_inside_the_one_before():
    circles = plot_nested_circles(["wide", "narrow", "narrower"]).patches
    assert len(circles) == 3
    for outer, inner in zip(circles, circles[1:], strict=False):
        apart = np.linalg.norm(np.subtract(outer.center, inner.center))
        assert inner.radius < outer.radius and apart + inner.radius <= outer.radius + 1e-9


def test_each_name_stands_in_its_own_ring():
    ax = plot_nested_circles(["wide", "narrow", "narrower"], notes=["a", "b", "c"])
    texts = [text for text in ax.texts if text.get_text() in ("wide", "narrow", "narrower")]
    inside = [
        [np.linalg.norm(np.subtract(text.get_position(), c.center)) < c.radius for c in ax.patches]
        for text in texts
    ]
    assert inside == [[True, False, False], [True, True, False], [True, True, True]]
    assert {"a", "b", "c"} < {text.get_text() for text in ax.texts}


@pytest.mark.parametrize(("names", "notes"), [([], None), (["one"], ["a", "b"])])
def test_names_without_notes_to_match_are_refused(names, notes):
    with pytest.raises(ValueError, match="Expected at least one name.* Received: "):
        plot_nested_circles(names, notes=notes)


# plot_point_grid


def test_every_point_is_drawn_where_it_lies():
    points = 0.5 * grid() + [0.3, -0.2]
    ax = plot_point_grid(points)
    drawn = np.concatenate([c.get_offsets() for c in ax.collections])
    expected = points.reshape(-1, 2)
    assert sorted(map(tuple, drawn.round(6))) == sorted(map(tuple, expected.round(6)))


def test_each_quarter_keeps_its_colour_wherever_it_goes():
    points = grid(4, 4)
    for moved in (points, -points, np.maximum(points, 0)):
        ax = plot_point_grid(moved)
        for k, quarter in enumerate([moved[:2, :2], moved[:2, 2:], moved[2:, :2], moved[2:, 2:]]):
            dots = ax.collections[k]
            np.testing.assert_allclose(dots.get_offsets(), quarter.reshape(-1, 2), atol=1e-8)
            assert to_rgba(CLASS_COLORS[k]) == tuple(dots.get_facecolor()[0])
    paths = {c.get_paths()[0].vertices.tobytes() for c in ax.collections}
    assert len(paths) == 4  # four markers: colour is not all


def test_neighbours_are_joined_along_both_axes():
    points = grid(4, 6)
    ax = plot_point_grid(points)
    lines = {np.column_stack(line.get_data()).round(6).tobytes() for line in ax.lines}
    for row in points.round(9) + 0.0:
        assert row.round(6).tobytes() in lines
    for column in points.swapaxes(0, 1).round(9) + 0.0:
        assert np.ascontiguousarray(column).round(6).tobytes() in lines


def test_the_view_is_set_and_the_axes_returned():
    ax = plt.subplots()[1]
    assert plot_point_grid(grid(), reach=3, ax=ax) is ax
    assert ax.get_xlim() == ax.get_ylim() == (-3, 3)
    assert plot_nested_circles(["one"], ax=ax) is ax


@pytest.mark.parametrize("shape", [(9, 2), (3, 3, 3), (1, 4, 2)])
def test_what_is_no_grid_is_refused(shape):
    with pytest.raises(ValueError, match="Expected a grid of points.* Received: points.shape="):
        plot_point_grid(np.zeros(shape))
