"""What an autoencoder makes of images: reconstructions, codes in the plane, the plane decoded."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

import matplotlib.pyplot as plt
import numpy as np
from matplotlib.axes import Axes
from matplotlib.colors import to_rgba_array
from numpy.typing import ArrayLike

#: Ten dark colours for ten classes: "muted" of P. Tol, "Colour schemes" (2021), and black.
TEN_INKS = (
    *("#882255", "#117733", "#CC6677", "#999933", "#332288"),
    *("#AA4499", "#000000", "#2F9BD8", "#DDAA33", "#44AA99"),
)
_INK = {"cmap": "Greys", "vmin": 0, "vmax": 1, "interpolation": "nearest"}
_GAP = 0.12  # between pictures, as a part of one
_LINE = 0.42  # room for a line of text above a row, likewise


def plot_reconstructions(
    rows: Mapping[str, ArrayLike],
    *,
    texts: Sequence[str] | None = None,
    ax: Axes | None = None,
) -> Axes:
    """Draw rows of images, column by column the same one: as it was, and what was made of it.

    Args:
        rows: For the name of each row, which stands at its left, n images from 0 (paper) to 1
            (ink): shape (n, height, width), (n, height, width, 1), or (n, side * side). What lies
            beyond 0 and 1 is cut off.
        texts: n lines, each below an image of the first row, such as its code.
        ax: Where to draw; `None` makes a new figure.

    Raises:
        ValueError: There is no image, rows differ in length, or there is not one text for each.
    """
    pictures = {name: as_images(images) for name, images in rows.items()}
    lengths = {len(images) for images in pictures.values()}
    if len(lengths) != 1 or 0 in lengths or len(texts or ()) not in (0, *lengths):
        raise ValueError(
            "Expected at least one row, equally many images in each, and one text for each image. "
            f"Received: rows of {[len(images) for images in pictures.values()]} images, "
            f"texts={texts if texts is None else list(texts)}"
        )
    n = lengths.pop()
    step = 1 + _GAP
    tops = [row * step + (_LINE if texts and row else 0) for row in range(len(pictures))]
    wide, high = n * step - _GAP, tops[-1] + 1
    letters = max(len(line) for name in pictures for line in name.splitlines() or [""])
    scale = min(1.0, 10 / wide)
    names = _GAP + 0.13 * letters / scale
    if ax is None:
        ax = plt.subplots(figsize=(scale * (wide + names) + 0.1, scale * high + 0.1))[1]
    for top, (name, images) in zip(tops, pictures.items(), strict=True):
        ax.text(-_GAP, top + 0.5, name, ha="right", va="center", fontsize=14)
        for column, image in enumerate(images):
            left = column * step
            ax.imshow(image, extent=(left, left + 1, top + 1, top), **_INK)
    for column, text in enumerate(texts or ()):
        middle = column * step + 0.5
        ax.text(middle, 1 + (_LINE + _GAP) / 2, text, ha="center", va="center", fontsize=12)
    ax.set(xlim=(-names, wide), ylim=(high, 0), aspect="equal")
    ax.set_axis_off()
    return ax


def plot_codes(
    codes: ArrayLike,
    images: ArrayLike,
    *,
    labels: ArrayLike | None = None,
    across: int = 30,
    xlim: tuple[float, float] | None = None,
    ylim: tuple[float, float] | None = None,
    ax: Axes | None = None,
) -> Axes:
    """Draw images as little pictures at their places in the plane of two code numbers.

    A picture that would cover another one, drawn before it, is left out; its place is a dot.

    Args:
        codes: Shape (n, 2).
        images: n of them, in one of the shapes of `plot_reconstructions`.
        labels: n whole numbers from 0 to 9, to give pictures and dots a colour for each.
        across: How many pictures would fill a line, side by side.
        xlim: The part of the plane to draw, in the first number; by default that of all codes.
        ylim: Likewise in the second.
        ax: Where to draw, of about equal height and width; `None` makes a new figure.

    Raises:
        ValueError: `codes` has another shape, there is not one image for each code, or likewise
            one label from 0 to 9.
    """
    codes, pictures = np.asarray(codes, dtype=float), as_images(images)
    if codes.ndim != 2 or codes.shape[1] != 2 or len(codes) != len(pictures) or not len(codes):
        raise ValueError(
            "Expected codes of shape (n, 2), and n images. "
            f"Received: codes.shape={codes.shape}, {len(pictures)} images"
        )
    ax = plt.subplots(figsize=(8, 8))[1] if ax is None else ax
    low, high = (np.array(ends) for ends in zip(*_limits(codes, xlim, ylim), strict=True))
    paper, which = _paste((codes - low) / (high - low), pictures, across)
    extent = (low[0], high[0], low[1], high[1])
    place = {"extent": extent, "aspect": "auto", "zorder": 2}
    if labels is None:
        ax.plot(*codes.T, ".", color="#BBBBBB", markersize=3, zorder=1)
        ax.imshow(np.ma.masked_less(paper, 0), **place, **_INK)
    else:
        inks = _inks(labels, len(codes))
        ax.scatter(*codes.T, c=inks, s=9, alpha=0.5, linewidths=0, zorder=1)
        sheet = 1 - paper[..., None] * (1 - inks[which])
        ax.imshow(np.dstack([sheet.clip(0, 1), paper >= 0]), **place, interpolation="nearest")
    ax.set(xlim=extent[:2], ylim=extent[2:], xlabel="code number 1", ylabel="code number 2")
    ax.grid(False)
    return ax


def plot_code_grid(
    decode: Callable[[np.ndarray], ArrayLike],
    *,
    xlim: tuple[float, float],
    ylim: tuple[float, float],
    across: int = 15,
    ax: Axes | None = None,
) -> Axes:
    """Draw what a decoder makes of a grid of places in the plane of two code numbers.

    Args:
        decode: From codes, shape (n, 2), float32, to n images, in one of the shapes of
            `plot_reconstructions`; such as `lambda codes: decoder.predict(codes, verbose=0)`.
        xlim: The part of the plane, in the first number; a picture shows the middle of its place.
        ylim: Likewise in the second.
        across: Pictures in a line, and lines.
        ax: Where to draw, of about equal height and width; `None` makes a new figure.

    Raises:
        ValueError: `across` is below 1.
    """
    if across < 1:
        raise ValueError(f"Expected at least one picture. Received: across={across}")
    ax = plt.subplots(figsize=(8, 8))[1] if ax is None else ax
    middles = (np.arange(across) + 0.5) / across
    x, y = (low + (high - low) * middles for low, high in (xlim, ylim))
    places = np.stack(np.meshgrid(x, y[::-1]), axis=-1).reshape(-1, 2).astype(np.float32)
    pictures = as_images(decode(places))
    height, width = pictures.shape[1:]
    mosaic = pictures.reshape(across, across, height, width).swapaxes(1, 2)
    mosaic = mosaic.reshape(across * height, across * width)
    ax.imshow(mosaic, extent=(*xlim, *ylim), aspect="auto", **_INK)
    ax.set(xlim=xlim, ylim=ylim, xlabel="code number 1", ylabel="code number 2")
    ax.grid(False)
    return ax


def as_images(images: ArrayLike) -> np.ndarray:
    """Return images as an array of shape (n, height, width).

    Args:
        images: Shape (n, height, width), (n, height, width, 1), or (n, side * side).

    Raises:
        ValueError: They have another shape.
    """
    array = np.asarray(images, dtype=float)
    if array.ndim == 4 and array.shape[3] == 1:
        return array[..., 0]
    if array.ndim == 2 and array.size:
        side = round(array.shape[1] ** 0.5)
        if side * side == array.shape[1]:
            return array.reshape(-1, side, side)
    if array.ndim != 3:
        raise ValueError(
            "Expected images of shape (n, height, width), (n, height, width, 1) or "
            f"(n, side * side). Received: images.shape={np.shape(images)}"
        )
    return array


def _inks(labels: ArrayLike, n: int) -> np.ndarray:
    """Return the colour of each label, shape (n, 3)."""
    labels = np.asarray(labels)
    if labels.shape != (n,) or not np.isin(labels, range(len(TEN_INKS))).all():
        raise ValueError(
            f"Expected {n} labels from 0 to 9. Received: labels.shape={labels.shape}, "
            f"{np.unique(labels)[:12].tolist()}"
        )
    return to_rgba_array(TEN_INKS)[labels.astype(int), :3]


def _limits(codes: np.ndarray, xlim, ylim) -> list[tuple[float, float]]:
    """Return the ends of both axes; by default those of the codes, and a little more."""
    ends = []
    for values, given in zip(codes.T, (xlim, ylim), strict=True):
        margin = 0.04 * (np.ptp(values) or 1)
        ends.append(given or (values.min() - margin, values.max() + margin))
    return ends


def _paste(places: np.ndarray, pictures: np.ndarray, across: int) -> tuple[np.ndarray, np.ndarray]:
    """Return one large picture with small ones at places from 0 to 1, and which stands where.

    Both are -1 where there is none.
    """
    high, wide = pictures.shape[1:]
    size = np.array([across * high, across * wide])
    paper, which = np.full(size, -1.0), np.full(size, -1)
    corners = np.rint(
        np.stack([1 - places[:, 1], places[:, 0]], axis=1) * size - (high / 2, wide / 2)
    )
    for number, (top, left) in enumerate(corners.astype(int)):
        inside = 0 <= top <= size[0] - high and 0 <= left <= size[1] - wide
        here = np.s_[top : top + high, left : left + wide]
        if inside and paper[here].max() < 0:
            paper[here], which[here] = np.clip(pictures[number], 0, 1), number
    return paper, which
