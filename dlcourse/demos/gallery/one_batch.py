"""Demo: one image of a batch is dragged away, and batch normalization moves all the others."""

import numpy as np
from matplotlib.figure import Figure
from matplotlib.lines import Line2D

from dlcourse.demos.core.controls import Choice, Slider
from dlcourse.demos.core.demo import Demo
from dlcourse.demos.core.panels import set_margins
from dlcourse.plots.style import COLORS

EPSILON, FARTHEST = 1e-3, 10.0
BATCH, KEPT = "of this batch (training)", "kept from training (inference)"
#: What a unit has kept from its training, mean and standard deviation.
RUNNING = (0.0, 1.0)
#: Sums of one unit for the images of a batch, as far from 0 to the left as to the right.
SUMS = (-1.0, 1.0, 0.3, -0.4, 1.4, -1.3, 0.7, -0.7, 0.1, -0.2, 1.7, -1.6, 0.5, -0.9, 1.1, -0.6)


def batch_of(size: int, dragged: float) -> np.ndarray:
    """Return the sums of one unit: that of the first image is dragged, the others stay.

    Args:
        size: Images in the batch, from 1 to 16.
        dragged: Sum of the first.

    Returns:
        Shape (size,).
    """
    return np.array([dragged, *SUMS[: size - 1]])


def normalized(sums: np.ndarray, statistics: str) -> np.ndarray:
    """Return what batch normalization makes of them, with gamma 1 and beta 0; same shape."""
    mean, std = RUNNING
    if statistics == BATCH:
        mean, std = sums.mean(), np.sqrt(sums.var() + EPSILON)
    return (sums - mean) / std


class OneBatch:
    """Two lines of numbers, the sums above and the normalized ones below, tied image by image."""

    def __init__(self, figure: Figure) -> None:
        """Make what stays."""
        set_margins(figure, left=0.4, right=0.4, bottom=0.95, top=0.95)
        self.ax = figure.subplots()
        edge = 1.04 * FARTHEST
        self.ax.set(xlim=(-edge, edge), ylim=(-0.15, 1.15), yticks=[], xticks=range(-10, 11, 5))
        self.ax.tick_params(top=True, labeltop=True)
        self.ax.spines[["left", "right"]].set_visible(False)
        self.ax.spines["top"].set_visible(True)
        self.ax.axvline(0, color="0.8", zorder=0)
        self.ax.set_title("sums of one unit, one for each image", pad=8)
        looks = [("o-", COLORS["blue"])] * len(SUMS)
        self.lines = [self._line(*look) for look in [("D-", COLORS["vermilion"]), *looks]]

    def _line(self, style: str, color: str) -> Line2D:
        marks = {"ms": 14, "mec": "white", "clip_on": False, "zorder": 5}
        return self.ax.plot([], [], style, color=color, lw=2, **marks)[0]

    def update(self, dragged: float, size: float, statistics: str) -> str:
        """Show these values."""
        sums = batch_of(int(size), dragged)
        outputs = normalized(sums, statistics)
        for i, line in enumerate(self.lines):
            line.set_visible(i < len(sums))
            if i < len(sums):
                line.set_data([sums[i], outputs[i]], [1, 0])
        self.ax.set_xlabel(f"normalized, the dragged image: {outputs[0]:.2f}")
        others = f"; the others spread by {outputs[1:].std():.2f}" if len(sums) > 1 else ""
        return f"The dragged image goes from {dragged:g} to {outputs[0]:.2f}{others}."


demo = Demo(
    name="one_batch",
    title="One image moves, and all the others follow",
    look_for=(
        "Drag the sum of one image as far as you like: how far out can it get below? "
        "Try batches of 2, 5 and 10 images. Then take the statistics kept from training."
    ),
    scene=OneBatch,
    controls=[
        Slider(
            name="dragged",
            value=9.0,
            low=-FARTHEST,
            high=FARTHEST,
            step=0.25,
            label="sum of one image",
            play=True,
        ),
        Slider(name="size", value=10.0, low=1.0, high=16.0, step=1.0, label="images in the batch"),
        Choice(name="statistics", options=(BATCH, KEPT), label="mean and variance"),
    ],
    figsize=(10, 5),
)
