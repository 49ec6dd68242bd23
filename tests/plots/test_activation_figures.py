"""The figures of activation functions show the numbers that they are given."""

import matplotlib.pyplot as plt
import numpy as np
import pytest

from dlcourse import scratch
from dlcourse.plots import activations as plots
from dlcourse.plots.activations import Zone, flat_zones

Z = np.linspace(-6, 6, 1201)


def kinds(activation):
    return [zone.kind for zone in flat_zones(activation, Z)]


def drawn(ax, line=0):
    """Return the points of a line, without the gaps at jumps."""
    points = ax.lines[line].get_xydata()
    return points[np.isfinite(points).all(axis=1)].T


def spans(ax):
    """Return the ends of each shaded zone."""
    return [(p.get_x(), p.get_x() + p.get_width()) for p in ax.patches]


def words(ax):
    return [text.get_text() for text in ax.texts]


# Zones


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("step", ["dead"]),
        ("sigmoid", ["saturated", "saturated"]),
        ("tanh", ["saturated", "saturated"]),
        ("relu", ["dead"]),
        ("leaky_relu", []),
        ("rrelu", []),
        ("elu", ["saturated"]),
        ("selu", ["saturated"]),
        ("softplus", ["saturated"]),
        ("gelu", ["saturated"]),
        ("silu", ["saturated"]),
        ("linear", []),
    ],
)
def test_kinds_of_zones(name, expected):
    assert kinds(getattr(scratch, name)) == expected


def test_zones_end_where_the_slope_reaches_the_limit():
    left, right = flat_zones(scratch.sigmoid, Z, flat=0.2)
    # a fifth of 1/4: s (1 - s) = 0.05 has the solutions s = (1 -+ sqrt(0.8)) / 2
    edge = np.log((1 + np.sqrt(0.8)) / (1 - np.sqrt(0.8)))
    assert left == Zone("saturated", -6.0, pytest.approx(-edge, abs=0.01))
    assert right == Zone("saturated", pytest.approx(edge, abs=0.01), 6.0)


def test_relu_is_dead_up_to_its_corner():
    (zone,) = flat_zones(scratch.relu, Z)
    assert zone == Zone("dead", -6.0, pytest.approx(0, abs=0.011))


def test_a_stricter_limit_makes_smaller_zones():
    wide, narrow = (flat_zones(scratch.tanh, Z, flat=flat)[0] for flat in (0.1, 0.01))
    assert narrow.stop < wide.stop


def test_a_level_place_in_the_middle_is_no_zone():
    # The slope of swish is 0 at its minimum, near -1.28, and larger in size on both sides of it.
    (zone,) = flat_zones(scratch.silu, Z, flat=0.05)
    assert zone.stop < -3


# One function


def test_function_and_slope_on_one_pair_of_axes():
    ax = plots.plot_activation(scratch.gelu, name="GELU")
    z, values = drawn(ax, 0)
    np.testing.assert_allclose(values, scratch.gelu(z))
    z, slopes = drawn(ax, 1)
    np.testing.assert_allclose(slopes, scratch.gelu.derivative(z))
    assert [line.get_label() for line in ax.lines] == ["function", "its slope"]
    assert len({line.get_linestyle() for line in ax.lines}) == 2, "told apart without colour"
    assert ax.get_title() == "GELU"
    assert (z[0], z[-1]) == (-5, 5)


def test_zones_are_shaded_and_named():
    ax = plots.plot_activation(scratch.elu, limits=(-8, 4))
    (zone,) = flat_zones(scratch.elu, np.linspace(-8, 4, 1201))
    assert spans(ax) == [(zone.start, zone.stop)]
    assert words(ax) == ["saturated"]
    assert zone.start < ax.texts[0].get_position()[0] < zone.stop
    assert words(plots.plot_activation(scratch.relu)) == ["slope 0"]
    assert words(plots.plot_activation(scratch.tanh)) == ["saturated", "saturated"]


def test_a_jump_is_a_gap():
    ax = plots.plot_activation(scratch.step)
    steps = np.diff(ax.lines[0].get_ydata())
    assert np.nanmax(np.abs(steps)) == 0
    assert np.isnan(ax.lines[0].get_ydata()).any()


def test_a_family_is_drawn_as_several_lines_and_shaded_where_all_are_flat():
    lines = [scratch.leaky_relu.fix(negative_slope=alpha) for alpha in (0.0, 0.3)]
    ax = plots.plot_activation(lines)
    assert len(ax.lines) == 4
    assert ax.lines[0].get_linestyle() != ax.lines[2].get_linestyle()
    assert spans(ax) == []
    assert len(spans(plots.plot_activation([lines[0], scratch.relu]))) == 1


# Gallery


def panels_of(frame):
    return [ax for ax in frame.figure.axes if ax is not frame]


def test_gallery_draws_each_function():
    family = {"sigmoid": scratch.sigmoid, "ReLU": scratch.relu, "tanh": scratch.tanh}
    axes = panels_of(plots.plot_gallery(family, columns=2))
    assert len(axes) == 4
    for ax, (name, activation) in zip(axes, family.items(), strict=False):
        assert ax.get_title() == name
        z, values = drawn(ax)
        np.testing.assert_allclose(values, activation(z))
    assert not axes[3].get_visible()
    assert [text.get_text() for text in axes[0].get_legend().get_texts()] == [
        "function",
        "its slope",
    ]


