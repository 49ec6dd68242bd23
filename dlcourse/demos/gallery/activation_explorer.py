"""Demo: an activation function, its slope at one place, and what many such slopes do in a row."""

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from dlcourse import scratch
from dlcourse.demos.core.controls import Choice, Slider
from dlcourse.demos.core.demo import Demo
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
    """The function with its slope and its tangent, and a nudge through 20 layers."""

    def __init__(self, figure: Figure) -> None:
        """Keep the figure."""
        self.figure = figure

    def update(self, function: str, z: float, weight: float) -> None:
        """Draw anew."""
        figure = self.figure
        for ax in list(figure.axes):
            ax.remove()
        figure.subfigs.clear()
        activation = FUNCTIONS[function]
        grid = figure.add_gridspec(1, 2, width_ratios=[1, 1.2], wspace=0.25)
        ax = plot_activation(
            activation, name=f"{function} at z = {z:g}", ax=figure.add_subplot(grid[0, 0])
        )
        _mark_place(ax, activation, z)
        right = figure.add_subplot(grid[0, 1])
        _draw_depth(right, passed_on(activation, z, weight))
        factors = f"{weight:g} · {activation.derivative(z):.2g}"
        right.set_title(f"each layer: times weight · slope = {factors}")


def _mark_place(ax: Axes, activation: ActivationFunction, z: float) -> None:
    value, slope = float(activation(z)), float(activation.derivative(z))
    near = np.array([z - 1.5, z + 1.5])
    ax.plot(near, value + slope * (near - z), color=COLORS["black"], lw=1.5)
    ax.plot(z, value, "o", color=COLORS["blue"], markersize=10)
    ax.plot(z, slope, "s", color=COLORS["vermilion"], markersize=9)
    ax.set(ylim=(-2.3, 3.3))
    ax.legend(loc="lower right")


def _draw_depth(ax: Axes, left: np.ndarray) -> None:
    shown = np.clip(left, SMALLEST, 1 / SMALLEST)
    lost = left < SMALLEST
    layers = np.arange(len(left))
    ax.vlines(layers, 1, shown, color=COLORS["vermilion"], lw=4)
    ax.plot(layers[~lost], shown[~lost], "o", color=COLORS["vermilion"], label="left over")
    ax.plot(layers[lost], shown[lost], "x", color=COLORS["black"], label="lost")
    ax.axhline(1, color=COLORS["black"], lw=1)
    ax.set_yscale("log")
    ax.set(ylim=(SMALLEST / 10, 10 / SMALLEST), xlim=(-0.8, LAYERS + 0.8))
    ax.set(xlabel="layers passed", ylabel="size of the nudge")
    ax.legend(loc="upper left")


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
