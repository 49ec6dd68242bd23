"""Compares two pictures of the same figure as a reader would: is the same thing drawn?

Two honest runs of a lesson do not give equal pixels. A training result that differs in its fifth
digit moves a curve by a hundredth of a pixel, and where Matplotlib snaps to whole pixels (markers,
bars, grid lines) it moves one by a whole pixel. So each pixel of one picture is looked for in the
other, near its place, and in both directions, for something may be missing or be new.

Two questions are asked of each pixel, because neither alone separates noise from change:

* *Is anything like it there?* Its colour occurs within two pixels. It fails for a lost marker
  of any size, and for a line that moved; but a 3 that became an 8 passes, all its ink being near.
* *Is its surrounding there?* At one place within one pixel, eight of the nine pixels around it
  agree at once. It fails for a changed digit; but markers that overlap and snap apart by a pixel
  fail it too, for a few pixels.

Pixels that fail are counted in connected patches: noise leaves small ones. ``CRITERIA`` holds the
largest patch that passes, set between the largest that noise made and the smallest that a change
made; ``tests/nbcheck/test_figures.py`` repeats both measurements.
"""

from __future__ import annotations

import io
from collections.abc import Iterator
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
from PIL import Image, ImageDraw

# A colour is the same if no channel (0..255) differs by more than STEPS, plus SHARE of the
# contrast around it: an edge that moves by a fraction of a pixel changes by that fraction.
STEPS, SHARE = 5, 0.15


class Criterion(NamedTuple):
    """One question: how far to look, how many of nine pixels must agree, what may fail."""

    radius: int
    agreeing: int
    largest_patch: int


CRITERIA = (
    Criterion(radius=2, agreeing=1, largest_patch=6),
    Criterion(radius=1, agreeing=8, largest_patch=38),
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
    """What differs between two pictures, in words, and as a PNG where their sizes are equal."""

    summary: str
    picture: bytes | None


def compare(expected: bytes, actual: bytes) -> Difference | None:
    """Compare two encoded pictures; return None if a reader would see the same in both.

    Args:
        expected: The stored picture, as PNG or any other format that Pillow reads.
        actual: The one just drawn.

    Raises:
        PIL.UnidentifiedImageError: One of them is no picture.
    """
    if expected == actual:
        return None
    before, after = pixels(expected), pixels(actual)
    if before.shape != after.shape:
        sizes = "{1} x {0} pixels were stored, {3} x {2} came".format(
            *before.shape[:2], *after.shape[:2]
        )
        return Difference(f"its size changed: {sizes}", None)
    changed = np.zeros(before.shape[:2], dtype=bool)
    for criterion in CRITERIA:
        failing = unmatched(before, after, criterion) | unmatched(after, before, criterion)
        if any(patch.pixels > criterion.largest_patch for patch in patches(failing)):
            changed |= failing
    if not changed.any():
        return None
    found = patches(changed)
    return Difference(_summary(found, before.shape), _overlay(before, after, found))


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
    near = list(_shifted(other[part].astype(np.int16), criterion.radius))
    contrast = np.maximum.reduce(near) - np.minimum.reduce(near)
    tolerance = STEPS + SHARE * contrast
    matched = np.zeros(contrast.shape[:2], dtype=bool)
    for shifted in near:
        same = (np.abs(image[part] - shifted) <= tolerance).all(axis=-1)
        if criterion.agreeing > 1:
            same &= sum(_shifted(same.astype(np.int8), 1)) >= criterion.agreeing
        matched |= same
    marked[part] = ~matched
    return marked


def _shifted(image: np.ndarray, radius: int) -> Iterator[np.ndarray]:
    """Yield the image moved by each whole vector up to `radius` in both axes, edges repeated."""
    height, width = image.shape[:2]
    margins = [(radius, radius)] * 2 + [(0, 0)] * (image.ndim - 2)
    padded = np.pad(image, margins, mode="edge")
    for down in range(2 * radius + 1):
        for right in range(2 * radius + 1):
            yield padded[down : down + height, right : right + width]


def patches(marked: np.ndarray) -> list[Patch]:
    """Return the patches of marked pixels that touch, corners included, the largest first."""
    left_over = set(zip(*(axis.tolist() for axis in np.nonzero(marked)), strict=True))
    found = []
    while left_over:
        reached = [left_over.pop()]
        for row, column in reached:  # grows while it is walked
            around = {(row + i, column + j) for i in (-1, 0, 1) for j in (-1, 0, 1)} & left_over
            left_over -= around
            reached.extend(around)
        rows, columns = zip(*reached, strict=True)
        found.append(Patch(len(reached), min(columns), min(rows), max(columns), max(rows)))
    return sorted(found, reverse=True)


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
