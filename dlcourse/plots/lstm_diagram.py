"""The diagram of an LSTM cell: a belt above, four gates and candidates below."""

from __future__ import annotations

import matplotlib.pyplot as plt
import numpy as np
from matplotlib.axes import Axes
from matplotlib.patches import Circle, FancyArrowPatch, FancyBboxPatch, Polygon, Wedge

from dlcourse.plots.style import COLORS

_BELT, _SENSES = 4.2, -0.15  # heights of the belt and of what all four parts see
_PART = 1.35  # height of the middle of each part
#: x, symbol, name of each part in Keras' order, i, f, g, o; g is the only one that is no gate.
_PARTS = (
    (3.9, "i", "input gate"),
    (1.8, "f", "forget gate"),
    (5.8, "g", "candidate"),
    (7.9, "o", "output gate"),
)
#: How far each knob is open in the picture: as while a note is held.
_TURNED = {"i": 0.12, "f": 0.88, "o": 0.7}
_OPEN, _SHUT, _WIRE = COLORS["yellow"], COLORS["blue"], "0.25"
_LEFT, _RIGHT, _TIMES_F, _PLUS, _SHOWN = 0.4, 11.0, 1.8, 4.85, 9.9


def plot_lstm_cell(*, ax: Axes | None = None) -> Axes:
    """Draw one step of an LSTM: the belt of the cell state, and the three gates that touch it.

    The belt c runs from left to right; it is multiplied by the forget gate f, and what the input
    gate i lets in of the candidate g is added. The output gate o says how much of it leaves as h.
    Gates are knobs: their pointers turn from the left, 0 and shut, over the top to the right, 1 and
    open. They are drawn as they stand while a note is held, f nearly open and i nearly shut. No
    bias is shown, and no size: for the numbers of your own network take `plot_gates`.

    Args:
        ax: Where to draw; `None` makes a new figure.

    Returns:
        The `Axes` drawn on.

    Example:
        >>> from dlcourse import plots
        >>> ax = plots.plot_lstm_cell()

    Reference:
        Hochreiter and Schmidhuber, 1997; the forget gate: Gers, Schmidhuber and Cummins, 2000.
    """
    ax = plt.subplots(figsize=(11, 5.8))[1] if ax is None else ax
    _plot_belt(ax)
    _plot_senses(ax)
    for x, symbol, name in _PARTS:
        _wire(ax, (x, _SENSES), (x, _PART - 0.5))
        (_plot_candidate if symbol == "g" else _plot_knob)(ax, x, symbol)
        ax.text(x + 0.14, _PART - 0.82, name, fontsize=12, ha="left", va="center", color=_WIRE)
    _plot_taking_in(ax)
    _plot_output(ax)
    key = "knobs: pointer left (blue) 0, shut; right (yellow) 1, open"
    ax.text(_PARTS[3][0] + 0.5, -0.85, key, ha="right", va="center", fontsize=12, color=_WIRE)
    ax.set(xlim=(-0.6, 12.0), ylim=(-1.0, 5.3), aspect="equal")
    ax.axis("off")
    return ax


def _plot_belt(ax: Axes) -> None:
    """Draw the belt, an arrow from left to right, and the two places where it is touched."""
    x, y = [_LEFT, _RIGHT - 0.5, _RIGHT - 0.5], [_BELT - 0.22, _BELT - 0.22, _BELT - 0.42]
    upper = list(zip(x, [2 * _BELT - height for height in y], strict=True))[::-1]
    corners = [*zip(x, y, strict=True), (_RIGHT, _BELT), *upper]
    ax.add_patch(Polygon(corners, color=COLORS["sky"], zorder=1))
    ax.text(_LEFT - 0.15, _BELT, "$c_{t-1}$", ha="right", va="center", fontsize=18)
    ax.text(_RIGHT + 0.15, _BELT, "$c_t$", ha="left", va="center", fontsize=18)
    ax.text((_LEFT + _RIGHT) / 2 + 1.7, _BELT + 0.55, "the belt", ha="center", fontsize=14)
    for x, sign, what in ((_TIMES_F, r"$\times$", "keep?"), (_PLUS, "$+$", "take in")):
        _operation(ax, (x, _BELT), sign)
        ax.text(x, _BELT + 0.55, what, ha="center", fontsize=14)


