"""Demo: drop five balls on a landscape, one for each optimizer, and race them."""

from collections.abc import Callable
from functools import lru_cache
from typing import NamedTuple

import numpy as np
from matplotlib.figure import Figure

from dlcourse import scratch
from dlcourse.demos.core.controls import Checkbox, Choice, Slider
from dlcourse.demos.core.demo import Demo
from dlcourse.demos.core.panels import is_upright, panels, set_margins
from dlcourse.plots.landscape import plot_contour
from dlcourse.plots.race import WALKERS, Walkers
from dlcourse.plots.style import COLORS

MOST_STEPS = 60
_TOO_FAR = 1e6  # beyond this a ball is out of the race
_LEVEL = 1e-8  # heights below this are drawn as this
RATES = 10.0 ** np.arange(-3, 1.01, 0.1)  # among these each finds its best


class Land(NamedTuple):
    """A function of two weights with its gradient, for points of shape (..., 2), and its part."""

    height: Callable[[np.ndarray], np.ndarray]
    gradient: Callable[[np.ndarray], np.ndarray]
    xlim: tuple[float, float]
    ylim: tuple[float, float]
    noise: float = 0.0


def _bowl(turned: float, noise: float = 0.0) -> Land:
    c, s = np.cos(turned), np.sin(turned)
    matrix = np.array([[c, -s], [s, c]]) @ np.diag([0.1, 2.0]) @ np.array([[c, s], [-s, c]])
    ends = (-8.0, 4.0), ((-3.0, 3.0) if not turned else (-7.0, 5.0))
    return Land(lambda p: ((p @ matrix) * p).sum(axis=-1) / 2, lambda p: p @ matrix, *ends, noise)


def _rosenbrock() -> Land:
    def height(p):
        x, y = p[..., 0], p[..., 1]
        return (1 - x) ** 2 + 10 * (y - x**2) ** 2

    def gradient(p):
        x, y = p[..., 0], p[..., 1]
        return np.stack([-2 * (1 - x) - 40 * x * (y - x**2), 20 * (y - x**2)], axis=-1)

    return Land(height, gradient, (-2.0, 2.0), (-1.0, 3.0))


def _saddle() -> Land:
    def height(p):
        x, y = p[..., 0], p[..., 1]
        return x**2 + y**4 / 4 - y**2 / 2 + 0.25

    def gradient(p):
        x, y = p[..., 0], p[..., 1]
        return np.stack([2 * x, y**3 - y], axis=-1)

    return Land(height, gradient, (-2.0, 2.0), (-1.6, 1.6))


LANDS = {
    "ravine": _bowl(0.0),
    "turned ravine": _bowl(np.pi / 4),
    "noisy ravine": _bowl(0.0, noise=1.0),
    "banana (Rosenbrock)": _rosenbrock(),
    "saddle": _saddle(),
}
#: Where the balls are dropped at first, as parts of the picture's width and height.
STARTS = {
    "ravine": (0.08, 0.84),
    "turned ravine": (0.16, 0.24),
    "noisy ravine": (0.08, 0.84),
    "banana (Rosenbrock)": (0.12, 0.76),
    "saddle": (0.12, 0.52),
}
MAKERS: dict[str, Callable[[np.ndarray, float], scratch.Optimizer]] = {
    "plain": lambda rate, momentum: scratch.SGD(rate),
    "momentum": lambda rate, momentum: scratch.SGD(rate, momentum=momentum),
    "AdaGrad": lambda rate, momentum: scratch.Adagrad(rate, initial_accumulator_value=0.0),
    "RMSprop": lambda rate, momentum: scratch.RMSprop(rate),
    "Adam": lambda rate, momentum: scratch.Adam(rate),
}


def drop(land: str) -> dict[str, float]:
    """Return the first place of the balls on another landscape."""
    return dict(zip(("across", "up"), STARTS[land], strict=True))


def place(land: str, across: float, up: float) -> np.ndarray:
    """Return the place, shape (2,), at these parts of the picture's width and height."""
    ends = np.array([LANDS[land].xlim, LANDS[land].ylim])
    return ends[:, 0] + np.array([across, up]) * (ends[:, 1] - ends[:, 0])


