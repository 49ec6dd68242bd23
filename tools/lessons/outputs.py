"""What a stored output may hold: nothing that differs on the next run."""

from __future__ import annotations

import re
from collections.abc import Iterator

from .source import Cell, Lesson

WIDGET = "application/vnd.jupyter.widget-view+json"
_ADDRESS = re.compile(r"\b0x[0-9a-fA-F]{6,}\b")


def clean(notebook) -> None:
    """Remove what belongs to one run only: widget models, timing, progress."""
    notebook.metadata.pop("widgets", None)
    for cell in notebook.cells:
        cell.metadata.pop("execution", None)
        if cell.cell_type == "code":
            cell.outputs = [output for output in map(_clean, cell.outputs) if output is not None]


def _clean(output):
    data = output.get("data")
    if data is None:
        return output
    was_widget = data.pop(WIDGET, None) is not None
    # What remains of a widget without a static picture is the text of its class: no use.
    return None if was_widget and set(data) <= {"text/plain"} else output


def images(outputs: list) -> Iterator[tuple[dict, str]]:
    """Yield each picture among the outputs as (output, mime type)."""
    for output in outputs:
        for mime in output.get("data", {}):
            if mime.startswith("image/"):
                yield output, mime


def add_alternative_texts(lesson: Lesson, notebook) -> None:
    """Put each cell's alternative texts where nbconvert reads them."""
    by_id = {cell.id: cell for cell in lesson.code_cells}
    for node in notebook.cells:
        if node.id in by_id and node.cell_type == "code":
            pictures = images(node.outputs)
            for (output, mime), text in zip(pictures, by_id[node.id].alternatives, strict=False):
                output.setdefault("metadata", {}).setdefault(mime, {})["alt"] = text


def output_problems(lesson: Lesson, notebook) -> Iterator:
    """Find outputs that must not be stored, and pictures without alternative text."""
    by_id = {cell.id: cell for cell in lesson.code_cells}
    for node in notebook.cells:
        if node.cell_type == "code" and node.id in by_id:
            cell = by_id[node.id]
            for message in (*_noise(node), *_alternative(cell, node)):
                yield lesson.problem(cell, message)


def _noise(node) -> Iterator[str]:
    for output in node.outputs:
        if output.output_type == "error":
            yield f"its stored output is the error {output.ename}; mend the cell and build again."
        if output.get("name") == "stderr" and output.text.strip():
            yield f"writes to stderr ({output.text.strip()[:200]!r}); silence it at its source."
        if address := _ADDRESS.search(text_of(output)):
            yield f"prints the memory address {address[0]}; write _ = ... or print something else."


def _alternative(cell: Cell, node) -> Iterator[str]:
    pictures, texts = len(list(images(node.outputs))), len(cell.alternatives)
    if pictures != texts or not all(text.strip() for text in cell.alternatives):
        yield (
            f"shows {pictures} picture(s) but has {texts} alternative text(s); write"
            ' alt="the finding" in the cell header, a list for several pictures.'
        )


def text_of(output) -> str:
    """Return everything in an output that can be read as text."""
    data = output.get("data", {})
    texts = [data[mime] for mime in data if mime.startswith("text/")]
    return "\n".join([output.get("text", ""), *map(str, texts)])
