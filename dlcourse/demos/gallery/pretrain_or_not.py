"""Demo: four ways to start a network of some depth, with few labels or many."""

import numpy as np
from matplotlib.figure import Figure

from dlcourse.demos.core.controls import Choice, Slider
from dlcourse.demos.core.demo import Demo
from dlcourse.demos.core.panels import panels, set_margins
from dlcourse.plots.style import COLORS

LABELS = (20, 50, 200, 500)
DEPTHS = np.arange(1, 6)
COLOURS = {
    "random": COLORS["black"],
    "pretrained": COLORS["orange"],
    "4 x random": COLORS["vermilion"],
    "relu": COLORS["blue"],
}
NAMES = {
    "random": "sigmoid, random",
    "pretrained": "sigmoid, pretrained",
    "4 x random": "sigmoid, 4 × random",
    "relu": "ReLU, random",
}
MARKERS = dict(zip(NAMES, "os^D", strict=True))
#: Per cent of new digits that are read: for each number of labels, with one to five hidden layers.
#: Stored, for to train them all takes a minute: `benchmarks/pretraining.py` finds them.
FOUND = {
    "random": [
        [58, 54, 46, 38, 18],
        [68, 68, 48, 45, 20],
        [84, 83, 53, 50, 22],
        [88, 87, 53, 52, 22],
    ],
    "pretrained": [
        [56, 60, 60, 55, 56],
        [71, 73, 69, 72, 69],
        [85, 85, 85, 85, 84],
        [89, 90, 89, 89, 89],
    ],
    "4 x random": [
        [56, 50, 50, 50, 46],
        [65, 68, 65, 69, 65],
        [82, 84, 82, 82, 80],
        [88, 88, 87, 87, 82],
    ],
    "relu": [
        [57, 50, 47, 48, 45],
        [66, 69, 64, 67, 65],
        [84, 84, 83, 82, 82],
        [89, 88, 88, 88, 89],
    ],
}


def accuracies(labels: int) -> dict[str, np.ndarray]:
    """Return for each way the accuracies with one to five hidden layers, shape (5,)."""
    return {way: np.array(rows[LABELS.index(labels)]) / 100 for way, rows in FOUND.items()}


class Ways:
    """Accuracy over depth on the left, the four ways at one depth on the right."""

    def __init__(self, figure: Figure) -> None:
        """Make what stays."""
        set_margins(figure, left=0.85, bottom=0.7)
        self.left, self.right = panels(figure, widths=(1.3, 1))
        self.lines = {
            way: self.left.plot(DEPTHS, np.zeros(5), MARKERS[way] + "-", color=colour, ms=9)[0]
            for way, colour in COLOURS.items()
        }
        self.here = self.left.axvline(4, color="0.5", ls=":", zorder=1)
        self.left.axhline(0.1, color="0.7", lw=1)
        self.left.text(1, 0.11, "guessing", color="0.4")
        self.left.set(xlim=(0.8, 5.2), ylim=(0, 1), xlabel="hidden layers", xticks=DEPTHS)
        self.left.set_ylabel("accuracy on new digits")
        places = np.arange(4)[::-1]
        self.bars = self.right.barh(places, np.zeros(4), color=list(COLOURS.values()), height=0.6)
        for place, (way, name) in zip(places, NAMES.items(), strict=True):
            self.right.plot(0.03, place + 0.45, MARKERS[way], color=COLOURS[way], ms=9)
            self.right.text(0.07, place + 0.45, name, va="center")
        self.numbers = [self.right.text(0, place, "", va="center") for place in places]
        self.right.set(xlim=(0, 1), ylim=(-0.5, 3.8), yticks=[], xlabel="accuracy on new digits")

    def update(self, labels: int, depth: int) -> str:
        """Show these values."""
        found = accuracies(labels)
        for way, line in self.lines.items():
            line.set_ydata(found[way])
        self.here.set_xdata([depth, depth])
        at_depth = [of_way[depth - 1] for of_way in found.values()]
        for bar, number, value in zip(self.bars, self.numbers, at_depth, strict=True):
            bar.set_width(value)
            number.set(x=value + 0.02, text=f"{100 * value:.0f} %")
        self.left.set_title(f"{labels} labels")
        self.right.set_title(f"{depth} hidden layer{'s' * (depth > 1)}")
        told = ", ".join(
            f"{NAMES[way]} {100 * v:.0f} %" for way, v in zip(found, at_depth, strict=True)
        )
        return f"{labels} labels, {depth} hidden layers of 64: {told}."


demo = Demo(
    name="pretrain_or_not",
    title="To pretrain or not to pretrain",
    look_for=(
        "Four hidden layers and fifty labels: pretraining rescues a sigmoid network. Is there a "
        "depth, or a number of labels, at which nothing has to be rescued?"
    ),
    scene=Ways,
    controls=[
        Choice(name="labels", options=LABELS, value=50, label="number of labels"),
        Slider(name="depth", value=4, low=1, high=5, step=1, label="hidden layers"),
    ],
    figsize=(11, 4.8),
)
