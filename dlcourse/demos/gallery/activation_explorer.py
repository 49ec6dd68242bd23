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
    "LeakyReLU (0.1)": scratch.leaky_relu.fix(negative_slope=0.1),
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
    """Return what is left of a gradient of 1 after 0, 1, ..., 20 layers, one unit in each.

    Every unit stands at the same sum `z` and hands its gradient back through the same weight, so
    each layer multiplies by `weight * slope`.
    """
    return np.abs(weight * activation.derivative(z)) ** np.arange(LAYERS + 1)


def draw(figure: Figure, function: str, z: float, weight: float) -> None:
    """Draw the function with its tangent, its slope, and the gradient through 20 layers."""
    activation = FUNCTIONS[function]
    grid = figure.add_gridspec(2, 2, width_ratios=[1, 1.3], hspace=0.12, wspace=0.3)
    above = figure.add_subplot(grid[0, 0])
    below = figure.add_subplot(grid[1, 0], sharex=above)
    _draw_function(above, below, activation, z)
    above.set_title(function)
    _draw_depth(figure.add_subplot(grid[:, 1]), passed_on(activation, z, weight))


def _draw_function(above: Axes, below: Axes, activation: ActivationFunction, z: float) -> None:
    value, slope = float(activation(z)), float(activation.derivative(z))
    plot_activation(activation, axes=[above, below])
    near = np.array([z - 1.5, z + 1.5])
    above.plot(near, value + slope * (near - z), color=COLORS["black"], lw=1.5)
    for ax, height in ((above, value), (below, slope)):
        ax.plot(z, height, "o", color=COLORS["black"], markersize=10)
    above.set(ylim=(-2.3, 3.3), ylabel="$\\phi(z)$")
    above.tick_params(labelbottom=False)
    below.set(ylim=(-0.3, 1.9), ylabel="slope", xlabel="$z$")


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
    ax.set(xlabel="layers passed on the way back", ylabel="size of the gradient")
    ax.set_title(f"each layer multiplies by {left[1]:.2g}")
    ax.legend(loc="upper left")


demo = Demo(
    name="activation_explorer",
    title="What a slope lets through",
    look_for=(
        "Move z into a shaded zone, and watch the gradient. Which weight makes up for a slope of "
        "one quarter? Which makes up for a slope of 0?"
    ),
    draw=draw,
    controls=[
        Choice(name="function", options=list(FUNCTIONS), value="sigmoid"),
        Slider(name="z", value=1.0, low=-6.0, high=6.0, step=0.25, label="z", play=True),
        Slider(name="weight", value=1.0, low=0.25, high=6.0, step=0.25, label="weight"),
    ],
    figsize=(10, 5),
)
