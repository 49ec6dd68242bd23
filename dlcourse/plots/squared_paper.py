"""The plane as squared paper, as a layer of a network bends and folds it."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import matplotlib.pyplot as plt
import numpy as np
from matplotlib.axes import Axes
from matplotlib.lines import Line2D
from numpy.typing import ArrayLike

from dlcourse.plots.decision import Samples
from dlcourse.plots.style import COLORS

Transform = Callable[[np.ndarray], ArrayLike]
Crease = tuple[ArrayLike, float]


def plot_squared_paper(
    x: ArrayLike,
    y: ArrayLike,
    transform: Transform | None = None,
    *,
    crease: Crease | None = None,
    names: Sequence[str] | None = None,
    limits: tuple[float, float] = (-0.5, 1.5),
    lines: int = 9,
    ax: Axes | None = None,
) -> Axes:
    """Draw points on squared paper, as the paper lies after `transform` has bent or folded it.

    Draw the same points twice, without and with a hidden layer as `transform`, to see what the
    layer does to the plane.

    Args:
        x: The points before the transformation, shape `(samples, 2)`.
        y: The class 0, 1, 2, ... of each, shape `(samples,)`.
        transform: Takes points of shape `(n, 2)` and returns where they come to lie, shape
            `(n, 2)`; `None` leaves the paper flat.
        crease: `(weights, bias)` of a line `weights . x + bias = 0` on the flat paper. It is drawn,
            and the lines on its positive side get another colour and are thicker.
        names: A text for each point; points that come to lie together share one place.
        limits: Ends of the sheet, along both axes.
        lines: Lines in each direction.
        ax: Where to draw; `None` makes a new figure.

    Raises:
        ValueError: `transform` does not return one point in the plane for each point.
    """
    ax = plt.subplots(figsize=(5, 5))[1] if ax is None else ax
    paper = SquaredPaper(x, y, transform, crease=crease, limits=limits, lines=lines, ax=ax)
    if names is not None:
        _plot_names(paper.place(paper.x), names, ax)
    return ax


class SquaredPaper:
    """The paper of `plot_squared_paper`, kept to be bent anew: made with a first transformation."""

    def __init__(
        self,
        x: ArrayLike,
        y: ArrayLike,
        transform: Transform | None = None,
        *,
        crease: Crease | None = None,
        limits: tuple[float, float] = (-0.5, 1.5),
        lines: int = 9,
        ax: Axes,
    ) -> None:
        """Draw it on `ax`; see `plot_squared_paper`."""
        self.x, self.flat, self.limits = np.asarray(x, dtype=float), _ruling(limits, lines), limits
        self.place = _checked(transform or np.asarray)

        def draw(color: str, **style) -> Line2D:
            return ax.plot([], [], color=COLORS[color], **style)[0]

        self.grey = draw("grey", linewidth=1.0, zorder=1)
        if crease is not None:
            self.purple = draw("purple", linewidth=2.2, zorder=2)
            self.crease = draw("black", linestyle="--", zorder=2.5)
        self.samples = Samples(self.place(self.x), y, ax=ax)
        self.update(transform, crease)
        corners = self.place(self.flat.reshape(-1, 2))
        space = 0.1 * np.ptp(corners, axis=0).max()  # room for the markers at the edge
        low, high = corners.min(axis=0) - space, corners.max(axis=0) + space
        ax.set(xlim=(low[0], high[0]), ylim=(low[1], high[1]))
        if transform is not None:
            ax.set(xlabel="$h_1$", ylabel="$h_2$")
        ax.grid(False)

    def update(self, transform: Transform | None = None, crease: Crease | None = None) -> None:
        """Bend the paper otherwise; with a crease, if it was made with one."""
        self.place = _checked(transform or np.asarray)
        bent = self.place(self.flat.reshape(-1, 2)).reshape(self.flat.shape)
        beyond = np.zeros(self.flat[:, :-1].shape[:2], dtype=bool)
        if crease is not None:
            weights, bias = np.asarray(crease[0], dtype=float), crease[1]
            beyond = (self.flat[:, :-1] + self.flat[:, 1:]) / 2 @ weights + bias > 0
            self.purple.set_data(*_pieces(bent, beyond).T)
            self.crease.set_data(*self.place(_crease(weights, bias, self.limits)).T)
        self.grey.set_data(*_pieces(bent, ~beyond).T)
        self.samples.update(self.place(self.x))


def _ruling(limits: tuple[float, float], lines: int, steps: int = 120) -> np.ndarray:
    """Return the ruled lines of a flat sheet, shape (2 * lines, steps + 1, 2)."""
    along, across = np.linspace(*limits, steps + 1), np.linspace(*limits, lines)
    upright = np.stack(np.broadcast_arrays(across[:, None], along[None, :]), axis=-1)
    return np.concatenate([upright, upright[..., ::-1]])


def _pieces(bent: np.ndarray, shown: np.ndarray) -> np.ndarray:
    """Return the pieces between neighbouring points that are shown, all as one broken line."""
    ends = np.zeros(bent.shape[:2], dtype=bool)
    ends[:, :-1] |= shown
    ends[:, 1:] |= shown
    broken = np.where(ends[..., None], bent, np.nan)
    return np.pad(broken, ((0, 0), (0, 1), (0, 0)), constant_values=np.nan).reshape(-1, 2)


def _crease(weights: np.ndarray, bias: float, limits: tuple[float, float]) -> np.ndarray:
    """Return the points of the crease on the flat sheet, shape (n_points, 2)."""
    foot = -bias * weights / (weights @ weights)
    direction = np.array([-weights[1], weights[0]]) / np.linalg.norm(weights)
    points = foot + np.linspace(-5, 5, 2001)[:, None] * direction
    return points[np.all((points >= limits[0]) & (points <= limits[1]), axis=1)]


def _plot_names(points: np.ndarray, names: Sequence[str], ax: Axes) -> None:
    """Write each name beside its point; the names of points in one place are joined."""
    together: dict[tuple[float, float], list[str]] = {}
    for point, name in zip(points, names, strict=True):
        together.setdefault(tuple(np.round(point, 3) + 0.0), []).append(name)
    for place, group in together.items():
        paper = {"facecolor": "white", "edgecolor": "none", "alpha": 0.8, "pad": 1}
        text = ", ".join(group)
        ax.annotate(text, place, (11, 11), textcoords="offset points", bbox=paper, zorder=4)


def _checked(transform: Transform) -> Transform:
    """Return `transform` with a clear error where it leaves the plane."""

    def place(points: np.ndarray) -> np.ndarray:
        placed = np.asarray(transform(points), dtype=float)
        if placed.shape != points.shape:
            raise ValueError(
                f"Expected transform to return points of shape {points.shape}. "
                f"Received: shape={placed.shape}"
            )
        # A line that wavers by rounding errors is drawn with other dashes on other processors.
        return np.round(placed, 9) + 0.0

    return place
