"""Pictures of the first ideas: fields within fields, boxes that meet, the plane that is moved."""

from __future__ import annotations

from collections.abc import Sequence

import matplotlib.pyplot as plt
import numpy as np
from matplotlib.axes import Axes
from matplotlib.patches import Circle, Rectangle
from numpy.typing import ArrayLike

from dlcourse.plots.style import CLASS_COLORS, CLASS_MARKERS, COLORS, REGION_COLORS


def plot_nested_circles(
    names: Sequence[str], *, notes: Sequence[str] | None = None, ax: Axes | None = None
) -> Axes:
    """Draw fields of which each is a part of the one before, as circles within circles.

    Args:
        names: From the widest field to the narrowest.
        notes: A short text below each name.
        ax: Where to draw; `None` makes a new figure.

    Raises:
        ValueError: There is no name, or the number of notes is another.
    """
    notes = [""] * len(names) if notes is None else notes
    if not names or len(notes) != len(names):
        raise ValueError(
            "Expected at least one name, and one note for each. "
            f"Received: {len(names)} names, {len(notes)} notes"
        )
    ax = plt.subplots(figsize=(6, 6))[1] if ax is None else ax
    n = len(names)
    for i, (name, note) in enumerate(zip(names, notes, strict=True)):
        radius = n - i
        face = REGION_COLORS[i % len(REGION_COLORS)]
        ax.add_patch(Circle((0, radius), radius, facecolor=face, edgecolor="black", lw=1.5))
        # All circles touch at the bottom, so that each leaves room at its top for its name;
        # the innermost has its middle free.
        height = 2 * radius - 0.75 if i < n - 1 else radius
        ax.text(0, height, name, ha="center", va="bottom", fontsize=14, weight="bold")
        ax.text(0, height - 0.1, note, ha="center", va="top", fontsize=12)
    ax.set(xlim=(-n - 0.05, n + 0.05), ylim=(-0.05, 2 * n + 0.05), aspect="equal")
    ax.axis("off")
    return ax


def plot_point_grid(
    points: ArrayLike, *, reach: float = 2.0, layered: bool = False, ax: Axes | None = None
) -> Axes:
    """Draw a grid of points and the lines between neighbours, wherever the points lie now.

    Each quarter of the array keeps its colour and its marker, so that one sees what an operation
    did to it: draw the same array before and after.

    Args:
        points: Shape `(rows, columns, 2)`, at least two rows and columns.
        reach: The view goes from `-reach` to `reach` along both axes.
        layered: Draw each quarter with smaller markers than the one below it, so that all of
            them show where the sheet was folded.
        ax: Where to draw; `None` makes a new figure.

    Raises:
        ValueError: The points have another shape.
    """
    points = np.asarray(points, dtype=float)
    if points.ndim != 3 or points.shape[2] != 2 or min(points.shape[:2]) < 2:
        raise ValueError(
            "Expected a grid of points, shape (rows, columns, 2). "
            f"Received: points.shape={points.shape}"
        )
    ax = plt.subplots(figsize=(5, 5))[1] if ax is None else ax
    PointGrid(points, reach=reach, ax=ax).update(points, layered=layered)
    return ax


class PointGrid:
    """The grid of `plot_point_grid`, kept to be moved: made with its points before."""

    def __init__(self, points: np.ndarray, *, reach: float = 2.0, ax: Axes) -> None:
        """Draw it on `ax`; see `plot_point_grid`."""
        grey = {"color": COLORS["grey"], "lw": 1, "zorder": 1}
        self.lines = [ax.plot(*line.T, **grey)[0] for line in _grid_lines(points)]
        self.dots = []
        for k, quarter in enumerate(_quarters(points)):
            style = {"color": CLASS_COLORS[k], "marker": CLASS_MARKERS[k], "zorder": 3}
            style |= {"edgecolor": "white", "linewidth": 0.5}
            self.dots.append(ax.scatter(*quarter.T, **style))
        for line in (ax.axhline, ax.axvline):
            line(0, color="black", lw=1, zorder=0.5)
        ax.set(xlim=(-reach, reach), ylim=(-reach, reach), aspect="equal", xlabel="$x_1$")
        ax.set_ylabel("$x_2$", labelpad=0)
        ax.grid(False)

    def update(self, points: np.ndarray, *, layered: bool = False) -> None:
        """Move the points, shape `(rows, columns, 2)`, as many as before."""
        points = np.round(points, 9) + 0.0  # rounding errors must not show on another processor
        for line, places in zip(self.lines, _grid_lines(points), strict=True):
            line.set_data(*places.T)
        areas = (220, 130, 42, 10) if layered else (36,) * 4
        for dots, area, quarter in zip(self.dots, areas, _quarters(points), strict=True):
            dots.set(offsets=quarter, sizes=[area])


