"""One picture of a demo, kept and changed: what stands still is drawn once."""

import io
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Protocol

import numpy as np
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure
from PIL import Image

from dlcourse.demos.core.by_name import call
from dlcourse.demos.core.strip import draw_strip

if TYPE_CHECKING:
    from dlcourse.demos.core.demo import Demo

DPI = 100  # as the figures of the lessons
# Fixed margins: the axes stand still while numbers change.
MARGINS = {"left": 0.08, "right": 0.98, "bottom": 0.14, "top": 0.91, "wspace": 0.25, "hspace": 0.4}
#: A hand that drags wants many pictures more than sharp ones: a light one has no more pixels.
LIGHT_PIXELS = 500_000


class Scene(Protocol):
    """What a demo draws, see `Demo.scene`; made with an empty figure."""

    update: Any


class Frame:
    """A figure with the scene of a demo in it.

    Attributes:
        figure: The `matplotlib.figure.Figure`.
        scene: The scene that draws on it.
        alt: Text in place of the picture made last.
    """

    def __init__(self, demo: "Demo", size: tuple[float, float] | None, scale: float) -> None:
        """Make figure and scene; see `Demo.frame`."""
        self.demo = demo
        width, height = demo.figsize
        dpi = DPI * scale
        if size is not None:
            height, dpi = width * size[1] / size[0], size[0] * scale / width
        self.figure = Figure(figsize=(width, height), dpi=dpi, layout="none")
        FigureCanvasAgg(self.figure)
        self.figure.subplots_adjust(**MARGINS)
        self.scene = demo.scene(self.figure)
        self.alt = ""

    def png(self, values: Mapping[str, Any], light: bool = False) -> bytes:
        """Return the picture of `values`; a light one is quicker, and coarser where it is large."""
        self._update(values)
        self.figure.canvas.draw()
        buffer = io.BytesIO()
        pixels = np.asarray(self.figure.canvas.buffer_rgba())[..., :3]
        Image.fromarray(pixels).save(buffer, format="png", compress_level=1)
        return buffer.getvalue()

    def save(self, values: Mapping[str, Any], *, controls: bool = False) -> bytes:
        """Return the picture for a lesson, compressed well; with `controls`, these are below it."""
        self._update(values)
        page = draw_strip(self.figure, self.demo.controls, values) if controls else None
        buffer = io.BytesIO()
        self.figure.savefig(buffer, format="png", dpi=self.figure.dpi, bbox_inches=page)
        return buffer.getvalue()

    def _update(self, values: Mapping[str, Any]) -> None:
        self.alt = self.demo.describe(values, call(self.scene.update, values))
