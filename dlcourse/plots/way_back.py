"""A batch on its way up through two layers, and delta on its way back: a picture, and a film."""

from __future__ import annotations

from collections.abc import Sequence

import matplotlib.pyplot as plt
from matplotlib.axes import Axes
from matplotlib.patheffects import AbstractPathEffect
from matplotlib.text import Annotation

from dlcourse.plots.film import Film
from dlcourse.plots.style import COLORS

_UP, _BACK = COLORS["blue"], COLORS["vermilion"]
#: From left to right: arrays, and between them, in frames, what is done to them.
_GOES_UP = ("$X$", "@ $W_1$", "$Z_1$", "tanh", "$H_1$", "@ $W_2$", "$Z_2$")
_END = ("softmax,\nmean loss", "$L$")
#: Each step back stands below its twin. Before each text: when the film shows it.
_COMES_BACK = {
    7: (5, r"$(\hat y - y)\,/\,N$"),
    6: (5, r"$\delta_2$"),
    5: (7, r"@ $W_2^\mathsf{T}$"),
    3: (8, r"$\odot\, f\,'(Z_1)$"),
    2: (8, r"$\delta_1$"),
}
#: How far the arrowheads stay from the middle of what they point at, on the way up and back.
_REACH_UP, _REACH_BACK = {1: 0.29, 3: 0.25, 5: 0.29, 7: 0.48}, {5: 0.3, 3: 0.37}
_KERNELS = {6: (6, r"$H_1^\mathsf{T}$ @ $\delta_2$"), 2: (9, r"$X^\mathsf{T}$ @ $\delta_1$")}
#: What of the batch the way back uses again: X, Z1 and H1.
_KEPT = [
    (9, (0.1, 1.35), (0.87, -0.7)),
    (8, (2.2, 1.35), (2.8, 0.6)),
    (6, (4.1, 1.35), (4.87, -0.7)),
]
_LAST = 10  # all stands there, and nothing is bold
_THIN, _BOLD = 2.0, 4.0  # points
_READ_MS = 1200


class _WholeHead(AbstractPathEffect):
    """Dots for an arrow's line alone; its head, which is filled, keeps a whole outline."""

    def draw_path(self, renderer, gc, tpath, affine, rgbFace=None) -> None:  # noqa: N803
        """Draw one path of the arrow."""
        if rgbFace is not None:
            gc.set_dashes(0, None)
        renderer.draw_path(gc, tpath, affine, rgbFace)


