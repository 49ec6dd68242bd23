"""dlcourse.plots.lstm_diagram: the parts stand in their order, and no label hides another."""

from overlapping import overlaps

from dlcourse.plots import plot_lstm_cell


def places(ax):
    return {text.get_text(): text.get_position() for text in ax.texts}


def test_the_belt_is_kept_before_something_is_taken_in():
    at = places(plot_lstm_cell())
    assert at["$c_{t-1}$"][0] < at["keep?"][0] < at["take in"][0] < at["$c_t$"][0]
    assert at["$f$"][0] == at["keep?"][0]
    assert at["$i$"][0] < at["take in"][0] < at["$g$"][0] < at["$o$"][0]


def test_the_belt_runs_above_the_gates_and_these_above_what_they_see():
    at = places(plot_lstm_cell())
    for gate in "ifgo":
        assert at["$c_t$"][1] > at[f"${gate}$"][1] > at["$h_{t-1}$"][1] > at["$x_t$"][1]


def test_the_belt_is_touched_twice_and_looked_at_once():
    signs = [text.get_text() for text in plot_lstm_cell().texts]
    assert signs.count(r"$\times$") == 3 and signs.count("$+$") == 1


def test_no_label_hides_another():
    assert not overlaps(plot_lstm_cell())
