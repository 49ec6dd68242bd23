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
    """Return the ends and the label of each shaded zone."""
    return [(p.get_x(), p.get_x() + p.get_width(), p.get_label()) for p in ax.patches]


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
    left, right = flat_zones(scratch.sigmoid, Z, flat=0.05)
    # s (1 - s) = 0.05 has the solutions s = (1 -+ sqrt(0.8)) / 2
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
    (zone,) = flat_zones(scratch.silu, Z)
    assert zone.stop < -3


# One function


def test_function_above_slope():
    above, below = plots.plot_activation(scratch.gelu, name="GELU")
    z, values = drawn(above)
    np.testing.assert_allclose(values, scratch.gelu(z))
    z, slopes = drawn(below)
    np.testing.assert_allclose(slopes, scratch.gelu.derivative(z))
    assert above.get_title() == "GELU"
    assert (z[0], z[-1]) == (-6, 6)


def test_both_axes_show_the_zones():
    axes = plots.plot_activation(scratch.elu, limits=(-8, 4))
    expected = flat_zones(scratch.elu, np.linspace(-8, 4, 1201))
    for ax in axes:
        assert [span[:2] for span in spans(ax)] == [(z.start, z.stop) for z in expected]


def test_a_jump_is_a_gap():
    above, _ = plots.plot_activation(scratch.step)
    steps = np.diff(above.lines[0].get_ydata())
    assert np.nanmax(np.abs(steps)) == 0
    assert np.isnan(above.lines[0].get_ydata()).any()


def test_it_draws_on_given_axes():
    axes = plt.subplots(2, 1)[1]
    assert plots.plot_activation(scratch.relu, axes=axes) is axes


def test_a_family_is_drawn_as_several_lines_and_shaded_where_all_are_flat():
    lines = [scratch.leaky_relu.fix(negative_slope=alpha) for alpha in (0.0, 0.3)]
    above, below = plots.plot_activation(lines)
    assert len(above.lines) == len(below.lines) == 2
    assert above.lines[0].get_linestyle() != above.lines[1].get_linestyle()
    assert spans(above) == []
    above, _ = plots.plot_activation([lines[0], scratch.relu])
    assert len(spans(above)) == 1


# Gallery


def test_gallery_places_each_function_above_its_slope():
    family = {"sigmoid": scratch.sigmoid, "ReLU": scratch.relu, "tanh": scratch.tanh}
    axes = plots.plot_gallery(family, columns=2)
    assert axes.shape == (2, 2, 2)
    for k, (name, activation) in enumerate(family.items()):
        above, below = axes[k // 2, :, k % 2]
        assert above.get_title() == name
        z, values = drawn(above)
        np.testing.assert_allclose(values, activation(z))
        assert below.get_xlim() == above.get_xlim()
    assert not axes[1, 0, 1].get_visible() and not axes[1, 1, 1].get_visible()


def test_gallery_fits_the_page_and_uses_one_scale():
    axes = plots.plot_gallery({str(k): scratch.elu for k in range(12)})
    width, height = axes[0, 0, 0].figure.get_size_inches()
    assert width <= 10 and height <= 6.01
    assert len({ax.get_ylim() for ax in axes[:, 0].flat}) == 1


def test_the_legend_names_the_shades_that_occur():
    def legend(**family):
        figure = plots.plot_gallery(family)[0, 0, 0].figure
        return [text.get_text() for text in figure.legends[0].get_texts()]

    assert legend(sigmoid=scratch.sigmoid) == ["saturated: slope smaller than 0.05"]
    both = legend(relu=scratch.relu, tanh=scratch.tanh)
    assert both == ["dead: slope exactly 0", "saturated: slope smaller than 0.05"]


def test_shades_differ_by_more_than_colour():
    assert {bool(shade.get("hatch")) for shade in plots._SHADES.values()} == {True, False}


# Depth, paths, tables


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
    assert [t.get_text() for t in ax.get_yticklabels()] == ["$y_1$", "$y_2$"]


@pytest.mark.parametrize(
    "draw",
    [
        lambda ax: plots.plot_signal_through_depth({"a": [1, 0.5]}, ax=ax),
        lambda ax: plots.plot_weight_path([[0, 0], [1, 1]], [1, 1], ax=ax),
        lambda ax: plots.plot_jacobian(np.eye(2), ax=ax),
    ],
)
def test_they_draw_where_told(draw):
    ax = plt.subplots()[1]
    assert draw(ax) is ax
    assert len(plt.get_fignums()) == 1
