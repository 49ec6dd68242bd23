"""What the layers of a network hand on: one histogram for each, side by side."""

from __future__ import annotations

from collections.abc import Sequence

import matplotlib.pyplot as plt
import numpy as np
from matplotlib.axes import Axes
from matplotlib.collections import PolyCollection
from numpy.typing import ArrayLike

from dlcourse.plots.style import COLORS

WIDTH = 0.8  # of the longest bar of a layer; the next layer begins at 1


def plot_layers(
    outputs: Sequence[ArrayLike],
    *,
    limits: tuple[float, float] | None = None,
    bins: int = 41,
    measure: str = "std",
    ax: Axes | None = None,
) -> Axes:
    """Draw a histogram of the outputs of each layer, upright and side by side.

    The longest bar of each layer has the same length. Outputs of exactly 0, such as those of silent
    ReLU units, are left out of the bars, and their share is written below them, with one
    number for all of them. What lies beyond the limits is drawn at the edge.

    Args:
        outputs: Of each layer, from the first to the last, arrays of any shape.
        limits: Ends of the vertical axis; None for those of all outputs.
        bins: Bars between the limits.
        measure: What is written below each layer: "std", the standard deviation of its outputs, or
            "size", the root of their mean square.
        ax: Where to draw; None makes a new figure.

    Returns:
        The Axes; layer 1 stands at 1.

    Raises:
        ValueError: There is no layer, or `measure` is neither "std" nor "size".
    """
    ax = plt.subplots()[1] if ax is None else ax
    arrays = [np.ravel(output) for output in outputs]
    if limits is None:
        lowest, highest = min(a.min() for a in arrays), max(a.max() for a in arrays)
        limits = (lowest, highest) if lowest < highest else (lowest - 1, highest + 1)
    LayerHistograms(len(arrays), ax=ax).update(arrays, limits=limits, bins=bins, measure=measure)
    return ax


class LayerHistograms:
    """The histograms of `plot_layers`, kept to be changed.

    What is written below a layer changes each time, and a tick label that changed is drawn with all
    of its axis: so texts of their own stand in their place, over tick labels without a colour.
    """

    def __init__(self, n_layers: int, *, ax: Axes) -> None:
        """Make room for this many layers on `ax`."""
        self.ax = ax
        self.bars = PolyCollection([], facecolor=COLORS["blue"], edgecolor="none", zorder=3)
        ax.add_collection(self.bars, autolim=False)
        self.lines = ax.vlines(np.arange(1, n_layers + 1), 0, 1, color=COLORS["grey"], lw=1)
        ax.set(xlim=(0.8, n_layers + 1), xlabel="layer", ylabel="output of a unit")
        ax.grid(visible=False, axis="x")
        self.ticks, self.n_lines = np.arange(1, n_layers + 1), 0
        self.limits: tuple[float, float] | None = None
        self._make_room(2)
        self.labels = [ax.text(x, 0, "") for x in self.ticks + WIDTH / 2]
        for label, tick in zip(self.labels, ax.get_xticklabels(), strict=True):
            label.update_from(tick)
            label.set(transform=tick.get_transform(), color="black")

    def update(
        self,
        outputs: Sequence[np.ndarray],
        *,
        limits: tuple[float, float],
        bins: int = 41,
        measure: str = "std",
    ) -> None:
        """Draw other outputs; arguments as for `plot_layers`."""
        edges = np.linspace(*limits, bins + 1)
        self.bars.set_verts(
            [_outline(a, edges, k) for k, a in zip(self.ticks, outputs, strict=True)]
        )
        arrays = [np.ravel(output) for output in outputs]
        texts = [_text(k, a, measure) for k, a in zip(self.ticks, arrays, strict=True)]
        for label, text in zip(self.labels, texts, strict=True):
            label.set_text(text)
        self._make_room(1 + max(text.count("\n") for text in texts))
        if limits != self.limits:
            self.limits, margin = limits, 0.04 * (limits[1] - limits[0])
            self.lines.set_segments([[(k, limits[0]), (k, limits[1])] for k in self.ticks])
            self.ax.set_ylim(limits[0] - margin, limits[1] + margin)

    def _make_room(self, n_lines: int) -> None:
        """Keep this many lines free between the axis and its name."""
        if n_lines != self.n_lines:
            self.n_lines = n_lines
            lines = "\n".join(["", "std 0", "0 % are 0"][:n_lines])
            names = [f"{k}{lines}" for k in self.ticks]
            self.ax.set_xticks(self.ticks + WIDTH / 2, names, color="none")


def _outline(values: np.ndarray, edges: np.ndarray, place: int) -> np.ndarray:
    """Return the corners of an upright histogram that stands at `place`."""
    values = np.clip(np.ravel(values), edges[0], edges[-1])
    counts, _ = np.histogram(values[values != 0], edges)
    lengths = place + WIDTH * counts / max(counts.max(), 1)
    corners = np.column_stack([np.repeat(lengths, 2), np.repeat(edges, 2)[1:-1]])
    return np.vstack([[place, edges[0]], corners, [place, edges[-1]]])


def _text(layer: int, values: np.ndarray, measure: str) -> str:
    """Return the number of a layer, and below it how large its outputs are."""
    if measure not in ("std", "size"):
        raise ValueError(f'`measure` must be "std" or "size". Received: measure={measure!r}')
    zeros = np.mean(values == 0)
    share = f"\n{100 * zeros:.0f} % are 0" if zeros > 0.005 else ""
    number = values.std() if measure == "std" else np.sqrt(np.mean(values**2))
    return f"{layer}\n{measure} {number:.2g}{share}"
