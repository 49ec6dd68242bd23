"""The plane as squared paper, as a layer of a network bends and folds it."""

from collections.abc import Callable, Sequence

import matplotlib.pyplot as plt
import numpy as np
from matplotlib.axes import Axes
from numpy.typing import ArrayLike

from dlcourse.plots.decision import plot_samples
from dlcourse.plots.style import COLORS

Transform = Callable[[np.ndarray], ArrayLike]


def plot_squared_paper(
    x: ArrayLike,
    y: ArrayLike,
    transform: Transform | None = None,
    *,
    crease: tuple[ArrayLike, float] | None = None,
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
    place = _checked(transform or np.asarray)
    _plot_ruling(place, crease, limits, lines, ax)
    points = place(np.asarray(x, dtype=float))
    plot_samples(points, y, ax=ax)
    if names is not None:
        _plot_names(points, names, ax)
    corners = place(_ruling(limits, lines).reshape(-1, 2))
    space = 0.1 * np.ptp(corners, axis=0).max()  # room for the markers at the edge
    low, high = corners.min(axis=0) - space, corners.max(axis=0) + space
    ax.set(xlim=(low[0], high[0]), ylim=(low[1], high[1]))
    if transform is not None:
        ax.set(xlabel="$h_1$", ylabel="$h_2$")
    ax.grid(False)
    return ax


def _ruling(limits: tuple[float, float], lines: int, steps: int = 120) -> np.ndarray:
    """Return the ruled lines of a flat sheet, shape (2 * lines, steps + 1, 2)."""
    along, across = np.linspace(*limits, steps + 1), np.linspace(*limits, lines)
    upright = np.stack(np.broadcast_arrays(across[:, None], along[None, :]), axis=-1)
    return np.concatenate([upright, upright[..., ::-1]])


def _plot_ruling(place: Transform, crease, limits, lines: int, ax: Axes) -> None:
    """Draw the ruled lines after the transformation, and the crease."""
    flat = _ruling(limits, lines)
    bent = place(flat.reshape(-1, 2)).reshape(flat.shape)
    if crease is None:
        _plot_pieces(bent, np.ones(flat[:, :-1].shape[:2], dtype=bool), "grey", 1.0, ax)
        return
    weights, bias = np.asarray(crease[0], dtype=float), crease[1]
    beyond = (flat[:, :-1] + flat[:, 1:]) / 2 @ weights + bias > 0
    _plot_pieces(bent, ~beyond, "grey", 1.0, ax)
    _plot_pieces(bent, beyond, "purple", 2.2, ax)
    _plot_crease(place, weights, bias, limits, ax)


def _plot_pieces(bent: np.ndarray, shown: np.ndarray, color: str, width: float, ax: Axes) -> None:
    """Draw the pieces between neighbouring points that are shown, all as one broken line."""
    ends = np.zeros(bent.shape[:2], dtype=bool)
    ends[:, :-1] |= shown
    ends[:, 1:] |= shown
    broken = np.where(ends[..., None], bent, np.nan)
    broken = np.pad(broken, ((0, 0), (0, 1), (0, 0)), constant_values=np.nan).reshape(-1, 2)
    ax.plot(*broken.T, color=COLORS[color], linewidth=width, zorder=1 + (color == "purple"))


def _plot_crease(place: Transform, weights: np.ndarray, bias: float, limits, ax: Axes) -> None:
    foot = -bias * weights / (weights @ weights)
    direction = np.array([-weights[1], weights[0]]) / np.linalg.norm(weights)
    points = foot + np.linspace(-5, 5, 2001)[:, None] * direction
    inside = np.all((points >= limits[0]) & (points <= limits[1]), axis=1)
    if inside.any():
        ax.plot(*place(points[inside]).T, color=COLORS["black"], linestyle="--", zorder=2.5)


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
