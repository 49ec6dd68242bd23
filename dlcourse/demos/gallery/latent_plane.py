"""Demo: the plane of two code numbers under the mouse, for variational autoencoders of any beta."""

from functools import cache, lru_cache

import numpy as np
from matplotlib.figure import Figure

from dlcourse import datasets, scratch
from dlcourse.demos.core.controls import Choice, Point
from dlcourse.demos.core.demo import Demo
from dlcourse.demos.core.panels import set_margins, square_and_rest
from dlcourse.plots.style import COLORS

EDGE = 3.0  # the plane goes from -EDGE to EDGE
ACROSS = 16  # decoded pictures in a line
SIDE = 28  # pixels of a picture
WHAT = ("decoded digits", "test digits")


@cache
def planes() -> datasets.LatentPlanes:
    """Return the decoders that were trained beforehand."""
    return datasets.load_latent_planes()


def decode(codes: np.ndarray, number: int) -> np.ndarray:
    """Return the images that the decoder of this number makes of codes.

    Args:
        codes: Shape (n, 2).
        number: Of the beta, from 0.

    Returns:
        Shape (n, 28, 28), from 0 to 1.
    """
    kernels, biases = planes().weights[::2], planes().weights[1::2]
    h = codes
    for layer, (kernel, bias) in enumerate(zip(kernels, biases, strict=True)):
        h = (np.maximum(h, 0) if layer else h) @ kernel[number] + bias[number]
    return scratch.sigmoid(h).reshape(-1, SIDE, SIDE)


@lru_cache(maxsize=12)
def sheet(number: int, what: str) -> np.ndarray:
    """Return the plane as one image: decoded places, or test images at theirs."""
    if what == WHAT[1]:
        return scattered(planes().codes[number], datasets.load_mnist_5k().x_test)
    middles = EDGE * (2 * (np.arange(ACROSS) + 0.5) / ACROSS - 1)
    places = np.stack(np.meshgrid(middles, middles[::-1]), axis=-1).reshape(-1, 2)
    pictures = decode(places, number).reshape(ACROSS, ACROSS, SIDE, SIDE)
    return pictures.swapaxes(1, 2).reshape(ACROSS * SIDE, ACROSS * SIDE)


def scattered(codes: np.ndarray, images: np.ndarray) -> np.ndarray:
    """Return one image with many at their places; those outside of the plane are left out."""
    size = ACROSS * SIDE
    paper = np.zeros((size, size))
    share = (codes * (1, -1) + EDGE) / (2 * EDGE)
    corners = np.rint(share * size - SIDE / 2).astype(int)
    for (left, top), image in zip(corners, images, strict=True):
        if min(left, top) >= 0 and max(left, top) <= size - SIDE:
            part = paper[top : top + SIDE, left : left + SIDE]
            if part.max() == 0:  # a picture that would cover another one is left out
                part[...] = image
    return paper


class LatentPlane:
    """Left, the plane with a mark; right, the image that is decoded there."""

    def __init__(self, figure: Figure) -> None:
        """Make what stays."""
        set_margins(figure, left=0.9, right=0.3, bottom=0.8, top=0.6)
        self.plane, self.image_axes = square_and_rest(figure)
        gray = {"cmap": "Greys", "vmin": 0, "vmax": 1}
        ends = (-EDGE, EDGE)
        self.sheet = self.plane.imshow(sheet(0, WHAT[0]), extent=ends * 2, **gray)
        self.plane.set(xlabel="code number 1", ylabel="code number 2", xlim=ends, ylim=ends)
        mark = {"color": COLORS["vermilion"], "ms": 17, "mew": 3, "fillstyle": "none"}
        (self.mark,) = self.plane.plot([], [], "o", **mark)
        self.image = self.image_axes.imshow(np.zeros((SIDE, SIDE)), **gray)
        self.image_axes.set(xticks=[], yticks=[])
        self.image_axes.spines[:].set(visible=True, color=COLORS["grey"])
        for ax in (self.plane, self.image_axes):
            ax.grid(visible=False)

    def update(self, place: tuple[float, float], beta: int, shown: str) -> str:
        """Show these values."""
        number = int(beta)
        value, codes = planes().betas[number], planes().codes[number]
        inside = np.mean(np.abs(codes).max(axis=1) < EDGE)
        self.sheet.set_data(sheet(number, shown))
        self.mark.set_data([place[0]], [place[1]])
        self.image.set_data(decode(np.array([place]), number)[0])
        self.plane.set_title(f"beta {value:g}: {100 * inside:.0f} % of the test digits lie here")
        self.image_axes.set_title(f"decoded at ({place[0]:g}, {place[1]:g})".replace("-", "−"))
        return (
            f"With beta {value:g}, {100 * inside:.0f} % of the test digits lie in the plane shown."
        )


demo = Demo(
    name="latent_plane",
    title="A plane full of digits, and one knob",
    look_for=(
        "At beta 16, drag the ring to the right, then upwards: which of the two numbers has fallen "
        "silent? At beta 0, where have the test digits gone? And at which beta would you draw "
        "digits?"
    ),
    scene=LatentPlane,
    controls=[
        Point(
            name="place",
            on="plane",
            value=(0.0, 0.0),
            low=(-EDGE, -EDGE),
            high=(EDGE, EDGE),
            step=(0.1, 0.1),
            label="place in the plane",
        ),
        Choice(
            name="beta",
            options={"0": 0, "0.1": 1, "1": 2, "4": 3, "16": 4, "64": 5},
            value=4,
            label="beta",
        ),
        Choice(name="shown", options=WHAT, label="the plane shows"),
    ],
    figsize=(11, 5.8),
)
