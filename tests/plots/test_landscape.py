"""Contours, gradient fields and paths show the function that they are given."""

import numpy as np
import pytest
from matplotlib.colors import to_rgb
from matplotlib.patheffects import Normal

from dlcourse.plots import plot_contour, plot_gradient_field, plot_path

LIMITS = {"xlim": (-2.0, 2.0), "ylim": (-1.0, 3.0)}


def bowl(points):
    return points[:, 0] ** 2 + 4 * (points[:, 1] - 1) ** 2


def test_contours_lie_at_their_heights():
    ax = plot_contour(bowl, **LIMITS, levels=[0.5, 1.0, 3.0], filled=False)
    (contours,) = ax.collections
    for level, path in zip(contours.levels, contours.get_paths(), strict=True):
        np.testing.assert_allclose(bowl(path.vertices), level, atol=0.01)


def test_levels_are_closer_together_near_the_bottom():
    ax = plot_contour(bowl, **LIMITS, levels=4)
    levels = ax.collections[-1].levels
    assert np.all(np.diff(np.diff(levels)) > 0)
    assert (ax.get_xlim(), ax.get_ylim()) == (LIMITS["xlim"], LIMITS["ylim"])


def luminance(color):
    """Relative luminance by WCAG 2, from 0 for black to 1 for white."""
    rgb = np.array(to_rgb(color))
    linear = np.where(rgb <= 0.04045, rgb / 12.92, ((rgb + 0.055) / 1.055) ** 2.4)
    return linear @ [0.2126, 0.7152, 0.0722]


def contrast(first, second):
    dark, light = sorted([luminance(first), luminance(second)])
    return (light + 0.05) / (dark + 0.05)


@pytest.mark.parametrize("levels", [12, 3, [0.5, 1.0, 3.0]])
def test_each_line_can_be_seen_on_each_shade(levels):
    fill, lines = plot_contour(bowl, **LIMITS, levels=levels).collections
    worst = min(
        contrast(line, shade) for line in lines.get_edgecolor() for shade in fill.get_facecolor()
    )
    assert worst > 4.5  # what WCAG asks for of small text
    assert {dashes for _, dashes in lines.get_linestyle()} == {None}  # solid, below 0 as well


@pytest.mark.parametrize("levels", [12, 5, [0.5, 1.0, 3.0]])
def test_each_band_has_a_shade_of_its_own_and_lower_is_darker(levels):
    fill = plot_contour(lambda points: bowl(points) - 9, **LIMITS, levels=levels).collections[0]
    brightness = [luminance(color) for color in fill.get_facecolor()]
    assert np.all(np.diff(brightness) > 0.3 / len(brightness))


def test_arrows_are_the_gradient_at_their_tails():
    ax = plot_gradient_field(lambda p: np.stack([2 * p[:, 0], p[:, 1]], axis=1), **LIMITS, arrows=3)
    (quiver,) = ax.collections
    tails = np.asarray(quiver.XY)
    assert len(tails) == 9
    np.testing.assert_allclose(quiver.U, 2 * tails[:, 0])
    np.testing.assert_allclose(quiver.V, tails[:, 1])


def test_a_path_has_a_start_and_an_end():
    way = [[0, 0], [1, 1], [2, 1.5]]
    ax = plot_path(way, label="way")
    line, start, end = ax.lines
    np.testing.assert_array_equal(line.get_xydata(), way)
    np.testing.assert_array_equal(start.get_xydata(), [way[0]])
    np.testing.assert_array_equal(end.get_xydata(), [way[-1]])
    assert line.get_label() == "way"
    # A path of any colour stays visible on any ground: a white halo below the line itself.
    halo, itself = line.get_path_effects()
    assert halo._gc["foreground"] == "white" and halo._gc["linewidth"] > line.get_linewidth() + 1
    assert isinstance(itself, Normal)


def test_bad_input_is_told_what_was_expected():
    with pytest.raises(ValueError, match="Expected one height for each"):
        plot_contour(lambda points: points, **LIMITS)
    with pytest.raises(ValueError, match="Expected gradients of shape"):
        plot_gradient_field(lambda points: points[:, 0], **LIMITS)
    with pytest.raises(ValueError, match=r"Received: \(3,\)"):
        plot_path([1, 2, 3])