def _plot_senses(ax: Axes) -> None:
    """Draw the line that brings the last output and the new input to all four parts."""
    first, last = _PARTS[1][0], _PARTS[3][0]
    ax.plot([_LEFT, last], [_SENSES, _SENSES], color=_WIRE, lw=2, zorder=1)
    ax.text(_LEFT - 0.15, _SENSES, "$h_{t-1}$", ha="right", va="center", fontsize=18)
    _wire(ax, ((_LEFT + first) / 2, -0.75), ((_LEFT + first) / 2, _SENSES), head=False)
    ax.text((_LEFT + first) / 2 - 0.15, -0.7, "$x_t$", ha="right", va="center", fontsize=18)


def _plot_knob(ax: Axes, x: float, symbol: str) -> None:
    """Draw a round knob on its scale from shut, left, to open, right, with a pointer."""
    if symbol == "f":
        _wire(ax, (x, _PART + 0.5), (x, _BELT - 0.26))
    ax.add_patch(Wedge((x, _PART), 0.52, 90, 270, color=_SHUT, zorder=2))
    ax.add_patch(Wedge((x, _PART), 0.52, -90, 90, color=_OPEN, zorder=2))
    ax.add_patch(Circle((x, _PART), 0.38, facecolor="white", edgecolor="black", lw=1.5, zorder=3))
    angle = np.pi * (1 - _TURNED[symbol])
    reach = np.array([0.26, 0.6])
    pointer = {"color": "black", "lw": 4, "solid_capstyle": "round", "zorder": 5}
    ax.plot(x + reach * np.cos(angle), _PART + reach * np.sin(angle), **pointer)
    ax.text(x, _PART, f"${symbol}$", ha="center", va="center", fontsize=19, zorder=4)


def _plot_candidate(ax: Axes, x: float, symbol: str) -> None:
    """Draw a box: the candidate is no gate."""
    box = FancyBboxPatch((x - 0.4, _PART - 0.4), 0.8, 0.8, boxstyle="round,pad=0.08", zorder=3)
    box.set(facecolor="white", edgecolor="black", lw=1.5)
    ax.add_patch(box)
    ax.text(x, _PART, f"${symbol}$", ha="center", va="center", fontsize=19, zorder=4)


def _plot_taking_in(ax: Axes) -> None:
    """Draw how the input gate and the candidate meet, and go onto the belt."""
    meet = (_PLUS, _PART + 1.4)
    for x in (_PARTS[0][0], _PARTS[2][0]):
        ax.plot([x, x, _PLUS], [_PART + 0.5, meet[1], meet[1]], color=_WIRE, lw=2, zorder=1)
    _operation(ax, meet, r"$\times$")
    _wire(ax, meet, (_PLUS, _BELT - 0.28))


def _plot_output(ax: Axes) -> None:
    """Draw how the belt is looked at, through tanh and the output gate."""
    meet = (_SHOWN, _PART + 0.9)
    _wire(ax, (_SHOWN, _BELT - 0.3), (_SHOWN, meet[1] + 0.28))
    ax.text(_SHOWN + 0.15, _BELT - 0.95, "tanh", ha="left", va="center", fontsize=14)
    x = _PARTS[3][0]
    ax.plot([x, x, _SHOWN], [_PART + 0.5, meet[1], meet[1]], color=_WIRE, lw=2, zorder=1)
    _operation(ax, meet, r"$\times$")
    ax.plot([_SHOWN, _SHOWN], [meet[1], _SENSES], color=_WIRE, lw=2, zorder=1)
    _wire(ax, (_SHOWN, _SENSES), (_RIGHT + 0.1, _SENSES))
    ax.text(_RIGHT + 0.2, _SENSES, "$h_t$", ha="left", va="center", fontsize=18)


def _operation(ax: Axes, at: tuple[float, float], sign: str) -> None:
    """Draw a circle with the sign of what happens there, place by place."""
    ax.add_patch(Circle(at, 0.26, facecolor="white", edgecolor="black", lw=1.5, zorder=3))
    ax.text(*at, sign, ha="center", va="center", fontsize=17, zorder=4)


def _wire(
    ax: Axes, start: tuple[float, float], end: tuple[float, float], head: bool = True
) -> None:
    """Draw a straight line, as an arrow unless `head` is False."""
    style = {"arrowstyle": "-|>" if head else "-", "mutation_scale": 16, "color": _WIRE, "lw": 2}
    ax.add_patch(FancyArrowPatch(start, end, shrinkA=0, shrinkB=0, zorder=2, **style))
