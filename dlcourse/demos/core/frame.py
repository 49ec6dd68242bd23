"""One picture of a demo, kept and changed: what stands still is drawn once.

Most of the time of a picture goes into its axes and its texts, which mostly stand still. A frame
keeps them as pixels, the background, and draws what moves on top. Nobody need say what moves:
Matplotlib marks each artist that was changed since it was drawn as `stale`, and an artist of the
background that turns out to be stale counts from then on as one that moves. If what was changed
is no such artist, but an axis or a limit, the background is drawn anew: slower, and right.

A kept picture equals a new one, pixel for pixel, since the order of drawing stays that of the
zorders: from the lowest artist that moves upwards, all are drawn again. So give what moves a
zorder above what stands still; `zorder=6` is above a legend. Titles, which lie outside of the
axes and mostly tell a value, always move.
"""

import io
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any, Protocol

import numpy as np
from matplotlib.artist import Artist
from matplotlib.axes import Axes
from matplotlib.axis import Axis
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure
from matplotlib.spines import Spine

from dlcourse.demos.core import clicks
from dlcourse.demos.core.by_name import call
from dlcourse.demos.core.panels import UPRIGHT, is_upright, set_margins
from dlcourse.demos.core.png import encode
from dlcourse.demos.core.strip import draw_strip

if TYPE_CHECKING:
    from dlcourse.demos.core.controls import Control
    from dlcourse.demos.core.demo import Demo

DPI = 100  # as the figures of the lessons
#: While a hand drags, many pictures are worth more than sharp ones: a light one has no more pixels.
LIGHT_PIXELS = 500_000


class Scene(Protocol):
    """What a demo draws, see `Demo.scene`; made with an empty figure."""

    update: Any


class Frame:
    """A figure with the scene of a demo in it, and the pixels of what stands still.

    Attributes:
        figure: The `matplotlib.figure.Figure`.
        scene: The scene that draws on it.
        alt: Text in place of the picture made last.
    """

    def __init__(self, demo: "Demo", size: tuple[float, float] | None, scale: float) -> None:
        """Make figure and scene; see `Demo.frame`."""
        size = size or tuple(DPI * inches for inches in demo.figsize)
        pixels = [round(side * scale) for side in size]
        dpi = pixels[0] / (demo.figsize[0] * (UPRIGHT if is_upright(size) else 1))
        self.figure = Figure(figsize=[side / dpi for side in pixels], dpi=dpi, layout="none")
        FigureCanvasAgg(self.figure)
        set_margins(self.figure)
        self.scene = demo.scene(self.figure)
        self.alt = ""
        self._demo, self._background = demo, None
        self._known: set[Artist] = set()
        coarse = (LIGHT_PIXELS / np.prod(pixels)) ** 0.5
        self._light = Frame(demo, size, scale * coarse) if coarse < 0.99 else None
        self._drawn = self

    def png(self, values: Mapping[str, Any], light: bool = False) -> bytes:
        """Return the picture of `values`; a light one is coarser where this one is large."""
        self._drawn = self._light if light and self._light else self
        if self._drawn is not self:
            picture = self._drawn.png(values)
            self.alt = self._drawn.alt
            return picture
        self._update(values)
        canvas = self.figure.canvas
        if self.figure.stale:
            self._draw_background(values)
        else:
            canvas.restore_region(self._background)
        for artist in self._front():
            artist.draw(canvas.get_renderer())
        self.figure.stale = False  # a legend counts as changed by being drawn
        return encode(np.asarray(canvas.buffer_rgba()))

    def boxes(self) -> dict[str, list[float]]:
        """Return where on the picture drawn last controls can be set, see `clicks.box`."""
        here, controls = self._drawn, filter(clicks.can_click, self._demo.controls)
        return {c.name: clicks.box(here.scene, c, here.figure) for c in controls}

    def clicked(self, control: "Control", at: tuple[float, float]) -> Any:
        """Return the value that a click on the picture drawn last sets, see `clicks.clicked`."""
        return clicks.clicked(self._drawn.scene, control, self._drawn.figure, at)

    def save(self, values: Mapping[str, Any], *, controls: bool = False) -> bytes:
        """Return the picture for a lesson, compressed well; with `controls`, these are below it."""
        self._update(values)
        page = draw_strip(self.figure, self._demo.controls, values) if controls else None
        buffer = io.BytesIO()
        self.figure.savefig(buffer, format="png", dpi=self.figure.dpi, bbox_inches=page)
        return buffer.getvalue()

    def _update(self, values: Mapping[str, Any]) -> None:
        self.alt = self._demo.describe(values, call(self.scene.update, values))

    def _draw_background(self, values: Mapping[str, Any]) -> None:
        """Draw what stands still, and remember its pixels."""
        parts = {part for ax in self.figure.axes for part in _parts(ax)}
        if parts - self._known:  # all that is new is stale; a second update tells what moves
            for part in parts:
                part.stale = False
            self._update(values)
        for ax in self.figure.axes:
            _part(ax)
        self.figure.canvas.draw()
        self._background = self.figure.canvas.copy_from_bbox(self.figure.bbox)
        self._known = parts

    def _front(self) -> Iterator[Artist]:
        """Return what is not in the background, from back to front."""
        for ax in self.figure.axes:
            front = [part for part in _parts(ax) if part.get_animated()]
            yield from sorted(front, key=lambda part: part.zorder)


def _part(ax: Axes) -> None:
    """Mark what moves as animated, as Matplotlib calls it, and what lies above it."""
    titles = (ax.title, ax._left_title, ax._right_title)
    inside = [part for part in _parts(ax) if part not in titles]
    moving = [
        p for p in inside if (p.stale or p.get_animated()) and not isinstance(p, Axis | Spine)
    ]
    lowest = min((part.zorder for part in moving), default=np.inf)
    for part in inside:
        part.set_animated(part.zorder >= lowest)
    for title in titles:
        title.set_animated(True)


def _parts(ax: Axes) -> list[Artist]:
    """Return what `Axes.draw` draws upon the patch."""
    frame = (Axis, Spine) if not ax.axison else ()
    return [p for p in ax.get_children() if p is not ax.patch and not isinstance(p, frame)]
