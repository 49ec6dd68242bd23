"""Graphs: a circle for each node, a line for each edge."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import matplotlib.pyplot as plt
import numpy as np
from matplotlib.axes import Axes
from matplotlib.collections import LineCollection, PathCollection
from matplotlib.colors import LinearSegmentedColormap, to_rgba
from numpy.typing import ArrayLike

from dlcourse.plots.node_places import graph_layout
from dlcourse.plots.style import CLASS_COLORS, CLASS_MARKERS, COLORS

#: From the colour of class 0 over white to that of class 1.
BETWEEN = LinearSegmentedColormap.from_list("between", [CLASS_COLORS[0], "white", CLASS_COLORS[1]])
_RIM = "#404040"
_DARK = 0.45  # a label on a colour darker than this is white


class GraphPicture:
    """A drawn graph whose colours and marks can change; `plot_graph` says what the options are.

    Attributes:
        places: Where the nodes are drawn, shape (n_nodes, 2).
    """

    def __init__(
        self,
        adjacency: ArrayLike,
        places: ArrayLike | None = None,
        *,
        classes: ArrayLike | None = None,
        labels: bool | Sequence[Any] = True,
        size: float | None = None,
        limits: tuple[float, float] = (0.0, 1.0),
        ax: Axes,
    ):
        """Draw the edges and white nodes."""
        adjacency = np.asarray(adjacency, dtype=float)
        self.places = graph_layout(adjacency) if places is None else np.asarray(places, dtype=float)
        n = len(adjacency)
        self.classes = np.zeros(n, int) if classes is None else np.asarray(classes)
        texts = [""] * n if labels is False else list(range(n)) if labels is True else list(labels)
        _check(adjacency, self.places, self.classes, texts)
        self.n, self.limits = n, limits
        self.size = float(np.clip(16000 / n, 60, 620)) if size is None else size
        _draw_edges(adjacency, self.places, ax)
        self._shapes = self._draw_nodes(classes is not None, ax)
        self._known = self._rings("black", "-", 2.6, 3.5, ax)
        self._wrong = self._rings(COLORS["vermilion"], (0, (2, 1)), 2.2, 4, ax)
        style = {"ha": "center", "va": "center", "size": 0.42 * np.sqrt(self.size), "zorder": 5}
        pairs = zip(self.places, texts, strict=True)
        self._texts = [ax.text(*place, str(text), **style) for place, text in pairs]
        ax.set_aspect("equal")
        middle = self.places.mean(axis=0)
        ax.update_datalim([middle - 0.25, middle + 0.25])  # two nodes have no height of their own
        ax.margins(0.12)
        ax.axis("off")

    def update(
        self,
        values: ArrayLike | None = None,
        *,
        known: Sequence[int] = (),
        wrong: Sequence[int] = (),
        labels: Sequence[str] | None = None,
    ) -> None:
        """Give the nodes other colours, marks and labels.

        Args:
            values: A number for each node, shape (n_nodes,); nan for a grey one. Without it, each
                has the colour of its class.
            known: Nodes with a thick rim.
            wrong: Nodes with a dashed ring around them.
            labels: A text for each node; `None` leaves those that stand.

        Raises:
            ValueError: There is not one value for each node.
        """
        colors = self._colors(values)
        for text, label in zip(self._texts, labels or (), strict=labels is not None):
            text.set_text(label)
        for number, shape in self._shapes:
            shape.set_facecolor(colors[self.classes == number] if number >= 0 else colors)
        for ring, nodes in ((self._known, known), (self._wrong, wrong)):
            ring.set_offsets(self.places[list(nodes)] if len(nodes) else np.empty((0, 2)))
        bright = colors[:, :3] @ [0.299, 0.587, 0.114]
        for text, brightness in zip(self._texts, bright, strict=True):
            text.set_color("white" if brightness < _DARK else "black")

    def _colors(self, values: ArrayLike | None) -> np.ndarray:
        """Return RGBA for each node."""
        if values is None:
            rgb = [to_rgba(CLASS_COLORS[c % 6]) for c in self.classes]
            return np.array(rgb)
        values = np.asarray(values, dtype=float)
        if values.shape != (self.n,):
            raise ValueError(
                f"Expected a value for each of {self.n} nodes. Received: shape {values.shape}"
            )
        low, high = self.limits
        colors = BETWEEN(np.clip((values - low) / (high - low), 0, 1))
        colors[np.isnan(values)] = to_rgba("#D9D9D9")
        return colors

    def _draw_nodes(self, by_class: bool, ax: Axes) -> list[tuple[int, PathCollection]]:
        """Draw the nodes, a marker for each class, and return them with the class's number."""
        style = {"s": self.size, "c": "white", "edgecolors": _RIM, "linewidths": 1.1, "zorder": 3}
        style["clip_on"] = False
        if not by_class:
            return [(-1, ax.scatter(*self.places.T, **style))]
        return [
            (int(c), ax.scatter(*self.places[self.classes == c].T, marker=_marker(c), **style))
            for c in np.unique(self.classes)
        ]

    def _rings(self, color: str, line: Any, width: float, zorder: float, ax: Axes) -> Any:
        factor = 1.8 if zorder < 4 else 3.0
        style = {"facecolors": "none", "edgecolors": color, "linewidths": width, "clip_on": False}
        return ax.scatter([], [], s=factor * self.size, linestyles=[line], zorder=zorder, **style)


