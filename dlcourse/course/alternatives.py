"""Alternative texts: what a cell's pictures show, for those who cannot see them.

The author declares them in the cell's metadata: `alt="..."`, or a list with one text for each
picture, in their order. JupyterLab shows such a text only where a picture stands in HTML, so that
a figure is stored as such: `figure_tag` writes it, all others read it here.
"""

import base64
import functools
import html
import re
from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

from dlcourse.course.catalogue import Lesson, all_lessons
from dlcourse.course.errors import CourseError

HTML = "text/html"
_FIGURE = re.compile(
    r'<img src="data:image/png;base64,(?P<data>[\w+/=]+)" '
    r'width="(?P<width>\d+)" height="(?P<height>\d+)" alt="(?P<alt>[^"]*)">'
)


class Figure(NamedTuple):
    """A picture as a page shows it: PNG, size in its pixels, alternative text."""

    png: bytes
    width: int
    height: int
    alt: str


def figure_tag(figure: Figure) -> str:
    """Return a figure as HTML."""
    data, alt = base64.b64encode(figure.png).decode(), html.escape(figure.alt)
    size = f'width="{figure.width}" height="{figure.height}"'
    return f'<img src="data:image/png;base64,{data}" {size} alt="{alt}">'


def figure_in(text: str) -> Figure | None:
    """Return the figure that `figure_tag` wrote, or None if the text is other HTML."""
    if not (found := _FIGURE.fullmatch(text.strip())):
        return None
    width, height = int(found["width"]), int(found["height"])
    return Figure(base64.b64decode(found["data"]), width, height, html.unescape(found["alt"]))


def declared(metadata: Mapping[str, Any]) -> list[str]:
    """Return the alternative texts that a cell's metadata hold."""
    alt = metadata.get("alt", [])
    return [alt] if isinstance(alt, str) else list(alt)


def pictures(outputs: list[Any]) -> Iterator[tuple[Any, str]]:
    """Yield each picture among a cell's outputs as (output, MIME type)."""
    for output in outputs:
        for mime, data in output.get("data", {}).items():
            if mime.startswith("image/") or (mime == HTML and figure_in(data)):
                yield output, mime


def describe(cell: Any) -> None:
    """Give the pictures of a code cell their texts, where JupyterLab and nbconvert read them."""
    found = list(pictures(cell.outputs))
    for (output, mime), text in zip(found, declared(cell.metadata), strict=False):
        if mime == HTML and (figure := figure_in(output["data"][HTML])):
            output["data"][HTML] = figure_tag(figure._replace(alt=text))
        else:
            output.setdefault("metadata", {}).setdefault(mime, {})["alt"] = text


def of_code(code: str, name: str = "") -> list[str]:
    """Return the alternative texts of the lessons' cell that has this code, or none.

    A kernel is not told which cell it runs. And if the learner has changed the code, the author's
    text need not be true of the figure any more.

    Args:
        code: The source that runs.
        name: The lesson in which it probably stands, `"01_perceptron"`; it is looked up first.
    """
    try:
        lessons = sorted(all_lessons(), key=lambda lesson: lesson.file != name)
        return next((_texts(x)[code] for x in lessons if code in _texts(x)), [])
    except CourseError:  # no lessons in this installation, or a damaged one
        return []


@functools.cache
def _texts(lesson: Lesson) -> dict[str, list[str]]:
    """Return the alternative texts of a lesson's cells by their code."""
    cells = (cell for cell in lesson.notebook["cells"] if "alt" in cell["metadata"])
    return {"".join(cell["source"]): declared(cell["metadata"]) for cell in cells}
