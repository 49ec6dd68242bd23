"""Images side by side, and a kernel that slides over one of them."""

from __future__ import annotations

from collections.abc import Mapping

import matplotlib.pyplot as plt
import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.patches import Rectangle
from numpy.lib.stride_tricks import sliding_window_view
from numpy.typing import ArrayLike

from dlcourse.plots.film import Film
from dlcourse.plots.style import COLORS

_EXTREMES = 99.5  # per cent of the pixels that stay within a scale around 0
_SHADES = 33  # of grey: more cannot be told apart, and make files large; odd, so that 0 has one
FILM_GREY = plt.get_cmap("gray", 13)  # a film has few colours
_GAP = 0.06  # between images, as a part of the largest


def plot_images(
    images: Mapping[str, ArrayLike], *, columns: int = 4, ax: Axes | None = None
) -> Axes:
    """Draw photographs and maps in lines, each below its name, all pixels equally large.

    Numbers from 0 to 1 run from black to white, and what is beyond is cut off. But where positive
    and negative numbers nearly cancel, as in a map of edges, 0 is a middle grey, and the strongest
    of either sign are black and white.

    Args:
        images: For each name an image of shape (height, width) or (height, width, 1), or one in
            colour, (height, width, 3), from 0 to 1.
        columns: Images in one line.
        ax: Where to draw; `None` makes a new figure.

    Raises:
        ValueError: There is no image, or one has another shape.
    """
    arrays = {name: _image(image) for name, image in images.items()}
    if not arrays or columns < 1:
        raise ValueError(
            f"Expected images and columns. Received: {len(arrays)} images, columns={columns}"
        )
    columns, lines = min(columns, len(arrays)), -(-len(arrays) // columns)
    height, width = (max(image.shape[axis] for image in arrays.values()) for axis in (0, 1))
    gap = _GAP * max(height, width)
    each = 10 / max(columns, 3)
    line = each * height / width + 0.4  # room for a name
    if ax is None:
        ax = plt.subplots(figsize=(each * columns, line * lines))[1]
    down = height * line / (line - 0.4) + 0.3 * gap
    for k, (name, image) in enumerate(arrays.items()):
        top, left = k // columns * down, k % columns * (width + gap)
        extent = (left, left + image.shape[1], top + image.shape[0], top)
        ax.imshow(image, extent=extent, interpolation="nearest", **grey_scale(image))
        ax.text(left, top - 0.15 * gap, name, va="bottom", fontsize=13)
    ax.set(xlim=(0, columns * (width + gap) - gap), ylim=(lines * down, height - down))
    ax.set(aspect="equal")
    ax.set_axis_off()
    return ax


class CloseUp:
    """The pixels of a window, each with its product written on it.

    Args:
        ax: Where to draw.
        shape: Of the window: height, width.
        fontsize: Of the products, in points.
    """

    def __init__(self, ax: Axes, shape: tuple[int, int], fontsize: float = 12):
        """Draw what stays."""
        height, width = shape
        self.pixels = ax.imshow(np.zeros(shape), cmap=FILM_GREY, vmin=0, vmax=1)
        paper = {"facecolor": "white", "edgecolor": "none", "alpha": 0.9, "pad": 2}
        at = {"ha": "center", "va": "center", "fontsize": fontsize, "bbox": paper}
        self.products = [ax.text(j, i, "", **at) for i in range(height) for j in range(width)]

    def show(self, window: np.ndarray, kernel: np.ndarray) -> None:
        """Write what each pixel is multiplied by; both of the shape of the window."""
        self.pixels.set_data(window)
        for text, pixel, weight in zip(self.products, window.ravel(), kernel.ravel(), strict=True):
            text.set_text(f"{pixel:.2f} × {weight:g}".replace("-", "−"))


class SlidingKernel:
    """An image with a window, the products of window and kernel, and the map that they write.

    Args:
        image: Shape (height, width), from 0 to 1.
        kernel: Shape (height, width); whole numbers read best.
        figure: Where to draw; three panels.
    """

    def __init__(self, image: ArrayLike, kernel: ArrayLike, figure: Figure):
        """Draw what stays."""
        self.image, self.kernel = np.asarray(image, float), np.asarray(kernel, float)
        self.windows = sliding_window_view(self.image, self.kernel.shape)
        self.map = np.einsum("ijkl,kl->ij", self.windows, self.kernel)
        left, middle, right = figure.subplots(1, 3, width_ratios=(1, 0.85, 1))
        height, width = self.kernel.shape
        left.imshow(self.image, cmap=FILM_GREY, vmin=0, vmax=1)
        self.window = left.add_patch(frame(width, height))
        self.close_up = CloseUp(middle, self.kernel.shape)
        middle.set_xlabel("pixel × weight", fontsize=13)
        scale = grey_scale(self.map) | {"cmap": FILM_GREY}
        self.written = right.imshow(np.zeros(self.map.shape), **scale)
        self.pixel = right.add_patch(frame(1, 1))
        left.set_title("image")
        right.set_title("map")
        if scale["vmin"] < 0:
            right.set_xlabel("grey: 0   white: above   black: below", fontsize=13)
        self.sum = middle.set_title("")
        for ax in (left, middle, right):
            ax.set(xticks=[], yticks=[])
            ax.grid(False)

    def update(self, row: int, column: int, written: int | None = None) -> None:
        """Move the window to a place, counted from 0.

        Args:
            row: Of the window, and of its pixel on the map.
            column: Likewise.
            written: How many pixels of the map are seen, row by row; all up to this one by default.
        """
        for box in (self.window, self.pixel):
            box.set_xy((column - 0.5, row - 0.5))
        self.close_up.show(self.windows[row, column], self.kernel)
        self.sum.set_text(f"sum {self.map[row, column]:.1f}".replace("-", "−"))
        written = row * self.map.shape[1] + column + 1 if written is None else written
        self.written.set_data(first_pixels(self.map, written))


def film_convolution(
    image: ArrayLike, kernel: ArrayLike, *, steps: int = 8, interval_ms: int = 250
) -> Film:
    """Return a film of a kernel that slides over an image and writes its map.

    It ends at the place of the largest sum, with the whole map.

    Args:
        image: Shape (height, width), from 0 to 1; small, such as 32 x 32.
        kernel: Shape (height, width).
        steps: How many places are shown one by one, before only every second line's end is shown.
        interval_ms: Milliseconds from one picture to the next.
    """
    figure = plt.figure(figsize=(10, 3.9))
    scene = SlidingKernel(image, kernel, figure)
    rows, columns = scene.map.shape
    places = [(0, column) for column in range(min(steps, columns))]
    places += [(row, columns - 1) for row in range(0, rows, 2)]
    largest = np.unravel_index(np.abs(scene.map).argmax(), scene.map.shape)

    def show(number: int) -> None:
        if number < len(places):
            scene.update(*places[number])
        else:
            scene.update(*map(int, largest), written=scene.map.size)

    return Film(figure, show, len(places) + 1, interval_ms=interval_ms, sharpness=1)


def frame(width: float, height: float) -> Rectangle:
    """Return an empty frame of so many pixels, for a window or for a pixel of a map."""
    box = {"facecolor": "none", "edgecolor": COLORS["vermilion"], "linewidth": 2.5}
    return Rectangle((-0.5, -0.5), width, height, **box)


def first_pixels(feature_map: np.ndarray, n: int) -> np.ma.MaskedArray:
    """Return a map of which only the first pixels are seen, row by row."""
    return np.ma.masked_where(
        np.arange(feature_map.size).reshape(feature_map.shape) >= n, feature_map
    )


def _image(image: ArrayLike) -> np.ndarray:
    array = np.asarray(image, dtype=float)
    if array.ndim == 3 and array.shape[2] == 1:
        array = array[..., 0]
    if not array.size or (array.ndim != 2 and array.shape[2:] != (3,)):
        raise ValueError(
            "Expected images of shape (height, width), (height, width, 1) or (height, width, 3). "
            f"Received: {np.shape(image)}"
        )
    return np.clip(array, 0, 1) if array.ndim == 3 else array


def grey_scale(image: np.ndarray) -> dict:
    """Return a scale from 0 to 1, or around 0 if that is about the mean."""
    if image.min() >= 0 or abs(image.mean()) > 0.5 * image.std():
        return {"cmap": plt.get_cmap("gray", _SHADES), "vmin": 0, "vmax": 1}
    limit = np.percentile(np.abs(image), _EXTREMES) or 1
    return {"cmap": plt.get_cmap("gray", _SHADES), "vmin": -limit, "vmax": limit}
