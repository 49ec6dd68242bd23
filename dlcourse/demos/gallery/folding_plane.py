"""Demo: a hidden layer folds the plane, and one straight line then does what none could before."""

from collections.abc import Callable

import numpy as np
from matplotlib.figure import Figure

from dlcourse import datasets, scratch
from dlcourse.demos.core.controls import Choice, Slider
from dlcourse.demos.core.demo import Demo
from dlcourse.demos.core.panels import panels
from dlcourse.plots.decision import DecisionLine, Regions
from dlcourse.plots.squared_paper import SquaredPaper

XOR, RING, CHESSBOARD = "the four points of XOR", "a disc in a ring", "a chessboard of 9"


def hidden(x: np.ndarray, crease: int, shift: float, turn: int) -> np.ndarray:
    """Return the sheet seen from above, one half of it turned about the crease.

    A hidden layer of two units. The first measures along the crease and is straight everywhere.
    The second measures across it and is a leaky ReLU: a half sheet turned by an angle looks
    shorter from above by the cosine of that angle, so the cosine is the slope for negative inputs.

    Args:
        x: Points, shape (n, 2), float.
        crease: Direction of the crease in degrees.
        shift: Distance of the crease from the point (0.5, 0.5).
        turn: Angle of the turned half in degrees: 0 flat, 90 upright, 180 folded over.

    Returns:
        Points, shape (n, 2), float64.
    """
    along, across = _axes(crease)
    centred = np.asarray(x, dtype=np.float64) - 0.5
    slope = np.cos(np.deg2rad(turn))
    return np.stack(
        [centred @ along, scratch.leaky_relu(centred @ across - shift, negative_slope=slope)],
        axis=1,
    )


def best_line(points: np.ndarray, y: np.ndarray) -> tuple[np.ndarray, float, int]:
    """Return the straight line that puts most points on the right side.

    Tries 360 directions and, for each, every threshold between two neighbouring points; among
    lines that are equally good, it takes the one with the widest gap.

    Args:
        points: Shape (n, 2).
        y: Classes 0 and 1, shape (n,); class 1 belongs to `weights . point + bias > 0`.

    Returns:
        weights (2,), bias, and how many points are right.
    """
    angles = np.deg2rad(np.arange(360))
    directions = np.stack([np.cos(angles), np.sin(angles)], axis=1)
    heights = points @ directions.T  # (n, 360)
    order = np.argsort(heights, axis=0, kind="stable")
    heights, classes = np.take_along_axis(heights, order, axis=0), np.asarray(y)[order]
    # Right if the line lies between row k - 1 and row k: zeros below it, ones from it on.
    right = np.cumsum(classes == 0, axis=0)[:-1] + np.cumsum(classes[::-1] == 1, axis=0)[-2::-1]
    gaps = np.round(np.diff(heights, axis=0), 6)  # rounded: ties must not hang on the processor
    right = np.where(gaps > 0, right, 0)
    k, direction = np.unravel_index(np.lexsort((-gaps.ravel(), -right.ravel()))[0], gaps.shape)
    threshold = (heights[k, direction] + heights[k + 1, direction]) / 2
    return directions[direction], -threshold, int(right[k, direction])


class Sheets:
    """The folded sheet with the best line, and the flat sheet with what that line decides."""

    def __init__(self, figure: Figure) -> None:
        """Make what stays."""
        self.flat, self.folded = panels(figure)
        self.points = None

    def update(self, points: str, crease: int, shift: float, turn: int) -> str:
        """Show these values."""
        x, y = _samples(points)

        def fold(x: np.ndarray) -> np.ndarray:
            return hidden(x, crease, shift, turn)

        weights, bias, right = best_line(fold(x), y)

        def classify(h: np.ndarray) -> np.ndarray:
            return (h @ weights + bias > 0).astype(int)

        turned = -_axes(crease)[1]  # the half that turns lies on the negative side of unit 2
        where = turned, shift - turned.sum() / 2
        if points != self.points:
            self._lay_out(points, fold, where)
        self.flat_paper.update(crease=where)
        self.flat_regions.update(lambda x: classify(fold(x)))
        self.folded_paper.update(fold, crease=where)
        self.folded_regions.update(classify)
        self.line.update(weights, bias)
        score = f"a line gets {right} of {len(x)}"
        self.folded.set_title(f"as the sheet lies: {score}")
        return f"As the sheet lies, {score}."

    def _lay_out(self, points: str, fold: Callable[[np.ndarray], np.ndarray], where: tuple) -> None:
        """Take two sheets with other points."""
        self.points, (x, y) = points, _samples(points)
        for ax in (self.flat, self.folded):
            ax.clear()
        self.flat_paper = SquaredPaper(x, y, crease=where, ax=self.flat)
        self.flat_regions = Regions(self.flat)
        self.flat.set_title("the flat sheet, and what is decided")
        self.folded_paper = SquaredPaper(x, y, fold, crease=where, ax=self.folded)
        self.folded.set(xlabel="along the crease", ylabel="across it")
        self.folded.set(xlim=(-1.6, 1.6), ylim=(-1.6, 1.6))
        self.folded_regions = Regions(self.folded)
        self.line = DecisionLine(self.folded)


def _axes(crease: int) -> tuple[np.ndarray, np.ndarray]:
    """Return the directions along and across the crease, two unit vectors."""
    angle = np.deg2rad(crease)
    along = np.array([np.cos(angle), np.sin(angle)])
    return along, np.array([along[1], -along[0]])


def _samples(points: str) -> tuple[np.ndarray, np.ndarray]:
    """Return points inside the sheet, and their classes."""
    if points == XOR:
        data = datasets.logic_gate("xor")
        return data.x_train, data.y_train
    if points == CHESSBOARD:
        row, column = np.divmod(np.arange(9), 3)
        return np.stack([column, row], axis=1) / 2, (row + column) % 2
    y = np.repeat([1, 0], [10, 30])
    radius, angle = np.where(y, 0.25, 0.8), 2 * np.pi * np.arange(40) / np.where(y, 10, 30)
    return 0.5 + radius[:, None] * np.stack([np.cos(angle), np.sin(angle)], axis=1), y


demo = Demo(
    name="folding_plane",
    title="A hidden layer folds the plane",
    look_for=(
        "Turn the purple half sheet back: at which angle does the straight line lose a point? "
        "Then try other creases."
    ),
    scene=Sheets,
    controls=[
        Slider(name="turn", value=120, low=0, high=180, step=10, label="turn (degrees)", play=True),
        Slider(name="crease", value=45, low=0, high=165, step=15, label="crease (degrees)"),
        Slider(name="shift", value=0.0, low=-0.6, high=0.6, step=0.1, label="shift of the crease"),
        Choice(name="points", options=(XOR, RING, CHESSBOARD), label="points"),
    ],
    figsize=(10, 5),
)
