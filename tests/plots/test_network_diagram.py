"""dlcourse.plots.network_diagram: what is drawn."""

import matplotlib.pyplot as plt
import numpy as np
import pytest

from dlcourse.plots import plot_network


def circles(ax):
    return sum(len(c.get_offsets()) for c in ax.collections)


def texts(ax):
    return [text.get_text() for text in ax.texts]


def test_one_circle_per_unit_and_one_line_per_weight():
    ax = plot_network([2, 3, 1])
    assert circles(ax) == 6 and len(ax.lines) == 2 * 3 + 3 * 1
    assert texts(ax) == ["2", "3", "1"]


def test_every_unit_is_joined_to_every_unit_of_the_next_layer():
    ax = plot_network([2, 3], names=["in", "out"])
    ends = {tuple(map(tuple, np.column_stack(line.get_data()))) for line in ax.lines}
    left, right = (c.get_offsets().tolist() for c in ax.collections)
    assert ends == {(tuple(a), tuple(b)) for a in left for b in right}
    assert texts(ax) == ["in", "out"]


def test_weights_set_width_and_sign():
    ax = plot_network([1, 2], weights=[[[2.0, -1.0]]])
    strong, weak = ax.lines
    assert strong.get_linewidth() > weak.get_linewidth()
    assert (strong.get_linestyle(), weak.get_linestyle()) == ("-", "--")
    assert strong.get_color() != weak.get_color()


def test_a_wide_layer_is_drawn_with_twelve_units():
    assert circles(plot_network([64, 10])) == 22


def test_draws_on_the_given_axes():
    ax = plt.subplots()[1]
    assert plot_network([1, 1], ax=ax) is ax


@pytest.mark.parametrize(
    ("sizes", "keywords"),
    [
        ([2], {}),
        ([2, 0], {}),
        ([2, 1], {"names": ["input"]}),
        ([2, 1], {"weights": [np.ones((1, 2))]}),
        ([2, 1], {"weights": []}),
    ],
)
def test_networks_that_do_not_fit_are_refused(sizes, keywords):
    with pytest.raises(ValueError, match="Expected two or more layers.* Received: "):
        plot_network(sizes, **keywords)
