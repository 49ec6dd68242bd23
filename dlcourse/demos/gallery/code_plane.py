"""Demo: a place in the plane of two code numbers, and the digit that a decoder paints there.

`dl.demos.code_plane(encoder=encoder, decoder=decoder)` takes Keras models of your own: from 784
pixels to two numbers, and back.
"""

import functools
from collections.abc import Callable
from typing import Any, NamedTuple

import numpy as np
from matplotlib.figure import Figure

from dlcourse import datasets, scratch
from dlcourse.demos.core.controls import Choice, Point
from dlcourse.demos.core.demo import Demo
from dlcourse.demos.core.panels import is_upright, square_and_rest
from dlcourse.plots.codes import plot_code_grid, plot_codes
from dlcourse.plots.style import COLORS

EDGE = 10.5  # of the plane that is shown; most codes lie from -9 to 9
SIDE = 28
DIGITS, PAINTED = "test digits", "painted digits"


class Plane(NamedTuple):
    """What can be drawn of one autoencoder.

    Attributes:
        codes: Of the test images, shape (n, 2), most of them from -9 to 9.
        paint: From codes, shape (n, 2), to images, shape (n, 784).
    """

    codes: np.ndarray
    paint: Callable[[np.ndarray], np.ndarray]


@functools.cache
def images() -> np.ndarray:
    """Return the test images, shape (1000, 784)."""
    return datasets.load_mnist_5k().x_test.reshape(-1, SIDE**2)


@functools.lru_cache(maxsize=4)
def plane(encoder: Any = None, decoder: Any = None) -> Plane:
    """Return the plane of the shipped decoder, or that of Keras models of your own.

    Raises:
        ValueError: One of both models is missing, or they do not go to two numbers and back.
    """
    if encoder is None and decoder is None:
        shipped = datasets.load_code_plane()
        return Plane(shipped.codes, functools.partial(_paint, shipped.weights))
    shapes = [getattr(model, "output_shape", None) for model in (encoder, decoder)]
    if shapes != [(None, 2), (None, SIDE**2)]:
        raise ValueError(
            f"Expected an encoder to 2 numbers and a decoder to {SIDE**2}, both Keras models. "
            f"Received: output shapes {shapes}"
        )
    codes = encoder.predict(images(), verbose=0)
    low, high = np.percentile(codes, [1, 99], axis=0)
    middle, scale = (low + high) / 2, (high - low) / 18

    def paint(places: np.ndarray) -> np.ndarray:
        import keras

        return keras.ops.convert_to_numpy(decoder((middle + places * scale).astype("float32")))

    return Plane((codes - middle) / scale, paint)


def _paint(weights: list[np.ndarray], places: np.ndarray) -> np.ndarray:
    first, bias_1, second, bias_2, third, bias_3 = weights
    hidden = scratch.elu(places @ first + bias_1)
    hidden = scratch.elu(hidden @ second + bias_2)
    return scratch.sigmoid(hidden @ third + bias_3)


class Door:
    """The plane with its point, what is painted there, and the test digit that lies nearest."""

    def __init__(self, figure: Figure) -> None:
        """Make what stays."""
        self.map, rest = square_and_rest(figure)
        rest.set_axis_off()
        room = rest.get_window_extent()
        if is_upright((room.width, room.height)):  # one above the other
            boxes = (0, 0.45, 1, 0.55), (0, 0, 1, 0.32)
        else:
            boxes = (0, 0, 0.66, 1), (0.72, 0, 0.28, 1)
        gray = {"cmap": "Greys", "vmin": 0, "vmax": 1, "origin": "upper"}
        big, small = map(rest.inset_axes, boxes)
        blank = np.zeros((SIDE, SIDE))
        self.painted, self.nearest = (ax.imshow(blank, **gray) for ax in (big, small))
        for ax, title in ((big, "painted here"), (small, "nearest\ntest digit")):
            ax.set(xticks=[], yticks=[], anchor="C")
            ax.set_title(title, fontsize=13)
            ax.spines[:].set(visible=True, color=COLORS["grey"])
            ax.grid(False)
        self.shown: tuple = ()

    def update(self, place: tuple, show: str, encoder: Any, decoder: Any) -> str:
        """Show these values."""
        here = plane(encoder, decoder)
        if self.shown != (show, encoder, decoder):
            self._lay_out(here, show)
            self.shown = (show, encoder, decoder)
        self.point.set_data([place[0]], [place[1]])
        image = here.paint(np.array([place]))[0]
        far = np.hypot(*(here.codes - place).T)
        nearest = int(far.argmin())
        self.painted.set_data(image.reshape(SIDE, SIDE))
        self.nearest.set_data(images()[nearest].reshape(SIDE, SIDE))
        label = datasets.load_mnist_5k().y_test[nearest]
        self.map.set_title(f"code ({place[0]:g}, {place[1]:g})".replace("-", "−"))
        return (
            f"Painted from the code ({place[0]:g}, {place[1]:g}), with a mean ink of "
            f"{image.mean():.2f}. The nearest test digit, a {label}, is {far[nearest]:.1f} away."
        )

    def _lay_out(self, here: Plane, show: str) -> None:
        """Draw the plane."""
        self.map.clear()
        ends = {"xlim": (-EDGE, EDGE), "ylim": (-EDGE, EDGE)}
        ticks = range(-10, 11, 5)  # without decimals, so that the label beside them has room
        if show == DIGITS:
            plot_codes(here.codes, images(), across=24, **ends, ax=self.map)
        else:
            plot_code_grid(here.paint, across=18, **ends, ax=self.map)
        self.map.set(xticks=ticks, yticks=ticks, aspect="equal")
        style = {"color": COLORS["vermilion"], "ms": 15, "mew": 3, "fillstyle": "none", "zorder": 5}
        (self.point,) = self.map.plot([], [], "o", **style)


demo = Demo(
    name="code_plane",
    title="A place in the plane, and the digit that is painted there",
    look_for=(
        "A test 6 lives here, and a 1 is painted. Drag the ring. Find a place where surely no "
        "digit is painted, though test digits live close by. Can you walk from a 1 to a 0 without "
        "crossing one?"
    ),
    scene=Door,
    controls=[
        Point(
            name="place",
            on="map",
            value=(-1.0, 4.0),
            low=(-10.0, -10.0),
            high=(10.0, 10.0),
            step=(0.25, 0.25),
            label="code",
        ),
        Choice(name="show", options=(DIGITS, PAINTED), label="the plane shows"),
    ],
    state={"encoder": None, "decoder": None},
    figsize=(10.5, 5.2),
)
