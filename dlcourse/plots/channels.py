"""Kernels that slide over an image in colour: each is three deep, and writes one map."""

from __future__ import annotations

from collections.abc import Mapping

import matplotlib.pyplot as plt
import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.gridspec import SubplotSpec
from matplotlib.text import Text
from numpy.lib.stride_tricks import sliding_window_view
from numpy.typing import ArrayLike
from PIL import Image

from dlcourse.plots.convolution import FILM_GREY, CloseUp, first_pixels, frame
from dlcourse.plots.film import Film

CHANNELS = ("red", "green", "blue")
_COLOURS = 12  # of the photograph: a film has few


class SlidingKernels:
    """A photograph, a window on each of its channels, the products, and a map for each kernel.

    Args:
        image: Shape (height, width, 3), from 0 to 1; rounded to two decimals, the numbers shown
            add up.
        kernels: For each name the weights, shape (rows, columns, 3); whole numbers read best.
        figure: Where to draw.

    Attributes:
        maps: What the kernels write, shape (kernels, rows, columns).
    """

    def __init__(self, image: ArrayLike, kernels: Mapping[str, ArrayLike], figure: Figure):
        """Draw what stays."""
        self.image = np.asarray(image, float)
        self.names = list(kernels)
        self.kernels = np.moveaxis(np.array(list(kernels.values()), float), 3, 1)
        shape = self.kernels.shape[2:]
        self.windows = sliding_window_view(np.moveaxis(self.image, 2, 0), shape, axis=(1, 2))
        self.maps = np.einsum("cijkl,nckl->nij", self.windows, self.kernels)
        left, middle, right = figure.add_gridspec(1, 3, width_ratios=(0.95, 1, 1.3))
        self._draw_channels([_panel(figure, cell) for cell in left.subgridspec(4, 1)])
        heading, *close = (_panel(figure, cell) for cell in middle.subgridspec(4, 1))
        heading.set_axis_off()
        self.heading = heading.text(0.5, 0.5, "", ha="center", va="center", linespacing=1.5)
        self.close_ups = [CloseUp(ax, shape, fontsize=9) for ax in close]
        self.sums = [_beside(ax, "−00.00") for ax in close]
        self._draw_maps([_panel(figure, c) for c in right.subgridspec(len(self.names), 1)])

    def _draw_channels(self, panels: list[Axes]) -> None:
        panels[0].imshow(_in_few_colours(self.image))
        panels[0].set_ylabel("image")
        for k, (ax, name) in enumerate(zip(panels[1:], CHANNELS, strict=True)):
            ax.imshow(self.image[..., k], cmap=FILM_GREY, vmin=0, vmax=1)
            ax.set_ylabel(name)
        height, width = self.kernels.shape[2:]
        self.frames = [ax.add_patch(frame(width, height)) for ax in panels[1:]]

    def _draw_maps(self, panels: list[Axes]) -> None:
        self.written = [
            ax.imshow(first_pixels(one, 0), **_around_zero(one))
            for ax, one in zip(panels, self.maps, strict=True)
        ]
        self.pixels = [ax.add_patch(frame(1, 1)) for ax in panels]
        for ax, name in zip(panels, self.names, strict=True):
            ax.set_title(f"map of “{name}”")
        panels[-1].set_xlabel("grey: 0   white: above   black: below")

    def update(self, number: int, row: int, column: int, written: int | None = None) -> None:
        """Move the window of one kernel to a place; the maps of those before it are whole.

        Args:
            number: Of the kernel, from 0.
            row: Of the window, and of its pixel on the map.
            column: Likewise.
            written: How many pixels of its map are seen; all up to this one by default.
        """
        windows, kernel = self.windows[:, row, column], self.kernels[number]
        sums = (windows * kernel).sum(axis=(1, 2)).round(2) + 0.0  # no -0.00
        for close_up, label, *shown, one in zip(
            self.close_ups, self.sums, windows, kernel, sums, strict=True
        ):
            close_up.show(*shown)
            label.set_text(_signed(f"{one:.2f}"))
        total = _signed(" + ".join(f"{one:.2f}" for one in sums) + f" = {sums.sum():.2f}")
        self.heading.set_text(
            f"kernel “{self.names[number]}”\n{kernel.size} products, one sum\n{total}"
        )
        for box in (*self.frames, *self.pixels):
            box.set_xy((column - 0.5, row - 0.5))
        size, present = self.maps[0].size, row * self.maps.shape[2] + column + 1
        for k, picture in enumerate(self.written):
            seen = {-1: size, 0: written or present, 1: 0}[np.sign(k - number)]
            picture.set_data(first_pixels(self.maps[k], seen))
            self.pixels[k].set_visible(k == number)


def film_channels(
    image: ArrayLike, kernels: Mapping[str, ArrayLike], *, steps: int = 2, interval_ms: int = 700
) -> Film:
    """Return a film of kernels that slide over an image in colour, and write a map each.

    Each kernel stops at the place of its largest sum, with its whole map.

    Args:
        image: Shape (height, width, 3), from 0 to 1; small, such as 24 x 32.
        kernels: For each name the weights, shape (rows, columns, 3).
        steps: How many places are shown one by one, before only every seventh line's end is shown.
        interval_ms: Milliseconds from one picture to the next.
    """
    figure = plt.figure(figsize=(10, 6.2))
    scene = SlidingKernels(image, kernels, figure)
    _, rows, columns = scene.maps.shape
    places = [(0, column) for column in range(min(steps, columns))]
    places += [(row, columns - 1) for row in range(6, rows - 1, 7)]
    stops: list[tuple[int, ...]] = []
    for number, one in enumerate(scene.maps):
        largest = np.unravel_index(np.abs(one).argmax(), one.shape)
        stops += [(number, *place) for place in places]
        stops.append((number, *map(int, largest), one.size))
    return Film(
        figure, lambda k: scene.update(*stops[k]), len(stops), interval_ms=interval_ms, sharpness=1
    )


def _panel(figure: Figure, place: SubplotSpec) -> Axes:
    ax = figure.add_subplot(place)
    ax.set(xticks=[], yticks=[])
    ax.grid(False)
    return ax


def _beside(ax: Axes, widest: str) -> Text:
    """Return a text to the right of a close-up that fills its panel."""
    ax.set_aspect("auto")
    ax.yaxis.set_label_position("right")
    return ax.set_ylabel(widest, rotation=0, ha="left", va="center")


def _around_zero(feature_map: np.ndarray) -> dict:
    limit = float(np.abs(feature_map).max()) or 1
    return {"cmap": FILM_GREY, "vmin": -limit, "vmax": limit}


def _in_few_colours(image: np.ndarray) -> np.ndarray:
    picture = Image.fromarray((255 * image).astype(np.uint8))
    return np.asarray(picture.quantize(_COLOURS, dither=Image.Dither.NONE).convert("RGB"))


def _signed(text: str) -> str:
    """Return a sum with minus signs, and none behind a plus."""
    return text.replace("+ -", "− ").replace("-", "−")
