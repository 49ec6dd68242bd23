"""dlcourse.plots.neuron_diagram: each part stands above its counterpart."""

import matplotlib.pyplot as plt
import pytest

from dlcourse.plots import plot_neuron


@pytest.fixture(autouse=True)
def close_figures():
    yield
    plt.close("all")


def places(ax):
    return {text.get_text(): text.get_position() for text in ax.texts}


def overlaps(ax):
    """Return pairs of texts that lie on top of each other."""
    ax.figure.canvas.draw()
    boxes = [(t.get_text(), t.get_window_extent()) for t in ax.texts if t.get_text()]
    return [
        (a, b)
        for i, (a, one) in enumerate(boxes)
        for b, other in boxes[i + 1 :]
        if one.overlaps(other)
    ]


def test_each_part_of_the_cell_stands_above_its_counterpart():
    at = places(plot_neuron())
    for above, below in [
        ("synapses", "weights"),
        ("cell body", "sum"),
        ("axon hillock", "threshold"),
        ("axon", "output 0 or 1"),
    ]:
        assert abs(at[above][0] - at[below][0]) < 0.3
        assert at[above][1] > 0 > at[below][1]


def test_the_unit_has_three_weighted_inputs():
    at = places(plot_neuron())
    for number in (1, 2, 3):
        assert at[f"$x_{number}$"][0] < at[rf"$\times\, w_{number}$"][0]


def test_no_label_hides_another():
    assert not overlaps(plot_neuron())
