"""Several starts of one training as one curve: the median, and a band around it."""

from __future__ import annotations

import matplotlib.pyplot as plt
import numpy as np
from matplotlib.axes import Axes
from matplotlib.ticker import MaxNLocator
from numpy.typing import ArrayLike

from dlcourse.plots.style import COLORS

_NAME = "name of a band"  # marks the labels that keep clear of each other


def plot_bands(
    curves: ArrayLike,
    *,
    x: ArrayLike | None = None,
    label: str | None = None,
    color: str | None = None,
    quantiles: tuple[float, float] = (0, 1),
    ax: Axes | None = None,
) -> Axes:
    """Draw the median of all starts as a line, and between two quantiles a band.

    Called again with the same `ax`, it adds a curve in another colour. A label stands at the right
    end of its line, in its colour; labels that would overlap move apart. Where a start has no
    number (NaN), line and band have a gap. With fewer than five starts, draw each of them instead.

    Args:
        curves: One row for each start, shape (n_starts, n_epochs).
        x: Where the columns stand, shape (n_epochs,); None for epochs 1, 2, 3, ...
        label: Name of the line.
        color: One of the names in `COLORS`, or a colour of Matplotlib; None for the next one.
        quantiles: Lower and upper edge of the band: (0, 1) holds all starts, (0.25, 0.75) half.
        ax: Where to draw; `None` makes a new figure.

    Raises:
        ValueError: `curves` has not two axes, `x` has another length, or the quantiles do not rise
            from 0 to 1.
    """
    curves, places = _checked(curves, x, quantiles)
    ax = plt.subplots()[1] if ax is None else ax
    with np.errstate(invalid="ignore"):  # between two that diverged lies no number
        low, middle, high = np.quantile(curves, [quantiles[0], 0.5, quantiles[1]], axis=0)
    (line,) = ax.plot(places, middle, color=COLORS.get(color, color), zorder=3)
    ax.fill_between(places, low, high, color=line.get_color(), alpha=0.18, lw=0)
    if x is None:
        ax.set_xlabel("epoch")
        ax.xaxis.set_major_locator(MaxNLocator(integer=True))
    if label is not None:
        line.set_label(label)
        _write_at_end(ax, label, line.get_xydata(), line.get_color())
    return ax


def _write_at_end(ax: Axes, label: str, points: np.ndarray, color: str) -> None:
    """Write a label to the right of the last point that is a number."""
    points = points[np.isfinite(points[:, 1])]
    if not len(points):
        return
    style = {"textcoords": "offset points", "va": "center", "weight": "bold", "color": color}
    ax.annotate(label, points[-1], (7, 0), **style, annotation_clip=False, gid=_NAME)
    ax.callbacks.connect("ylim_changed", _move_apart)  # again whenever the places change
    _move_apart(ax)


def _move_apart(ax: Axes) -> None:
    """Give labels at the same end of `ax` as much room as they need, each near its line."""
    labels = [text for text in ax.texts if text.get_gid() == _NAME]
    points_per_pixel = 72 / ax.figure.dpi
    ends = np.array([ax.transData.transform(text.xy)[1] for text in labels]) * points_per_pixel
    heights = [1.15 * text.get_fontsize() * (1 + text.get_text().count("\n")) for text in labels]
    for text, end, place in zip(labels, ends, _spread(ends, np.array(heights)), strict=True):
        text.set_position((7, place - end))


def _spread(ends: np.ndarray, heights: np.ndarray) -> np.ndarray:
    """Return places near `ends` at which things of these heights do not overlap.

    Neighbours that overlap become a group around the mean of their ends, again and again.
    """
    order = np.argsort(ends, kind="stable")
    groups = [[i] for i in order]
    middles = [ends[i] for i in order]
    k = 0
    while k + 1 < len(groups):
        reach = (heights[groups[k]].sum() + heights[groups[k + 1]].sum()) / 2
        if middles[k + 1] - middles[k] >= reach - 1e-9:
            k += 1
            continue
        groups[k] += groups.pop(k + 1)
        middles.pop(k + 1)
        middles[k] = ends[groups[k]].mean()
        k = max(k - 1, 0)
    places = np.empty(len(ends))
    for group, middle in zip(groups, middles, strict=True):
        tops = np.cumsum(heights[group])
        places[group] = middle - tops[-1] / 2 + tops - heights[group] / 2
    return places


def _checked(
    curves: ArrayLike, x: ArrayLike | None, quantiles: tuple[float, float]
) -> tuple[np.ndarray, np.ndarray]:
    curves = np.asarray(curves, dtype=float)
    if curves.ndim != 2 or not curves.size:
        raise ValueError(f"Expected shape (n_starts, n_epochs). Received: {curves.shape}")
    places = np.arange(1, curves.shape[1] + 1) if x is None else np.asarray(x)
    if places.shape != curves.shape[1:]:
        raise ValueError(
            f"Expected x of shape {curves.shape[1:]}, one place for each column. "
            f"Received: {places.shape}"
        )
    if not 0 <= quantiles[0] < quantiles[1] <= 1:
        raise ValueError(f"Expected quantiles that rise from 0 to 1. Received: {quantiles}")
    return curves, places