def walks(
    land: str, name: str, rates: np.ndarray, momentum: float, start: tuple[float, float]
) -> np.ndarray:
    """Return the ways of one optimizer at several rates, shape (n_rates, MOST_STEPS + 1, 2).

    A ball that has left for places beyond 1e6 stays where it left.
    """
    _, gradient, *_, noise = LANDS[land]
    optimizer = MAKERS[name](rates, momentum)
    w = np.tile(place(land, *start), (len(rates), 1))
    pushes = noise * np.random.default_rng(0).normal(size=(MOST_STEPS, 2))
    path = [w.copy()]
    with np.errstate(over="ignore", invalid="ignore"):
        for push in pushes:
            optimizer.apply([gradient(w) + push], [w])
            gone = ~(np.abs(w).max(axis=1) < _TOO_FAR)
            w[gone] = path[-1][gone]
            path.append(w.copy())
    return np.stack(path, axis=1)


@lru_cache(maxsize=500)
def best_rate(land: str, name: str, momentum: float, start: tuple[float, float]) -> float:
    """Return the rate after which the mean height of the last ten steps is lowest."""
    late = walks(land, name, RATES, momentum, start)[:, -10:]
    return float(RATES[np.argmin(LANDS[land].height(late).mean(axis=1))])


class Race:
    """The ways so far on the landscape, and the height of each ball at each step."""

    def __init__(self, figure: Figure) -> None:
        """Make what stays."""
        rows = 2 if is_upright(figure.get_size_inches()) else 1  # of the legend
        set_margins(figure, left=0.7, bottom=0.55, top=0.2 + 0.3 * rows)
        figure.subplots_adjust(wspace=0.18)
        self.left, self.right = panels(figure, widths=(1.5, 1))
        self.land = None
        styles = [{"color": COLORS[color], "marker": marker} for color, marker in WALKERS]
        self.curves = [
            self.right.semilogy([], [], lw=1.6, ms=5, markevery=10, **s)[0] for s in styles[:5]
        ]
        self.right.set(xlabel="steps", xlim=(-1, MOST_STEPS + 1), ylim=(_LEVEL, 1e3))
        self.right.set_title("height")

    def update(
        self,
        land: str,
        rate: float,
        fair: bool,
        momentum: float,
        across: float,
        up: float,
        steps: int,
    ) -> str:
        """Show these values."""
        if land != self.land:
            self._enter(land)
        start, names = (across, up), list(MAKERS)
        best = [best_rate(land, name, momentum, start) for name in names] if fair else []
        rates = best or [10.0**rate] * len(names)
        each = zip(names, rates, strict=True)
        paths = [walks(land, name, np.array([one]), momentum, start)[0] for name, one in each]
        self.walkers.update([path[: steps + 1] for path in paths])
        heights = [np.maximum(LANDS[land].height(path), _LEVEL) for path in paths]
        for curve, height in zip(self.curves, heights, strict=True):
            curve.set_data(np.arange(steps + 1), height[: steps + 1])
        told = "each its best rate" if fair else f"rate {rates[0]:.2g} for all"
        self.right.set_title(f"height; {told}")
        order = np.argsort([height[steps] for height in heights], kind="stable")
        ends = ", ".join(f"{names[i]} {heights[i][steps]:.2g}" for i in order)
        return f"After {steps} steps, with {told}, the heights are: {ends}."

    def _enter(self, land: str) -> None:
        """Draw another landscape, with nobody on it."""
        self.land, ax = land, self.left
        ax.clear()
        view = {"xlim": LANDS[land].xlim, "ylim": LANDS[land].ylim}
        plot_contour(LANDS[land].height, **view, levels=5, ax=ax)
        self.walkers = Walkers(MAKERS, ax=ax)
        ax.set(**view, xlabel="$w_0$", ylabel="$w_1$")


demo = Demo(
    name="optimizer_race",
    title="Five balls in one landscape",
    look_for=(
        "Raise the rate of all slowly: which two run away for ever, and why never the other "
        "three? Then give each its best rate: on which landscape does who arrive first?"
    ),
    scene=Race,
    controls=[
        Choice(name="land", options=tuple(LANDS), label="landscape", action=drop),
        Slider(
            name="rate", value=0.1, low=-3.0, high=1.0, step=0.1, label="log10 of the rate of all"
        ),
        Checkbox(name="fair", value=False, label="each at its best rate"),
        Slider(name="momentum", value=0.9, low=0.0, high=0.98, step=0.02),
        Slider(name="across", value=0.08, low=0.0, high=1.0, step=0.04, label="drop at: across"),
        Slider(name="up", value=0.84, low=0.0, high=1.0, step=0.04, label="drop at: up"),
        Slider(name="steps", value=15, low=0, high=MOST_STEPS, step=1, play=True),
    ],
    figsize=(10, 4.2),
)
