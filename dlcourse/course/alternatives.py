"""Alternative texts: what a cell's pictures show, for those who cannot see them.

The author declares them in the cell's metadata: `alt="..."`, or a list with one text for each
picture, in their order.
"""

from collections.abc import Iterator, Mapping
from typing import Any


def declared(metadata: Mapping[str, Any]) -> list[str]:
    """Return the alternative texts that a cell's metadata hold."""
    alt = metadata.get("alt", [])
    return [alt] if isinstance(alt, str) else list(alt)


def pictures(outputs: list[Any]) -> Iterator[tuple[Any, str]]:
    """Yield each picture among a cell's outputs as (output, MIME type)."""
    for output in outputs:
        for mime in output.get("data", {}):
            if mime.startswith("image/"):
                yield output, mime


def describe(cell: Any) -> None:
    """Give the pictures of a code cell their texts, where nbconvert reads them."""
    for (output, mime), text in zip(pictures(cell.outputs), declared(cell.metadata), strict=False):
        output.setdefault("metadata", {}).setdefault(mime, {})["alt"] = text