def test_gallery_fits_the_page_and_uses_one_scale():
    axes = panels_of(plots.plot_gallery({str(k): scratch.selu for k in range(4)}))
    width, height = axes[0].figure.get_size_inches()
    assert width <= 10 and height <= 6.11
    (limits,) = {ax.get_ylim() for ax in axes}
    assert limits[0] < scratch.selu(-5.0), "its lowest value is on the page"


def test_shades_differ_by_more_than_colour():
    assert {bool(shade.get("hatch")) for shade in plots._SHADES.values()} == {True, False}


# Sums, depth, paths, tables


def test_sums_are_counted_over_the_flat_zones():
    sums = np.array([[-3.0, 0.1], [0.1, 2.0]])
    ax = plots.plot_sums(sums, scratch.relu, limits=(-4, 4))
    zone, *bars = ax.patches
    assert (zone.get_x(), zone.get_width()) == (-4, pytest.approx(4, abs=0.02))
    heights = {bar.get_x(): bar.get_height() for bar in bars if bar.get_height()}
    assert list(heights.values()) == [1, 2, 1]
    assert min(heights) <= -3 and max(heights) <= 2 < max(heights) + 0.2
    assert words(ax) == ["slope 0"]
    assert plots.plot_sums(sums, scratch.tanh).get_xlim() == (-3, 3)


def test_signal_through_depth():
    sizes = {"a": np.array([1, 0.1, 0.01]), "b": np.array([1.0, 2.0, 4.0])}
    ax = plots.plot_signal_through_depth(sizes)
    assert ax.get_yscale() == "log"
    for line, (name, size) in zip(ax.lines, sizes.items(), strict=False):
        np.testing.assert_array_equal(line.get_xydata(), np.c_[[0, 1, 2], size])
        assert line.get_label() == name
    styles = {(line.get_linestyle(), line.get_marker()) for line in ax.lines[:2]}
    assert len(styles) == 2, "told apart without colour"
    assert max(ax.get_xticks()) <= 2, "there is no layer beyond the last"
    [base] = ax.collections[0].get_segments()
    assert base[:, 0].max() == 2, "the line of size 1 runs through no label"


def test_each_curve_says_what_became_of_its_signal():
    sizes = {"a": [1, 1e-3], "b": [1, 1.1], "c": [1, 0.9], "d": [1, 1e3]}
    ax = plots.plot_signal_through_depth(sizes)
    assert words(ax) == ["a: vanishes", "c: kept", "b: kept", "d: explodes"]
    heights = np.log10([text.get_position()[1] for text in ax.texts])
    assert np.diff(heights).min() > 0.4, "labels of curves that end together stay apart"
    for text, line in zip(ax.texts, [ax.lines[k] for k in (0, 2, 1, 3)], strict=True):
        assert text.get_color() == line.get_color()


def test_weight_path_and_the_quarters_out_of_reach():
    path = np.array([[-1.0, 1.0], [0.0, 1.5], [0.5, -0.5]])
    ax = plots.plot_weight_path(path, [1.0, -1.0])
    np.testing.assert_array_equal(ax.lines[0].get_xydata(), path)
    np.testing.assert_array_equal(ax.lines[2].get_xydata(), [[1.0, -1.0]])
    down_right, up_left = ax.patches

    def covers(patch, point):
        return patch.contains_point(ax.transData.transform(point))

    assert covers(down_right, (0.0, 0.5)) and covers(up_left, (-1.2, 1.2))
    for reachable in [(-0.5, 1.2), (-1.2, 0.5)]:
        assert not covers(down_right, reachable) and not covers(up_left, reachable)


def test_jacobian_cells_hold_their_numbers():
    table = np.array([[0.25, -0.13, 0.0], [0.0, 1e-9, 0.3]])
    ax = plots.plot_jacobian(table)
    texts = {text.get_position(): text.get_text() for text in ax.texts}
    assert texts[0, 0] == "0.25" and texts[1, 0] == "−0.13" and texts[0, 1] == "0"
    np.testing.assert_array_equal(ax.images[0].get_array(), np.abs(table))
    assert [t.get_text() for t in ax.get_yticklabels()] == ["$h_1$", "$h_2$"]


@pytest.mark.parametrize(
    "draw",
    [
        lambda ax: plots.plot_activation(scratch.relu, ax=ax),
        lambda ax: plots.plot_sums([0.5], scratch.relu, ax=ax),
        lambda ax: plots.plot_signal_through_depth({"a": [1, 0.5]}, ax=ax),
        lambda ax: plots.plot_weight_path([[0, 0], [1, 1]], [1, 1], ax=ax),
        lambda ax: plots.plot_jacobian(np.eye(2), ax=ax),
    ],
)
def test_they_draw_where_told(draw):
    ax = plt.subplots()[1]
    assert draw(ax) is ax
    assert len(plt.get_fignums()) == 1
