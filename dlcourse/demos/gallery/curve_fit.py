"""Demo: a curve through noisy points, with a knob for everything that may spoil or save it."""

from functools import cache
from typing import NamedTuple

import numpy as np
from matplotlib.figure import Figure
from numpy.polynomial import legendre

from dlcourse.demos.core.controls import Choice, Slider
from dlcourse.demos.core.demo import Demo
from dlcourse.demos.core.panels import panels, set_margins
from dlcourse.plots.style import COLORS

HIGHEST, MOST_POINTS, ROUNDS = 60, 40, 300
GRID = np.linspace(-1, 1, 241)
FLOOR, CEILING = 0.03, 300.0  # errors beyond are drawn at the edge
_ON_GRID = legendre.legvander(GRID, HIGHEST)
_ALLOWED = np.tri(HIGHEST, HIGHEST + 1, 1)  # row d - 1: the weights of degree d


class Fits(NamedTuple):
    """Polynomials of all degrees, fitted to the same points.

    Attributes:
        weights: Of the Legendre polynomials, shape (60, 61); those above the degree are 0.
        errors: Root mean squared distance from the truth, on a grid, shape (60,).
    """

    weights: np.ndarray
    errors: np.ndarray


def truth(x: np.ndarray) -> np.ndarray:
    """Return the curve that the points are taken from."""
    return np.sin(3.7 * x)


@cache
def points(n: int) -> tuple[np.ndarray, np.ndarray]:
    """Return the places of n points, nearly evenly spread, and their noise of std 1."""
    rng = np.random.default_rng(n)
    x = (np.arange(n) + 0.5 + rng.uniform(-0.3, 0.3, size=n)) * 2 / n - 1
    return x, rng.normal(size=n)


@cache
def _decompositions(n: int) -> list[tuple[np.ndarray, np.ndarray, np.ndarray]]:
    features = legendre.legvander(points(n)[0], HIGHEST)
    return [np.linalg.svd(features[:, : d + 2], full_matrices=False) for d in range(HIGHEST)]


def fit_all(n: int, noise: float, penalty: str, strength: float) -> Fits:
    """Fit polynomials of degree 1 to 60: half the mean squared error, and a penalty.

    Args:
        n: Number of points.
        noise: Standard deviation of the noise.
        penalty: "none" (then the shortest weights of all best ones), "L2" or "L1".
        strength: Of the penalty.
    """
    x, errors = points(n)
    y = truth(x) + noise * errors
    if penalty == "L1":
        weights = _lasso(legendre.legvander(x, HIGHEST), y, strength)
    else:
        weights = _ridge(n, y, strength if penalty == "L2" else 0.0)
    off = weights @ _ON_GRID.T - truth(GRID)
    return Fits(weights, np.sqrt(np.mean(off**2, axis=1)))


def _ridge(n: int, y: np.ndarray, strength: float) -> np.ndarray:
    weights = np.zeros((HIGHEST, HIGHEST + 1))
    for row, (u, s, vt) in zip(weights, _decompositions(n), strict=True):
        row[: vt.shape[1]] = (s / (s**2 + 2 * n * strength) * (u.T @ y)) @ vt
    return weights


def _lasso(features: np.ndarray, y: np.ndarray, strength: float) -> np.ndarray:
    """Take proximal steps with momentum (Beck and Teboulle, 2009), all degrees at once."""
    n = len(y)
    rate = n / np.linalg.norm(features, 2) ** 2
    w = ahead = np.zeros((HIGHEST, HIGHEST + 1))
    pace = 1.0
    for _ in range(ROUNDS):
        before, slope = w, (ahead @ features.T - y) @ features / n
        w = ahead - rate * slope
        w = np.sign(w) * np.maximum(np.abs(w) - rate * strength, 0) * _ALLOWED
        faster = (1 + np.sqrt(1 + 4 * pace**2)) / 2
        ahead = w + (pace - 1) / faster * (w - before)
        pace = faster
    return w


