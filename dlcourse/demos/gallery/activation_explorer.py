"""Demo: an activation function, its slope at one place, and what many such slopes do in a row."""

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from dlcourse import scratch
from dlcourse.demos.core.controls import Choice, Slider
from dlcourse.demos.core.demo import Demo
from dlcourse.demos.core.panels import panels
from dlcourse.plots.activations import plot_activation
from dlcourse.plots.style import COLORS
from dlcourse.scratch.activations import ActivationFunction

FUNCTIONS = {
    "step": scratch.step,
    "sigmoid": scratch.sigmoid,
    "tanh": scratch.tanh,
    "ReLU": scratch.relu,
    "LeakyReLU (0.3)": scratch.leaky_relu.fix(negative_slope=0.3),
    "ELU": scratch.elu,
    "SELU": scratch.selu,
    "softplus": scratch.softplus,
    "GELU": scratch.gelu,
    "swish": scratch.silu,
}
LAYERS = 20
#: What lies below is drawn on the edge: the signal is lost.
SMALLEST = 1e-12


def passed_on(activation: ActivationFunction, z: float, weight: float) -> np.ndarray:
    """Return what is left of a nudge of 1 after 0, 1, ..., 20 layers, one unit in each.

    Every unit stands at the same sum `z` and has the same weight, so each layer multiplies by
    `weight * slope`. A gradient that comes the other way meets the same factors.
    """
    return np.abs(weight * activation.derivative(z)) ** np.arange(LAYERS + 1)


class Slope:
    """A function with its slope and its tangent, and a nudge through 20 layers."""

    def __init__(self, figure: Figure) -> None:
        """Make what stays."""
        self.left, self.right = panels(figure, widths=(1, 1.2))
        self.function = None
        self._draw_depth(self.right)

    def update(self, function: str, z: float, weight: float) -> str:
        """Show these values."""
        if function != self.function:
            self._choose(function)
        activation = FUNCTIONS[function]
        self._mark_place(activation, z)
        self.left.set_title(f"{function} at z = {z:g}")
        self._fill_depth(passed_on(activation, z, weight))
        factors = f"{weight:g} · {activation.derivative(z):.2g}"
        self.right.set_title(f"each layer: times weight · slope = {factors}")
        return f"Each layer multiplies a nudge by weight times slope, {factors}."

    def _choose(self, function: str) -> None:
        """Draw another function, and what shall stand at a place."""
        self.function, ax = function, self.left
        ax.clear()
        plot_activation(FUNCTIONS[function], ax=ax)
        above = {"zorder": 6}  # what moves lies above the legend, which then need not be redrawn
        (self.tangent,) = ax.plot([], [], color=COLORS["black"], lw=1.5, **above)
        (self.value,) = ax.plot([], [], "o", color=COLORS["blue"], markersize=10, **above)
        (self.slope,) = ax.plot([], [], "s", color=COLORS["vermilion"], markersize=9, **above)
        ax.set(ylim=(-2.3, 3.3))
        ax.legend(loc="lower right")

    def _mark_place(self, activation: ActivationFunction, z: float) -> None:
        value, slope = float(activation(z)), float(activation.derivative(z))
        near = np.array([z - 1.5, z + 1.5])
        self.tangent.set_data(near, value + slope * (near - z))
        self.value.set_data([z], [value])
        self.slope.set_data([z], [slope])

    def _draw_depth(self, ax: Axes) -> None:
        layers = np.arange(LAYERS + 1)
        above = {"zorder": 6}
        self.stems = ax.vlines(layers, 1, 1, color=COLORS["vermilion"], lw=4, **above)
        (self.left_over,) = ax.plot(
            [], [], "o", color=COLORS["vermilion"], label="left over", **above
        )
        (self.lost,) = ax.plot([], [], "x", color=COLORS["black"], label="lost", **above)
        ax.axhline(1, color=COLORS["black"], lw=1, **above)
        ax.set_yscale("log")
        ax.set(ylim=(SMALLEST / 10, 10 / SMALLEST), xlim=(-0.8, LAYERS + 0.8))
        ax.set(xticks=range(0, LAYERS + 1, 5), xlabel="layers passed", ylabel="size of the nudge")
        ax.legend(loc="upper left")

    def _fill_depth(self, left: np.ndarray) -> None:
        shown, layers = np.clip(left, SMALLEST, 1 / SMALLEST), np.arange(len(left))
        ends = np.stack([layers, np.ones_like(shown), layers, shown], axis=1)
        self.stems.set_segments(ends.reshape(-1, 2, 2))
        lost = left < SMALLEST
        self.left_over.set_data(layers[~lost], shown[~lost])
        self.lost.set_data(layers[lost], shown[lost])


demo = Demo(
    name="activation_explorer",
    title="What a slope lets through",
    look_for=(
        "Move z into a shaded zone, and watch the nudge. Which weight makes up for a slope of "
        "one quarter? Which makes up for a slope of 0?"
    ),
    scene=Slope,
    controls=[
        Choice(name="function", options=list(FUNCTIONS), value="sigmoid"),
        Slider(name="z", value=1.0, low=-5.0, high=5.0, step=0.25, label="z", play=True),
        Slider(name="weight", value=1.0, low=0.25, high=6.0, step=0.25, label="weight"),
    ],
    figsize=(10, 5),
)
