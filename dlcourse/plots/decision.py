"""The plane of two inputs: samples, a unit's line, a model's regions and their borders.

Each function draws on `ax` and returns it, so that they are laid on top of one another:
regions first, then samples, then lines and borders.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

import matplotlib.pyplot as plt
import numpy as np
from matplotlib.axes import Axes
from matplotlib.colors import to_rgba
from matplotlib.ticker import MaxNLocator
from numpy.typing import ArrayLike

from dlcourse.plots.style import CLASS_COLORS, CLASS_MARKERS, COLORS, REGION_COLORS


def plot_samples(
    x: ArrayLike,
    y: ArrayLike,
    *,
    class_names: Sequence[str] | None = None,
    margin: float = 0.25,
    size: float | None = None,
    ax: Axes | None = None,
) -> Axes:
    """Draw labelled points; each class has its own colour and its own marker.

    Args:
        x: The points, shape `(samples, 2)`.
        y: The class 0, 1, 2, ... of each, shape `(samples,)`.
        class_names: Names for the legend; `None` draws no legend.
        margin: Free space on each side, as a fraction of the wider extent of the points.
        size: Area of a marker in square points; `None` fits it to the number of points.
        ax: Where to draw; `None` makes a new figure.

    Raises:
        ValueError: The shapes do not fit, or `y` holds no class numbers that have a marker.
    """
    x, y = _points(x, y)
    ax = plt.subplots(figsize=(5, 5))[1] if ax is None else ax
    Samples(x, y, class_names=class_names, margin=margin, size=size, ax=ax)
    return ax


class Samples:
    """The points of `plot_samples`, kept to be moved; a point keeps its class."""

    def __init__(
        self,
        x: ArrayLike,
        y: ArrayLike,
        *,
        class_names: Sequence[str] | None = None,
        margin: float = 0.25,
        size: float | None = None,
        ax: Axes,
    ) -> None:
        """Draw them on `ax`; see `plot_samples`."""
        x, y = _points(x, y)
        many = len(x) > 20
        edge = {"edgecolor": "white", "linewidth": 0.5} if many else {"edgecolor": "black", "lw": 1}
        self.y, self.dots = y, {}
        for k in np.unique(y):
            self.dots[k] = ax.scatter(
                *x[y == k].T,
                s=size or (30 if many else 180),
                color=CLASS_COLORS[k],
                marker=CLASS_MARKERS[k],
                label=None if class_names is None else class_names[k],
                zorder=3,
                **edge,
            )
        _frame(x, margin, ax)
        if class_names is not None:
            ax.legend(loc="upper right", frameon=True)

    def update(self, x: np.ndarray) -> None:
        """Move the points, shape `(samples, 2)`."""
        for k, dots in self.dots.items():
            dots.set_offsets(x[self.y == k])


def plot_decision_line(
    weights: ArrayLike, bias: float, *, normal: bool = False, ax: Axes | None = None, **line
) -> Axes:
    """Draw the line `weights . x + bias = 0`, endless, within the present limits of the axes.

    Where both weights are 0 there is no such line, and nothing is drawn.

    Args:
        weights: The two weights, shape `(2,)`.
        bias: The bias.
        normal: Whether to draw an arrow from the line towards the side where the unit answers 1.
        ax: Where to draw; `None` makes a new figure.
        **line: Passed on to `Axes.axline`: `color`, `linestyle`, `label`, ...

    Raises:
        ValueError: There are not two weights.
    """
    weights = np.asarray(weights, dtype=float)
    if weights.shape != (2,):
        raise ValueError(
            f"Expected two weights, shape (2,). Received: weights.shape={weights.shape}"
        )
    ax = plt.subplots(figsize=(5, 5))[1] if ax is None else ax
    if not weights.any():
        return ax
    DecisionLine(ax, normal=normal, **line).update(weights, bias)
    return ax


class DecisionLine:
    """The line of `plot_decision_line`, kept to be moved: made out of sight, shown by `update`."""

    def __init__(self, ax: Axes, *, normal: bool = False, **line) -> None:
        """Draw no line yet; see `plot_decision_line`."""
        ax.set(xlim=ax.get_xlim(), ylim=ax.get_ylim())  # an endless line must not widen the view
        line = {"color": COLORS["black"], "visible": False, **line}
        self.line = ax.axline((0, 0), (1, 0), **line)
        arrow = {"arrowstyle": "-|>", "color": line["color"], "lw": 2}
        self.arrow = ax.annotate("", (1, 0), (0, 0), arrowprops=arrow) if normal else None

    def update(self, weights: np.ndarray, bias: float) -> None:
        """Move the line; there is none where both weights are 0."""
        shown = bool(weights.any())
        for artist in (self.line, self.arrow):
            if artist is not None:
                artist.set_visible(shown)
        if not shown:
            return
        foot = -bias * weights / (weights @ weights)  # the point of the line nearest to the origin
        self.line.set(xy1=foot, xy2=foot + [-weights[1], weights[0]])
        if self.arrow is not None:
            start, self.arrow.xy = _normal(weights, foot, self.line.axes)
            self.arrow.set_position(start)

    def hide(self) -> None:
        """Draw nothing until the next update."""
        self.update(np.zeros(2), 0.0)


def plot_regions(
    predict: Callable[[np.ndarray], ArrayLike],
    *,
    resolution: int = 200,
    ax: Axes | None = None,
) -> Axes:
    """Shade each place of the plane with the colour of the class that `predict` gives it.

    Covers the present limits of the axes, so draw the samples first.

    Args:
        predict: Takes points of shape `(n, 2)`, float64, and returns the class 0, 1, 2, ... of
            each, shape `(n,)` or `(n, 1)`.
        resolution: Points along each side.
        ax: Where to draw; `None` makes a new figure.

    Raises:
        ValueError: `predict` does not return one class for each point.
    """
    ax = plt.subplots(figsize=(5, 5))[1] if ax is None else ax
    Regions(ax, resolution=resolution).update(predict)
    return ax


class Regions:
    """The regions of `plot_regions`, kept to be changed: made blank, shaded by `update`."""

    def __init__(self, ax: Axes, *, resolution: int = 200) -> None:
        """Cover the present limits of the axes; see `plot_regions`."""
        _, self.grid = _grid(ax, resolution)
        # As Matplotlib computes with them: what it need not convert is drawn a quarter faster.
        self.colors = np.array([to_rgba(color) for color in REGION_COLORS], dtype=np.float32)
        limits = (*ax.get_xlim(), *ax.get_ylim())
        # Interpolation would blur flat regions by one unit here and there: pictures thrice as
        # large. Above the ticks, which need not be drawn again with it: there is no grid.
        flat = {"interpolation": "nearest", "aspect": "auto", "zorder": 0.6}
        blank = np.ones((resolution, resolution, 4), dtype=np.float32)
        self.image = ax.imshow(blank, extent=limits, origin="lower", **flat)
        ax.set(xlim=limits[:2], ylim=limits[2:], aspect="equal")
        ax.grid(False)

    def update(self, predict: Callable[[np.ndarray], ArrayLike]) -> None:
        """Shade each place with the colour of the class that `predict` gives it."""
        classes = np.asarray(predict(self.grid))
        if classes.size != len(self.grid):
            raise ValueError(
                f"Expected predict to return {len(self.grid)} classes for {len(self.grid)} points. "
                f"Received: shape={classes.shape}"
            )
        shape = self.image.get_array().shape[:2]
        self.image.set_data(self.colors[classes.reshape(shape).astype(int)])


def plot_borders(
    predict: Callable[[np.ndarray], ArrayLike],
    *,
    level: float = 0.5,
    resolution: int = 200,
    ax: Axes | None = None,
) -> Axes:
    """Draw the line on which the output of a model crosses `level`; of several models, one each.

    Covers the present limits of the axes, so draw the samples first. Several thin lines show how
    far the borders of networks differ that were trained from different starts.

    Args:
        predict: Takes points of shape `(n, 2)`, float64, and returns the output for each, shape
            `(n,)` or `(n, 1)`, or with the models in front, shape `(models, n, 1)`.
        level: The output on the border.
        resolution: Points along each side.
        ax: Where to draw; `None` makes a new figure.

    Raises:
        ValueError: `predict` does not return one number for each point and model.

    Example:
        >>> import dlcourse as dl
        >>> two = dl.scratch.mlp([2, 4, 1], variants=2, activation="tanh", output="sigmoid")
        >>> ax = dl.plots.plot_borders(two.predict)
    """
    ax = plt.subplots(figsize=(5, 5))[1] if ax is None else ax
    sides, grid = _grid(ax, resolution)
    outputs = np.asarray(predict(grid))
    if outputs.size % len(grid):
        raise ValueError(
            f"Expected predict to return {len(grid)} numbers for {len(grid)} points, or as many "
            f"for each model. Received: shape={outputs.shape}"
        )
    style = {"colors": COLORS["black"], "linewidths": 1, "zorder": 2}
    for heights in outputs.reshape(-1, resolution, resolution):
        ax.contour(*sides, heights, levels=[level], **style)
    ax.grid(False)
    return ax


def _grid(ax: Axes, resolution: int) -> tuple[list[np.ndarray], np.ndarray]:
    """Return the places along both sides of the view, and all points of the grid, shape (n, 2)."""
    sides = [np.linspace(*limits, resolution) for limits in (ax.get_xlim(), ax.get_ylim())]
    return sides, np.stack(np.meshgrid(*sides), axis=-1).reshape(-1, 2)


def _normal(weights: np.ndarray, foot: np.ndarray, ax: Axes) -> tuple[np.ndarray, np.ndarray]:
    """Return both ends of the arrow, on the line as near to the middle of the view as it comes."""
    middle = np.array([np.mean(ax.get_xlim()), np.mean(ax.get_ylim())])
    along = np.array([-weights[1], weights[0]]) / np.linalg.norm(weights)
    start = foot + ((middle - foot) @ along) * along
    return start, start + 0.15 * np.ptp(ax.get_xlim()) * weights / np.linalg.norm(weights)


def _frame(x: np.ndarray, margin: float, ax: Axes) -> None:
    """Set limits, names and few ticks of both axes."""
    space = margin * np.ptp(x, axis=0).max() or 1.0
    low, high = x.min(axis=0) - space, x.max(axis=0) + space
    ax.set(xlim=(low[0], high[0]), ylim=(low[1], high[1]), aspect="equal")
    ax.set(xlabel="$x_1$", ylabel="$x_2$")
    for axis in (ax.xaxis, ax.yaxis):
        axis.set_major_locator(MaxNLocator(4, steps=[1, 2, 5, 10], integer=_all_whole(x)))


def _all_whole(x: np.ndarray) -> bool:
    return bool((x == x.round()).all())


def _points(x: ArrayLike, y: ArrayLike) -> tuple[np.ndarray, np.ndarray]:
    x, y = np.asarray(x, dtype=float), np.asarray(y)
    if x.ndim != 2 or x.shape[1] != 2 or y.shape != (len(x),) or not len(x):
        raise ValueError(
            "Expected points of shape (samples, 2) and one class for each. "
            f"Received: x.shape={x.shape}, y.shape={y.shape}"
        )
    if not np.isin(y, range(len(CLASS_COLORS))).all():
        raise ValueError(
            f"Expected classes from 0 to {len(CLASS_COLORS) - 1}. Received: {np.unique(y)[:8]}"
        )
    return x, y.astype(int)
