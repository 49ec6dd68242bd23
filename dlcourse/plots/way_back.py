"""A batch on its way up through two layers, and delta on its way back."""

from __future__ import annotations

from collections.abc import Sequence

import matplotlib.pyplot as plt
from matplotlib.axes import Axes

from dlcourse.plots.style import COLORS

_UP, _BACK = COLORS["blue"], COLORS["vermilion"]
#: From left to right: arrays, and between them, in frames, what is done to them.
_GOES_UP = ("$X$", "@ $W_1$", "$Z_1$", "tanh", "$H_1$", "@ $W_2$", "$Z_2$")
_END = ("softmax,\nmean loss", "$L$")
#: Each step back stands below its twin.
_COMES_BACK = {
    7: r"$(\hat y - y)\,/\,N$",
    6: r"$\delta_2$",
    5: r"@ $W_2^\mathsf{T}$",
    3: r"$\odot\, f\,'(Z_1)$",
    2: r"$\delta_1$",
}
_REACH = {3: 0.37, 7: 0.5}  # half the width of the wide frames
_KERNELS = {6: r"$H_1^\mathsf{T}$ @ $\delta_2$", 2: r"$X^\mathsf{T}$ @ $\delta_1$"}
#: What the way back uses again: X, Z1 and H1.
_USED_AGAIN = [
    ((0.1, 1.35), (0.87, -0.7)),
    ((2.2, 1.35), (2.75, 0.67)),
    ((4.1, 1.35), (4.87, -0.7)),
]


def plot_way_back(
    sizes: Sequence[int] = (64, 20, 10), *, samples: int = 32, ax: Axes | None = None
) -> Axes:
    """Draw how a batch goes up through two tanh layers, and how delta comes back from the loss.

    Args:
        sizes: Numbers of inputs, of hidden units, and of classes.
        samples: Rows of the batch.
        ax: Where to draw; `None` makes a new figure.

    Raises:
        ValueError: There are not three sizes.
    """
    if len(sizes) != 3:
        raise ValueError(f"Expected inputs, hidden units and classes. Received: sizes={sizes}")
    ax = plt.subplots(figsize=(12, 4.6))[1] if ax is None else ax
    inputs, hidden, classes = sizes
    rows = {0: (samples, inputs), 1: (inputs, hidden), 2: (samples, hidden)}
    rows |= {4: (samples, hidden), 5: (hidden, classes), 6: (samples, classes)}
    for x, (height, width) in rows.items():
        _write(ax, (x, 2.25), f"{height} × {width}", _UP, size=12)
    for x, text in enumerate((*_GOES_UP, *_END)):
        _write(ax, (x, 1.6), text, _UP, framed=x % 2 == 1)
    for x, text in _COMES_BACK.items():
        _write(ax, (x, 0.4), text, _BACK, framed=x % 2 == 1)
    for x, text in _KERNELS.items():
        _write(ax, (x - 1, -0.9), text, _BACK)
        _arrow(ax, (x - 0.1, 0.2), (x - 0.65, -0.75), _BACK)
        height, width = rows[x - 1]
        text = f"gradient of $W_{(x + 2) // 4}$\n{height} × {width}"
        _write(ax, (x - 1, -1.55), text, _BACK, size=12)
        _write(ax, (x, 0.85), "{} × {}".format(*rows[x]), _BACK, size=12)
    for x in range(8):
        _arrow(ax, (x + 0.2, 1.6), (x + 1 - _REACH.get(x + 1, 0.24), 1.6), _UP)
    _arrow(ax, (7.95, 1.35), (7.5, 0.55), _BACK)
    for start, end in ((7, 6), (6, 5), (5, 3), (3, 2)):
        _arrow(ax, (start - 0.2, 0.4), (end + _REACH.get(end, 0.24), 0.4), _BACK)
    for start, end in _USED_AGAIN:
        _arrow(ax, start, end, _UP, linestyle=":")
    ax.set(xlim=(-0.5, 8.5), ylim=(-1.95, 2.6))
    ax.set_axis_off()
    return ax


def _write(
    ax: Axes,
    at: tuple[float, float],
    text: str,
    color: str,
    *,
    size: int = 15,
    framed: bool = False,
) -> None:
    frame = {"boxstyle": "round,pad=0.35", "facecolor": "white", "edgecolor": color, "linewidth": 2}
    box = frame if framed else {"facecolor": "white", "edgecolor": "none", "pad": 1.5}
    style = {"ha": "center", "va": "center", "fontsize": size, "color": color, "zorder": 3}
    ax.text(*at, text, bbox=box, **style)


def _arrow(
    ax: Axes,
    start: tuple[float, float],
    end: tuple[float, float],
    color: str,
    linestyle: str = "-",
) -> None:
    style = {"arrowstyle": "-|>", "linewidth": 2, "color": color, "mutation_scale": 16}
    style["linestyle"] = linestyle
    ax.annotate("", end, start, arrowprops=style, zorder=1)
