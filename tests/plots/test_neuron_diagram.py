"""dlcourse.plots.neuron_diagram: each part stands above its counterpart."""

from overlapping import overlaps

from dlcourse.plots import plot_neuron


def places(ax):
    return {text.get_text(): text.get_position() for text in ax.texts}


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
