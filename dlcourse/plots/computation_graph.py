"""The computational graph: forward values above each edge, gradients below."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import matplotlib.pyplot as plt
import numpy as np
from matplotlib.axes import Axes
from matplotlib.patches import Circle, FancyArrowPatch

from dlcourse.plots.style import COLORS, REGION_COLORS
from dlcourse.scratch.autograd import Edge, Value, graph_edges

FORWARD, BACKWARD = COLORS["blue"], COLORS["vermilion"]
_RADIUS, _COLUMN, _ROW = 0.36, 2.1, 1.5
_FONT = 17.0  # points, where a unit of the picture is an inch
_PLAIN = {"arrowstyle": "-|>", "lw": 1.6, "color": COLORS["grey"]}
#: Where the numbers have just come to, by the way they go.
_BOLD = {
    "forward": {"arrowstyle": "-|>", "lw": 3.5, "color": FORWARD},
    "back": {"arrowstyle": "<|-", "lw": 3.5, "color": BACKWARD},
}
_SMALLEST = 12.0
_MOVES = 5  # zorder of what moves, above all that stands still
_SYMBOLS = {"power 2": "( )²", "sigmoid": "σ", "*": "×", "-": "−"}


def plot_computation_graph(
    output: Value,
    *,
    names: Mapping[str, Value] | None = None,
    forward: int | None = None,
    backward: int | None = None,
    slopes: bool = False,
    ax: Axes | None = None,
) -> Axes:
    """Draw how a Value was computed: values above each edge, gradients below it.

    The number above an edge is what flows along it in the forward pass. The number below is what
    the backward pass sends along it to the left; a Value with several edges to the right adds up
    what they bring, and the sum stands below its circle. Call `output.backward()` first.
    For graphs that a reader can follow, up to twenty Values or so.

    Args:
        output: The last Value of the graph, of `dlcourse.scratch`; anything with its attributes
            and its method `ancestors` does.
        names: Names of Values, such as `{"w": w, "L": loss}`; a computed one shows its operation
            in the circle and the name above it. An input without a name shows its number.
        forward: How many edges show their value; all if None. The last one includes the output.
        backward: How many edges show their gradient, from the right; all if None. If not all are
            shown, the last of them is drawn in bold, its arrow pointing back.
        slopes: Write each gradient as a product, such as 4·2 = 8: what has come back to the node
            at the right, times the slope of the edge. For short numbers.
        ax: Where to draw; `None` makes a new figure.

    Raises:
        ValueError: `output` was not computed from anything, or a name belongs to no Value of the
            graph, or a number of edges is not one of 0, 1, ..., all.
    """
    done = _checked(output, forward, backward)  # before a figure is made in vain
    graph = ComputationGraph(output, names=names, ax=ax)
    graph.update(output, forward=done[0], backward=done[1], slopes=slopes)
    return graph.ax


class ComputationGraph:
    """The graph of `plot_computation_graph`, kept to be changed: made without the numbers.

    Attributes:
        ax: Where it is drawn.
    """

    def __init__(
        self, output: Value, *, names: Mapping[str, Value] | None = None, ax: Axes | None = None
    ) -> None:
        """Draw circles and arrows; see `plot_computation_graph`."""
        _checked(output, None, None)
        labels, places = _labels(output, names or {}), _places(output)
        end = places[id(output)] + [_COLUMN, 0]
        view = _view(np.array([*places.values(), end]))
        self.ax = ax = plt.subplots(figsize=_figsize(view))[1] if ax is None else ax
        font = _font(ax, view)
        ends = [(places[id(e.parent)], places[id(e.child)]) for e in graph_edges(output)]
        self._edges = [_Arrow(ax, *each, font) for each in ends]
        self._end = _Arrow(ax, places[id(output)], end, font)
        self._nodes = [
            _Node(ax, places[id(value)], value, labels.get(id(value), ""), font)
            for value in output.ancestors()
        ]
        ax.set(xlim=view[:, 0], ylim=view[:, 1], aspect="equal")
        ax.axis("off")

    def update(
        self,
        output: Value,
        *,
        forward: int | None = None,
        backward: int | None = None,
        slopes: bool = False,
    ) -> None:
        """Write the numbers of `output`, computed as the one that was drawn; the rest as there.

        Raises:
            ValueError: The graph is another one, or a number of edges is not one of 0, 1, ..., all.
        """
        edges = graph_edges(output)
        if len(edges) != len(self._edges):
            raise ValueError(
                f"Expected a graph of {len(self._edges)} edges. Received: {len(edges)} edges"
            )
        forward, backward = _checked(output, forward, backward)
        numbers = _numbers(edges, forward, backward, slopes)
        first_back = len(edges) - backward
        for number, arrow in enumerate(self._edges):
            arrow.update(*numbers[number], bold="back" if number == first_back > 0 else "")
        above = short(output.data) if forward == len(edges) else ""
        self._end.update(above, short(output.gradient) if backward else "")
        for node, value in zip(self._nodes, output.ancestors(), strict=True):
            node.update(value, _sum(value, edges, first_back))


class _Arrow:
    """An arrow between two circles, with a text on either side of it."""

    def __init__(self, ax: Axes, start: np.ndarray, end: np.ndarray, font: float) -> None:
        along = (end - start) / np.linalg.norm(end - start)
        tail, head = start + _RADIUS * along, end - _RADIUS * along
        plain = {"mutation_scale": 15, "shrinkA": 0, "shrinkB": 0, "zorder": _MOVES}
        self._arrow = ax.add_patch(FancyArrowPatch(tail, head, **_PLAIN, **plain))
        normal = np.array([-along[1], along[0]])
        angle = np.degrees(np.arctan2(along[1], along[0]))
        style = {"ha": "center", "rotation": angle, "rotation_mode": "anchor", "fontsize": font}
        above, below = ((tail + head) / 2 + side * 0.07 * normal for side in (1, -1))
        style["zorder"] = _MOVES
        self._above = ax.text(*above, "", va="bottom", color=FORWARD, **style)
        self._below = ax.text(*below, "", va="top", color=BACKWARD, **style)
        self._bold = ""

    def update(self, above: str, below: str, *, bold: str = "") -> None:
        """Write the texts; an arrow is bold where the "forward" or "back" pass has come to."""
        self._above.set_text(above)
        self._below.set_text(below)
        self.light(bold)

    def light(self, bold: str) -> None:
        """Make the arrow and its text bold, for the pass "forward" or "back", or plain again."""
        if bold != self._bold:
            self._bold = bold
            self._arrow.set(**_BOLD.get(bold, _PLAIN))
            self._above.set_weight("bold" if bold == "forward" else "normal")
            self._below.set_weight("bold" if bold == "back" else "normal")


class _Node:
    """A circle with what stands in, above and below it."""

    def __init__(self, ax: Axes, place: np.ndarray, value: Value, name: str, font: float) -> None:
        self._name, self._font = name, font
        face = "white" if value.parents else REGION_COLORS[0]
        ax.add_patch(Circle(place, _RADIUS, facecolor=face, edgecolor="black", lw=1.8, zorder=3))
        self._inside = ax.text(*place, "", ha="center", va="center", zorder=4)
        style = {"ha": "center", "fontsize": font, "zorder": 4}
        if value.parents and name:
            ax.text(*place + [0, _RADIUS + 0.07], name, va="bottom", **style)
        below, style["zorder"] = place - [0, _RADIUS + 0.07], _MOVES
        self._sum = ax.text(*below, "", va="top", color=BACKWARD, **style)

    def update(self, value: Value, below: str) -> None:
        """Write what may have changed: the number of an input without a name, and a sum."""
        inside = _symbol(value) if value.parents else self._name or short(value.data)
        if inside != self._inside.get_text():
            self._inside.set(text=inside, fontsize=_fitting(inside, self._font))
        self._sum.set_text(below)


def _checked(output: Value, forward: int | None, backward: int | None) -> tuple[int, int]:
    """Return how many edges show their value, and how many their gradient."""
    n = len(output.parents) and len(graph_edges(output))
    done = n if forward is None else forward, n if backward is None else backward
    if not n or not all(0 <= each <= n for each in done):
        raise ValueError(
            f"Expected a computed Value and from 0 to {n} edges. "
            f"Received: {output!r}, forward={done[0]}, backward={done[1]}"
        )
    return done


def _labels(output: Value, names: Mapping[str, Value]) -> dict[int, str]:
    known = {id(value) for value in output.ancestors()}
    strangers = [name for name, value in names.items() if id(value) not in known]
    if strangers:
        raise ValueError(f"Expected names of Values of this graph. Received: {strangers}")
    return {id(value): name for name, value in names.items()}


def _places(output: Value) -> dict[int, np.ndarray]:
    """Return the centre of each Value, by its id: inputs left, each just before its first use."""
    order = output.ancestors()
    column = dict.fromkeys(map(id, order), 0)
    for child in reversed(order):
        for parent in child.parents:
            column[id(parent)] = min(column[id(parent)], column[id(child)] - 1)
    # An edge that passes over a column needs room for its numbers: such inputs get a wider gap.
    far = {
        id(parent)
        for child in order
        for parent in child.parents
        if column[id(child)] > column[id(parent)] + 1
    }
    row, before = {}, None
    for value in order:
        if value.parents:
            row[id(value)] = float(np.mean([row[id(parent)] for parent in value.parents]))
        else:
            gap = 2 if far & {id(value), before} else 1
            row[id(value)] = 0.0 if before is None else row[before] - gap
            before = id(value)
    _part(order, column, row)
    return {i: np.array([_COLUMN * column[i], _ROW * row[i]]) for i in column}


def _part(order: Sequence[Value], column: dict[int, int], row: dict[int, float]) -> None:
    """Move Values of one column apart where they are closer than a row."""
    for number in set(column.values()):
        members = sorted((v for v in order if column[id(v)] == number), key=lambda v: -row[id(v)])
        for upper, lower in zip(members, members[1:], strict=False):
            row[id(lower)] = min(row[id(lower)], row[id(upper)] - 1)


def _numbers(
    edges: Sequence[Edge], forward: int, backward: int, slopes: bool
) -> list[tuple[str, str]]:
    """Return what stands above and below each edge; nothing where it is not known yet."""
    product = "{}·{} = {}" if slopes else "{2}"
    found = []
    for number, edge in enumerate(edges):
        back = map(short, (edge.child.gradient, edge.slope, edge.gradient))
        above = short(edge.parent.data) if number < forward else ""
        found.append((above, product.format(*back) if number >= len(edges) - backward else ""))
    return found


def _fitting(inside: str, font: float) -> float:
    """Return points with which a text fits into its circle."""
    seen = inside.translate(str.maketrans("", "", "$_"))  # what mathematics shows of a name
    if len(seen) < 4:
        return 1.2 * font if font > _SMALLEST else font
    return font if len(seen) < 5 else max(_SMALLEST, 0.8 * font)


def _symbol(value: Value) -> str:
    """Return what stands in the circle of a computed Value: its operation as one writes it."""
    number, operation = getattr(value, "number", None), value.operation
    if number is not None:
        signed = {"+": "−" if number < 0 else "+", "*": "×", "**": "power"}[operation]
        shown = abs(number) if operation == "+" else number
        operation = f"{signed} {shown:g}".replace("-", "−")
    return _SYMBOLS.get(operation, operation)


def _sum(value: Value, edges: Sequence[Edge], first_back: int) -> str:
    """Return what stands under a fork, once all of its edges have brought their part."""
    uses = [number for number, edge in enumerate(edges) if edge.parent is value]
    return f"sum {short(value.gradient)}" if len(uses) > 1 and min(uses) >= first_back else ""


def _view(places: np.ndarray) -> np.ndarray:
    """Return the lower left and the upper right corner of the picture."""
    low, high = places.min(axis=0), places.max(axis=0)
    return np.array([low - [_RADIUS + 0.1, 0.85], high + [0.1, 0.85]])


def _figsize(view: np.ndarray) -> tuple[float, float]:
    """Return inches that the graph fills, so that nothing is left blank above and below it."""
    width, height = view[1] - view[0]
    return 10.0, min(6.0, 10.0 * height / width)


def _font(ax: Axes, view: np.ndarray) -> float:
    """Return points that grow with the room between the circles."""
    inches = min(ax.figure.get_size_inches() / (view[1] - view[0]))
    return float(np.clip(_FONT * inches, _SMALLEST, 20))


def short(number: float) -> str:
    """Write a number with at most three digits, and a real minus sign."""
    return f"{number + 0.0:.3g}".replace("-", "−")
