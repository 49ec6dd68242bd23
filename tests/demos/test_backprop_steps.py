"""The demo of lesson 06: each step shows one more number, and the right one."""

import importlib

import pytest
from parabola import axes_of

from dlcourse import demos, scratch
from dlcourse.plots.computation_graph import BACKWARD, FORWARD
from dlcourse.scratch.autograd import graph_edges

steps = importlib.import_module("dlcourse.demos.gallery.backprop_steps")
GRAPHS = (steps.ERROR, steps.FORK, steps.NEURON, steps.RELU)


def drawn(**values):
    return axes_of(steps.demo, **values)[0]


def count(ax, color):
    texts = [t for t in ax.texts if t.get_color() == color]
    return len([t for t in texts if t.get_text() and not t.get_text().startswith("sum")])


@pytest.mark.parametrize("graph", GRAPHS)
@pytest.mark.parametrize("w", [-3.0, 0.0, 3.0])
def test_gradients_equal_central_differences(graph, w):
    _, names = steps.build(graph, w)
    expected = scratch.numerical_gradient(lambda v: steps.build(graph, v.item())[0].data, w)
    if (graph, w) != (steps.RELU, 0.0):  # there is a kink
        assert names["w"].gradient == pytest.approx(expected.item(), abs=1e-6)


@pytest.mark.parametrize("graph", GRAPHS)
def test_each_step_adds_one_edge_forward_then_backward(graph):
    n = len(graph_edges(steps.build(graph, 3.0)[0]))
    assert 2 * n <= steps.LAST
    for step in range(steps.LAST + 1):
        assert steps.reached(graph, step) == (min(step, n), min(max(step - n, 0), n))
    for step in (0, 1, n, n + 1, 2 * n, steps.LAST):
        ax, done = drawn(graph=graph, step=step), steps.reached(graph, step)
        assert count(ax, FORWARD) == done[0] + (done[0] == n)
        assert count(ax, BACKWARD) == done[1] + (done[1] > 0)


def test_the_title_tells_the_product():
    titles = [drawn(graph=steps.ERROR, step=step).get_title() for step in range(9)]
    assert titles[0].startswith("Forward") and titles[4].startswith("All values are known")
    assert titles[5] == "Backward: 1 comes back, times the slope 4 here, gives 4."
    assert titles[7] == "Backward: 4 comes back, times the slope 3 here, gives 12."
    assert titles[8].startswith("Done")


def test_a_relu_stops_the_gradient_of_one_path():
    output, _ = steps.build(steps.RELU, 3.0)
    stopped = [e for e in graph_edges(output) if e.child.operation == "relu" and e.slope == 0]
    assert len(stopped) == 1 and stopped[0].parent.data < 0


def test_the_view_follows_its_controls_and_another_graph_starts_anew():
    view = demos.backprop_steps()
    pictures = [view.png]
    for change in ({"step": 7}, {"w": -1.0}, {"graph": steps.FORK}, {"step": 16}):
        view.set(**change)
        assert view.error == ""
        pictures.append(view.png)
    assert len(set(pictures)) == len(pictures)
    view.set(graph=steps.NEURON)
    assert view.values["step"] == 0