class WayBack:
    """The picture of `plot_way_back`, drawn step by step.

    Args:
        sizes: Numbers of inputs, of hidden units, and of classes.
        samples: Rows of the batch.
        ax: Where to draw.

    Raises:
        ValueError: There are not three sizes.
    """

    def __init__(self, sizes: Sequence[int], samples: int, ax: Axes) -> None:
        """Draw all of it."""
        inputs, hidden, classes = sizes
        self._shapes = {0: (samples, inputs), 1: (inputs, hidden), 2: (samples, hidden)}
        self._shapes |= {4: (samples, hidden), 5: (hidden, classes), 6: (samples, classes)}
        self._ax, self._drawn = ax, [[] for _ in range(_LAST)]
        self._draw_up()
        self._draw_back()
        self._draw_kernels()
        ax.set(xlim=(-0.5, 8.5), ylim=(-1.95, 2.6))
        ax.set_axis_off()

    def update(self, step: int) -> None:
        """Show what is known at a step; what is new is bold.

        Args:
            step: 0 for the batch alone; 1 to 4 on the way up; 5 to 9 on the way back; 10 for all.
        """
        for number, artists in enumerate(self._drawn):
            for artist in artists:
                artist.set_visible(number <= step)
                line = artist.arrow_patch if isinstance(artist, Annotation) else None
                line = line or artist.get_bbox_patch()
                line.set_linewidth(_BOLD if number == step else _THIN)

    def _draw_up(self) -> None:
        for x, (height, width) in self._shapes.items():
            self._write((x + 1) // 2, (x, 2.25), f"{height} × {width}", _UP, size=12)
        for x, text in enumerate((*_GOES_UP, *_END)):
            self._write((x + 1) // 2, (x, 1.6), text, _UP, framed=x % 2 == 1)
        for x in range(1, 9):
            end = x - _REACH_UP.get(x, 0.24)
            self._arrow((x + 1) // 2, (x - 0.8, 1.6), (end, 1.6), _UP)

    def _draw_back(self) -> None:
        for x, (step, text) in _COMES_BACK.items():
            self._write(step, (x, 0.4), text, _BACK, framed=x % 2 == 1)
        self._arrow(5, (7.95, 1.35), (7.35, 0.6), _BACK)
        for start, end in ((7, 6), (6, 5), (5, 3), (3, 2)):
            to = end + _REACH_BACK.get(end, 0.24)
            self._arrow(_COMES_BACK[end][0], (start - 0.2, 0.4), (to, 0.4), _BACK)
        for x in (6, 2):
            shape = "{} × {}".format(*self._shapes[x])
            self._write(_COMES_BACK[x][0], (x, 0.85), shape, _BACK, size=12)

    def _draw_kernels(self) -> None:
        for x, (step, text) in _KERNELS.items():
            self._write(step, (x - 1, -0.9), text, _BACK)
            self._arrow(step, (x - 0.1, 0.2), (x - 0.65, -0.75), _BACK)
            height, width = self._shapes[x - 1]
            text = f"gradient of $W_{(x + 2) // 4}$\n{height} × {width}"
            self._write(step, (x - 1, -1.55), text, _BACK, size=12)
        for step, start, end in _KEPT:
            self._arrow(step, start, end, _UP, linestyle=":")

    def _write(
        self,
        step: int,
        at: tuple[float, float],
        text: str,
        color: str,
        *,
        size: int = 15,
        framed: bool = False,
    ) -> None:
        frame = {"boxstyle": "round,pad=0.35", "facecolor": "white", "edgecolor": color}
        frame["linewidth"] = _THIN
        box = frame if framed else {"facecolor": "white", "edgecolor": "none", "pad": 1.5}
        style = {"ha": "center", "va": "center", "fontsize": size, "color": color, "zorder": 3}
        self._drawn[step].append(self._ax.text(*at, text, bbox=box, **style))

    def _arrow(
        self,
        step: int,
        start: tuple[float, float],
        end: tuple[float, float],
        color: str,
        linestyle: str = "-",
    ) -> None:
        style = {"arrowstyle": "-|>", "linewidth": _THIN, "color": color, "mutation_scale": 16}
        style |= {"linestyle": linestyle, "path_effects": [_WholeHead()]}
        arrow = self._ax.annotate("", end, start, arrowprops=style, zorder=1)
        self._drawn[step].append(arrow)


def plot_way_back(
    sizes: Sequence[int] = (64, 20, 10), *, samples: int = 32, ax: Axes | None = None
) -> Axes:
    """Draw how a batch goes up through two tanh layers, and how delta comes back from the loss.

    Args:
        sizes: Numbers of inputs, of hidden units, and of classes.
        samples: Rows of the batch.
        ax: Where to draw; `None` makes a new figure.

    Raises:
        ValueError: There are not three sizes.
    """
    _check(sizes)
    ax = plt.subplots(figsize=(12, 4.6))[1] if ax is None else ax
    WayBack(sizes, samples, ax)
    return ax


def film_way_back(sizes: Sequence[int] = (64, 20, 10), *, samples: int = 32) -> Film:
    """Return a film of `plot_way_back`: the batch goes up to the loss, then delta comes back.

    It ends with the whole picture.

    Args:
        sizes: Numbers of inputs, of hidden units, and of classes.
        samples: Rows of the batch.

    Raises:
        ValueError: There are not three sizes.
    """
    _check(sizes)
    figure, ax = plt.subplots(figsize=(12, 4.6))
    picture = WayBack(sizes, samples, ax)
    return Film(figure, picture.update, _LAST + 1, interval_ms=_READ_MS)


def _check(sizes: Sequence[int]) -> None:
    if len(sizes) != 3:
        raise ValueError(f"Expected inputs, hidden units and classes. Received: sizes={sizes}")
