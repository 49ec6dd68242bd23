"""Demo: a line on the left is one point on the right, and the loss is the height there."""

import numpy as np
from matplotlib.figure import Figure

from dlcourse import scratch
from dlcourse.demos.core.controls import Button, Choice, Slider
from dlcourse.demos.core.demo import Demo
from dlcourse.demos.core.panels import panels
from dlcourse.plots.landscape import Contours
from dlcourse.plots.style import COLORS

LOSSES = {
    "MSE (squares)": scratch.MeanSquaredError(),
    "MAE (absolute values)": scratch.MeanAbsoluteError(),
    "Huber (in between)": scratch.Huber(),
}
XLIM, YLIM = (-1.0, 5.0), (-1.0, 6.0)
_X = np.linspace(-1, 1, 20)
_NOISE = np.random.default_rng(4).normal(0, 0.3, len(_X))


def data(outlier: float) -> tuple[np.ndarray, np.ndarray]:
    """Return 20 points about the line y = 2x + 1; the last one is lifted by `outlier`."""
    y = 2 * _X + 1 + _NOISE
    y[-1] += outlier
    return _X, y


def heights(points: np.ndarray, loss: str, outlier: float) -> np.ndarray:
    """Return the loss of each line (w, b), shape (n_lines,), for points of shape (n_lines, 2)."""
    x, y = data(outlier)
    lines = points[:, :1] * x + points[:, 1:]
    # One row per line: `per_sample` takes the mean over each row.
    return LOSSES[loss].per_sample(np.broadcast_to(y, lines.shape), lines)


def find_lowest(loss: str, outlier: float) -> dict[str, float]:
    """Return the weight and the bias of the slider positions with the smallest loss."""
    w, b = np.meshgrid(np.arange(-10, 51) / 10, np.arange(-10, 61) / 10)
    points = np.stack([w.ravel(), b.ravel()], axis=1)
    best = points[np.argmin(heights(points, loss, outlier))]
    return {"w": float(best[0]), "b": float(best[1])}


class Line:
    """The data with a line and its errors, and the landscape of the loss with the line's place."""

    def __init__(self, figure: Figure) -> None:
        """Make what stays."""
        self.left, self.right = panels(figure)
        self.errors = self.left.vlines(_X, 0, 0, color=COLORS["vermilion"], lw=1.5)
        (self.samples,) = self.left.plot(_X, _X, "o", color=COLORS["blue"])
        (self.line,) = self.left.plot(_X, _X, color="black")
        self.left.set(xticks=np.linspace(-1, 1, 5), xlabel="$x$", ylabel="$y$", ylim=(-3, 12))
        self.contours = Contours(lambda points: points[:, 0], xlim=XLIM, ylim=YLIM, ax=self.right)
        here = {"color": COLORS["vermilion"], "markeredgecolor": "black", "markersize": 12}
        (self.here,) = self.right.plot([], [], "s", **here)
        self.right.set(xlabel="weight $w$", ylabel="bias $b$")
        self.shown = None

    def update(self, w: float, b: float, loss: str, outlier: float) -> str:
        """Show these values."""
        x, y = data(outlier)
        self.errors.set_segments(np.stack([x, w * x + b, x, y], axis=1).reshape(-1, 2, 2))
        self.samples.set_data(x, y)
        self.line.set_data(x, w * x + b)
        self.left.set_title(f"$y$ = {w:.1f} $x$ + {b:.1f}")
        if (loss, outlier) != self.shown:
            self.contours.update(lambda points: heights(points, loss, outlier))
            self.shown = loss, outlier
        self.here.set_data([w], [b])
        value = float(heights(np.array([[w, b]]), loss, outlier)[0])
        self.right.set_title(f"loss {value:.2f}")
        return f"The loss is {value:.2f}."


demo = Demo(
    name="loss_landscape",
    title="A line is a point in the landscape of the loss",
    look_for=(
        "Walk to the deepest place. Then move the outlier up and down: in which of the three "
        "landscapes does the valley move, and in which does it stay?"
    ),
    scene=Line,
    controls=[
        Slider(name="w", value=0.0, low=-1.0, high=5.0, step=0.1, label="weight w"),
        Slider(name="b", value=4.0, low=-1.0, high=6.0, step=0.1, label="bias b"),
        Choice(name="loss", options=tuple(LOSSES), label="loss"),
        Slider(name="outlier", value=0.0, low=0.0, high=8.0, step=1.0, label="outlier", play=True),
        Button(name="lowest", action=find_lowest, label="Go to the lowest place"),
    ],
)
