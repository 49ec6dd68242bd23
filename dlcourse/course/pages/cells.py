"""The cells of a lesson as HTML: prose, code, outputs; figures with their texts, demos alive."""

import base64
import html
import itertools
import json
from collections import Counter
from collections.abc import Container, Iterator
from typing import TYPE_CHECKING

import jinja2
from nbconvert import HTMLExporter
from nbformat.v4 import new_raw_cell

from dlcourse.course.alternatives import HTML, Figure, describe, figure_in
from dlcourse.course.pages.filmstrip import DEMO, strip_of
from dlcourse.course.pages.pictures import data_url, size
from dlcourse.course.pages.prose import Prose, Section, scrolling
from dlcourse.course.sections import deeper_sections

if TYPE_CHECKING:
    from nbformat import NotebookNode

NAVIGATION = "navigation"  # the cell of a notebook that links to its neighbours, as a page does
# A live view is nothing without its kernel: of it, the picture is shown.
_SHOWN = ["text/html", "text/markdown", "image/svg+xml", "image/png"]
_SHOWN += ["text/latex", "text/plain"]


def cells_to_html(
    notebook: "NotebookNode", pages: Container[str] = ()
) -> tuple[str, list[Section]]:
    """Return the cells of a notebook that was run as HTML, and the sections that they make.

    Each figure gets the alternative text that its cell declares. Answers to predictions and deeper
    sections wait until they are asked for. The notebook is changed accordingly.

    Args:
        notebook: The notebook.
        pages: The pages that its links may lead to, by their names without ending.
    """
    prose = Prose(pages)
    notebook.cells = list(_written(notebook.cells, prose))
    return _CellExporter().from_notebook_node(notebook)[0], prose.sections


def _written(cells: "list[NotebookNode]", prose: Prose) -> "Iterator[NotebookNode]":
    """Yield cells of finished HTML, and code cells; each deeper section lies in a <details>."""
    cells = [cell for cell in cells if cell.get("id") != NAVIGATION]
    deeper = deeper_sections([c.source if c.cell_type == "markdown" else "" for c in cells])
    starts = {section.start for section in deeper}
    ends = Counter(section.stop for section in deeper)
    for place, cell in enumerate(cells):
        yield from (new_raw_cell("</details>") for _ in range(ends[place]))
        if cell.cell_type == "code":
            describe(cell)
            yield cell
        elif cell.cell_type == "markdown":
            yield new_raw_cell(_text_cell(cell, prose, is_deeper=place in starts))
    yield from (new_raw_cell("</details>") for _ in range(ends[len(cells)]))


def _text_cell(cell: "NotebookNode", prose: Prose, is_deeper: bool) -> str:
    """Return a cell of text; the heading alone is seen where a deeper section begins."""
    text, start = cell.source, ""
    if is_deeper:
        heading, _, text = text.partition("\n")
        start = f'<details class="deeper"><summary>{prose.html(heading)}</summary>'
    return f'{start}<div class="prose">{prose.html(text, cell.get("attachments"))}</div>'


class _CellExporter(HTMLExporter):
    """nbconvert's exporter, with this package's template and without any style of its own."""

    def __init__(self) -> None:
        templates = jinja2.PackageLoader("dlcourse.course.pages.templates", ".")
        super().__init__(extra_loaders=[templates], template_file="cells.html.j2")
        self.display_data_priority = _SHOWN

    def default_filters(self):
        yield from super().default_filters()
        yield "claims_apart", _claims_apart
        yield "picture", _picture
        yield "html", _html
        yield "scrolling", scrolling


def _claims_apart(text: str) -> list[tuple[bool, str]]:
    """Return the text in pieces, (is claims, lines): a sentence is wrapped, numbers are not."""
    lines = itertools.groupby(text.splitlines(keepends=True), lambda line: line.startswith("✓ "))
    return [(claims, "".join(group)) for claims, group in lines]


def _picture(output: "NotebookNode", mime: str) -> str:
    """Return a picture of an output in its frame; one of a demo has what brings it to life."""
    png, alt = base64.b64decode(output.data[mime]), output.metadata.get(mime, {}).get("alt", "")
    return _framed(Figure(png, *size(png), alt), _life(output))


def _html(output: "NotebookNode") -> str:
    """Return HTML of an output, or the figure that it is."""
    text = output.data[HTML]
    if figure := figure_in(text):
        return _framed(figure)
    scrolls = text.replace("<pre", f"<pre {scrolling('text')}")
    return f'<div class="html">{scrolls}</div>'


def _framed(figure: Figure, life: str = "") -> str:
    image = (
        f'<img src="{data_url(figure.png, "png")}" alt="{html.escape(figure.alt)}"'
        f' width="{figure.width}" height="{figure.height}" style="--width: {figure.width}px">'
    )
    return f"<figure><div {scrolling('figure')}>{image}</div>{life}</figure>"


def _life(output: "NotebookNode") -> str:
    """Return the data of a slider that moves the demo in this output, or nothing."""
    strip = strip_of(output.metadata.get(DEMO))
    if strip is None:
        return ""
    data = json.dumps(strip).replace("<", "\\u003c")  # no text may end the script
    return f'<script type="application/json" class="demo">{data}</script>'
