"""The computational graph as a film: values go right, then gradients come back."""

from __future__ import annotations

from collections.abc import Mapping

from dlcourse.plots.computation_graph import ComputationGraph, short
from dlcourse.plots.film import Film
from dlcourse.scratch.autograd import Value

_FORWARD_MS, _BACK_MS = 500, 1000  # a product takes longer to read than a number


class WalkedGraph(ComputationGraph):
    """A graph on which one walks forward and back, one edge at a time.

    Attributes:
        ax: Where it is drawn.
    """

    @property
    def last(self) -> int:
        """The number of the last step, at which all stands there and nothing is bold."""
        return 2 * len(self._edges) + 3

    def walk(self, output: Value, step: int, *, slopes: bool = False) -> None:
        """Show what is known after so many steps; the newest number and its arrow are bold.

        Args:
            output: The last Value, computed as the one that was drawn.
            step: 0 for the bare graph. With n edges, then come n values, the value of the output
                (n + 1), its gradient 1 (n + 2), n gradients from the right, and `last`.
            slopes: Write each gradient as a product.
        """
        n = len(self._edges)
        back = min(max(step - n - 2, 0), n)
        self.update(output, forward=min(step, n), backward=back, slopes=slopes)
        data, gradient = (short(number) for number in (output.data, output.gradient))
        self._end.update(data if step > n else "", gradient if step > n + 1 else "")
        newest = [*self._edges, self._end, self._end, *reversed(self._edges)]
        if 0 < step < self.last:
            newest[step - 1].light("forward" if step <= n + 1 else "back")


def film_computation_graph(
    output: Value, *, names: Mapping[str, Value] | None = None, slopes: bool = False
) -> Film:
    """Return a film of both passes through a graph, one edge at a time.

    It ends with the picture of `plot_computation_graph`: all values and all gradients.

    Args:
        output: The last Value of the graph, after its `backward()`.
        names: Names of Values, such as `{"w": w, "L": loss}`.
        slopes: Write each gradient as a product, such as 4·2 = 8.

    Raises:
        ValueError: `output` was not computed from anything, or a name belongs to no Value of the
            graph.

    Example:
        >>> loss = Value(3.0) ** 2
        >>> loss.backward()
        >>> film_computation_graph(loss)
        Film(6 pictures)
    """
    graph = WalkedGraph(output, names=names)
    graph.walk(output, graph.last, slopes=slopes)  # the layout needs all texts
    edges = graph.last // 2 - 1
    return Film(
        graph.ax.figure,
        lambda step: graph.walk(output, step, slopes=slopes),
        graph.last + 1,
        interval_ms=[_FORWARD_MS] * (edges + 2) + [_BACK_MS] * (edges + 2),
    )
