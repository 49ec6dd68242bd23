"""Demo: a digit under more and more noise, cleaned by a network and by a straight-line map."""

from functools import cache

import numpy as np
from matplotlib.figure import Figure

from dlcourse import scratch
from dlcourse.datasets import load_mnist_5k
from dlcourse.demos.core.controls import Choice, Slider
from dlcourse.demos.core.demo import Demo
from dlcourse.demos.core.panels import set_margins
from dlcourse.plots.style import COLORS

SIDE = 14
TRAINED_AT = 0.7
EPOCHS, BATCH = 12, 100
HELD_OUT = 500  # training images that choose the straight-line map
MOST = 1.2  # at this strength four in five pixels are missing
TITLES = ("as it comes", "network", "straight-line map", "true")


@cache
def images() -> tuple[np.ndarray, np.ndarray]:
    """Return training and test images, the mean of every four pixels, shape (n, 196)."""
    data = load_mnist_5k()
    small = (x.reshape(-1, SIDE, 2, SIDE, 2).mean(axis=(2, 4)) for x in (data.x_train, data.x_test))
    train, test = (x.reshape(-1, SIDE * SIDE) for x in small)
    return train, test[_one_of_each(data.y_test)]


@cache
def network() -> scratch.Network:
    """Return a denoiser, 196-200-196, trained at one noise."""
    x, _ = images()
    plain = scratch.mlp([SIDE * SIDE, 200, SIDE * SIDE], output="sigmoid")
    layers = [scratch.GaussianNoise(TRAINED_AT), *plain.layers]
    found = scratch.Network(layers, plain.loss, plain.output)
    rate = scratch.CosineDecay(0.006, decay_steps=EPOCHS * len(x) // BATCH)
    found.fit(x, x, epochs=EPOCHS, batch_size=BATCH, optimizer=scratch.Adam(rate))
    return found


@cache
def straight_line() -> tuple[np.ndarray, np.ndarray]:
    """Return the mean image, and the best matrix for the same noise.

    The formula is that of the best one before what lies beyond 0 and 1 is cut off. After the cut a
    bit less than the variance of the noise may be better: held-out images choose how much of it.
    """
    x = images()[0]
    fit, held_out = np.split(x, [-HELD_OUT])
    noisy = held_out + TRAINED_AT * np.random.default_rng(0).normal(size=held_out.shape)
    variances = TRAINED_AT**2 * np.array([0.5, 0.7, 1.0])
    costs = [
        np.mean((straighten(noisy, *_best_before_cut(fit, s)) - held_out) ** 2) for s in variances
    ]
    return _best_before_cut(x, variances[np.argmin(costs)])


def _best_before_cut(x: np.ndarray, variance: float) -> tuple[np.ndarray, np.ndarray]:
    covariance = np.cov(x.T)
    return x.mean(axis=0), np.linalg.solve(covariance + variance * np.eye(len(x.T)), covariance)


def straighten(damaged: np.ndarray, mean: np.ndarray, matrix: np.ndarray) -> np.ndarray:
    """Return what a straight-line map makes of images, cut off at 0 and 1."""
    return np.clip(mean + (damaged - mean) @ matrix, 0, 1)


def versions(digit: int, noise: float, damage: str, draw: int) -> list[np.ndarray]:
    """Return a damaged digit, what network and matrix make of it, and the digit; shape (196,)."""
    clean = images()[1][digit]
    rng = np.random.default_rng([digit, draw])
    if damage == "noise":
        damaged = clean + noise * rng.normal(size=clean.shape)
    else:
        damaged = clean * (rng.random(clean.shape) >= missing(noise))
    cleaned = network().predict(damaged[None].astype("float32"))[0]
    mapped = straighten(damaged, *straight_line())
    return [np.clip(image, 0, 1) for image in (damaged, cleaned, mapped, clean)]


def missing(strength: float) -> float:
    """Return the share of pixels that are missing at a strength of the damage."""
    return 0.8 * strength / MOST


def errors(shown: list[np.ndarray]) -> list[float]:
    """Return the mean squared error of the first three to the last."""
    return [float(np.mean((image - shown[-1]) ** 2)) for image in shown[:-1]]


class Cleaning:
    """Four pictures with their errors: in a row, or two and two where there is height enough."""

    def __init__(self, figure: Figure) -> None:
        """Make what stays."""
        set_margins(figure, left=0.1, right=0.1, bottom=0.1, top=0.75)
        width, height = figure.get_size_inches()
        rows = 2 if height > width / 2 else 1
        self.axes = figure.subplots(rows, 4 // rows, squeeze=False).ravel()
        figure.subplots_adjust(hspace=0.3, wspace=0.1)
        empty = np.zeros((SIDE, SIDE))
        self.pictures = [ax.imshow(empty, cmap="Greys", vmin=0, vmax=1) for ax in self.axes]
        for ax in self.axes:
            ax.set(xticks=[], yticks=[])
            ax.spines[:].set(visible=True, color=COLORS["grey"])
            ax.grid(visible=False)

    def update(self, digit: int, noise: float, damage: str, draw: int) -> str:
        """Show these values."""
        shown = versions(digit, noise, damage, draw)
        found = errors(shown)
        best = int(np.argmin(found))
        texts = [f"error {error:.3f}" for error in found] + [""]
        texts[best] += ", the least"
        for number, (ax, picture) in enumerate(zip(self.axes, self.pictures, strict=True)):
            picture.set_data(shown[number].reshape(SIDE, SIDE))
            color = COLORS["vermilion"] if number == best else COLORS["black"]
            ax.set_title(f"{TITLES[number]}\n{texts[number]}", color=color)
        what = (
            f"noise of {noise:.2f}"
            if damage == "noise"
            else f"{100 * missing(noise):.0f} % of the pixels missing"
        )
        return (
            f"Digit {digit}, {what}. Error as it comes {found[0]:.3f}, network "
            f"{found[1]:.3f}, straight-line map {found[2]:.3f}: least for {TITLES[best]}."
        )


def _one_of_each(labels: np.ndarray) -> np.ndarray:
    """Return the place of the third image of each digit."""
    return np.array([np.flatnonzero(labels == digit)[2] for digit in range(10)])


demo = Demo(
    name="clean_digit",
    title="Clean a digit",
    look_for=(
        "Network and straight-line map were trained at the noise 0.7. At 0.1 both do harm: the "
        "digit as it comes has the least error. From which noise on does it pay to clean? When can "
        "you no longer read the digit? Then let pixels be missing, for which neither was trained."
    ),
    scene=Cleaning,
    controls=[
        Slider(name="noise", value=0.1, low=0.0, high=MOST, step=0.05, label="strength"),
        Slider(name="digit", value=5, low=0, high=9, step=1, label="digit"),
        Choice(name="damage", options=("noise", "missing pixels"), label="damage"),
        Slider(name="draw", value=0, low=0, high=9, step=1, label="another draw"),
    ],
    figsize=(10, 3.4),
)
