"""dlcourse.plots.computation_graph: what is drawn."""

import matplotlib.pyplot as plt
import numpy as np
import pytest
from matplotlib.patches import Circle, FancyArrowPatch
from small_graphs import fork, numbers, square_error

from dlcourse.plots.computation_graph import (
    BACKWARD,
    FORWARD,
    ComputationGraph,
    plot_computation_graph,
)
from dlcourse.scratch import Value
from dlcourse.scratch.autograd import graph_edges


def words(ax):
    return [text.get_text() for text in ax.texts if text.get_color() not in (FORWARD, BACKWARD)]


def circles(ax):
    return [patch for patch in ax.patches if isinstance(patch, Circle)]


def centre(ax, label):
    """Return the centre of the circle in which `label` stands."""
    text = next(t for t in ax.texts if t.get_text() == label)
    return np.array(text.get_position())


def arrows(ax):
    return [patch for patch in ax.patches if isinstance(patch, FancyArrowPatch)]


def test_values_and_gradients_stand_at_every_edge():
    loss, names = square_error()
    ax = plot_computation_graph(loss, names=names)
    assert numbers(ax, FORWARD) == ["2", "2", "3", "4", "6"]
    assert numbers(ax, BACKWARD) == ["1", "12", "4", "4", "8"]
    assert len(circles(ax)) == 5 and len(arrows(ax)) == 5
    assert {"w", "x", "×", "− 4", "( )²", "L"} <= set(words(ax))


@pytest.mark.parametrize(
    ("make", "symbol"),
    [
        (lambda a: a + 2, "+ 2"),
        (lambda a: a - 2.5, "− 2.5"),
        (lambda a: a * -3, "× −3"),
        (lambda a: a / 4, "× 0.25"),
        (lambda a: a**2, "( )²"),
        (lambda a: a**-1, "power −1"),
        (lambda a: a * a, "×"),
        (lambda a: a - a, "−"),
        (lambda a: a.sigmoid(), "σ"),
        (lambda a: a.exp(), "exp"),
        (lambda a: Value(9.0, (a,), (6.0,), "power 2"), "( )²"),
        (lambda a: Value(9.0, (a, a), (3.0, 3.0), "×"), "×"),
    ],
)
def test_operations_stand_in_the_circles_as_one_writes_them(make, symbol):
    loss = make(Value(3.0))
    loss.backward()
    assert symbol in words(plot_computation_graph(loss))


def test_an_input_without_a_name_shows_its_number():
    a, two = Value(1.0), Value(-2.0)
    assert {"a", "−2"} <= set(words(plot_computation_graph(a * two, names={"a": a})))


def test_values_stand_above_and_gradients_below():
    loss, names = square_error()
    ax = plot_computation_graph(loss, names=names)
    heights = {t.get_text(): t.get_position()[1] for t in ax.texts if t.get_text() in ("6", "1")}
    assert heights["6"] > centre(ax, "×")[1] > heights["1"]
    assert {t.get_va() for t in ax.texts if t.get_color() == FORWARD} == {"bottom"}
    assert {t.get_va() for t in ax.texts if t.get_color() == BACKWARD} == {"top"}


def test_a_fork_shows_what_each_edge_brings_and_their_sum():
    ax = plot_computation_graph(fork()[0])
    assert numbers(ax, BACKWARD) == sorted(["1", "24", "72", "72", "72", "96", "sum 168"])


def test_slopes_write_each_gradient_as_a_product():
    ax = plot_computation_graph(square_error()[0], slopes=True)
    assert numbers(ax, BACKWARD) == ["1", "1·4 = 4", "4·1 = 4", "4·2 = 8", "4·3 = 12"]


def test_every_value_stands_right_of_what_it_was_computed_from():
    loss, names = fork()
    ax = plot_computation_graph(loss, names=names)
    columns = [centre(ax, label)[0] for label in ("a", "+", "×", "( )²")]
    assert columns == sorted(set(columns))
    assert centre(ax, "w")[0] == centre(ax, "a")[0]


def test_an_edge_that_skips_a_column_keeps_clear_of_the_circles_there():
    loss, names = fork()
    ax = plot_computation_graph(loss, names=names)
    w, plus, times = (centre(ax, label) for label in ("w", "+", "×"))
    along = (times - w) / np.linalg.norm(times - w)
    distance = abs(np.cross([*along, 0], [*(plus - w), 0])[2])
    assert distance > 2 * circles(ax)[0].radius


