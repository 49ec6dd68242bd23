"""Demo: gradient descent in a valley; the learning rate decides between creeping and exploding."""

from collections.abc import Callable
from typing import NamedTuple

import numpy as np
from matplotlib.figure import Figure

from dlcourse.demos.core.controls import Choice, Slider
from dlcourse.demos.core.demo import Demo
from dlcourse.demos.core.panels import panels, set_margins
from dlcourse.plots.landscape import Walk, plot_contour
from dlcourse.plots.style import COLORS

MOST_STEPS = 50
XLIM, YLIM = (-8.0, 8.0), (-4.0, 4.0)
_TOO_FAR = 1e6  # beyond this the walk is over: it has diverged
_LEVEL = 1e-8  # heights below this are drawn as this


class Valley(NamedTuple):
    """A function of two weights with its gradient, for points of shape (..., 2)."""

    height: Callable[[np.ndarray], np.ndarray]
    gradient: Callable[[np.ndarray], np.ndarray]
    start: tuple[float, float]
    lowest: float


def _quadratic(curvatures: tuple[float, float], start: tuple[float, float]) -> Valley:
    c = np.array(curvatures)
    return Valley(lambda p: (p**2 * c / 2).sum(axis=-1), lambda p: c * p, start, 0.0)


def _two_valleys() -> Valley:
    def height(p):
        u = p[..., 0] / 4
        return u**4 - 2 * u**2 + 0.3 * u + p[..., 1] ** 2

    def gradient(p):
        u = p[..., 0] / 4
        return np.stack([(4 * u**3 - 4 * u + 0.3) / 4, 2 * p[..., 1]], axis=-1)

    u = min(np.roots([4, 0, -4, 0.3]).real)
    return Valley(height, gradient, (7.0, 2.0), u**4 - 2 * u**2 + 0.3 * u)


VALLEYS = {
    "ravine": _quadratic((0.1, 2.0), (-7.0, 2.0)),
    "round bowl": _quadratic((2.0, 2.0), (-7.0, 2.0)),
    "two valleys": _two_valleys(),
}


def walk(valley: str, rate: float, steps: int = MOST_STEPS) -> np.ndarray:
    """Return the start and the places after each step, shape (n_steps + 1, 2).

    The walk ends early where it has left for places beyond 1e6.
    """
    path = [np.array(VALLEYS[valley].start)]
    while len(path) <= steps and np.abs(path[-1]).max() < _TOO_FAR:
        path.append(path[-1] - rate * VALLEYS[valley].gradient(path[-1]))
    return np.array(path)


class Descent:
    """The path so far on the valley, and the height above the lowest place at each step."""

    def __init__(self, figure: Figure) -> None:
        """Make what stays."""
        set_margins(figure, left=0.7, bottom=0.63, top=0.42)
        self.left, self.right = panels(figure, widths=(1.5, 1))
        self.valley = None
        (self.future,) = self.right.semilogy([], [], color=COLORS["grey"])
        (self.past,) = self.right.semilogy([], [], color=COLORS["vermilion"])
        (self.here,) = self.right.semilogy([], [], "*", color=COLORS["vermilion"], markersize=16)
        self.right.set(xlabel="steps", xlim=(-1, MOST_STEPS + 1), ylim=(_LEVEL / 10, 1e6))
        self.right.set_title("height above the lowest place")

    def update(self, valley: str, rate: float, steps: int) -> str:
        """Show these values."""
        if valley != self.valley:
            self._enter(valley)
        path = walk(valley, rate)
        shown = path[: steps + 1]
        self.path.update(shown)
        made = len(shown) - 1
        self.left.set_title(f"learning rate {rate:.2f}, {made} steps")
        above = VALLEYS[valley].height(path) - VALLEYS[valley].lowest
        heights = np.maximum(above, _LEVEL)  # a logarithmic axis has no place for 0
        self.future.set_data(np.arange(len(path)), heights)
        self.past.set_data(np.arange(made + 1), heights[: made + 1])
        self.here.set_data([made], heights[[made]])
        return f"After {made} steps it is {above[made]:.2g} above the lowest place."

    def _enter(self, valley: str) -> None:
        """Draw another valley, with nobody in it but at its start."""
        self.valley, ax = valley, self.left
        ax.clear()
        plot_contour(VALLEYS[valley].height, xlim=XLIM, ylim=YLIM, levels=8, ax=ax)
        self.path = Walk(walk(valley, 0.0, 0), ax=ax)
        ax.set(xlim=XLIM, ylim=YLIM, aspect="equal", xlabel="$w_0$", ylabel="$w_1$")


demo = Demo(
    name="learning_rate_valley",
    title="Too small, good, too large",
    look_for=(
        "Change the learning rate in small steps. Where is the descent fastest, and at which rate "
        "does the path no longer come down?"
    ),
    scene=Descent,
    controls=[
        Choice(name="valley", options=tuple(VALLEYS)),
        Slider(name="rate", value=0.98, low=0.02, high=1.2, step=0.02, label="learning rate"),
        Slider(name="steps", value=MOST_STEPS, low=0, high=MOST_STEPS, step=1, play=True),
    ],
    figsize=(10, 4.2),
)
