"""Compares two pictures of the same figure as a reader would: is the same thing drawn?

Two honest runs of a lesson do not give equal pixels. A training result that differs in its fifth
digit moves a curve by a hundredth of a pixel, and where Matplotlib snaps to whole pixels (markers,
bars, grid lines) it moves one by a whole pixel. So each pixel of one picture is looked for in the
other, near its place, and in both directions, for something may be missing or be new.

Two questions are asked of each pixel, because neither alone separates noise from change:

* *Is anything like it there?* Its colour occurs within two pixels. It fails for a lost marker of
  any size, for a line that moved, for a light shade that changed; but a 3 that became an 8 passes,
  all its ink being near.
* *Is its surrounding there?* With one displacement, of up to one pixel in steps of half a pixel,
  all nine pixels around it agree. It fails for a changed digit. But markers that overlap and snap
  apart fail it too, for a few pixels, and so it is deaf to what is light, to grid lines and the
  shades of regions: a curve and the grid line beside it snap each on its own.

Pixels that fail are counted in connected patches, because noise leaves small ones. ``CRITERIA``
holds the largest patch that passes: of the first kind, noise left at most 8 and changes at least
9 pixels; of the second, 27 and 33. Where a figure has four pixels on one of the page, noise lies
along edges and leaves twice as many, and changes have area: from twice to four times as many. So
the largest patch grows by a little more than the sharpness, from 8 to 17 of the first kind.
``tests/nbcheck/test_figures.py`` asks both again.

What this cannot see: digits below 12 points or in grey, an image whose pixels are drawn on
fewer than three of the screen's, and anything that moved by less than a pixel.
"""

from __future__ import annotations

import io
from collections.abc import Iterator
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
from PIL import Image, ImageDraw

# An edge that moves by a fraction of a pixel changes by that fraction of its contrast; half a
# pixel is looked for, and so a quarter remains.
SHARE = 0.25


class Criterion(NamedTuple):
    """One question: where to look, what counts as equal, how much may fail."""

    radius: int  # in pixels
    per_pixel: int  # places looked at in each direction
    agreeing: int  # of the nine pixels around a place
    steps: int  # difference of a channel, 0 to 255, that is none; SHARE of the contrast if more
    largest_patch: int  # in pixels


CRITERIA = (
    Criterion(radius=2, per_pixel=1, agreeing=1, steps=5, largest_patch=8),
    Criterion(radius=1, per_pixel=2, agreeing=9, steps=60, largest_patch=30),
)


class Patch(NamedTuple):
    """A connected set of changed pixels: how many, and the box around them."""

    pixels: int
    left: int
    top: int
    right: int
    bottom: int


@dataclass(frozen=True)
class Difference:
    """How much two pictures differ; it is true if a reader would see it.

    Attributes:
        used: The largest patch, as a share of the largest that passes.
        summary: What a reader would see, in words.
        picture: The same as a PNG, where the sizes are equal.
    """

    used: float = 0.0
    summary: str = ""
    picture: bytes | None = None

    def __bool__(self) -> bool:
        """Say whether a reader would see it."""
        return self.used > 1


def compare(expected: bytes, actual: bytes, sharpness: int = 1) -> Difference:
    """Compare two encoded pictures.

    Args:
        expected: The stored picture, as PNG or any other format that Pillow reads.
        actual: The one just drawn.
        sharpness: How many pixels of the pictures lie on one of the page, along each side.

    Raises:
        PIL.UnidentifiedImageError: One of them is no picture.
    """
    if expected == actual:
        return Difference()
    before, after = pixels(expected), pixels(actual)
    if before.shape != after.shape:
        sizes = "{1} x {0} pixels were stored, {3} x {2} came".format(
            *before.shape[:2], *after.shape[:2]
        )
        return Difference(float("inf"), f"its size changed: {sizes}")
    changed, used = np.zeros(before.shape[:2], dtype=bool), 0.0
    for criterion in CRITERIA:
        failing = unmatched(before, after, criterion) | unmatched(after, before, criterion)
        largest = criterion.largest_patch * sharpness + (sharpness - 1)  # edges, and their ends
        share = max((patch.pixels / largest for patch in patches(failing)), default=0.0)
        used = max(used, share)
        if share > 1:
            changed |= failing
    if used <= 1:
        return Difference(used)
    found = patches(changed & (before != after).any(axis=-1))
    return Difference(used, _summary(found, before.shape), _overlay(before, after, found))


def pixels(picture: bytes) -> np.ndarray:
    """Decode to uint8 of shape (height, width, 3), as seen on a white page."""
    image = Image.open(io.BytesIO(picture)).convert("RGBA")
    page = Image.new("RGBA", image.size, "white")
    return np.asarray(Image.alpha_composite(page, image).convert("RGB"))


