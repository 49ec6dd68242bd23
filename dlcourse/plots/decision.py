"""The plane of two inputs: samples, a unit's line, a model's regions and their borders.

Each function draws on `ax` and returns it, so that they are laid on top of one another:
regions first, then samples, then lines and borders.
"""

from collections.abc import Callable, Sequence

import matplotlib.pyplot as plt
import numpy as np
from matplotlib.axes import Axes
from matplotlib.colors import to_rgb
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
    size = size or (180 if len(x) <= 20 else 30)
    for k in np.unique(y):
        ax.scatter(
            *x[y == k].T,
            s=size,
            color=CLASS_COLORS[k],
            marker=CLASS_MARKERS[k],
            edgecolor="white" if len(x) > 20 else "black",
            linewidth=0.5 if len(x) > 20 else 1,
            label=None if class_names is None else class_names[k],
            zorder=3,
        )
    space = margin * np.ptp(x, axis=0).max() or 1.0
    low, high = x.min(axis=0) - space, x.max(axis=0) + space
    ax.set(xlim=(low[0], high[0]), ylim=(low[1], high[1]), aspect="equal")
    ax.set(xlabel="$x_1$", ylabel="$x_2$")
    for axis in (ax.xaxis, ax.yaxis):
        axis.set_major_locator(MaxNLocator(4, steps=[1, 2, 5, 10], integer=_all_whole(x)))
    if class_names is not None:
        ax.legend(loc="upper right", frameon=True)
    return ax


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
    ax.set(xlim=ax.get_xlim(), ylim=ax.get_ylim())  # an endless line must not widen the view
    foot = -bias * weights / (weights @ weights)  # the point of the line nearest to the origin
    line = {"color": COLORS["black"], **line}
    ax.axline(foot, foot + [-weights[1], weights[0]], **line)
    if normal:
        _plot_normal(weights, foot, line["color"], ax)
    return ax


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
    _, grid = _grid(ax, resolution)
    classes = np.asarray(predict(grid))
    if classes.size != len(grid):
        raise ValueError(
            f"Expected predict to return {len(grid)} classes for {len(grid)} points. "
            f"Received: shape={classes.shape}"
        )
    colors = np.array([to_rgb(color) for color in REGION_COLORS])
    image = colors[classes.reshape(resolution, resolution).astype(int)]
    limits = (*ax.get_xlim(), *ax.get_ylim())
    # Interpolation would blur flat regions by one unit here and there: pictures thrice as large.
    flat = {"interpolation": "nearest", "aspect": "auto", "zorder": 0}
    ax.imshow(image, extent=limits, origin="lower", **flat)
    ax.set(xlim=limits[:2], ylim=limits[2:], aspect="equal")
    ax.grid(False)
    return ax


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


def _plot_normal(weights: np.ndarray, foot: np.ndarray, color: str, ax: Axes) -> None:
    """Draw the arrow on the line, as near to the middle of the view as the line comes."""
    middle = np.array([np.mean(ax.get_xlim()), np.mean(ax.get_ylim())])
    along = np.array([-weights[1], weights[0]]) / np.linalg.norm(weights)
    start = foot + ((middle - foot) @ along) * along
    tip = start + 0.15 * np.ptp(ax.get_xlim()) * weights / np.linalg.norm(weights)
    ax.annotate("", tip, start, arrowprops={"arrowstyle": "-|>", "color": color, "lw": 2})


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
