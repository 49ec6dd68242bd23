"""Demo: the line of a perceptron, correction by correction."""

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from dlcourse.datasets import logic_gate
from dlcourse.demos.core.controls import Checkbox, Choice, Slider
from dlcourse.demos.core.demo import Demo
from dlcourse.plots.decision import plot_decision_line, plot_regions, plot_samples
from dlcourse.plots.style import COLORS
from dlcourse.scratch.perceptron import Perceptron, Update

MOST_UPDATES = 40
START_BIAS = 0.1


def train(gate: str, direction: int, use_bias: bool) -> list[Update]:
    """Return the start as update 0, and after it the updates, at most `MOST_UPDATES` of them.

    The weights start with length 1. The bias starts a little above 0, where it may learn: then no
    line runs exactly through a point.
    """
    table, angle = logic_gate(gate), np.radians(direction)
    weights = np.round([np.cos(angle), np.sin(angle)], 3)
    bias = START_BIAS * use_bias
    unit = Perceptron(weights, bias, learning_rate=0.25, use_bias=use_bias)
    unit.fit(table.x_train, table.y_train, epochs=MOST_UPDATES)
    return [Update(0, -1, 0.0, weights, bias), *unit.history[:MOST_UPDATES]]


class Learning:
    """The line after some updates, and the number of misjudged samples after each."""

    def __init__(self, figure: Figure) -> None:
        """Keep the figure."""
        self.figure = figure

    def update(self, gate: str, updates: int, direction: int, use_bias: bool) -> None:
        """Draw anew."""
        figure = self.figure
        for ax in list(figure.axes):
            ax.remove()
        figure.subfigs.clear()
        history = train(gate, direction, use_bias)
        plane, curve = figure.subplots(1, 2, width_ratios=[1, 1.2])
        _draw_plane(plane, gate, history[: updates + 1])
        _draw_misjudged(curve, gate, history, updates)


def _draw_plane(ax: Axes, gate: str, history: list[Update]) -> None:
    table, now = logic_gate(gate), history[-1]
    plot_samples(table.x_train, table.y_train, class_names=("0", "1"), margin=0.5, ax=ax)
    plot_regions(lambda grid: grid @ now.weights + now.bias > 0, ax=ax)
    for age, old in enumerate(history[-2:-8:-1]):
        fade = {"alpha": 0.6 - 0.1 * age, "lw": 1.5, "color": COLORS["black"]}
        plot_decision_line(old.weights, old.bias, ax=ax, **fade)
    plot_decision_line(now.weights, now.bias, normal=True, ax=ax, lw=3.5)
    if len(history) > 1:
        place = table.x_train[now.sample]
        ax.scatter(*place, s=560, facecolor="none", edgecolor=COLORS["vermilion"], lw=3, zorder=4)
    numbers = "  ".join(f"{round(value, 2) + 0.0:+.2f}" for value in (*now.weights, now.bias))
    ax.set_title(f"{gate.upper()}:  $w_1, w_2, b$ = {numbers}".replace("-", "−"))


def _draw_misjudged(ax: Axes, gate: str, history: list[Update], updates: int) -> None:
    counts = [misjudged(gate, update) for update in history]
    ax.plot(counts, color=COLORS["grey"], drawstyle="steps-mid")
    shown = min(updates, len(history) - 1)
    ax.plot(shown, counts[shown], "o", color=COLORS["vermilion"], markersize=13)
    settled = counts[-1] == 0
    if settled:
        ax.hlines(0, len(counts) - 1, MOST_UPDATES, color=COLORS["green"], lw=4)
    ax.set(xlabel="updates", ylabel="misjudged samples", yticks=range(5))
    ax.set(xlim=(-1, MOST_UPDATES + 1), ylim=(-0.2, 4.2))
    last = len(counts) - 1
    ax.set_title(f"settled after {last} updates" if settled else "never settles")


def misjudged(gate: str, update: Update) -> int:
    """Return how many rows of the truth table the unit gets wrong right after an update."""
    table = logic_gate(gate)
    fires = table.x_train @ update.weights + update.bias > 0
    return int((fires != table.y_train).sum())


demo = Demo(
    name="perceptron_line",
    title="A perceptron learns a gate",
    look_for="Each update turns or shifts the line for the ringed sample alone; "
    "watch whether the others allow it to rest.",
    scene=Learning,
    controls=[
        Choice(name="gate", options={g.upper(): g for g in ("and", "or", "nand", "xor")}),
        Slider(name="updates", value=6, low=0, high=MOST_UPDATES, step=1, play=True),
        Slider(name="direction", value=150, low=-180, high=180, step=15, label="start direction"),
        Checkbox(name="use_bias", value=True, label="the bias learns"),
    ],
    figsize=(10, 5),
)
