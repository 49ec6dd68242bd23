"""Finds the pictures among a cell's outputs, and leaves what changed where one can look at it."""

from __future__ import annotations

import base64
from collections.abc import Iterator, Sequence
from pathlib import Path

from .figures import compare
from .text import EMBEDDED_PICTURE

PICTURES = ("image/png", "image/jpeg", "image/gif")


def pictures_in(outputs: Sequence[dict]) -> list[bytes]:
    """Return the encoded pictures of a cell in order, those inside HTML included."""
    found = []
    for output in outputs:
        data = output.get("data", {})
        coded = [data[mime] for mime in PICTURES if mime in data]
        coded += EMBEDDED_PICTURE.findall(data.get("text/html", ""))
        found += [base64.b64decode(text.replace("\\", "")) for text in coded]
    return found


def changes(expected: list[bytes], actual: list[bytes], stem: Path) -> Iterator[str]:
    """Yield a line for each figure that changed, and for each file that shows it.

    The files are ``{stem}-{number}-{expected,actual,difference}.png``, each where it exists.
    """
    if len(expected) != len(actual):
        yield f"Expected {len(expected)} figure(s), as stored. Received: {len(actual)}"
    for number in range(max(len(expected), len(actual))):
        stored, new = expected[number : number + 1], actual[number : number + 1]
        difference = compare(*stored, *new) if stored and new else None
        if difference:
            yield f"figure {number + 1} of {len(expected)}: {difference.summary}"
        if difference or not (stored and new):
            views = {"expected": stored, "actual": new}
            files = {view: picture[0] for view, picture in views.items() if picture}
            if difference and difference.picture:
                files["difference"] = difference.picture
            yield from _saved(files, stem.with_name(f"{stem.name}-{number + 1}"))


def _saved(files: dict[str, bytes], stem: Path) -> Iterator[str]:
    stem.parent.mkdir(parents=True, exist_ok=True)
    for view, picture in files.items():
        path = stem.with_name(f"{stem.name}-{view}.png")
        path.write_bytes(picture)
        legend = " (cyan: only stored, red: only new)" if view == "difference" else ""
        yield f"  {view:10} {path}{legend}"
