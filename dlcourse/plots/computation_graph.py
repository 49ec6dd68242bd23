"""The computational graph: forward values above each edge, gradients below."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import matplotlib.pyplot as plt
import numpy as np
from matplotlib.axes import Axes
from matplotlib.patches import Circle

from dlcourse.plots.style import COLORS, REGION_COLORS
from dlcourse.scratch.autograd import Edge, Value, graph_edges

FORWARD, BACKWARD = COLORS["blue"], COLORS["vermilion"]
_RADIUS, _COLUMN, _ROW = 0.36, 2.1, 1.5
_FONT = 17.0  # points, where a unit of the picture is an inch
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
    edges = graph_edges(output)
    forward, backward = (len(edges) if n is None else n for n in (forward, backward))
    labels = _labels(output, names or {})
    if not edges or not (0 <= forward <= len(edges) and 0 <= backward <= len(edges)):
        raise ValueError(
            f"Expected a computed Value and from 0 to {len(edges)} edges. "
            f"Received: {output!r}, forward={forward}, backward={backward}"
        )
    places = _places(output)
    end = places[id(output)] + [_COLUMN, 0]
    view = _view(np.array([*places.values(), end]))
    ax = plt.subplots(figsize=_figsize(view))[1] if ax is None else ax
    font = _font(ax, view)
    numbers = _numbers(edges, forward, backward, slopes)
    _draw_edges(ax, edges, places, numbers, backward, font)
    above = _short(output.data) if forward == len(edges) else None
    below = _short(output.gradient) if backward else None
    _draw_edge(ax, places[id(output)], end, above, below, font)
    for value in output.ancestors():
        _draw_node(ax, places[id(value)], value, labels.get(id(value), ""), font)
        _draw_sum(ax, places[id(value)], value, edges, len(edges) - backward, font)
    ax.set(xlim=view[:, 0], ylim=view[:, 1], aspect="equal")
    ax.axis("off")
    return ax


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
) -> list[tuple[str | None, str | None]]:
    """Return what stands above and below each edge; None where nothing is shown yet."""
    product = "{}·{} = {}" if slopes else "{2}"
    found = []
    for number, edge in enumerate(edges):
        back = map(_short, (edge.child.gradient, edge.slope, edge.gradient))
        above = _short(edge.parent.data) if number < forward else None
        found.append((above, product.format(*back) if number >= len(edges) - backward else None))
    return found


def _draw_edges(ax: Axes, edges, places, numbers, backward: int, font: float) -> None:
    """Draw the edges between the nodes; the one that the backward pass has reached is bold."""
    for number, edge in enumerate(edges):
        bold = number == len(edges) - backward and 0 < backward < len(edges)
        ends = places[id(edge.parent)], places[id(edge.child)]
        _draw_edge(ax, *ends, *numbers[number], font, bold=bold)


def _draw_edge(
    ax: Axes, start: np.ndarray, end: np.ndarray, above: str | None, below: str | None,
    font: float, *, bold: bool = False,
) -> None:  # fmt: skip
    """Draw an arrow between two circles, with text on either side of it."""
    along = (end - start) / np.linalg.norm(end - start)
    tail, head = start + _RADIUS * along, end - _RADIUS * along
    color = BACKWARD if bold else COLORS["grey"]
    arrow = {
        "arrowstyle": "<|-" if bold else "-|>",
        "lw": 3.5 if bold else 1.6,
        "color": color,
        "mutation_scale": 15,
    }
    ax.annotate("", head, tail, arrowprops={**arrow, "shrinkA": 0, "shrinkB": 0})
    normal = np.array([-along[1], along[0]])
    angle = np.degrees(np.arctan2(along[1], along[0]))
    style = {"ha": "center", "rotation": angle, "rotation_mode": "anchor", "fontsize": font}
    for text, side, va, color in ((above, 1, "bottom", FORWARD), (below, -1, "top", BACKWARD)):
        if text is not None:
            place = (tail + head) / 2 + side * 0.07 * normal
            weight = "bold" if bold and side < 0 else "normal"
            ax.text(*place, text, va=va, color=color, weight=weight, **style)


def _draw_node(ax: Axes, place: np.ndarray, value: Value, name: str, font: float) -> None:
    computed = bool(value.parents)
    face = "white" if computed else REGION_COLORS[0]
    ax.add_patch(Circle(place, _RADIUS, facecolor=face, edgecolor="black", lw=1.8, zorder=3))
    inside = _symbol(value) if computed else name or _short(value.data)
    seen = inside.translate(str.maketrans("", "", "$_"))  # what mathematics shows of a name
    size = 1.2 * font if len(seen) < 4 else font if len(seen) < 5 else max(12, 0.8 * font)
    ax.text(*place, inside, ha="center", va="center", fontsize=size, zorder=4)
    if computed and name:
        above = place + [0, _RADIUS + 0.07]
        ax.text(*above, name, ha="center", va="bottom", fontsize=font, zorder=4)


def _symbol(value: Value) -> str:
    """Return what stands in the circle of a computed Value: its operation as one writes it."""
    number, operation = getattr(value, "number", None), value.operation
    if number is not None:
        signed = {"+": "−" if number < 0 else "+", "*": "×", "**": "power"}[operation]
        shown = abs(number) if operation == "+" else number
        operation = f"{signed} {shown:g}".replace("-", "−")
    return _SYMBOLS.get(operation, operation)


def _draw_sum(
    ax: Axes,
    place: np.ndarray,
    value: Value,
    edges: Sequence[Edge],
    first_back: int,
    font: float,
) -> None:
    """Write the sum under a fork, once all of its edges have brought their part."""
    uses = [number for number, edge in enumerate(edges) if edge.parent is value]
    if len(uses) > 1 and min(uses) >= first_back:
        below = place - [0, _RADIUS + 0.07]
        text = f"sum {_short(value.gradient)}"
        ax.text(*below, text, ha="center", va="top", color=BACKWARD, fontsize=font, zorder=4)


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
    return float(np.clip(_FONT * inches, 12, 20))


def _short(number: float) -> str:
    """Write a number with at most three digits, and a real minus sign."""
    return f"{number + 0.0:.3g}".replace("-", "−")
