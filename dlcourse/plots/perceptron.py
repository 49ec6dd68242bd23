"""A perceptron's learning, drawn: one update, the turning line, its direction over time."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

import matplotlib.pyplot as plt
import numpy as np
from matplotlib import colormaps
from matplotlib.axes import Axes
from matplotlib.patches import ConnectionPatch
from matplotlib.ticker import MultipleLocator
from numpy.typing import ArrayLike

from dlcourse.plots.decision import plot_decision_line, plot_regions, plot_samples
from dlcourse.plots.panels import panels
from dlcourse.plots.style import COLORS
from dlcourse.scratch.perceptron import Update

_DIRECTIONS = (COLORS["blue"], COLORS["vermilion"], COLORS["green"])


def plot_update(
    history: Sequence[Update], index: int, x: ArrayLike, y: ArrayLike, *, ax: Axes | None = None
) -> Axes:
    """Draw one update: the old line dashed, the new one solid, the misjudged sample ringed.

    The background shows the decision after the update, and an arrow of one length the direction of
    the weights, towards the side where the unit answers 1.

    Args:
        history: `Perceptron.history`.
        index: Which update, from 0.
        x: The samples, shape `(samples, 2)`.
        y: The class 0 or 1 of each, shape `(samples,)`.
        ax: Where to draw; `None` makes a new figure.

    Raises:
        IndexError: There is no such update.
    """
    if not 0 <= index < len(history):
        raise IndexError(
            f"Expected index from 0 to {len(history) - 1}, one of the updates. Received: {index}"
        )
    x, new = np.asarray(x, dtype=float), history[index]
    ax = plot_samples(x, y, margin=0.6, ax=ax)  # room for the arrow of a line beside the samples
    plot_regions(lambda grid: grid @ new.weights + new.bias > 0, ax=ax)
    if index > 0:
        old = history[index - 1]
        plot_decision_line(old.weights, old.bias, ax=ax, linestyle="--", color=COLORS["grey"])
    plot_decision_line(new.weights, new.bias, normal=True, ax=ax)
    ax.scatter(
        *x[new.sample], s=520, facecolor="none", edgecolor=COLORS["vermilion"], lw=3, zorder=4
    )
    ax.set_title(f"{index + 1}. error {new.error:+.0f}".replace("-", "−"))
    return ax


def plot_turning_line(
    history: Sequence[Update],
    x: ArrayLike,
    y: ArrayLike,
    *,
    highlight: int = 1,
    margin: float = 0.6,
    ax: Axes | None = None,
) -> Axes:
    """Draw the line after every update, from pale (first) to dark, and the last ones in colour.

    The highlighted lines carry an arrow on the side where the unit answers 1.

    Args:
        history: `Perceptron.history`.
        x: The samples, shape `(samples, 2)`.
        y: The class 0 or 1 of each, shape `(samples,)`.
        highlight: How many of the last lines to draw in colour.
        margin: Free space on each side, as a fraction of the wider extent of the points.
        ax: Where to draw; `None` makes a new figure.
    """
    ax = plot_samples(x, y, margin=margin, ax=ax)
    shades = colormaps["Greys"](np.linspace(0.45, 0.85, len(history)))
    for number, (update, shade) in enumerate(zip(history, shades, strict=True), start=1):
        special = number > len(history) - highlight
        look = {"color": COLORS["vermilion"], "lw": 3} if special else {"color": shade, "lw": 1.5}
        plot_decision_line(update.weights, update.bias, normal=special, ax=ax, **look)
    return ax


def plot_cycle(
    history: Sequence[Update],
    x: ArrayLike,
    y: ArrayLike,
    *,
    frames: int = 4,
    ax: Axes | None = None,
) -> Axes:
    """Draw the last updates in frames that arrows join, from the last one back to the first.

    For a unit that walks in a circle, such as one that learns XOR: the old line in the first
    frame is then the new one in the last.

    Args:
        history: `Perceptron.history`.
        x: The samples, shape `(samples, 2)`.
        y: The class 0 or 1 of each, shape `(samples,)`.
        frames: How many updates the circle has.
        ax: Whose place the frames take, in one row; `None` makes a new figure.

    Returns:
        The Axes, now empty but for the frames inside it.
    """
    ax, (axes,) = panels(ax, 1, frames, figsize=(12, 3.6))
    first = len(history) - frames
    for number, frame in enumerate(axes):
        plot_update(history, first + number, x, y, ax=frame)
        frame.set_title(f"{number + 1}")
        frame.label_outer()
        if 0 < number < frames - 1:
            frame.set_xlabel("")  # the way back runs here
    for one, other in pairwise(axes):
        _join(one, (0.93, 0.5), other, (0.07, 0.5), bend=0.0)  # across the gap, however narrow
    _join(axes[-1], (0.4, -0.165), axes[0], (0.6, -0.165), bend=0.0)
    return ax


def _join(start: Axes, at: tuple, end: Axes, to: tuple, bend: float) -> None:
    """Draw an arrow between two frames, from and to places given as fractions of each."""
    look = {"arrowstyle": "-|>", "lw": 2.5, "mutation_scale": 22, "color": COLORS["vermilion"]}
    look["connectionstyle"] = f"arc3,rad={bend}"
    places = {"coordsA": start.transAxes, "coordsB": end.transAxes}
    start.figure.add_artist(ConnectionPatch(at, to, **places, **look))


def plot_direction(
    history: Sequence[Update],
    n_samples: int,
    n_epochs: int,
    *,
    label: str | None = None,
    ax: Axes | None = None,
) -> Axes:
    """Draw the direction of the weights, in degrees, after each sample that was looked at.

    Time runs on after the last update, so that a unit which has settled shows a flat line.
    Where both weights are 0 there is no direction, and the curve has a gap. Where two curves meet,
    the one drawn first lies above.

    Args:
        history: `Perceptron.history` of a unit with two weights.
        n_samples: Samples in one epoch.
        n_epochs: How many epochs to show; later updates are left out.
        label: A name, written to the right of the curve; each named curve has its own colour.
        ax: Where to draw; `None` makes a new figure.
    """
    ax = plt.subplots()[1] if ax is None else ax
    degrees = np.full(n_samples * n_epochs + 1, np.nan)
    for update in history:
        seen = update.epoch * n_samples + update.sample + 1
        angle = np.degrees(np.arctan2(update.weights[1], update.weights[0]))
        degrees[seen:] = angle if update.weights.any() else np.nan
    time = np.arange(len(degrees)) / n_samples
    named = label is not None
    color = _DIRECTIONS[len(ax.lines) % len(_DIRECTIONS)] if named else COLORS["black"]
    look = {"color": color, "lw": 3 if named else 1.5, "zorder": 2.4 - 0.1 * len(ax.lines)}
    ax.plot(time, degrees, drawstyle="steps-post", **look)
    if named:
        ax.text(1.01 * n_epochs, degrees[-1], label, color=color, va="center")
    ax.set(xlabel="epoch", ylabel="direction of w", xlim=(0, n_epochs))
    ax.yaxis.set_major_locator(MultipleLocator(45))
    ax.yaxis.set_major_formatter("{x:.0f}°")
    return ax
