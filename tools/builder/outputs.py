"""What a stored output may hold: nothing that differs on the next run."""

from __future__ import annotations

import base64
import io
import itertools
import re
from collections.abc import Iterator
from typing import Any

from PIL import Image

from dlcourse.course.alternatives import HTML, figure_in, pictures

from .problems import Problem
from .source import Cell, Source

WIDGET = "application/vnd.jupyter.widget-view+json"
# A progress bar goes back, sign by sign or to the beginning of its line.
_BACKSPACE = re.compile(r"[^\n\b]\x08")
_OVERWRITTEN = re.compile(r"[^\n]*\r(?=[^\n])")
# What another run or another machine prints differently.
_ADDRESS = re.compile(r"\b0x[0-9a-fA-F]{6,}\b")
_FOLDER = re.compile(r"(?<![\w.])(/home/|/root/|/Users/|/tmp/|/var/folders/|[A-Z]:\\)\S*")


def clean(notebook) -> None:
    """Remove what belongs to one run only: widget models, pieces of text, spare bytes.

    Of a live text it keeps what is to be seen at its end.
    """
    for cell in notebook.cells:
        if cell.cell_type == "code":
            cell.outputs = list(_joined(cell.outputs))
            for output in cell.outputs:
                if "live" in cell.metadata and "text" in output:
                    output.text = as_on_a_terminal(output.text)
                data = output.get("data", {})
                data.pop(WIDGET, None)
                if "image/png" in data:
                    data["image/png"] = repacked(data["image/png"])


def _joined(outputs: list) -> Iterator[Any]:
    """Join what was printed in one go: a kernel sends it in pieces, cut where the clock wants."""
    for name, group in itertools.groupby(outputs, key=lambda output: output.get("name")):
        first, *others = group
        if name is None:
            yield from (first, *others)
        else:
            first.text += "".join(output.text for output in others)
            yield first


def as_on_a_terminal(text: str) -> str:
    """Return what is left to see of a text that goes back to overwrite itself."""
    while (shorter := _BACKSPACE.sub("", text)) != text:
        text = shorter
    return _OVERWRITTEN.sub("", text.replace("\b", ""))


def repacked(png: str) -> str:
    """Return the same pixels in fewer bytes: no alpha where all is opaque, best compression."""
    picture = Image.open(io.BytesIO(base64.b64decode(png)))
    if picture.mode == "RGBA" and picture.getchannel("A").getextrema() == (255, 255):
        picture = picture.convert("RGB")
    packed = io.BytesIO()
    picture.save(packed, format="PNG", optimize=True)
    return base64.b64encode(packed.getvalue()).decode()


def widget_problems(lesson: Source, notebook) -> Iterator[Problem]:
    """Find widgets that leave nothing to see where no kernel runs; call it before clean()."""
    for cell, node in _pairs(lesson, notebook):
        for output in node.outputs:
            data = output.get("data", {})
            still = any(mime.startswith("image/") or mime == "text/html" for mime in data)
            if WIDGET in data and not still:
                yield lesson.problem(
                    cell,
                    "shows a widget and nothing without a kernel; a demo carries an image/png.",
                )


def output_problems(lesson: Source, notebook) -> Iterator[Problem]:
    """Find outputs that must not be stored, and pictures without alternative text."""
    for cell, node in _pairs(lesson, notebook):
        for message in (*_noise(node), *_alternative(cell, node)):
            yield lesson.problem(cell, message)


def _pairs(lesson: Source, notebook) -> Iterator[tuple[Cell, Any]]:
    """Yield each code cell of the source with the notebook's cell of the same id."""
    by_id = {cell.id: cell for cell in lesson.code_cells}
    for node in notebook.cells:
        if node.cell_type == "code" and node.get("id") in by_id:
            yield by_id[node.id], node


def _noise(node) -> Iterator[str]:
    for output in node.outputs:
        if output.output_type == "error":
            yield f"its stored output is the error {output.ename}; mend the cell and build again."
        if output.get("name") == "stderr" and output.text.strip():
            yield f"writes to stderr ({output.text.strip()[:200]!r}); silence it at its source."
        if address := _ADDRESS.search(text_of(output)):
            yield f"prints the memory address {address[0]}; write _ = ... or print something else."
        if folder := _FOLDER.search(text_of(output)):
            yield f"prints the path {folder[0]!r} of this machine; print something else."


def _alternative(cell: Cell, node) -> Iterator[str]:
    shown, texts = len(list(pictures(node.outputs))), len(cell.alternatives)
    if shown != texts or not all(text.strip() for text in cell.alternatives):
        yield (
            f"shows {shown} picture(s) but has {texts} alternative text(s); write"
            ' alt="the finding" in the cell header, a list for several pictures.'
        )


def text_of(output) -> str:
    """Return everything in an output that can be read as text; a figure is none."""
    data = output.get("data", {})
    texts = [data[mime] for mime in data if mime.startswith("text/")]
    if HTML in data and figure_in(data[HTML]):
        texts.remove(data[HTML])
    return "\n".join([output.get("text", ""), *map(str, texts)])