def unmatched(image: np.ndarray, other: np.ndarray, criterion: Criterion) -> np.ndarray:
    """Mark the pixels of `image` that have no counterpart in `other`: bool, (height, width)."""
    marked = np.zeros(image.shape[:2], dtype=bool)
    rows, columns = np.nonzero((image != other).any(axis=-1))
    if rows.size == 0:
        return marked
    edge = criterion.radius + 1  # equal pixels that can still decide about unequal ones
    part = np.s_[
        max(rows.min() - edge, 0) : rows.max() + edge + 1,
        max(columns.min() - edge, 0) : columns.max() + edge + 1,
    ]
    # Channels first, and uint8 to the end: several times as fast.
    wanted, near = (np.ascontiguousarray(np.moveaxis(i[part], -1, 0)) for i in (image, other))
    contrast = _extreme(np.maximum, near, criterion.radius)
    contrast -= _extreme(np.minimum, near, criterion.radius)
    tolerance = np.maximum(criterion.steps, SHARE * contrast.max(axis=0)).astype(np.uint8)
    matched = np.zeros(near.shape[1:], dtype=bool)
    for shifted in _shifted(near, criterion.radius, criterion.per_pixel):
        distance = np.maximum(wanted, shifted) - np.minimum(wanted, shifted)
        same = (distance <= tolerance).all(axis=0)
        if criterion.agreeing > 1:
            same &= sum(_shifted(same.view(np.int8), 1)) >= criterion.agreeing
        matched |= same
    marked[part] = ~matched
    return marked


def _shifted(image: np.ndarray, radius: int, per_pixel: int = 1) -> Iterator[np.ndarray]:
    """Yield (..., height, width) moved by each vector of up to `radius` in both last axes.

    With `per_pixel` 2, by half pixels too, colours between two pixels being their mean.
    """
    height, width = image.shape[-2:]
    margins = [(0, 0)] * (image.ndim - 2) + [(radius, radius)] * 2
    fine = np.pad(image, margins, mode="edge")
    if per_pixel == 2:
        fine = _with_means(_with_means(fine, axis=-1), axis=-2)
    for down in range(2 * radius * per_pixel + 1):
        for right in range(2 * radius * per_pixel + 1):
            rows = slice(down, down + per_pixel * (height - 1) + 1, per_pixel)
            columns = slice(right, right + per_pixel * (width - 1) + 1, per_pixel)
            yield fine[..., rows, columns]


def _with_means(image: np.ndarray, axis: int) -> np.ndarray:
    """Put the mean of each two neighbours along an axis between them."""
    values = np.moveaxis(image, axis, 0)
    fine = np.empty((2 * len(values) - 1, *values.shape[1:]), dtype=np.uint8)
    fine[::2] = values
    fine[1::2] = (values[1:].astype(np.uint16) + values[:-1]) // 2
    return np.moveaxis(fine, 0, axis)


def _extreme(of_two: np.ufunc, image: np.ndarray, radius: int) -> np.ndarray:
    """Return the maximum or minimum within `radius` of each pixel of (..., height, width)."""
    result = image.copy()
    for shifted in _shifted(image, radius):
        of_two(result, shifted, out=result)
    return result


def patches(marked: np.ndarray) -> list[Patch]:
    """Return the patches of marked pixels that touch, corners included, the largest first."""
    edges = np.diff(np.pad(marked.astype(np.int8), ((0, 0), (1, 1))))
    rows, lefts = (axis.tolist() for axis in np.nonzero(edges == 1))
    ends = np.nonzero(edges == -1)[1].tolist()
    runs = list(zip(rows, lefts, ends, strict=True))  # of marked pixels: row, first, last + 1
    together: dict[int, list[tuple[int, int, int]]] = {}
    for run, number in zip(runs, _components(runs), strict=True):
        together.setdefault(number, []).append(run)
    found = []
    for members in together.values():
        rows, lefts, ends = zip(*members, strict=True)
        size = sum(ends) - sum(lefts)
        found.append(Patch(size, min(lefts), rows[0], max(ends) - 1, rows[-1]))
    return sorted(found, reverse=True)


def _components(runs: list[tuple[int, int, int]]) -> list[int]:
    """Return for each run, sorted, the number of the component to which it belongs."""
    parents = list(range(len(runs)))

    def root(number: int) -> int:
        while parents[number] != number:
            parents[number] = number = parents[parents[number]]
        return number

    above = 0  # the first run of the row above that may still touch
    for here, (row, left, end) in enumerate(runs):
        while runs[above][0] < row - 1 or (runs[above][0] == row - 1 and runs[above][2] < left):
            above += 1
        other = above
        while runs[other][0] == row - 1 and runs[other][1] <= end:
            parents[root(other)] = root(here)
            other += 1
    return [root(number) for number in range(len(runs))]


def _summary(found: list[Patch], shape: tuple[int, ...]) -> str:
    total, first = sum(patch.pixels for patch in found), found[0]
    share = 100 * total / (shape[0] * shape[1])
    places = "1 place" if len(found) == 1 else f"{len(found)} places"
    return (
        f"{total} pixels ({share:.2g} %) changed in {places}; the largest has {first.pixels} "
        f"pixels, at x {first.left} to {first.right} of {shape[1]}, "
        f"y {first.top} to {first.bottom} of {shape[0]}"
    )


def _overlay(before: np.ndarray, after: np.ndarray, found: list[Patch]) -> bytes:
    """Print both pictures over one another, cyan the stored, red the new; frame the patches."""
    stored, new = (np.asarray(Image.fromarray(image).convert("L")) for image in (before, after))
    overlay = Image.fromarray(np.dstack([stored, new, new]))
    draw = ImageDraw.Draw(overlay)
    for patch in found:
        frame = (patch.left - 4, patch.top - 4, patch.right + 4, patch.bottom + 4)
        draw.rectangle(frame, outline="magenta")
    encoded = io.BytesIO()
    overlay.save(encoded, format="PNG")
    return encoded.getvalue()
