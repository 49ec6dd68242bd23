"""Finds the pictures among a cell's outputs, and leaves what changed where one can look at it."""

from __future__ import annotations

import base64
import io
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

from PIL import Image

from dlcourse.course.alternatives import HTML, figure_in

from .figures import Difference, compare
from .text import EMBEDDED_PICTURE

PICTURES = ("image/png", "image/jpeg", "image/gif")


class Picture(NamedTuple):
    """A picture that a cell shows: encoded, with so many pixels on one of the page, each way."""

    data: bytes
    sharpness: int = 1


def pictures_in(outputs: Sequence[dict]) -> list[Picture]:
    """Return the pictures of a cell in order, those inside HTML included."""
    found = []
    for output in outputs:
        data = output.get("data", {})
        text = data.get(HTML, "")
        if figure := figure_in(text):
            drawn = Image.open(io.BytesIO(figure.png)).width
            found.append(Picture(figure.png, round(drawn / figure.width)))
            continue
        coded = [data[mime] for mime in PICTURES if mime in data]
        coded += EMBEDDED_PICTURE.findall(text)
        found += [Picture(base64.b64decode(each.replace("\\", ""))) for each in coded]
    return found


def changes(expected: list[Picture], actual: list[Picture], stem: Path) -> Iterator[str]:
    """Yield a line for each figure that changed, and for each file that shows it.

    The files are ``{stem}-{number}-{expected,actual,difference}.png``, each where it exists.
    """
    if len(expected) != len(actual):
        yield f"Expected {len(expected)} figure(s), as stored. Received: {len(actual)}"
    for number in range(max(len(expected), len(actual))):
        stored, new = expected[number : number + 1], actual[number : number + 1]
        difference = differ(*stored, *new) if stored and new else None
        if difference:
            yield f"figure {number + 1} of {len(expected)}: {difference.summary}"
        if difference or not (stored and new):
            views = {"expected": stored, "actual": new}
            files = {view: picture[0].data for view, picture in views.items() if picture}
            if difference and difference.picture:
                files["difference"] = difference.picture
            yield from _saved(files, stem.with_name(f"{stem.name}-{number + 1}"))


def differ(expected: Picture, actual: Picture) -> Difference:
    """Compare two pictures; the difference is true if a reader would see it."""
    return compare(expected.data, actual.data, expected.sharpness)


def _saved(files: dict[str, bytes], stem: Path) -> Iterator[str]:
    stem.parent.mkdir(parents=True, exist_ok=True)
    for view, picture in files.items():
        path = stem.with_name(f"{stem.name}-{view}.png")
        path.write_bytes(picture)
        legend = " (cyan: only stored, red: only new)" if view == "difference" else ""
        yield f"  {view:10} {path}{legend}"
