"""Demo: how large the first weights are, and what five layers make of it, forward and back."""

from functools import cache
from typing import NamedTuple

import numpy as np
from matplotlib.figure import Figure

from dlcourse import scratch
from dlcourse.demos.core.controls import Choice, Slider
from dlcourse.demos.core.demo import Demo
from dlcourse.demos.core.panels import panels, set_margins
from dlcourse.plots.layers import LayerHistograms
from dlcourse.plots.style import COLORS
from dlcourse.scratch.activations import ActivationFunction

FUNCTIONS = {"tanh": scratch.tanh, "ReLU": scratch.relu, "sigmoid": scratch.sigmoid}
LIMITS = {"tanh": (-1.0, 1.0), "ReLU": (0.0, 4.0), "sigmoid": (0.0, 1.0)}
LAYERS, UNITS, SAMPLES, CLASSES = 5, 100, 200, 10
#: What lies beyond is drawn on the edge.
SMALLEST, LARGEST = 1e-10, 1e10


class Pass(NamedTuple):
    """What came of one way through the network and back.

    Attributes:
        outputs: Of each hidden layer, shape (5, 200, 100).
        deltas: Norm of the gradient with respect to the sums of each hidden layer, shape (5,).
        kernels: Norm of the gradient of each kernel, shape (5,).
    """

    outputs: np.ndarray
    deltas: np.ndarray
    kernels: np.ndarray


@cache
def _draws() -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Return inputs, kernels of standard deviation 1, and the kernel of the last layer."""
    rng = np.random.default_rng(9)
    x = rng.normal(size=(SAMPLES, UNITS))
    return x, rng.normal(size=(LAYERS, UNITS, UNITS)), rng.normal(size=(UNITS, CLASSES))


def there_and_back(activation: ActivationFunction, std: float) -> Pass:
    """Send 200 random inputs through five layers of 100 units, and their gradients back.

    Args:
        activation: Of the hidden layers.
        std: Standard deviation of all weights. The same draws are stretched, so that nothing else
            changes with it.
    """
    x, kernels, last = _draws()
    sums, inputs = [], [x]
    for kernel in kernels:
        sums.append(inputs[-1] @ (std * kernel))
        inputs.append(activation(sums[-1]))
    labels = np.eye(CLASSES)[np.arange(SAMPLES) % CLASSES]
    error = (scratch.softmax(inputs[-1] @ (std * last)) - labels) / SAMPLES
    back, deltas, gradients = error @ (std * last).T, [], []
    for kernel, z, h in zip(kernels[::-1], sums[::-1], inputs[-2::-1], strict=True):
        delta = back * activation.derivative(z)
        deltas.insert(0, np.linalg.norm(delta))
        gradients.insert(0, np.linalg.norm(h.T @ delta))
        back = delta @ (std * kernel).T
    return Pass(np.array(inputs[1:]), np.array(deltas), np.array(gradients))


class FiveLayers:
    """The outputs of five layers, and the gradients that come back through them."""

    def __init__(self, figure: Figure) -> None:
        """Make what stays."""
        set_margins(figure, left=0.88, right=0.22, bottom=1.1, top=0.5)
        figure.subplots_adjust(wspace=0.2)
        self.left, self.right = panels(figure, widths=(1.7, 1))
        self.histograms = LayerHistograms(LAYERS, ax=self.left)
        layers, style = np.arange(1, LAYERS + 1), {"markersize": 9, "zorder": 6}
        (self.kernels,) = self.right.semilogy(
            layers, np.ones(LAYERS), "s-", color=COLORS["blue"], label="kernel's gradient", **style
        )
        (self.deltas,) = self.right.semilogy(
            layers, np.ones(LAYERS), "o--", color=COLORS["vermilion"], label="delta", **style
        )
        self.right.set(xlabel="layer", xticks=layers, ylim=(SMALLEST / 5, LARGEST * 5))
        self.right.set_title("size of the gradients")
        self.right.legend(loc="upper right")

    def update(self, function: str, power: float) -> str:
        """Show these values."""
        std = 10.0**power
        found = there_and_back(FUNCTIONS[function], std)
        self.histograms.update(list(found.outputs), limits=LIMITS[function], measure="size")
        self.deltas.set_ydata(np.clip(found.deltas, SMALLEST, LARGEST))
        self.kernels.set_ydata(np.clip(found.kernels, SMALLEST, LARGEST))
        self.left.set_title(f"{function}, weights of std {std:.2g}")
        spread = found.outputs.std(axis=(1, 2))
        return (
            f"With weights of standard deviation {std:.2g} the outputs of layer 1 spread by "
            f"{spread[0]:.2g} and those of layer 5 by {spread[-1]:.2g}; delta of layer 1 is "
            f"{found.deltas[0]:.1g}."
        )


demo = Demo(
    name="initial_weights",
    title="How large may the first weights be?",
    look_for=(
        "From where to where do all five layers stay alive, with gradients neither tiny nor huge? "
        "Which function leaves you more room, tanh or ReLU?"
    ),
    scene=FiveLayers,
    controls=[
        Choice(name="function", options=tuple(FUNCTIONS)),
        Slider(
            name="power",
            value=0.0,
            low=-2.0,
            high=0.5,
            step=0.05,
            label="weights: std = 10 to the power",
            play=True,
        ),
    ],
    figsize=(11, 5),
)
