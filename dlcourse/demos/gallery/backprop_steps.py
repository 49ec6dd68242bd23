"""Demo: backpropagation, one edge at a time."""

import textwrap

from matplotlib.figure import Figure

from dlcourse.demos.core.controls import Choice, Slider
from dlcourse.demos.core.demo import Demo
from dlcourse.plots.computation_graph import ComputationGraph
from dlcourse.scratch.autograd import Edge, Value, graph_edges

ERROR, FORK, NEURON, RELU = "a squared error", "a fork", "a sigmoid neuron", "two ReLU units"


def build(graph: str, w: float) -> tuple[Value, dict[str, Value]]:
    """Return the last Value of a graph, gradients set, and the names of its Values.

    Args:
        graph: One of the four options of the demo.
        w: The Value called w in all of them.
    """
    names = {"w": Value(w)}
    if graph == ERROR:
        names["x"] = Value(2.0)
        output = (names["w"] * names["x"] - 4) ** 2
    elif graph == FORK:
        names = {"a": Value(1.0), **names}
        output = ((names["a"] + names["w"]) * names["w"]) ** 2
    elif graph == NEURON:
        names |= {"x": Value(2.0), "b": Value(-4.0)}
        output = ((names["w"] * names["x"] + names["b"]).sigmoid() - 1) ** 2
    else:
        names |= {"x": Value(2.0)}
        product = names["w"] * names["x"]
        output = product.relu() * 3 + (-product).relu()
    output.backward()
    return output, names | {"L": output}


def reached(graph: str, step: int, w: float = 3.0) -> tuple[int, int]:
    """Return how many edges show their value, and how many their gradient, at a step."""
    n = len(graph_edges(build(graph, w)[0]))
    return min(step, n), max(0, min(step - n, n))


def describe(edges: list[Edge], forward: int, backward: int) -> str:
    """Return one line on what has just been computed."""
    if backward == len(edges):
        return "Done: every gradient is known, after one pass forward and one back."
    if backward:
        edge = edges[-backward]
        numbers = (edge.child.gradient, edge.slope, edge.gradient)
        back, slope, product = (f"{n + 0.0:.3g}".replace("-", "−") for n in numbers)
        return f"Backward: {back} comes back, times the slope {slope} here, gives {product}."
    if forward == len(edges):
        return "All values are known. Now back: the slope of L with respect to itself is 1."
    return "Forward: each node computes its value from what comes in."


class Steps:
    """The graph with the numbers that are known after `step` edges."""

    def __init__(self, figure: Figure) -> None:
        """Make what stays."""
        figure.subplots_adjust(left=0.01, right=0.99, bottom=0.02, top=0.88)
        self.ax = figure.subplots()
        self.name = None

    def update(self, graph: str, step: int, w: float) -> str:
        """Show these values."""
        output, names = build(graph, w)
        if graph != self.name:
            self.name = graph
            self.ax.clear()
            self.graph = ComputationGraph(output, names=names, ax=self.ax)
        forward, backward = reached(graph, step, w)
        self.graph.update(output, forward=forward, backward=backward)
        said = describe(graph_edges(output), forward, backward)
        letters = int(9 * self.ax.figure.get_size_inches()[0])  # that have room in a line
        self.ax.set_title(textwrap.fill(said, letters))
        return said


LAST = 2 * max(len(graph_edges(build(graph, 3.0)[0])) for graph in (ERROR, FORK, NEURON, RELU))

demo = Demo(
    name="backprop_steps",
    title="Backpropagation, one edge at a time",
    look_for=(
        "Blue values go right first, then orange gradients come back. Guess each product before "
        "you go on. Which node stops a gradient?"
    ),
    scene=Steps,
    controls=[
        Slider(name="step", value=6, low=0, high=LAST, step=1, label="edges done", play=True),
        Choice(
            name="graph",
            options=(ERROR, FORK, NEURON, RELU),
            label="graph",
            action=lambda: {"step": 0},
        ),
        Slider(name="w", value=3.0, low=-3.0, high=3.0, step=0.5),
    ],
    figsize=(10, 4.6),
)
