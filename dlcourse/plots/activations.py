"""Figures of activation functions: each above its own slope, with its flat zones shaded."""

from collections.abc import Mapping, Sequence
from typing import NamedTuple

import matplotlib.pyplot as plt
import numpy as np
from matplotlib.axes import Axes
from matplotlib.patches import Rectangle
from numpy.typing import ArrayLike

from dlcourse.plots.style import COLORS, DEAD_SHADE, SATURATED_SHADE
from dlcourse.scratch.activations import ActivationFunction

#: Slopes below this size count as flat: they let less than a twentieth of a signal through.
FLAT = 0.05

_STYLES = ("-", "--", ":")
# A hatch besides the shade: the zones can be told apart without colour.
_SHADES = {
    "dead": {"facecolor": DEAD_SHADE, "edgecolor": "#B5B5B5", "hatch": "//", "lw": 0},
    "saturated": {"facecolor": SATURATED_SHADE, "lw": 0},
}
_LABELS = {"dead": "dead: slope exactly 0", "saturated": "saturated: slope smaller than {flat}"}


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
        flat: A slope of smaller size is flat.

    Returns:
        The zones from left to right: none, one, or two.
    """
    z = np.asarray(z, dtype=np.float64)
    slopes = np.abs(activation.derivative(z))
    is_flat = slopes < flat
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
    limits: tuple[float, float] = (-6, 6),
    flat: float = FLAT,
    axes: Sequence[Axes] | None = None,
) -> Sequence[Axes]:
    """Draw an activation function, and below it its slope; shade where the slope is flat.

    Args:
        activation: One activation, or several of one family (such as leaky ReLUs of different
            slopes). Zones are shaded where all of them are flat.
        name: Title.
        limits: Ends of the horizontal axis.
        flat: A slope of smaller size is flat.
        axes: Two Axes, for the function and for its slope; None makes a new figure.

    Returns:
        The two Axes.
    """
    family = [activation] if hasattr(activation, "derivative") else list(activation)
    if axes is None:
        axes = plt.subplots(2, 1, figsize=(4, 6), sharex=True)[1]
    z = np.linspace(*limits, 1201)
    for zone in _common_zones([flat_zones(member, z, flat=flat) for member in family]):
        for ax in axes:
            label = _LABELS[zone.kind].format(flat=flat)
            ax.axvspan(zone.start, zone.stop, **_SHADES[zone.kind], label=label, zorder=0.5)
    for member, style in zip(family, _STYLES * len(family), strict=False):
        _draw_without_jumps(axes[0], z, member(z), color=COLORS["blue"], ls=style)
        slopes = member.derivative(z)
        _draw_without_jumps(axes[1], z, slopes, color=COLORS["vermilion"], ls=style)
    axes[0].set_title(name)
    axes[1].set_xlim(limits)
    return axes


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
    columns: int = 6,
    limits: tuple[float, float] = (-6, 6),
    flat: float = FLAT,
) -> np.ndarray:
    """Draw many activation functions to one scale, each above its own slope.

    Args:
        activations: Title and activation (or family, see `plot_activation`) of each.
        columns: How many stand side by side.
        limits: Ends of the horizontal axes.
        flat: A slope of smaller size is flat.

    Returns:
        The Axes, shape (rows, 2, columns): function and slope of each; a new figure holds them.
    """
    rows = -(-len(activations) // columns)
    height = 0.3 + 2.85 * rows  # in inches; the margins below are, too
    figure = plt.figure(figsize=(10, height), layout="none")
    margins = {"left": 0.075, "right": 0.99, "top": 1 - 0.3 / height, "bottom": 0.7 / height}
    outer = figure.add_gridspec(rows, 1, **margins, hspace=0.28)
    axes = np.array(
        [_gallery_row(figure, outer[row], columns) for row in range(rows)], dtype=object
    )
    for k, (name, activation) in enumerate(activations.items()):
        pair = axes[k // columns, :, k % columns]
        plot_activation(activation, name=name, limits=limits, flat=flat, axes=pair)
        pair[0].set_ylim(-2.3, 3.3)
        pair[1].set_ylim(-0.3, 1.9)
    for k in range(len(activations), rows * columns):
        for ax in axes[k // columns, :, k % columns]:
            ax.set_visible(False)
    _label_gallery(figure, axes, limits)
    return axes


def _gallery_row(figure, cell, columns: int) -> np.ndarray:
    grid = cell.subgridspec(2, columns, hspace=0.08, wspace=0.1)
    return grid.subplots(sharex=True, sharey="row")


def _label_gallery(figure, axes: np.ndarray, limits: tuple[float, float]) -> None:
    """Label the outer axes alone, and explain once the shades that occur."""
    for row in axes:
        row[0, 0].set_ylabel("$\\phi(z)$")
        row[1, 0].set_ylabel("slope $\\phi'(z)$")
        row[0, 0].set_yticks([-1, 0, 1])
        row[1, 0].set_yticks([0, 1])
        row[0, 0].set_xticks([limits[0] * 2 / 3, 0, limits[1] * 2 / 3])
    shades = {patch.get_label(): patch for ax in axes.flat for patch in ax.patches}
    figure.legend(shades.values(), shades.keys(), loc="lower center", ncols=2)
    figure.align_ylabels(axes[:, :, 0].ravel().tolist())


def plot_signal_through_depth(sizes: Mapping[str, ArrayLike], *, ax: Axes | None = None) -> Axes:
    """Draw how large a signal still is after each layer, one curve per network.

    Args:
        sizes: Name of each network, and the size after 0, 1, 2, ... layers, shape (layers + 1,).
        ax: Where to draw; None makes a new figure.

    Returns:
        The Axes; its vertical axis is logarithmic.
    """
    ax = plt.subplots()[1] if ax is None else ax
    depth = 0
    for (name, size), style in zip(sizes.items(), _CURVES * len(sizes), strict=False):
        ax.semilogy(np.asarray(size), style, markersize=5, label=name)
        depth = max(depth, len(size) - 1)
    ax.axhline(1, color=COLORS["grey"], lw=1, zorder=1)
    ax.set(xlabel="layers passed", ylabel="size of the signal", xlim=(-0.5, 1.55 * depth))
    ax.set_xticks(range(0, depth + 1, -(-depth // 5) or 1))
    ax.legend(loc="center right")  # in the free third on the right
    return ax


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
    ax.set_yticks(range(outputs), [f"$y_{k + 1}$" for k in range(outputs)])
    ax.set(xlabel="input nudged", ylabel="output that moves")
    ax.grid(False)
    return ax