class CurveFit:
    """The curve, its weights, and the error of all degrees."""

    def __init__(self, figure: Figure) -> None:
        """Make what stays."""
        set_margins(figure, left=0.7, bottom=0.7, top=0.5)
        self.left, self.middle, self.right = panels(figure, widths=(1.4, 1, 1))
        self.left.plot(GRID, truth(GRID), "--", color=COLORS["grey"], label="truth")
        (self.curve,) = self.left.plot([], [], color=COLORS["vermilion"], label="fitted", zorder=3)
        (self.points,) = self.left.plot([], [], "o", color=COLORS["blue"], zorder=4)
        self.left.set(xlim=(-1.05, 1.05), ylim=(-3, 3), xlabel="x")
        self.left.legend(loc="lower right")
        numbers = np.arange(HIGHEST + 1)
        self.stems = self.middle.vlines(numbers, 0, 0, color=COLORS["blue"], lw=2)
        (self.zeros,) = self.middle.plot([], [], "o", mfc="white", mec="black", ms=4, zorder=4)
        self.middle.axhline(0, color="black", lw=1)
        self.middle.set(xlim=(-1, HIGHEST + 1), ylim=(-3, 3), xlabel="number of the weight")
        degrees = np.arange(1, HIGHEST + 1)
        (self.errors,) = self.right.semilogy(degrees, np.ones(HIGHEST), color=COLORS["vermilion"])
        (self.here,) = self.right.semilogy([1], [1], "*", ms=20, color="gold", mec="black")
        self.equal = self.right.axvline(1, ls=":", color=COLORS["grey"])
        self.right.set(xlabel="degree", ylim=(FLOOR / 1.3, CEILING * 1.3))
        self.right.set_title("error on new points")

    def update(self, degree: int, n: int, noise: float, penalty: str, power: float) -> str:
        """Show these values."""
        fits = fit_all(n, noise, penalty, 10.0**power)
        weights, errors = fits.weights[degree - 1], np.clip(fits.errors, FLOOR, CEILING)
        x, drawn = points(n)
        self.points.set_data(x, truth(x) + noise * drawn)
        self.curve.set_data(GRID, np.clip(_ON_GRID @ weights, -1e3, 1e3))
        numbers = np.arange(HIGHEST + 1)
        used = numbers[: degree + 1]
        self.stems.set_segments([[(i, 0), (i, np.clip(weights[i], -9, 9))] for i in used])
        zero = used[weights[used] == 0]
        self.zeros.set_data(zero, np.zeros(len(zero)))
        self.errors.set_ydata(errors)
        self.here.set_data([degree], [errors[degree - 1]])
        self.equal.set_xdata([n - 1, n - 1])
        told = penalty if penalty == "none" else f"{penalty}, strength {10**power:.2g}"
        self.left.set_title(f"{n} points, degree {degree}")
        self.middle.set_title(f"{degree + 1} weights, {len(zero)} are 0")
        largest, error = np.abs(weights).max(), fits.errors[degree - 1]
        return (
            f"Penalty: {told}. {degree + 1} weights for {n} points; the largest weight is "
            f"{largest:.2g}, the error on new points {error:.2g}."
        )


def switch_on(penalty: str) -> dict[str, str] | None:
    """Whoever moves the strength wants a penalty."""
    return {"penalty": "L2"} if penalty == "none" else None


demo = Demo(
    name="curve_fit",
    title="A knob for everything",
    look_for=(
        "Without a penalty, raise the degree slowly, past the number of points (dotted). Where is "
        "the curve worst, and is more always worse? Then stay there: what saves it with the "
        "fewest weights?"
    ),
    scene=CurveFit,
    controls=[
        Slider(name="degree", value=14, low=1, high=HIGHEST, step=1, play=True),
        Choice(name="penalty", options=("none", "L2", "L1")),
        Slider(
            name="power",
            value=-2.0,
            low=-6.0,
            high=0.0,
            step=0.25,
            label="strength = 10 to the power",
            action=switch_on,
        ),
        Slider(name="n", value=15, low=6, high=MOST_POINTS, step=1, label="points"),
        Slider(name="noise", value=0.2, low=0.0, high=0.6, step=0.05),
    ],
    figsize=(12, 4.6),
)