def _grid_lines(points: np.ndarray) -> list[np.ndarray]:
    """Return the columns and the rows of a grid, each of shape (n_points, 2)."""
    return [*points.swapaxes(0, 1), *points]


def _quarters(points: np.ndarray) -> list[np.ndarray]:
    """Return the four quarters of a grid as points, each of shape (n_points, 2)."""
    rows, columns = (n // 2 for n in points.shape[:2])
    halves = np.split(points, [rows])
    return [q.reshape(-1, 2) for half in halves for q in np.split(half, [columns], axis=1)]


def plot_broadcast(
    left: ArrayLike, right: ArrayLike, *, symbol: str = "+", ax: Axes | None = None
) -> Axes:
    """Draw how two arrays are stretched to one shape and then meet, place by place.

    The cells that an array really has are filled, those that broadcasting repeats are dashed.

    Args:
        left: At most two axes, few enough numbers to be read.
        right: Likewise; together they have a shape of two axes.
        symbol: "+" or "-".
        ax: Where to draw; `None` makes a new figure.

    Raises:
        ValueError: The shapes do not fit, or give no table; or there is no such symbol.
    """
    left, right = np.asarray(left), np.asarray(right)
    if symbol not in ("+", "-"):
        raise ValueError(f"Expected the symbol '+' or '-'. Received: symbol={symbol!r}")
    result = left + right if symbol == "+" else left - right
    if result.ndim != 2:
        raise ValueError(
            "Expected arrays that give a table, shape (rows, columns). "
            f"Received: left.shape={left.shape}, right.shape={right.shape}"
        )
    ax = plt.subplots(figsize=(10, 3))[1] if ax is None else ax
    rows, columns = result.shape
    signs = (symbol.replace("-", "\N{MINUS SIGN}"), "=", "")
    for k, (array, sign) in enumerate(zip((left, right, result), signs, strict=True)):
        x = k * (columns + 1)
        _draw_stretched(array, (rows, columns), x, ax)
        ax.text(x + columns / 2, rows + 0.15, array.shape, ha="center", va="top", fontsize=13)
        ax.text(x + columns + 0.5, rows / 2, sign, ha="center", va="center", fontsize=20)
    ax.set(xlim=(-0.1, 3 * columns + 2.1), ylim=(rows + 0.8, -0.1), aspect="equal")
    ax.axis("off")
    return ax


def _draw_stretched(array: np.ndarray, shape: tuple[int, int], x: float, ax: Axes) -> None:
    """Draw the array, stretched to `shape`, with its upper left corner at `x`."""
    own_rows, own_columns = (1, 1, *array.shape)[-2:]
    for (row, column), value in np.ndenumerate(np.broadcast_to(array, shape)):
        own = row < own_rows and column < own_columns
        look = {"facecolor": REGION_COLORS[0], "edgecolor": "black", "lw": 1.5, "zorder": 3}
        copied = {"facecolor": "white", "edgecolor": COLORS["grey"], "ls": "--", "zorder": 2}
        ax.add_patch(Rectangle((x + column, row), 1, 1, **(look if own else copied)))
        text = f"{value:g}".replace("-", "\N{MINUS SIGN}")
        color = "black" if own else COLORS["grey"]
        center = {"ha": "center", "va": "center", "zorder": 4}
        ax.text(x + column + 0.5, row + 0.5, text, color=color, fontsize=14, **center)
