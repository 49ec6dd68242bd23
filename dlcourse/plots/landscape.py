"""Functions of two weights, seen from above: contours, paths, gradients.

Each function draws on `ax` and returns it, so that they are laid on top of one another:
contours first, then the gradient field, then paths.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

import matplotlib.pyplot as plt
import numpy as np
from matplotlib.axes import Axes
from matplotlib.colors import LinearSegmentedColormap
from matplotlib.contour import ContourSet
from matplotlib.figure import Figure
from matplotlib.patheffects import Normal, Stroke
from numpy.typing import ArrayLike

from dlcourse.plots.style import COLORS

Limits = tuple[float, float]

#: From the lowest to the highest place, like the depths of a sea chart: ColorBrewer's YlGnBu,
#: reversed, without its darkest third, so that black stays readable on all. Lightness alone tells
#: the order, to colour-blind readers and on a grey print as well.
_SHADES = LinearSegmentedColormap.from_list(
    "shades", plt.get_cmap("YlGnBu")(np.linspace(0.66, 0, 256))
)


def plot_contour(
    function: Callable[[np.ndarray], ArrayLike],
    *,
    xlim: Limits,
    ylim: Limits,
    levels: int | Sequence[float] = 12,
    resolution: int = 81,
    filled: bool = True,
    ax: Axes | None = None,
) -> Axes:
    """Draw lines of equal height of a function of two numbers; darker is lower.

    Args:
        function: Takes points of shape (n_points, 2), returns heights of shape (n_points,).
        xlim: Ends of the first number.
        ylim: Ends of the second number.
        levels: How many heights, or which. By default they are closer together near the bottom.
        resolution: Points per axis at which the function is computed.
        filled: Whether to colour the space between the lines.
        ax: Where to draw; `None` makes a new figure.

    Raises:
        ValueError: The function does not return one number for each point.
    """
    ax = plt.subplots(figsize=(6, 5))[1] if ax is None else ax
    sides = np.linspace(*xlim, resolution), np.linspace(*ylim, resolution)
    _draw_contours(function, sides, levels, filled, ax)
    ax.set(xlim=xlim, ylim=ylim)
    ax.grid(False)
    return ax


class Contours:
    """The contours of `plot_contour`, kept to be changed: made with a first function."""

    def __init__(
        self,
        function: Callable[[np.ndarray], ArrayLike],
        *,
        xlim: Limits,
        ylim: Limits,
        levels: int = 12,
        resolution: int = 81,
        ax: Axes,
    ) -> None:
        """Draw them on `ax`; see `plot_contour`."""
        self.sides = np.linspace(*xlim, resolution), np.linspace(*ylim, resolution)
        self.levels = levels
        before = len(ax.collections)
        plot_contour(function, xlim=xlim, ylim=ylim, levels=levels, resolution=resolution, ax=ax)
        self.kept = ax.collections[before:]
        self.draft = Figure().add_subplot()  # never seen: it only computes contours

    def update(self, function: Callable[[np.ndarray], ArrayLike]) -> None:
        """Draw the contours of another function."""
        for kept, new in zip(
            self.kept,
            _draw_contours(function, self.sides, self.levels, True, self.draft),
            strict=True,
        ):
            kept.set_paths(new.get_paths())
            kept.levels = new.levels
            new.remove()


def _draw_contours(
    function: Callable[[np.ndarray], ArrayLike],
    sides: tuple[np.ndarray, np.ndarray],
    levels: int | Sequence[float],
    filled: bool,
    ax: Axes,
) -> list[ContourSet]:
    """Draw the contours alone, and return them: the bands, if any, and the lines."""
    x, y = np.meshgrid(*sides)
    points = np.stack([x.ravel(), y.ravel()], axis=1)
    heights = np.asarray(function(points))
    if heights.shape != (len(points),):
        raise ValueError(
            f"Expected one height for each of {len(points)} points. Received: {heights.shape}"
        )
    heights = heights.reshape(x.shape)
    if isinstance(levels, int):
        low, high = np.nanmin(heights), np.nanmax(heights)
        levels = low + (high - low) * np.linspace(0, 1, levels + 1) ** 2
    # One shade per band, and not per height: else the narrow bands at the bottom look alike.
    bands = {"colors": _SHADES(np.linspace(0, 1, len(levels) + 1)), "extend": "both"}
    lines = {"colors": "black", "linewidths": 0.8, "linestyles": "solid"}
    drawn = [ax.contourf(x, y, heights, levels=levels, **bands)] if filled else []
    return [*drawn, ax.contour(x, y, heights, levels=levels, **lines)]


def plot_gradient_field(
    gradient: Callable[[np.ndarray], ArrayLike],
    *,
    xlim: Limits,
    ylim: Limits,
    arrows: int = 11,
    ax: Axes | None = None,
) -> Axes:
    """Draw the gradient as arrows: they point uphill, and are longer where it is steeper.

    Args:
        gradient: Takes points of shape (n_points, 2), returns gradients of the same shape.
        xlim: Ends of the first number.
        ylim: Ends of the second number.
        arrows: Arrows per axis.
        ax: Where to draw; `None` makes a new figure.

    Raises:
        ValueError: The function does not return two numbers for each point.
    """
    ax = plt.subplots(figsize=(6, 5))[1] if ax is None else ax
    x, y = np.meshgrid(np.linspace(*xlim, arrows), np.linspace(*ylim, arrows))
    points = np.stack([x.ravel(), y.ravel()], axis=1)
    field = np.asarray(gradient(points))
    if field.shape != points.shape:
        raise ValueError(f"Expected gradients of shape {points.shape}. Received: {field.shape}")
    ax.quiver(*points.T, *field.T, angles="xy", color="black", width=0.004, pivot="tail")
    ax.set(xlim=xlim, ylim=ylim)
    return ax


def plot_path(
    points: ArrayLike,
    *,
    color: str = COLORS["vermilion"],
    marker: str = "o",
    label: str | None = None,
    ax: Axes | None = None,
) -> Axes:
    """Draw the way through weight space, from a square at the start to a star at the end.

    Args:
        points: Shape (n_steps + 1, 2), the start first.
        color: Of line and markers.
        marker: Of the steps between.
        label: For the legend.
        ax: Where to draw; `None` makes a new figure.

    Raises:
        ValueError: There is no point, or points have not two numbers.
    """
    points = np.asarray(points, dtype=float)
    if points.ndim != 2 or points.shape[1] != 2 or not len(points):
        raise ValueError(f"Expected points of shape (n_points, 2). Received: {points.shape}")
    ax = plt.subplots(figsize=(6, 5))[1] if ax is None else ax
    Walk(points, color=color, marker=marker, label=label, ax=ax)
    return ax


class Walk:
    """The way of `plot_path`, kept to be changed: made with a first one."""

    def __init__(
        self,
        points: np.ndarray,
        *,
        color: str = COLORS["vermilion"],
        marker: str = "o",
        label: str | None = None,
        ax: Axes,
    ) -> None:
        """Draw it on `ax`; see `plot_path`."""
        style = {"color": color, "marker": marker, "markersize": 5, "lw": 1.5, "label": label}
        # Seen on light and on dark ground. With two effects all halos lie below all markers;
        # withStroke would draw each marker's halo upon its neighbours.
        halo = [Stroke(linewidth=3.5, foreground="white"), Normal()]
        end = {"color": color, "markeredgecolor": "black", "markersize": 16}
        (self.way,) = ax.plot(*points.T, "-", **style, path_effects=halo, zorder=4)
        (self.start,) = ax.plot(*points[0], "s", color="black", markersize=9, zorder=5)
        (self.end,) = ax.plot(*points[-1], "*", **end, zorder=5)

    def update(self, points: np.ndarray) -> None:
        """Draw another way, shape (n_steps + 1, 2)."""
        for line, part in ((self.way, points), (self.start, points[:1]), (self.end, points[-1:])):
            line.set_data(*part.T)
