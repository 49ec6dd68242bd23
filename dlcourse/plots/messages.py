"""Rounds of messages on a small graph: every number, who hears it, and the matrix that says so."""

from __future__ import annotations

import matplotlib.pyplot as plt
import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.patches import FancyArrowPatch, Rectangle
from numpy.typing import ArrayLike

from dlcourse.plots.film import Film
from dlcourse.plots.graphs import GraphPicture
from dlcourse.plots.node_places import graph_layout
from dlcourse.plots.style import COLORS

_LIT = COLORS["vermilion"]
_SIZE = 1300.0  # of a node, in points squared: room for a number
_FREE = 21  # points around the middle of a node that arrows leave free
_ON_THE_WAY = (0.3, 0.65)  # where the numbers are seen between sender and receiver
_MOVE_MS, _READ_MS = 350, 1300


class MessageRounds:
    """A graph before and after each round; below it the matrix, times the old numbers, and the new.

    Args:
        matrix: A message matrix in which each node takes a mean, shape (n_nodes, n_nodes): in each
            row the entries that are not 0 are equal and sum to 1. Up to eight nodes or so.
        numbers: What the nodes hold at first, shape (n_nodes,).
        rounds: How many.
        figure: Where to draw.

    Attributes:
        held: What the nodes hold before and after each round, shape (rounds + 1, n_nodes).

    Raises:
        ValueError: A row is not a mean, `numbers` has another length, or there is no round.
    """

    def __init__(self, matrix: ArrayLike, numbers: ArrayLike, rounds: int, figure: Figure):
        """Draw what stays."""
        self.matrix, first = np.asarray(matrix, float), np.asarray(numbers, float)
        _check(self.matrix, first, rounds)
        self.held = np.array(
            [np.linalg.matrix_power(self.matrix, k) @ first for k in range(rounds + 1)]
        )
        self.places = graph_layout(self.matrix)
        grid = figure.add_gridspec(2, 2, height_ratios=(1, 1.1))
        self._before, self._after = (
            self._draw_graph(figure.add_subplot(grid[0, k])) for k in (0, 1)
        )
        self._table = figure.add_subplot(grid[1, :])
        self._draw_table()
        self._moving: list = []
        self.update(1, 0, 0)  # the layout needs all texts

    def update(
        self, round_: int, node: int, way: float | None = None, *, written: int | None = None
    ) -> None:
        """Show one node listening in one round, or what it makes of what it hears.

        Args:
            round_: From 1.
            node: Who listens.
            way: How far the messages have come, from 0 to 1; None if they have arrived, and the
                mean is written.
            written: How many nodes have their new number; by default all up to this one.
        """
        for artist in self._moving:
            artist.remove()
        self._moving = []
        old, new = self.held[round_ - 1], self.held[round_]
        senders = np.flatnonzero(self.matrix[node])
        done = node + (way is None) if written is None else written
        self._write(self._before, old, len(old), [node])
        self._write(self._after, new, done, [node] if way is None else [])
        self._before[1].set_title(f"before round {round_}", loc="left")
        self._after[1].set_title(f"after round {round_}", loc="left")
        self._send(senders, node, old, way)
        self._fill_table(round_, node, done)
        terms = " ".join(_term(old[j], first=j == senders[0]) for j in senders)
        mean = f"= {_short(new[node])}" if way is None else ""
        self._sum.set_text(f"round {round_}, node {node}:\n\n({terms}) / {len(senders)}\n\n{mean}")

    def _draw_graph(self, ax: Axes) -> tuple[GraphPicture, Axes]:
        ends = [abs(end) for end in (self.held[-1].min(), self.held[-1].max()) if end]
        full = min(ends, default=1.0)  # so the last picture has the colours that the film needs
        edges = self.matrix * (1 - np.eye(len(self.matrix))) > 0
        names = [""] * len(self.matrix)
        picture = GraphPicture(
            edges, self.places, labels=names, size=_SIZE, limits=(-full, full), ax=ax
        )
        for text in ax.texts:
            text.set_size(11)
        for node, (x, y) in enumerate(self.places):
            below = self.places[edges[node]].mean(axis=0)[1] > y + 0.2  # its neighbours lie above
            style = {"textcoords": "offset points", "ha": "center", "size": 10}
            shift, side = (-29, "top") if below else (29, "bottom")
            ax.annotate(f"node {node}", (x, y), (0, shift), va=side, **style)
        ax.margins(0.12, 0.3)
        return picture, ax

    def _write(self, graph: tuple, held: np.ndarray, written: int, listening: list[int]) -> None:
        """Write the first numbers of a graph, and leave its other nodes white and empty."""
        seen = np.arange(len(held)) < written
        texts = [_short(number) if there else "" for number, there in zip(held, seen, strict=True)]
        graph[0].update(np.where(seen, held, 0), known=listening, labels=texts)

    def _send(self, senders: np.ndarray, node: int, old: np.ndarray, way: float | None) -> None:
        """Draw an arrow from each neighbour, and its number on the way."""
        ax, to = self._before[1], self.places[node]
        for sender in senders[senders != node]:
            start = self.places[sender]
            arrow = FancyArrowPatch(
                start, to, arrowstyle="-|>", mutation_scale=16, color=_LIT, lw=2.4,
                shrinkA=_FREE, shrinkB=_FREE, zorder=2,
            )  # fmt: skip
            self._moving.append(ax.add_patch(arrow))
            if way is not None:
                box = {"facecolor": "white", "edgecolor": _LIT, "pad": 1.5}
                style = {"ha": "center", "va": "center", "size": 11, "bbox": box, "zorder": 6}
                at = start + way * (to - start)
                self._moving.append(ax.text(*at, _short(old[sender]), **style))

    def _draw_table(self) -> None:
        """Draw matrix, old numbers and new ones as tables."""
        n, ax = len(self.matrix), self._table
        style = {"ha": "center", "va": "center", "size": 12}
        for i, j in np.ndindex(n, n):
            share = self.matrix[i, j]
            text = f"1/{round(1 / share)}" if share else "0"
            ax.text(j, i, text, color="black" if share else "#A6A6A6", **style)
        for i in range(n):
            ax.text(-0.7, i, f"node {i}", ha="right", va="center", size=10)
        for sign, x in (("×", n - 0.1), ("=", n + 1.7)):
            ax.text(x, (n - 1) / 2, sign, **style | {"size": 16})
        self._old, self._new = (
            [ax.text(x, i, "", **style) for i in range(n)] for x in (n + 0.8, n + 2.6)
        )
        for left, width, name in ((-0.5, n, "M"), (n + 0.2, 1.2, "old"), (n + 2, 1.2, "new")):
            ax.add_patch(Rectangle((left, -0.5), width, n, fc="none", ec="#404040", lw=1.2))
            ax.text(left + width / 2, -0.65, name, ha="center", va="bottom", size=12)
        lit = {"fc": COLORS["yellow"], "ec": "none", "alpha": 0.45, "zorder": 0}
        self._rows = [
            ax.add_patch(Rectangle((left, 0), width, 1, **lit))
            for left, width in ((-0.5, n), (n + 2, 1.2))
        ]
        self._sum = ax.text(n + 3.8, (n - 1) / 2, "", va="center", size=13, color=_LIT)
        ax.set(xlim=(-1.8, n + 10.5), ylim=(n - 0.4, -1.3))
        ax.axis("off")

    def _fill_table(self, round_: int, node: int, done: int) -> None:
        old, new = self.held[round_ - 1], self.held[round_]
        heard = self.matrix[node] > 0
        for i, (text, other) in enumerate(zip(self._old, self._new, strict=True)):
            text.set(text=_short(old[i]), weight="bold" if heard[i] else "normal",
                     color=_LIT if heard[i] else "black")  # fmt: skip
            other.set_text(_short(new[i]) if i < done else "")
        for row in self._rows:
            row.set_y(node - 0.5)