def test_circles_never_overlap():
    x = [Value(float(k)) for k in range(4)]
    loss = (x[0] * x[1] + x[2] * x[3]) * (x[1] + x[2]) + x[0]
    loss.backward()
    centres = np.array([circle.center for circle in circles(plot_computation_graph(loss))])
    distances = np.linalg.norm(centres[:, None] - centres, axis=-1)
    assert distances[~np.eye(len(centres), dtype=bool)].min() > 2 * 0.36


@pytest.mark.parametrize("done", range(5))
def test_only_the_edges_done_have_numbers(done):
    loss, names = square_error()
    ax = plot_computation_graph(loss, names=names, forward=done, backward=0)
    complete = done == 4  # then the output is known, too
    assert len(numbers(ax, FORWARD)) == done + complete and not numbers(ax, BACKWARD)
    ax = plot_computation_graph(loss, names=names, backward=done)
    assert len(numbers(ax, BACKWARD)) == done + (done > 0)


def test_the_last_edge_done_is_bold_and_points_back():
    loss, names = square_error()
    bold = arrows(plot_computation_graph(loss, names=names, backward=2))
    widths = [arrow.get_linewidth() for arrow in bold]
    assert widths.count(max(widths)) == 1
    styles = [type(arrow.get_arrowstyle()).__name__ for arrow in bold]
    assert styles[widths.index(max(widths))] != styles[widths.index(min(widths))]


def test_the_sum_at_a_fork_waits_for_all_edges():
    loss, _ = fork()
    n = len(graph_edges(loss))
    for done in range(n + 1):
        shown = numbers(plot_computation_graph(loss, backward=done), BACKWARD)
        brought = [e for e in graph_edges(loss)[n - done :] if e.parent.data == 3]
        assert ("sum 168" in shown) == (len(brought) == 2)


def test_edges_come_in_the_order_of_the_forward_pass():
    loss, _ = fork()
    known = set()
    for edge in graph_edges(loss):
        assert not edge.parent.parents or id(edge.parent) in known
        known.add(id(edge.child))
    total = sum(e.gradient for e in graph_edges(loss) if e.parent.data == 3.0)
    assert total == 168


def sizes(ax):
    return [text.get_fontsize() for text in ax.texts if text.get_text()]


def test_a_small_graph_has_large_numbers_and_a_large_one_readable_ones():
    small = plot_computation_graph(square_error()[0])
    loss = Value(1.0)
    for _ in range(15):
        loss = loss * 1.5
    loss.backward()
    assert min(sizes(small)) > 16 and min(sizes(plot_computation_graph(loss))) >= 12


@pytest.mark.parametrize("graph", [square_error, fork])
def test_a_figure_of_its_own_has_the_shape_of_the_graph(graph):
    ax = plot_computation_graph(graph()[0])
    width, height = ax.figure.get_size_inches()
    graph_height, graph_width = np.ptp(ax.get_ylim()), np.ptp(ax.get_xlim())
    assert (width, height) == pytest.approx((10, 10 * graph_height / graph_width)) and height < 6


def test_draws_on_the_given_axes():
    ax = plt.subplots()[1]
    assert plot_computation_graph(square_error()[0], ax=ax) is ax


@pytest.mark.parametrize("keywords", [{"forward": 5}, {"backward": -1}, {"backward": 9}])
def test_too_many_edges_are_refused(keywords):
    with pytest.raises(ValueError, match="from 0 to 4 edges. Received: "):
        plot_computation_graph(square_error()[0], **keywords)


def test_a_lone_value_and_a_stranger_are_refused():
    with pytest.raises(ValueError, match="Expected a computed Value"):
        plot_computation_graph(Value(1.0))
    with pytest.raises(ValueError, match=r"names of Values of this graph. Received: \['q'\]"):
        plot_computation_graph(square_error()[0], names={"q": Value(1.0)})


def shown(ax):
    texts = [(t.get_text(), t.get_position(), t.get_weight(), t.get_fontsize()) for t in ax.texts]
    return texts, [arrow.get_linewidth() for arrow in arrows(ax)]


def test_a_kept_graph_shows_what_a_new_one_shows():
    def graph(a, b):
        loss = (Value(a) * Value(b)) ** 2
        loss.backward()
        return loss

    kept = ComputationGraph(graph(1.0, 2.0))
    for a, b, backward in [(3.0, -4.0, 2), (0.12345, 1.0, 1), (0.12345, 1.0, 0), (2.0, 3.0, 3)]:
        kept.update(graph(a, b), backward=backward)
        assert shown(kept.ax) == shown(plot_computation_graph(graph(a, b), backward=backward))


def test_a_kept_graph_refuses_another():
    with pytest.raises(ValueError, match="Expected a graph of 4 edges. Received: 5 edges"):
        ComputationGraph(square_error()[0]).update(fork()[0])
