"""Demo: nine weights that you set yourself, and the photograph answers."""

import matplotlib
import numpy as np
from matplotlib.figure import Figure
from matplotlib.patches import Polygon
from numpy.lib.stride_tricks import sliding_window_view

from dlcourse.datasets import load_photograph
from dlcourse.demos.core.controls import Choice
from dlcourse.demos.core.demo import Demo
from dlcourse.demos.core.grids import Grid, Rows
from dlcourse.demos.core.panels import panels, set_margins
from dlcourse.plots.style import COLORS

GREY = matplotlib.colormaps["gray"].resampled(33)  # more shades cannot be told apart
KERNELS = {
    "two weights": ((1, 0, 0), (0, 0, 0), (0, -1, 0)),
    "upright edges": ((1, 0, -1), (2, 0, -2), (1, 0, -1)),
    "level edges": ((1, 2, 1), (0, 0, 0), (-1, -2, -1)),
    "nothing": ((0, 0, 0), (0, 1, 0), (0, 0, 0)),
    "blur": ((1, 1, 1), (1, 1, 1), (1, 1, 1)),
    "sharpen": ((0, -1, 0), (-1, 5, -1), (0, -1, 0)),
    "emboss": ((-2, -1, 0), (-1, 1, 1), (0, 1, 2)),
    "outlines": ((-1, -1, -1), (-1, 8, -1), (-1, -1, -1)),
}
#: The tripod's outer legs: (row, column) of both ends, and how many pixels around belong to it.
LEGS = {"leg /": ((172, 141), (236, 123), 7), "leg \\": ((172, 159), (236, 193), 7)}


def kernel_map(photo: np.ndarray, kernel: np.ndarray) -> np.ndarray:
    """Return the map of a kernel, of the size of the photograph.

    Args:
        photo: Shape (height, width).
        kernel: Shape (3, 3). If its weights add up to more than 0, they are divided by their sum,
            so that even surfaces keep their brightness.

    Returns:
        Same shape and dtype as `photo`.
    """
    total = kernel.sum()
    kernel = kernel / total if total > 0.5 else kernel
    windows = sliding_window_view(np.pad(photo, 1, mode="edge"), (3, 3))
    return np.einsum("ijkl,kl->ij", windows, kernel.astype(photo.dtype))


def along(leg: str) -> np.ndarray:
    """Return which pixels belong to a leg, shape (256, 256), bool."""
    (top, start), (bottom, end), near = LEGS[leg]
    rows, columns = np.mgrid[:256, :256]
    middle = start + (end - start) * (rows - top) / (bottom - top)
    return (rows >= top) & (rows < bottom) & (np.abs(columns - middle.round()) <= near)


def strength(edges: np.ndarray, leg: str) -> float:
    """Return the root mean square of a map along a leg."""
    return float(np.sqrt(np.mean(edges[along(leg)] ** 2)))


def choose(preset: str) -> dict[str, Rows]:
    """Set the nine weights to those of a named kernel."""
    return {"weights": KERNELS[preset]}


class Photograph:
    """The photograph with its two legs marked, and the map beside it."""

    def __init__(self, figure: Figure) -> None:
        """Make what stays."""
        set_margins(figure, left=0.2, right=0.2, bottom=0.2, top=0.45)
        self.photo = load_photograph("camera")
        left, self.right = panels(figure)
        left.imshow(self.photo, cmap=GREY, vmin=0, vmax=1)
        self.map = self.right.imshow(self.photo, cmap=GREY)
        for ax in (left, self.right):
            for leg, color in zip(LEGS, ("orange", "sky"), strict=True):
                ax.add_patch(_frame(leg, COLORS[color]))
            ax.set(xticks=[], yticks=[])
            ax.grid(False)
        left.set_title("photograph")

    def update(self, weights: Rows) -> str:
        """Show these values."""
        kernel = np.array(weights)
        edges = kernel_map(self.photo, kernel)
        self.map.set_data(edges)
        limit = float(np.percentile(np.abs(edges[::2, ::2]), 99.5)) or 1.0
        self.map.set_clim(*((0, 1) if kernel.sum() > 0.5 else (-limit, limit)))
        one, other = (strength(edges, leg) for leg in LEGS)
        times = f"{one / other:.2f} times" if other > 1e-6 else "nothing to compare"
        self.right.set_title(f"leg / {one:.2f}    leg \\ {other:.2f}    {times}")
        return (
            f"The map is {one:.2f} strong along the leg /, {other:.2f} along the leg \\: {times}."
        )


def _frame(leg: str, color: str) -> Polygon:
    (top, start), (bottom, end), near = LEGS[leg]
    corners = [(start - near, top), (start + near, top), (end + near, bottom), (end - near, bottom)]
    return Polygon(corners, facecolor="none", edgecolor=color, linewidth=2.5)


demo = Demo(
    name="kernel_on_photograph",
    title="A kernel of your own on a photograph",
    look_for=(
        "With these two weights one leg of the tripod has vanished from the map. Why? Move one "
        "weight so that the other leg becomes the weaker one, below 0.7 times. (And with both "
        "weights moved, below 0.6?) Then try the other kernels, and your own."
    ),
    scene=Photograph,
    controls=[
        Choice(name="preset", options=tuple(KERNELS), label="start from", action=choose),
        Grid(
            name="weights",
            value=KERNELS["two weights"],
            low=-9.0,
            high=9.0,
            step=1.0,
            label="kernel",
        ),
    ],
    figsize=(10, 5),
)
