"""Figures of activation functions: each with its slope, and its flat zones shaded and named."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple

import matplotlib.pyplot as plt
import numpy as np
from matplotlib.axes import Axes
from matplotlib.lines import Line2D
from matplotlib.patches import Rectangle
from numpy.typing import ArrayLike

from dlcourse.plots.panels import panels
from dlcourse.plots.style import COLORS, DEAD_SHADE, SATURATED_SHADE
from dlcourse.scratch.activations import ActivationFunction

#: A unit is saturated where its slope is smaller than this part of the largest slope.
FLAT = 0.2

_STYLES = ("-", "--", ":")
# A hatch besides the shade: the zones can be told apart without colour.
_SHADES = {
    "dead": {"facecolor": DEAD_SHADE, "edgecolor": "#B5B5B5", "hatch": "//", "lw": 0},
    "saturated": {"facecolor": SATURATED_SHADE, "lw": 0},
}
_WORDS = {"dead": "slope 0", "saturated": "saturated"}


class Zone(NamedTuple):
    """An interval in which an activation function is flat out to the end of the axis.

    Attributes:
        kind: "dead" where the slope is exactly 0, "saturated" where it is small.
        start, stop: The ends of the interval, start < stop.
    """

    kind: str
    start: float
    stop: float


def flat_zones(activation: ActivationFunction, z: ArrayLike, *, flat: float = FLAT) -> list[Zone]:
    """Find where an activation function is dead, and where it is saturated.

    Only stretches that reach an end of `z` count: a function that is level at one point, as SiLU
    is at its minimum, is not saturated there.

    Args:
        activation: Anything with a `.derivative`.
        z: The axis, increasing, shape (n,).
        flat: A slope is flat if it is smaller than this part of the largest one on the axis.

    Returns:
        The zones from left to right: none, one, or two.
    """
    z = np.asarray(z, dtype=np.float64)
    slopes = np.abs(activation.derivative(z))
    is_flat = (slopes < flat * slopes.max()) | (slopes == 0)
    if is_flat.all():
        return [_zone(z, slopes)]
    left = int(np.argmin(is_flat))  # how many flat points there are before the first other one
    right = int(np.argmin(is_flat[::-1]))
    ends = [slice(0, left), slice(len(z) - right, len(z))]
    return [_zone(z[end], slopes[end]) for end in ends if end.stop - end.start > 1]


def _zone(z: np.ndarray, slopes: np.ndarray) -> Zone:
    # One stray value does not matter: the slope at a kink is a convention.
    dead = np.count_nonzero(slopes) <= 1
    return Zone("dead" if dead else "saturated", float(z[0]), float(z[-1]))


def plot_activation(
    activation: ActivationFunction | Sequence[ActivationFunction],
    *,
    name: str = "",
    limits: tuple[float, float] = (-5, 5),
    flat: float = FLAT,
    ax: Axes | None = None,
) -> Axes:
    """Draw an activation function and its slope; shade and name the zones where the slope is flat.

    Args:
        activation: One activation, or several of one family (such as leaky ReLUs of different
            slopes). Zones are shaded where all of them are flat.
        name: Title.
        limits: Ends of the horizontal axis.
        flat: A slope is flat if it is smaller than this part of the largest one on the axis.
        ax: Where to draw; None makes a new figure.

    Returns:
        The Axes. Its lines are, for each member, the function and then its slope.
    """
    family = [activation] if hasattr(activation, "derivative") else list(activation)
    ax = plt.subplots()[1] if ax is None else ax
    z = np.linspace(*limits, 1201)
    for zone in _common_zones([flat_zones(member, z, flat=flat) for member in family]):
        ax.axvspan(zone.start, zone.stop, **_SHADES[zone.kind], zorder=0.5)
        _write_into(zone, ax)
    for k, member in enumerate(family):
        function, slope = ("function", "its slope") if k == 0 else ("", "")
        style = _STYLES[k % len(_STYLES)]
        _draw_without_jumps(ax, z, member(z), color=COLORS["blue"], ls=style, lw=3, label=function)
        slopes = member.derivative(z)
        ls = style if len(family) > 1 else "--"
        _draw_without_jumps(ax, z, slopes, color=COLORS["vermilion"], ls=ls, label=slope)
    ax.set(title=name, xlim=limits, xlabel="$z$")
    return ax


def _write_into(zone: Zone, ax: Axes) -> None:
    """Write into a zone, near its upper edge, what it is."""
    where = {"transform": ax.get_xaxis_transform(), "ha": "center", "va": "top", "fontsize": 11}
    paper = {"facecolor": _SHADES[zone.kind]["facecolor"], "edgecolor": "none", "pad": 1.5}
    ax.text((zone.start + zone.stop) / 2, 0.96, _WORDS[zone.kind], bbox=paper, **where)


def _common_zones(zones: list[list[Zone]]) -> list[Zone]:
    """Keep the zones of the first member that the others share in full."""
    return [
        zone
        for zone in zones[0]
        if all(any(o.start <= zone.start and o.stop >= zone.stop for o in one) for one in zones)
    ]


def _draw_without_jumps(ax: Axes, z: np.ndarray, values: np.ndarray, **line) -> None:
    """Draw a curve and leave a gap where it jumps: a jump is no steep slope."""
    jumps = np.flatnonzero(np.abs(np.diff(values)) > 0.1)
    ax.plot(np.insert(z, jumps + 1, np.nan), np.insert(values, jumps + 1, np.nan), **line)


def plot_gallery(
    activations: Mapping[str, ActivationFunction | Sequence[ActivationFunction]],
    *,
    columns: int = 2,
    limits: tuple[float, float] = (-5, 5),
    flat: float = FLAT,
    ax: Axes | None = None,
) -> Axes:
    """Draw several activation functions to one scale, each together with its slope.

    Args:
        activations: Title and activation (or family, see `plot_activation`) of each.
        columns: How many stand side by side.
        limits: Ends of the horizontal axes.
        flat: A slope is flat if it is smaller than this part of the largest one on the axis.
        ax: Whose place the pictures take; None makes a new figure.

    Returns:
        The Axes, now an empty frame around the pictures.
    """
    rows = -(-len(activations) // columns)
    ax, axes = panels(ax, rows, columns, figsize=(10, 0.3 + 2.9 * rows), share=True)
    shown, empty = axes.flat[: len(activations)], axes.flat[len(activations) :]
    for panel, (name, activation) in zip(shown, activations.items(), strict=True):
        plot_activation(activation, name=name, limits=limits, flat=flat, ax=panel)
        panel.label_outer()
    for panel in empty:
        panel.set_visible(False)
    lowest = min(panel.dataLim.ymin for panel in shown)
    axes[0, 0].set(ylim=(max(-2, min(-1, lowest)) - 0.2, 2), yticks=[-1, 0, 1])
    axes[0, 0].legend(loc="lower right")
    return ax


def plot_sums(
    sums: ArrayLike,
    activation: ActivationFunction,
    *,
    limits: tuple[float, float] | None = None,
    ax: Axes | None = None,
) -> Axes:
    """Draw the histogram of a layer's sums over the flat zones of its activation function.

    Args:
        sums: The sums of all units for all samples, before the activation function, any shape.
        activation: What the layer applies to them.
        limits: Ends of the horizontal axis; None for the largest sum, to both sides.
        ax: Where to draw; None makes a new figure.

    Returns:
        The Axes. The heights of the bars are counts, and carry no numbers.
    """
    sums = np.ravel(sums)
    ax = plt.subplots()[1] if ax is None else ax
    furthest = np.abs(sums).max()
    limits = (-furthest, furthest) if limits is None else limits
    for zone in flat_zones(activation, np.linspace(*limits, 1201)):
        ax.axvspan(zone.start, zone.stop, **_SHADES[zone.kind], zorder=0.5)
        _write_into(zone, ax)
    counts, *_ = ax.hist(sums, bins=np.linspace(*limits, 81), color=COLORS["blue"])
    ax.set(xlim=limits, ylim=(0, 1.3 * counts.max()), yticks=[])
    return ax


def plot_signal_through_depth(sizes: Mapping[str, ArrayLike], *, ax: Axes | None = None) -> Axes:
    """Draw how large a signal still is after each layer, one curve per network.

    At its right end each curve says which network it is, and whether its signal vanishes (less than
    a hundredth is left), explodes (it has grown more than a hundredfold), or is kept.

    Args:
        sizes: Name of each network, and the size after 0, 1, 2, ... layers, shape (layers + 1,).
        ax: Where to draw; None makes a new figure.

    Returns:
        The Axes; its vertical axis is logarithmic.
    """
    ax = plt.subplots()[1] if ax is None else ax
    for (name, size), style in zip(sizes.items(), _CURVES * len(sizes), strict=False):
        ax.semilogy(np.asarray(size), style, markersize=5, label=name)
    _label_ends(ax.lines, ax)
    depth = max(len(size) for size in sizes.values()) - 1
    ax.hlines(1, -0.5, depth, color=COLORS["grey"], lw=1, zorder=1)  # not through the labels
    ax.set(xlabel="layers passed", ylabel="size of the signal", xlim=(-0.5, 1.6 * depth))
    ax.set_xticks(range(0, depth + 1, -(-depth // 5) or 1))
    return ax


def _label_ends(curves: Sequence[Line2D], ax: Axes) -> None:
    """Write behind each curve what it is and what became of it, and keep the labels apart."""
    curves = sorted(curves, key=lambda curve: curve.get_ydata()[-1])
    ends = np.log10([curve.get_ydata()[-1] for curve in curves])
    gap = 0.08 * np.diff(np.log10(ax.get_ylim()))[0]
    heights = ends.copy()
    for k in range(1, len(heights)):
        heights[k] = max(heights[k], heights[k - 1] + gap)
    for curve, end, height in zip(curves, ends, heights, strict=True):
        fate = "vanishes" if end < -2 else "explodes" if end > 2 else "kept"
        place = (1.03 * (len(curve.get_ydata()) - 1), 10**height)
        ax.text(*place, f"{curve.get_label()}: {fate}", color=curve.get_color(), va="center")


_CURVES = ["o-", "s--", "^-.", "D:", "v-", "P--"]


def plot_weight_path(path: ArrayLike, goal: ArrayLike, *, ax: Axes | None = None) -> Axes:
    """Draw the way of two weights from their start to the goal.

    Around the start, the two quarters are shaded that no single step can reach while all inputs
    are positive: both weights then grow together or shrink together.

    Args:
        path: The weights after 0, 1, 2, ... updates, shape (updates + 1, 2).
        goal: The best weights, shape (2,).
        ax: Where to draw; None makes a new figure.

    Returns:
        The Axes, with equal scales.
    """
    path, goal = np.asarray(path), np.asarray(goal)
    ax = plt.subplots(figsize=(5, 5))[1] if ax is None else ax
    ax.plot(*path.T, "-o", color=COLORS["blue"], lw=1.3, markersize=3.5)
    ax.plot(*path[0], "s", color=COLORS["black"], markersize=10, label="start")
    ax.plot(*goal, "*", color=COLORS["vermilion"], markersize=20, label="goal")
    points = np.vstack([path, goal])
    low, high = points.min(axis=0) - 0.3, points.max(axis=0) + 0.3
    far = 100 * (high - low).max()
    for width, height in ((far, -far), (-far, far)):
        ax.add_patch(Rectangle(path[0], width, height, **_SHADES["dead"], zorder=0.5))
    ax.set(xlim=(low[0], high[0]), ylim=(low[1], high[1]), aspect="equal")
    ax.set(xlabel="weight 1", ylabel="weight 2")
    return ax


def plot_jacobian(jacobian: ArrayLike, *, ax: Axes | None = None) -> Axes:
    """Draw how much each output moves when each input is nudged, as a table of shaded cells.

    Args:
        jacobian: Slopes, outputs in rows and inputs in columns, shape (outputs, inputs).
        ax: Where to draw; None makes a new figure.

    Returns:
        The Axes; cells that are not exactly 0 hold their number.
    """
    jacobian = np.asarray(jacobian)
    ax = plt.subplots(figsize=(4.5, 4))[1] if ax is None else ax
    ax.imshow(np.abs(jacobian), cmap="Blues", vmin=0, vmax=0.4)
    for (row, column), slope in np.ndenumerate(jacobian):
        text = f"{slope:.2f}".replace("-", "\N{MINUS SIGN}") if slope else "0"
        color = "white" if abs(slope) > 0.25 else COLORS["black"]
        ax.text(column, row, text, ha="center", va="center", color=color)
    outputs, inputs = jacobian.shape
    ax.set_xticks(range(inputs), [f"$z_{k + 1}$" for k in range(inputs)])
    ax.set_yticks(range(outputs), [f"$h_{k + 1}$" for k in range(outputs)])
    ax.set(xlabel="input nudged", ylabel="output that moves")
    ax.grid(False)
    return ax
