"""The trials of a search for hyperparameters, side by side on parallel axes."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from itertools import pairwise

import matplotlib.pyplot as plt
import numpy as np
from matplotlib.axes import Axes
from matplotlib.collections import LineCollection, PathCollection
from matplotlib.colors import LinearSegmentedColormap
from matplotlib.path import Path
from matplotlib.patheffects import withStroke
from matplotlib.ticker import MaxNLocator
from numpy.typing import ArrayLike

#: From the worst score to the best: lightness falls all the way, whatever colours an eye can see.
SCORES = LinearSegmentedColormap.from_list(
    "scores", ["#F7DC8C", "#E69F00", "#D55E00", "#97225F", "#2B0A4F"]
)
_PAPER = [withStroke(linewidth=4, foreground="white")]
_FEW = 6  # values that all get a tick
_BEND = 0.45  # how far a line runs level from an axis, as a part of the way to the next


def plot_trials(
    trials: Mapping[str, ArrayLike],
    scores: ArrayLike,
    *,
    log: Collection[str] = (),
    best: int = 10,
    ax: Axes | None = None,
) -> Axes:
    """Draw each trial as a line across one axis for each hyperparameter and one for the score.

    The best trials stand in front, and dots mark the best of all (A. Inselberg, "The plane with
    parallel coordinates", 1985). It shows where good trials gather; where two hyperparameters
    depend on each other, draw one over the other instead.

    Args:
        trials: Numbers or words by name of the hyperparameter, each of shape (n_trials,).
        scores: Shape (n_trials,); larger ones are better.
        log: Names of those whose axis is logarithmic.
        best: How many trials stand in front.
        ax: Where to draw; `None` makes a new figure.

    Returns:
        The Axes; the hyperparameters stand at 0, 1, 2, ..., the score right of them, and each axis
        reaches from 0 to 1.

    Raises:
        ValueError: There is no trial, lengths differ, `log` holds another name, or a number has no
            place: it is not finite, or not above 0 on a logarithmic axis.
    """
    scales = _scales(trials, scores, log)
    ax = plt.subplots(figsize=(10, 4.5))[1] if ax is None else ax
    heights = np.stack([scale.heights for scale in scales], axis=1)
    order = np.argsort(heights[:, -1], kind="stable")
    n_behind = max(len(order) - best, 0)
    faint = np.clip(25 / max(n_behind, 1), 0.05, 0.25)
    _draw_lines(ax, heights[order[:n_behind]], alpha=faint, lw=1.0, zorder=2)
    _draw_lines(ax, heights[order[n_behind:]], alpha=1.0, lw=2.6, zorder=4)
    for place, scale in enumerate(scales[:-1]):
        scale.draw(ax, place)
    scales[-1].draw_colors(ax, len(trials))
    dots = {"s": 80, "color": SCORES(1.0), "ec": "white", "zorder": 7}
    ax.scatter(range(len(scales)), heights[order[-1]], **dots)
    ax.set(xlim=(-0.15, len(trials) + 0.15), ylim=(-0.04, 1.02))
    ax.set_axis_off()
    return ax


def _draw_lines(ax: Axes, heights: np.ndarray, *, alpha: float, **look: float) -> None:
    """Draw a smooth line for each row of heights, in the colour of its score, the last of them."""
    lines = PathCollection([_smooth(row) for row in heights], facecolor="none", **look)
    lines.set_edgecolor(SCORES(heights[:, -1], alpha=alpha))
    ax.add_collection(lines, autolim=False)


class _Scale:
    """Where the values of one hyperparameter, or the scores, stand on an axis from 0 to 1."""

    def __init__(self, name: str, values: np.ndarray, *, log: bool) -> None:
        self.name = name
        if _are_words(values):
            words, values = np.unique(values.astype(str), return_inverse=True)
            self.ticks = dict(zip(words.tolist(), range(len(words)), strict=True))
        else:
            ticks = _ticks(np.unique(values), log)
            self.ticks = dict(zip(_short(ticks), _place(ticks, log), strict=True))
            values = _place(values, log)
        self.low, self.width = values.min(), np.ptp(values)
        self.heights = self.height(values)

    def height(self, places: ArrayLike) -> np.ndarray:
        """Return heights from 0 to 1; a single value stands in the middle."""
        if self.width == 0:
            return np.full(np.shape(places), 0.5)
        return (np.asarray(places, dtype=float) - self.low) / self.width

    def draw(self, ax: Axes, at: float) -> None:
        """Draw the axis at `at`, a tick with its text for some values, and the name above."""
        ax.plot([at, at], [0, 1], color="black", lw=1.5, zorder=5)
        for text, height in zip(self.ticks, self.height(list(self.ticks.values())), strict=True):
            ax.plot(at, height, "_", color="black", ms=9, mew=1.5, zorder=5)
            _write(ax, text, at, height)
        _write_above(ax, self.name, at)

    def draw_colors(self, ax: Axes, at: float) -> None:
        """Draw the axis as the scale of all colours; the best value is written in bold."""
        steps = np.linspace(0, 1, 129)
        pieces = [[(at, low), (at, high)] for low, high in pairwise(steps)]
        look = {"colors": SCORES(steps[:-1]), "lw": 10, "antialiaseds": False, "zorder": 5}
        ax.add_collection(LineCollection(pieces, **look), autolim=False)
        for text, height in zip(self.ticks, self.height(list(self.ticks.values())), strict=True):
            if height < 0.93:
                _write(ax, text, at, height)
        best = f"{self.low + self.width:.3g}"
        _write(ax, best, at, self.heights.max(), weight="bold")
        _write_above(ax, self.name, at)


def _write(ax: Axes, text: str, at: float, height: float, **look: str) -> None:
    """Write beside an axis: left of the first, where no line runs, else on a little paper."""
    look = {"textcoords": "offset points", "va": "center", "zorder": 6, "fontsize": 13, **look}
    shift, side = (10, "left") if at else (-10, "right")
    ax.annotate(text, (at, height), (shift, 0), ha=side, **look).set_path_effects(_PAPER)


def _write_above(ax: Axes, name: str, at: float) -> None:
    look = {"ha": "center", "va": "bottom", "weight": "bold", "fontsize": 14}
    ax.annotate(name, (at, 1), (0, 14), textcoords="offset points", **look)


def _are_words(values: np.ndarray) -> bool:
    return values.dtype.kind not in "iuf"


def _place(values: ArrayLike, log: bool) -> np.ndarray:
    return np.log10(values) if log else np.asarray(values, dtype=float)


def _ticks(different: np.ndarray, log: bool) -> np.ndarray:
    """Return round numbers between the ends, or all values if they are few and far apart."""
    places = _place(different, log)
    if len(places) <= _FEW and np.all(np.diff(places) > 0.08 * np.ptp(places)):
        return different
    low, high = different[0], different[-1]
    if log and places[-1] - places[0] >= 1:
        decades = np.arange(np.floor(places[0]), places[-1] + 1)
        steps = [1] if places[-1] - places[0] > 2 else [1, 3]
        ticks = np.outer(10.0**decades, steps).ravel()
    else:
        ticks = MaxNLocator(_FEW, steps=[1, 2, 5, 10]).tick_values(low, high)
    slack = 1e-9 * (high - low)
    ticks = ticks[(low - slack <= ticks) & (ticks <= high + slack)]
    return ticks[:: -(-len(ticks) // _FEW) or 1]


def _short(numbers: np.ndarray) -> list[str]:
    """Return numbers as few signs: powers of ten if all are and one is very small or large."""
    with np.errstate(divide="ignore"):
        exponents = np.log10(np.abs(numbers))
    if np.all(exponents == np.round(exponents)) and np.any(np.abs(exponents) >= 3):
        return [f"$10^{{{exponent:.0f}}}$" for exponent in exponents]
    return [f"{number:g}" for number in numbers]


def _smooth(heights: np.ndarray) -> Path:
    """Return a curve that crosses the axes at 0, 1, 2, ... level, at these heights."""
    points, codes = [(0, heights[0])], [Path.MOVETO]
    for k, (low, high) in enumerate(pairwise(heights)):
        points += [(k + _BEND, low), (k + 1 - _BEND, high), (k + 1, high)]
        codes += [Path.CURVE4] * 3
    return Path(points, codes)


def _scales(
    trials: Mapping[str, ArrayLike], scores: ArrayLike, log: Collection[str]
) -> list[_Scale]:
    """Return the scale of each axis, the score's last, after looking at what came."""
    columns = {name: np.asarray(values) for name, values in trials.items()}
    if unknown := set(log) - set(columns):
        raise ValueError(f"Expected log among {list(columns)}. Received: {sorted(unknown)}")
    columns["score"], shape = np.asarray(scores), np.shape(scores)
    if not trials or len(shape) != 1 or not shape[0]:
        raise ValueError(
            "Expected at least one hyperparameter, and scores of shape (n_trials,). "
            f"Received: {list(trials)}, {shape}"
        )
    for name, values in columns.items():
        if values.shape != shape:
            raise ValueError(f"Expected shape {shape}. Received: {name!r} of shape {values.shape}")
        if _are_words(values):
            continue
        if bad := values[~np.isfinite(values) | ((values <= 0) & (name in log))].tolist():
            positive = " above 0" if name in log else ""
            raise ValueError(f"Expected finite numbers{positive}. Received: {name!r}: {bad[0]}")
    return [_Scale(name, values, log=name in log) for name, values in columns.items()]
