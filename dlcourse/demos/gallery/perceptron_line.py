"""Demo: the line of a perceptron, correction by correction."""

import numpy as np
from matplotlib.figure import Figure

from dlcourse.datasets import logic_gate
from dlcourse.demos.core.controls import Checkbox, Choice, Slider
from dlcourse.demos.core.demo import Demo
from dlcourse.demos.core.panels import panels
from dlcourse.plots.decision import DecisionLine, Regions, plot_samples
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
        """Make what stays."""
        self.plane, self.curve = panels(figure, widths=(1, 1.2))
        self.gate = None
        (self.counts,) = self.curve.plot([], [], color=COLORS["grey"], drawstyle="steps-mid")
        (self.here,) = self.curve.plot([], [], "o", color=COLORS["vermilion"], markersize=13)
        self.rest = self.curve.hlines(0, 0, 0, color=COLORS["green"], lw=4)
        self.curve.set(xlabel="updates", ylabel="misjudged samples", yticks=range(5))
        self.curve.set(xlim=(-1, MOST_UPDATES + 1), ylim=(-0.2, 4.2))

    def update(self, gate: str, updates: int, direction: int, use_bias: bool) -> str:
        """Show these values."""
        if gate != self.gate:
            self._enter(gate)
        history = train(gate, direction, use_bias)
        self._move_line(gate, history[: updates + 1])
        counts, last = [misjudged(gate, update) for update in history], len(history) - 1
        shown = min(updates, last)
        self.counts.set_data(range(len(counts)), counts)
        self.here.set_data([shown], [counts[shown]])
        settled = counts[-1] == 0
        self.rest.set_segments([[(last, 0), (MOST_UPDATES, 0)]])
        self.rest.set_visible(settled)
        end = f"settled after {last} updates" if settled else "never settles"
        self.curve.set_title(end)
        return f"After {shown} updates, {counts[shown]} samples are misjudged; it {end}."

    def _enter(self, gate: str) -> None:
        """Draw the samples of another gate, and lines that do not show yet."""
        self.gate, table, ax = gate, logic_gate(gate), self.plane
        ax.clear()
        plot_samples(table.x_train, table.y_train, class_names=("0", "1"), margin=0.5, ax=ax)
        self.regions = Regions(ax)
        fades = [{"alpha": 0.6 - 0.1 * age, "lw": 1.5} for age in range(6)]
        self.old_lines = [DecisionLine(ax, **fade) for fade in fades]
        self.line = DecisionLine(ax, normal=True, lw=3.5)
        ring = {"facecolor": "none", "edgecolor": COLORS["vermilion"], "lw": 3, "zorder": 4}
        self.ring = ax.scatter(0, 0, s=560, **ring)

    def _move_line(self, gate: str, history: list[Update]) -> None:
        now, samples = history[-1], logic_gate(gate).x_train
        self.regions.update(lambda grid: grid @ now.weights + now.bias > 0)
        for age, line in enumerate(self.old_lines, start=2):
            if age <= len(history):
                line.update(history[-age].weights, history[-age].bias)
            else:
                line.hide()
        self.line.update(now.weights, now.bias)
        self.ring.set(offsets=samples[now.sample], visible=len(history) > 1)
        numbers = "  ".join(f"{round(value, 2) + 0.0:+.2f}" for value in (*now.weights, now.bias))
        self.plane.set_title(f"{gate.upper()}:  $w_1, w_2, b$ = {numbers}".replace("-", "−"))


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
