"""The diagram of a recurrent cell, unrolled in time."""

from __future__ import annotations

from collections.abc import Sequence

import matplotlib.pyplot as plt
from matplotlib.axes import Axes
from matplotlib.patches import FancyArrowPatch

from dlcourse.plots.style import COLORS

_INPUTS = ("all", "first")
_OUTPUTS = ("none", "last", "all")
_FREE = 19  # points around the middle of a circle that arrows leave free


def plot_unrolled(
    n_steps: int,
    *,
    inputs: str = "all",
    outputs: str = "none",
    back: bool = False,
    numbers: tuple[Sequence[float], Sequence[float]] | None = None,
    ax: Axes | None = None,
) -> Axes:
    """Draw a recurrent cell once for each step: inputs below, states in a row, outputs above.

    It is one cell with one set of weights, so all arrows of a kind bear the same name.

    Args:
        n_steps: How many steps, from 1; with more than eight there is little room.
        inputs: "all" draws an input at each step; "first" one vector that all steps receive.
        outputs: "none", "last", or "all".
        back: Whether to add, from state to state, the arrows of the gradient.
        numbers: What inputs and states of a single unit hold, one number for each step: written
            below the inputs and above the states.
        ax: Where to draw; `None` makes a new figure.

    Raises:
        ValueError: `n_steps` is below 1, there is no such choice of inputs or outputs, or not a
            number for each step.
    """
    if n_steps < 1 or inputs not in _INPUTS or outputs not in _OUTPUTS:
        raise ValueError(
            f"Expected at least one step, inputs among {_INPUTS} and outputs among {_OUTPUTS}. "
            f"Received: n_steps={n_steps}, inputs={inputs!r}, outputs={outputs!r}"
        )
    if numbers is not None and [len(part) for part in numbers] != [n_steps, n_steps]:
        raise ValueError(
            f"Expected {n_steps} inputs and {n_steps} states. "
            f"Received: {[len(part) for part in numbers]} numbers"
        )
    ax = plt.subplots(figsize=(1.4 * n_steps, 3.2))[1] if ax is None else ax
    shown = {"none": (), "last": (n_steps,), "all": range(1, n_steps + 1)}[outputs]
    _plot_inputs(n_steps, inputs, ax)
    for t in range(1, n_steps + 1):
        _circle(t, 0, f"$h_{{{t}}}$", "sky", ax)
        if t in shown:
            _circle(t, 1, rf"$\hat{{y}}_{{{t}}}$", "white", ax)
            _arrow((t, 0), (t, 1), "black", ax)
        if t > 1:
            _arrow((t - 1, 0), (t, 0), "blue", ax, "$W_h$")
            if back:
                _arrow((t, 0), (t - 1, 0), "vermilion", ax, "", bend=0.75)
    if back:
        text = "gradient, on its way back"
        ax.text(n_steps, 0.62, text, color=COLORS["vermilion"], weight="bold", ha="right")
    for part, height, shift in zip(numbers or (), (-1, 0), (-28, 28), strict=False):
        for t, number in enumerate(part, start=1):
            _number(number, (t, height), shift, ax)
    top = 1.45 if shown else (0.95 if back else 0.6 if numbers else 0.45)
    ax.set(xlim=(0.5, n_steps + 0.5), ylim=(-1.6 if numbers else -1.4, top))
    ax.axis("off")
    return ax


def _plot_inputs(n_steps: int, inputs: str, ax: Axes) -> None:
    if inputs == "all":
        for t in range(1, n_steps + 1):
            _circle(t, -1, f"$x_{{{t}}}$", "white", ax)
            _arrow((t, -1), (t, 0), "green", ax, "$W_x$")
        return
    _circle(1, -1, "$x$", "white", ax)
    for t in range(1, n_steps + 1):
        _arrow((1, -1), (t, 0), "green", ax, "$W_x$" if t == 1 else "")


def _circle(x: float, y: float, text: str, color: str, ax: Axes) -> None:
    face = COLORS.get(color, color)
    ax.plot(x, y, "o", ms=30, color=face, mec="black", mew=1.5, zorder=3)
    ax.text(x, y, text, ha="center", va="center", zorder=4)


def _number(number: float, place: tuple[float, float], shift: float, ax: Axes) -> None:
    text = f"{number:.2f}".rstrip("0").rstrip(".").replace("-", "−")
    style = {"textcoords": "offset points", "ha": "center", "va": "center", "weight": "bold"}
    ax.annotate(text, place, (0, shift), **style)


def _arrow(start, end, color: str, ax: Axes, text: str = "", bend: float = 0.0) -> None:
    """Draw an arrow between two circles, with its name beside its middle."""
    color = COLORS.get(color, color)
    ax.add_patch(
        FancyArrowPatch(
            start,
            end,
            arrowstyle="-|>",
            mutation_scale=16,
            color=color,
            lw=2,
            shrinkA=_FREE,
            shrinkB=_FREE,
            connectionstyle=f"arc3,rad={bend}",
            zorder=2,
        )
    )
    if text:
        upright = start[0] == end[0]
        place = ((start[0] + end[0]) / 2, (start[1] + end[1]) / 2)
        shift = (5, 0) if upright else (0, 5)
        ax.annotate(
            text,
            place,
            shift,
            textcoords="offset points",
            color=color,
            ha="left" if upright else "center",
            va="center" if upright else "bottom",
        )
