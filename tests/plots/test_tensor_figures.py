"""dlcourse.plots.tensors: what is drawn."""

import matplotlib.pyplot as plt
import numpy as np
import pytest
from matplotlib.colors import to_rgba

from dlcourse.plots.style import CLASS_COLORS
from dlcourse.plots.tensors import plot_broadcast, plot_nested_circles, plot_point_grid


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
    for name, note in zip(ax.texts[::2], ax.texts[1::2], strict=True):
        below = np.subtract(name.get_position(), note.get_position())
        assert below[0] == 0 < below[1] < 0.3  # each note right below its name
        assert min(name.get_fontsize(), note.get_fontsize()) >= 12
    assert [text.get_text() for text in ax.texts[1::2]] == ["a", "b", "c"]


def test_the_circles_are_round_whole_and_of_different_colours():
    ax = plot_nested_circles(["wide", "narrow", "narrower"])
    assert ax.get_aspect() == 1 and not ax.axison
    assert len({circle.get_facecolor() for circle in ax.patches}) == 3
    (left, right), (bottom, top) = ax.get_xlim(), ax.get_ylim()
    widest = ax.patches[0]
    assert left < -widest.radius and widest.radius < right
    assert bottom < widest.center[1] - widest.radius and widest.center[1] + widest.radius < top


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
    assert ax.get_aspect() == 1  # else a rotation would look like a shear
    assert (ax.get_xlabel(), ax.get_ylabel()) == ("$x_1$", "$x_2$")
    assert plot_nested_circles(["one"], ax=ax) is ax


def test_the_only_other_lines_are_the_axes_through_the_origin():
    with plt.rc_context({"axes.grid": True}):  # as in the course's style
        ax = plot_point_grid(grid(4, 6) + [5.0, 5.0])
    ends = [set(map(tuple, line.get_xydata())) for line in ax.lines]
    assert {(0, 0), (1, 0)} in ends and {(0, 0), (0, 1)} in ends
    assert len(ax.lines) == 6 + 4 + 2
    assert not any(line.get_visible() for line in ax.get_xgridlines() + ax.get_ygridlines())
    joints = max(line.get_zorder() for line in ax.lines)
    assert joints < min(dots.get_zorder() for dots in ax.collections)


def test_rounding_errors_are_not_drawn():
    noisy = grid() + np.array([1e-12, -1e-12])
    noisy[0, 0] = -1e-15  # would be drawn as -0
    same = plot_point_grid(noisy)
    exact = grid()
    exact[0, 0] = 0
    for drawn, expected in zip(same.lines, plot_point_grid(exact).lines, strict=True):
        assert np.asarray(drawn.get_xydata()).tobytes() == expected.get_xydata().tobytes()


@pytest.mark.parametrize("shape", [(9, 2), (3, 3, 3), (1, 4, 2)])
def test_what_is_no_grid_is_refused(shape):
    with pytest.raises(ValueError, match="Expected a grid of points.* Received: points.shape="):
        plot_point_grid(np.zeros(shape))


# plot_broadcast


def cells(ax):
    """Return the three tables: the numbers, and where an array has cells of its own."""
    numbers = [text for text in ax.texts if text.get_zorder() == 4]
    own = [patch.get_zorder() == 3 for patch in ax.patches]
    values = [float(text.get_text().replace("\N{MINUS SIGN}", "-")) for text in numbers]
    return np.reshape(values, (3, -1)), np.reshape(own, (3, -1))


@pytest.mark.parametrize(
    ("left", "right", "own_left", "own_right"),
    [
        ([1, 2, 3], [[10, 20, 30], [40, 50, 60]], [1, 1, 1, 0, 0, 0], [1] * 6),
        ([[10], [20]], [[1, 2, 3]], [1, 0, 0, 1, 0, 0], [1, 1, 1, 0, 0, 0]),
        ([[1], [2]], [1, 2], [1, 0, 1, 0], [1, 1, 0, 0]),
        ([[1, 2], [3, 4]], 5, [1] * 4, [1, 0, 0, 0]),
    ],
)
@pytest.mark.parametrize("symbol", "+-")
def test_both_are_drawn_stretched_and_met(left, right, own_left, own_right, symbol):
    result = np.add(left, right) if symbol == "+" else np.subtract(left, right)
    ax = plot_broadcast(left, right, symbol=symbol)
    values, own = cells(ax)
    for drawn, array in zip(values, (left, right, result), strict=True):
        np.testing.assert_array_equal(drawn, np.broadcast_to(array, result.shape).ravel())
    assert own[0].tolist() == [bool(k) for k in own_left]
    assert own[1].tolist() == [bool(k) for k in own_right]
    assert own[2].all()
    written = [text.get_text() for text in ax.texts]
    for array in (left, right, result):
        assert str(np.shape(array)) in written
    assert symbol.replace("-", "\N{MINUS SIGN}") in written and "=" in written


def test_what_is_its_own_differs_from_copies_without_colour_too():
    own, copy = (plot_broadcast([[1], [2]], [[1, 2]]).patches[k] for k in (0, 1))
    assert own.get_linestyle() == "solid" and copy.get_linestyle() == "--"
    assert own.get_facecolor() != copy.get_facecolor()


@pytest.mark.parametrize(
    ("left", "right", "symbol", "said"),
    [
        ([1, 2], [3, 4], "+", "Expected arrays that give a table.* Received: left.shape="),
        ([[1, 2]], [1], "*", "Expected the symbol '.' or '-'. Received: symbol='.'"),
        (np.ones((2, 3)), np.ones(2), "+", "broadcast"),
    ],
)
def test_what_gives_no_table_is_refused(left, right, symbol, said):
    with pytest.raises(ValueError, match=said):
        plot_broadcast(left, right, symbol=symbol)