def plot_graph(
    adjacency: ArrayLike,
    places: ArrayLike | None = None,
    *,
    values: ArrayLike | None = None,
    classes: ArrayLike | None = None,
    known: Sequence[int] = (),
    wrong: Sequence[int] = (),
    labels: bool | Sequence[Any] = True,
    size: float | None = None,
    limits: tuple[float, float] = (0.0, 1.0),
    ax: Axes | None = None,
) -> Axes:
    """Draw a graph of up to a few hundred nodes.

    Args:
        adjacency: Weights of the edges, shape (n_nodes, n_nodes), 0 for none; the wider the line,
            the larger the weight. Self-loops are not drawn.
        places: Where to draw the nodes, shape (n_nodes, 2); `plots.graph_layout` if None.
        values: A number for each node, shape (n_nodes,): its colour, from blue at the lower of
            `limits` over white to orange at the upper; grey for nan.
        classes: Class of each node, shape (n_nodes,), whole numbers from 0: its shape, and, where
            there are no values, its colour.
        known: Nodes with a thick rim, such as those whose class is known.
        wrong: Nodes with a dashed ring around them.
        labels: A text on each node; True for its number, False for none.
        size: Of a node, in points squared; chosen by the number of nodes if None.
        limits: Values of the two ends of the colours.
        ax: Where to draw; `None` makes a new figure.

    Raises:
        ValueError: Shapes do not fit each other.

    Example:
        >>> ax = plot_graph([[0, 1], [1, 0]], values=[0.1, 0.9])
    """
    ax = plt.subplots(figsize=(8, 4.5))[1] if ax is None else ax
    picture = GraphPicture(
        adjacency, places, classes=classes, labels=labels, size=size, limits=limits, ax=ax
    )
    white = values is None and classes is None
    middle = np.full(picture.n, sum(limits) / 2)
    picture.update(middle if white else values, known=known, wrong=wrong)
    return ax


def _draw_edges(adjacency: np.ndarray, places: np.ndarray, ax: Axes) -> None:
    """Draw a line for each edge, wider for a larger weight."""
    both = np.maximum(np.abs(adjacency), np.abs(adjacency.T))
    ends = np.argwhere(np.triu(both, k=1) > 0)
    if not len(ends):
        return
    weights = both[tuple(ends.T)]
    widths = 0.6 + 1.4 * weights / weights.max()
    lines = LineCollection(places[ends], colors="#A6A6A6", linewidths=widths, zorder=1)
    ax.add_collection(lines)


def _marker(number: int) -> str:
    """Return the marker of a class; a triangle would leave no room for a label, so a square."""
    return ("o", "s", "D", "P", *CLASS_MARKERS)[number % 6]


def _check(adjacency: np.ndarray, places: np.ndarray, classes: np.ndarray, texts: list) -> None:
    n = len(adjacency)
    fits = adjacency.shape == (n, n) and places.shape == (n, 2) and classes.shape == (n,)
    if not fits or len(texts) != n:
        raise ValueError(
            "Expected adjacency of shape (n_nodes, n_nodes), and a place of two numbers, a class "
            f"and a label for each node. Received: adjacency.shape={adjacency.shape}, "
            f"places.shape={places.shape}, classes.shape={classes.shape}, {len(texts)} labels"
        )
