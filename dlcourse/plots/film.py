"""Pictures that move: an animated PNG, and a still picture where nothing moves."""

from __future__ import annotations

import io
import itertools
import zlib
from collections.abc import Callable, Sequence

import matplotlib.pyplot as plt
import numpy as np
from matplotlib.figure import Figure
from PIL import Image, PngImagePlugin

#: How often it plays before it rests on its last picture: nothing moves for ever beside a text.
REPEATS = 5
#: How long the last picture stands before it begins anew, in pictures.
REST = 15
APART = 20  # levels of 256, in one channel at least, between any two colours of a film
CLEAR = 40  # colours; one more, of this number, lets the picture before be seen


class Film:
    """A figure at several moments, shown one after the other where a cell ends with it.

    Its still picture, the last one, is what a program shows that knows no animated PNG, what is
    printed, and what the lessons' tests compare.

    Args:
        figure: What moves; it is closed afterwards.
        update: Called with the number of each picture, from 0; changes the figure.
        n: How many pictures.
        interval_ms: Milliseconds from one to the next: one number for all, or one for each picture;
            but the last rests, for many times the shortest.
        sharpness: Pixels of the film on one of the page, along each side.
        all_colors: Choose the palette from all pictures, not from the last one alone, and keep
            light shades apart: for what changes its colours.

    Attributes:
        png: The film.
        size: Width and height on the page, in pixels.
        n: How many pictures.

    Raises:
        ValueError: There are fewer than two pictures, or there is not an interval for each.
    """

    def __init__(
        self,
        figure: Figure,
        update: Callable[[int], object],
        n: int,
        *,
        interval_ms: int | Sequence[int] = 120,
        sharpness: float = 1.25,
        all_colors: bool = False,
    ):
        """Draw all pictures and put them together."""
        if n < 2:
            raise ValueError(f"Expected two pictures or more. Received: n={n}")
        intervals = [interval_ms] * n if isinstance(interval_ms, int) else list(interval_ms)
        if len(intervals) != n:
            raise ValueError(
                f"Expected an interval for each of {n} pictures. Received: {len(intervals)}"
            )
        self.figure, self.n = figure, n
        self.size = tuple(round(side) for side in figure.bbox.size)
        figure.canvas.draw()
        figure.set_layout_engine("none")  # else each picture would be laid out anew
        pictures = []
        for number in range(n):
            update(number)
            drawn = io.BytesIO()
            quick = {"compress_level": 1}  # it is packed again below
            figure.savefig(drawn, format="png", dpi=sharpness * figure.dpi, pil_kwargs=quick)
            pictures.append(Image.open(drawn).convert("RGB"))
        plt.close(figure)
        packed = [_packed(picture) for picture in pictures]
        palette = _palette(np.stack(packed), APART // 2) if all_colors else _palette(packed[-1])
        self.png = _joined(packed, palette, [*intervals[:-1], REST * min(intervals)])

    def __repr__(self) -> str:
        """Say what it is; a notebook shows it, see `plots.notebook`."""
        return f"Film({self.n} pictures)"


def _joined(packed: list[np.ndarray], palette: np.ndarray, milliseconds: list[int]) -> bytes:
    """Return one file with a palette for all, in which each picture holds only what is new."""
    arrays = [_nearest(each, palette) for each in packed]
    colours = [*palette.ravel().tolist(), *(0, 0, 0) * (CLEAR + 1 - len(palette))]
    new = [_lighter(np.where(a == b, CLEAR, b), b) for a, b in itertools.pairwise(arrays)]
    still, *frames = (Image.fromarray(array, "P") for array in (arrays[-1], arrays[0], *new))
    for frame in (still, *frames):
        frame.putpalette(colours)
    film = io.BytesIO()
    still.save(
        film,
        format="PNG",
        save_all=True,
        append_images=frames,
        default_image=True,
        transparency=CLEAR,
        blend=PngImagePlugin.Blend.OP_OVER,
        duration=milliseconds,
        loop=REPEATS,
    )
    return film.getvalue()


def _lighter(*arrays: np.ndarray) -> np.ndarray:
    """Return the one that takes less room: where all moves, the whole picture."""
    return min((a.astype(np.uint8) for a in arrays), key=lambda a: len(zlib.compress(a.tobytes())))


def _packed(picture: Image.Image) -> np.ndarray:
    """Return the colour of each pixel as one whole number, of shape (height, width)."""
    return np.asarray(picture).astype(np.int32) @ (1 << np.array([16, 8, 0]))


def _unpacked(colours: np.ndarray) -> np.ndarray:
    return np.stack([colours >> 16 & 255, colours >> 8 & 255, colours & 255], axis=-1)


def _palette(picture: np.ndarray, apart: int = APART) -> np.ndarray:
    """Return the commonest colours of what is packed, none near another, of shape (n, 3)."""
    colours, counts = np.unique(picture, return_counts=True)
    left = _unpacked(colours[np.argsort(-counts, kind="stable")])
    chosen: list[np.ndarray] = []
    while len(left) and len(chosen) < CLEAR:
        chosen.append(left[0])
        left = left[np.abs(left - left[0]).max(axis=1) > apart]
    return np.array(chosen)


def _nearest(picture: np.ndarray, palette: np.ndarray) -> np.ndarray:
    """Return the number of the nearest colour of a palette, for each packed pixel."""
    colours, where = np.unique(picture, return_inverse=True)
    distances = ((_unpacked(colours)[:, None] - palette) ** 2).sum(axis=2)
    return distances.argmin(axis=1).astype(np.uint8)[where].reshape(picture.shape)
