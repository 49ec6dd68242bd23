"""Demo: a recurrent network hears one input after the other, and its state is watched."""

import numpy as np
from matplotlib.figure import Figure

from dlcourse import scratch
from dlcourse.demos.core.controls import Slider, Text
from dlcourse.demos.core.demo import Demo
from dlcourse.demos.core.panels import set_margins
from dlcourse.plots.style import COLORS

MOST = 24  # inputs
MEANING = {"+": 1.0, "-": -1.0, ".": 0.0}
SHOWN = {"+": "+", "-": "−", ".": "·"}
#: Kernel, recurrent kernel and bias of four units, and of the output: trained in a second on a
#: thousand sequences of twelve steps to say whether a light is on; rounded.
WEIGHTS = (
    [[-3.11, 0.29, 0.32, -2.1]],
    [
        [0.86, -1.37, -0.34, 1.29],
        [-0.12, 0.21, -0.1, -0.03],
        [-0.89, 0.12, 0.64, -0.92],
        [0.65, -0.35, 0.3, -0.46],
    ],
    [0.67, -0.55, 0.5, 0.65],
    [[-3.85], [1.43], [0.78], [-3.93]],
    [-0.62],
)


def run(inputs: str, strength: float) -> tuple[np.ndarray, np.ndarray]:
    """Return the states after each input, shape (n, 4), and how sure it is that the light is on.

    Args:
        inputs: Of "+", "-" and ".", at least one.
        strength: What the recurrent kernel is multiplied with.
    """
    x = np.array([[[MEANING[letter]] for letter in inputs]])
    states, sure = _run(x, strength)
    return states[0], sure[0]


def effects(inputs: str, strength: float) -> np.ndarray:
    """Return how much the last output would change if one of the inputs had been "."; shape (n,).

    Args:
        inputs: Of "+", "-" and ".", at least one.
        strength: What the recurrent kernel is multiplied with.
    """
    x = np.array([MEANING[letter] for letter in inputs])
    without = np.where(np.eye(len(x), dtype=bool), 0.0, x)
    _, sure = _run(np.vstack([x, without])[..., None], strength)
    return np.abs(sure[1:, -1] - sure[0, -1])


def _run(x: np.ndarray, strength: float) -> tuple[np.ndarray, np.ndarray]:
    kernel, recurrent_kernel, bias, *output = WEIGHTS
    recurrent_kernel = strength * np.array(recurrent_kernel)
    layer = scratch.SimpleRNN(kernel, recurrent_kernel, bias, return_sequences=True)
    states = layer.forward(x)
    return states, scratch.sigmoid(scratch.Dense(*output).forward(states))[..., 0]


class StateSteps:
    """Above what of each input still shows, in the middle the state, below the answer."""

    def __init__(self, figure: Figure) -> None:
        """Make what stays."""
        set_margins(figure, left=1.5, right=0.4, bottom=0.65, top=0.3)
        figure.subplots_adjust(hspace=0.12)
        self.effect, self.state, self.light = figure.subplots(3, 1, sharex=True)
        places = np.arange(1, MOST + 1)
        self.bars = self.effect.bar(places, np.zeros(MOST), 0.7, color=COLORS["orange"])
        self.letters = [
            self.effect.text(place, 1.18, "", ha="center", va="center", size="large", weight="bold")
            for place in places
        ]
        self.effect.set(ylim=(0, 1.4), yticks=[0, 1])
        shape = {"extent": (0.5, MOST + 0.5, 4.5, 0.5), "aspect": "auto"}
        self.image = self.state.imshow(
            np.zeros((4, MOST)), cmap="coolwarm", vmin=-1, vmax=1, **shape
        )
        self.state.set(yticks=[1, 2, 3, 4])
        self.light.axhline(0.5, color="0.7", lw=1)
        (self.line,) = self.light.plot([], [], "o-", color=COLORS["blue"])
        self.light.set(ylim=(-0.1, 1.1), yticks=[0, 1], yticklabels=["off", "on"], xlabel="step")
        self.light.set(xlim=(0.5, MOST + 0.5), xticks=range(2, MOST + 1, 2))
        for ax, name in zip(
            (self.effect, self.state, self.light), ("still\nshows", "unit", "light"), strict=True
        ):
            ax.set_ylabel(name, rotation=0, ha="right", va="center", labelpad=12)

    def update(self, inputs: str, step: int, strength: float) -> str:
        """Show these values."""
        heard = (inputs or ".")[: int(step)]
        states, sure = run(heard, strength)
        shown = effects(heard, strength)
        for i, (bar, letter) in enumerate(zip(self.bars, self.letters, strict=True)):
            bar.set_height(shown[i] if i < len(heard) else 0.0)
            text = SHOWN[inputs[i]] if i < len(inputs) else ""
            color = "black" if i < len(heard) else "0.7"
            if (letter.get_text(), letter.get_color()) != (text, color):
                letter.set(text=text, color=color)
        padded = np.full((4, MOST), np.nan)
        padded[:, : len(heard)] = states.T
        self.image.set_data(padded)
        self.line.set_data(np.arange(1, len(heard) + 1), sure)
        largest = int(shown.argmax())
        light = "on" if sure[-1] > 0.5 else "off"
        if shown[largest] < 0.05:
            return f"After {len(heard)} inputs the light is {light}; no single one decides it."
        return f"After {len(heard)} inputs the light is {light}; input {largest + 1} shows most."


demo = Demo(
    name="state_steps",
    title="A light switch with a memory",
    look_for=(
        "+ switches a light on, − off, and · is silence; the network has to say how the light "
        "stands. The orange bars tell how far its answer would move if that input had been silent. "
        "Find inputs that leave the light on although no bar shows. In the picture the recurrent "
        "kernel is weakened: how long does the memory last at 0.7, 0.8 and 0.9?"
    ),
    scene=StateSteps,
    controls=[
        Text(
            name="inputs",
            value="+..-.......+............",
            most=MOST,
            letters="+-.",
            label="inputs",
        ),
        Slider(name="step", value=24, low=1, high=MOST, step=1, label="inputs heard", play=True),
        Slider(
            name="strength",
            value=0.85,
            low=0.0,
            high=1.2,
            step=0.05,
            label="recurrent kernel times",
        ),
    ],
    figsize=(10, 5),
)
