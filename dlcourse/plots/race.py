"""Several walks down one landscape, side by side: as a picture, and as a film."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence

import matplotlib.pyplot as plt
import numpy as np
from matplotlib.axes import Axes
from matplotlib.patheffects import Normal, Stroke
from numpy.typing import ArrayLike

from dlcourse.plots.film import Film
from dlcourse.plots.landscape import Limits, plot_contour
from dlcourse.plots.style import COLORS

#: Colours and markers of walkers, in their order.
WALKERS = tuple(
    zip(("vermilion", "blue", "green", "purple", "orange", "black"), "o^sDvP", strict=True)
)
#: Who always has the same colour and marker, whoever walks beside: those of these numbers.
OWN = {"plain": 0, "momentum": 1, "AdaGrad": 2, "RMSprop": 3, "Adam": 4}
LEGEND_ENTRY = 1.0  # inches that one name takes in the row above the landscape


def look(names: Iterable[str]) -> dict[str, tuple[str, str]]:
    """Return a colour and a marker for each name: an optimizer's own, for others what is left.

    So an optimizer looks alike in all figures of a lesson. What is left is given in its order,
    but beside an optimizer first what belongs to none.
    """
    names = list(names)
    taken = {OWN[name] for name in names if name in OWN}
    left = [number for number in range(len(WALKERS)) if number not in taken]
    free = iter(sorted(left, key=lambda number: bool(taken) and number in OWN.values()))
    return {name: WALKERS[OWN[name] if name in OWN else next(free)] for name in names}


class Walkers:
    """The ways of several walkers, kept to be changed: each with a ball where it is now."""

    def __init__(self, names: Iterable[str], *, ax: Axes) -> None:
        """Draw them on `ax`, as yet nowhere; their names stand above it."""
        self.ways, self.balls = [], []
        for name, (color, marker) in look(names).items():
            color = COLORS[color]
            halo = [Stroke(linewidth=3.2, foreground="white"), Normal()]
            style = {"color": color, "marker": marker, "ms": 4, "lw": 1.4, "label": name}
            self.ways += ax.plot([], [], "-", **style, path_effects=halo, zorder=4)
            ball = {"color": color, "ms": 12, "mec": "black", "mew": 1.2}
            self.balls += ax.plot([], [], marker, **ball, zorder=6)
        (self.start,) = ax.plot([], [], "s", color="black", ms=8, zorder=5)
        inches = ax.get_window_extent().width / ax.figure.dpi
        columns = min(len(self.ways), int(inches / LEGEND_ENTRY))  # the rest in a second row
        above = {"loc": "lower center", "bbox_to_anchor": (0.5, 1.0), "ncols": max(1, columns)}
        ax.legend(**above, columnspacing=1.2, handletextpad=0.4, borderaxespad=0.2)

    def update(self, paths: Sequence[np.ndarray]) -> None:
        """Show other ways, each of shape (n_steps + 1, 2); all begin at one place."""
        for way, ball, path in zip(self.ways, self.balls, paths, strict=True):
            way.set_data(*path.T)
            ball.set_data(*path[-1:].T)
        self.start.set_data(*paths[0][:1].T)


def plot_paths(
    paths: Mapping[str, ArrayLike],
    function: Callable[[np.ndarray], ArrayLike],
    *,
    xlim: Limits,
    ylim: Limits,
    levels: int | Sequence[float] = 8,
    ax: Axes | None = None,
) -> Axes:
    """Draw several ways over the contours of a function, and a ball at the end of each.

    An optimizer ("plain", "momentum", "AdaGrad", "RMSprop", "Adam") has the same
    colour in every such figure, whoever walks beside.

    Args:
        paths: By name, each of shape (n_steps + 1, 2); all begin at one place.
        function: Takes points of shape (n_points, 2), returns heights of shape (n_points,).
        xlim: Ends of the first number.
        ylim: Ends of the second number.
        levels: As for `plot_contour`.
        ax: Where to draw; `None` makes a new figure.

    Raises:
        ValueError: There is no path, there are more than six, or points have not two numbers.
    """
    arrays = _checked(paths)
    ax = plt.subplots(figsize=(8.5, 3.9))[1] if ax is None else ax
    plot_contour(function, xlim=xlim, ylim=ylim, levels=levels, ax=ax)
    Walkers(paths, ax=ax).update(arrays)
    return ax


def film_paths(
    paths: Mapping[str, ArrayLike],
    function: Callable[[np.ndarray], ArrayLike],
    *,
    xlim: Limits,
    ylim: Limits,
    levels: int | Sequence[float] = 8,
    figsize: tuple[float, float] = (8.5, 3.9),
) -> Film:
    """Return a film of several walks down one landscape, one picture for each step.

    Args:
        paths: By name, each of shape (n_steps + 1, 2); all begin at one place.
        function: As for `plot_paths`.
        xlim: Ends of the first number.
        ylim: Ends of the second number.
        levels: As for `plot_contour`.
        figsize: Width and height in inches.

    Raises:
        ValueError: As for `plot_paths`.
    """
    arrays = _checked(paths)
    figure, ax = plt.subplots(figsize=figsize)
    plot_contour(function, xlim=xlim, ylim=ylim, levels=levels, ax=ax)
    ax.set(xlabel="$w_0$", ylabel="$w_1$")
    walkers = Walkers(paths, ax=ax)
    steps = ax.text(0.985, 0.04, "", transform=ax.transAxes, ha="right", weight="bold")

    def update(number: int) -> None:
        walkers.update([path[: number + 1] for path in arrays])
        steps.set_text(f"{number} steps")

    return Film(figure, update, max(map(len, arrays)), sharpness=1.1)


def _checked(paths: Mapping[str, ArrayLike]) -> list[np.ndarray]:
    arrays = [np.asarray(path, dtype=float) for path in paths.values()]
    if not 1 <= len(arrays) <= len(WALKERS):
        raise ValueError(f"Expected one path or up to {len(WALKERS)}. Received: {len(arrays)}")
    for array in arrays:
        if array.ndim != 2 or array.shape[1] != 2 or not len(array):
            raise ValueError(f"Expected points of shape (n_points, 2). Received: {array.shape}")
    return arrays
