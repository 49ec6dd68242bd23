"""A nerve cell above its mathematical model."""

from __future__ import annotations

import matplotlib.pyplot as plt
import numpy as np
from matplotlib.axes import Axes
from matplotlib.patches import Circle, Polygon, Rectangle

from dlcourse.plots.style import COLORS

_CELL, _SIGNAL = COLORS["blue"], COLORS["vermilion"]
_INPUT_HEIGHTS = (1.0, 0.0, -1.0)
#: x of each part, the same in both pictures, so that each stands above its counterpart.
_INPUT, _SYNAPSE, _BODY, _HILLOCK, _AXON, _FORK = 0.0, 1.7, 4.2, 5.6, 7.7, 8.7


def plot_neuron(*, ax: Axes | None = None) -> Axes:
    """Draw a nerve cell and, below it, the artificial neuron that was modelled on it.

    Args:
        ax: Where to draw; `None` makes a new figure.
    """
    ax = plt.subplots(figsize=(10, 6))[1] if ax is None else ax
    _draw_cell(ax, y0=2.1)
    _draw_unit(ax, y0=-2.1)
    _connect(ax, top=2.1, bottom=-2.1)
    ax.set(xlim=(-1.3, 10.3), ylim=(-4.2, 4.4), aspect="equal")
    ax.axis("off")
    return ax


def _draw_cell(ax: Axes, y0: float) -> None:
    for height in _INPUT_HEIGHTS:
        at = y0 + height
        ax.plot([_INPUT - 1, _SYNAPSE - 0.3], [at, at], color=COLORS["grey"], lw=2)
        ax.add_patch(Circle((_SYNAPSE - 0.2, at), 0.12, color=COLORS["grey"]))
        _branch(ax, (_SYNAPSE, at), (_BODY, y0 + 0.25 * height))
    axon = np.linspace(_HILLOCK + 0.45, _FORK, 60)
    ax.plot(axon, y0 + 0.06 * np.sin(2.2 * (axon - _HILLOCK - 0.45)), color=_CELL, lw=5)
    for height in (0.7, 0.0, -0.7):
        ax.plot([_FORK, _FORK + 0.9], [y0 - 0.03, y0 + height], color=_CELL, lw=2.5)
        ax.add_patch(Circle((_FORK + 0.95, y0 + height), 0.12, color=_CELL))
    # The hillock has the colour of the threshold below: that is where the cell decides.
    cone = [(_BODY, y0 + 0.5), (_HILLOCK + 0.5, y0 + 0.07), (_HILLOCK + 0.5, y0 - 0.04)]
    ax.add_patch(Polygon([*cone, (_BODY, y0 - 0.5)], color=_SIGNAL))
    ax.add_patch(Circle((_BODY, y0), 0.75, color=_CELL, zorder=2))
    ax.add_patch(Circle((_BODY, y0), 0.25, color="white", alpha=0.6, zorder=3))
    _label(ax, (_INPUT - 0.5, y0 + 1.2), "signals of\nother cells", color="#4D4D4D")
    _label(ax, (_SYNAPSE - 0.2, y0 + 1.5), "synapses")
    _label(ax, (2.9, y0 - 1.55), "dendrites")
    _label(ax, (_BODY, y0 + 0.95), "cell body")
    _label(ax, (_HILLOCK + 0.25, y0 + 0.4), "axon hillock")
    _label(ax, (_AXON, y0 + 0.4), "axon")


def _draw_unit(ax: Axes, y0: float) -> None:
    for number, height in enumerate(_INPUT_HEIGHTS, start=1):
        at = y0 + height
        ax.plot([_INPUT, _BODY], [at, y0], color="black", lw=2, zorder=1)
        ax.add_patch(Circle((_INPUT, at), 0.36, facecolor="white", edgecolor="black", lw=2))
        ax.text(_INPUT, at, f"$x_{number}$", ha="center", va="center", fontsize=15)
        on_line = at + (y0 - at) * _SYNAPSE / _BODY
        box = {"facecolor": "white", "edgecolor": "none", "pad": 1.5}
        style = {"ha": "center", "va": "center", "fontsize": 15, "bbox": box}
        ax.text(_SYNAPSE, on_line, rf"$\times\, w_{number}$", **style)
    ax.plot([_BODY, _FORK], [y0, y0], color="black", lw=2, zorder=1)
    arrow = {"arrowstyle": "-|>", "lw": 2, "color": "black"}
    ax.annotate("", (_FORK + 1, y0), (_FORK - 0.1, y0), arrowprops=arrow)
    ax.add_patch(Circle((_BODY, y0), 0.6, facecolor="white", edgecolor="black", lw=2, zorder=2))
    ax.text(_BODY, y0, r"$\Sigma$", ha="center", va="center", fontsize=22)
    _draw_step(ax, (_HILLOCK + 0.25, y0))
    ax.text(_AXON, y0 + 0.25, "$h$", ha="center", fontsize=17)
    names = {_INPUT: "inputs", _SYNAPSE: "weights", _BODY: "sum", _HILLOCK + 0.25: "threshold"}
    for x, name in {**names, _AXON + 0.2: "output 0 or 1"}.items():
        _label(ax, (x, y0 - 2.0), name)


def _connect(ax: Axes, top: float, bottom: float) -> None:
    """Draw a faint line from each part of the cell to what it became."""
    for x, above, below in (
        (_INPUT, top - 1.2, bottom + 1.5),
        (_SYNAPSE, top - 1.2, bottom + 1.1),
        (_BODY, top - 0.95, bottom + 0.7),
        (_HILLOCK + 0.25, top - 0.35, bottom + 0.7),
        (_AXON, top - 0.35, bottom + 0.75),
    ):
        ax.plot([x, x], [above, below], color=COLORS["grey"], lw=1.5, linestyle=":")


def _draw_step(ax: Axes, centre: tuple[float, float]) -> None:
    x, y = centre
    box = Rectangle((x - 0.6, y - 0.6), 1.2, 1.2, facecolor="white", edgecolor="black", lw=2)
    ax.add_patch(box)
    box.set_zorder(2)
    stairs = ([x - 0.45, x, x, x + 0.45], [y - 0.3, y - 0.3, y + 0.3, y + 0.3])
    ax.plot(*stairs, color=_SIGNAL, lw=3, zorder=3)


def _branch(ax: Axes, start: tuple[float, float], end: tuple[float, float]) -> None:
    """Draw one dendrite: a curved line that grows thicker towards the cell body, with twigs."""
    t = np.linspace(0, 1, 30)
    x = start[0] + (end[0] - start[0]) * t
    y = start[1] + (end[1] - start[1]) * t**2 + 0.07 * np.sin(9 * t)
    for i in range(len(t) - 1):
        ax.plot(x[i : i + 2], y[i : i + 2], color=_CELL, lw=2 + 4 * t[i], solid_capstyle="round")
    for i, turn in ((8, 0.45), (15, -0.4)):
        ax.plot([x[i], x[i] - 0.45], [y[i], y[i] + turn], color=_CELL, lw=2)


def _label(ax: Axes, at: tuple[float, float], text: str, color: str = "black") -> None:
    ax.text(*at, text, ha="center", va="bottom", fontsize=14, color=color)
