"""Figures in a notebook: sharp on every screen, small on disk, with an alternative text.

Jupyter's own formatter shows one pixel of a figure on one of the page's, which is blurred where a
screen has more of them, and JupyterLab gives its pictures no alternative text.
"""

import io
import os
from pathlib import Path
from typing import Any

from matplotlib.figure import Figure
from PIL import Image

from dlcourse.course import alternatives
from dlcourse.plots.film import Film

SHARPNESS = 2  # pixels of a figure on one of the page, along each side
#: What a palette may hold. Lines, shades and smoothed edges look the same; an eighth of the bytes.
COLOURS = 256


def sharp_png(figure: Figure) -> bytes:
    """Return a figure as PNG with a palette, `SHARPNESS` times as large as it is to be shown."""
    drawn = io.BytesIO()
    figure.savefig(drawn, format="png", dpi=SHARPNESS * figure.dpi)
    return with_palette(drawn.getvalue())


def with_palette(png: bytes) -> bytes:
    """Return a picture as PNG in `COLOURS` colours: a third of the bytes, and no eye sees it."""
    picture = Image.open(io.BytesIO(png)).convert("RGB")
    packed = io.BytesIO()
    picture.quantize(COLOURS, dither=Image.Dither.NONE).save(packed, format="PNG", optimize=True)
    return packed.getvalue()


def own_description(figure: Figure) -> str:
    """Return what the figure says of itself: titles, and what is drawn over what."""
    parts = []
    for ax in figure.axes:
        texts = (ax.get_title(), ax.get_xlabel(), ax.get_ylabel())
        title, x, y = (" ".join(text.replace("$", "").split()) for text in texts)
        axes = f"{y} over {x}" if x and y else x or y
        parts += [f"{title} ({axes})" if title and axes else title or axes]
    return f"Figure: {'; '.join(dict.fromkeys(filter(None, parts)))}".removesuffix(": ")


def show_with_text(shell: Any) -> None:
    """Let a notebook show each figure and film as HTML, with size and alternative text.

    The text is the author's where the cell is one of a lesson, else `own_description`.

    Args:
        shell: The `InteractiveShell` of a kernel.
    """
    shown: dict[str, int] = {}  # figures so far, by the request that the kernel answers

    def as_html(shown_last: Figure | Film) -> str | None:
        film = shown_last if isinstance(shown_last, Film) else None
        figure = film.figure if film else shown_last
        if not figure.axes:
            return None  # as Jupyter does
        request = shell.get_parent()
        number = shown.get(request["header"]["msg_id"], 0)
        shown.clear()
        shown[request["header"]["msg_id"]] = number + 1
        lesson = Path(os.environ.get("JPY_SESSION_NAME", "")).stem
        texts = alternatives.of_code(request["content"].get("code", ""), lesson)
        text = texts[min(number, len(texts) - 1)] if texts else own_description(figure)
        width, height = (round(side) for side in figure.bbox.size)
        png = film.png if film else sharp_png(figure)
        return alternatives.figure_tag(alternatives.Figure(png, width, height, text))

    for formatter in shell.display_formatter.formatters.values():
        formatter.pop(Figure, None)
    for kind in (Figure, Film):
        shell.display_formatter.formatters["text/html"].for_type(kind, as_html)