def film_messages(matrix: ArrayLike, numbers: ArrayLike, *, rounds: int = 2) -> Film:
    """Return a film of messages on a small graph: node after node hears its neighbours.

    All of a round listen to the old numbers; they are shown one after the other so that each can
    be read. It ends with all numbers, and with the node that hears most.

    Args:
        matrix: A message matrix in which each node takes a mean, such as that of
            `scratch.normalize_adjacency(adjacency, "row")`, shape (n_nodes, n_nodes).
        numbers: What the nodes hold at first, shape (n_nodes,).
        rounds: How many rounds.

    Raises:
        ValueError: A row is not a mean, `numbers` has another length, or there is no round.

    Example:
        >>> film_messages([[0.5, 0.5], [0.5, 0.5]], [0, 4], rounds=1)
        Film(7 pictures)
    """
    figure = plt.figure(figsize=(11, 5))
    scene = MessageRounds(matrix, numbers, rounds, figure)
    n = len(scene.matrix)
    moments = [
        (round_, node, way)
        for round_ in range(1, rounds + 1)
        for node in range(n)
        for way in (*_ON_THE_WAY, None)
    ]
    hears_most = int(np.sum(scene.matrix != 0, axis=1).argmax())

    def show(number: int) -> None:
        if number < len(moments):
            scene.update(*moments[number])
        else:
            scene.update(rounds, hears_most, written=n)

    pauses = [_READ_MS if way is None else _MOVE_MS for *_, way in moments]
    return Film(figure, show, len(moments) + 1, interval_ms=[*pauses, _READ_MS], sharpness=1)


def _check(matrix: np.ndarray, numbers: np.ndarray, rounds: int) -> None:
    square = matrix.ndim == 2 and numbers.shape == (len(matrix),) == matrix.shape[1:]
    counts = np.sum(matrix != 0, axis=-1, keepdims=True) if square else 0
    if not square or rounds < 1 or not np.allclose(matrix * counts, matrix != 0):
        raise ValueError(
            "Expected a square matrix each of whose rows takes a mean, a number for each node, "
            f"and a round or more. Received: matrix.shape={matrix.shape}, "
            f"numbers.shape={numbers.shape}, rounds={rounds}"
        )


def _short(number: float) -> str:
    """Write a number with at most two decimals, and a real minus sign."""
    text = f"{number:.2f}".rstrip("0").rstrip(".").replace("-", "−")
    return "0" if text == "−0" else text


def _term(number: float, *, first: bool) -> str:
    """Write a number as a part of a sum."""
    text = _short(number)
    if first:
        return text
    return f"− {text[1:]}" if text.startswith("−") else f"+ {text}"
