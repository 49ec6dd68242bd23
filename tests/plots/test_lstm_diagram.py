"""dlcourse.plots.lstm_diagram: the parts stand in their order, and no label hides another."""

import numpy as np
from matplotlib.patches import Polygon
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


def test_the_belt_is_an_arrow_to_the_right():
    ax = plot_lstm_cell()
    (belt,) = [patch for patch in ax.patches if isinstance(patch, Polygon)]
    corners = belt.get_xy()[:-1]
    tip = corners[corners[:, 0].argmax()]
    assert (corners[:, 0] == tip[0]).sum() == 1, "one corner is the tip"
    assert tip[1] == places(ax)["$c_t$"][1] and tip[0] < places(ax)["$c_t$"][0]


def test_knobs_point_as_they_stand_while_a_note_is_held():
    ax = plot_lstm_cell()
    turned = {}
    for gate in "ifo":
        x, y = places(ax)[f"${gate}$"]
        (pointer,) = [
            line.get_xydata()
            for line in ax.lines
            if np.hypot(*(line.get_xydata()[0] - [x, y])) < 0.3
        ]
        turned[gate] = pointer[1] - [x, y]
    assert all(height > 0 for _, height in turned.values())
    assert turned["i"][0] < -0.3 and turned["f"][0] > 0.3, "input gate shut, forget gate open"


def test_the_belt_is_touched_twice_and_looked_at_once():
    signs = [text.get_text() for text in plot_lstm_cell().texts]
    assert signs.count(r"$\times$") == 3 and signs.count("$+$") == 1


def test_no_label_hides_another():
    assert not overlaps(plot_lstm_cell())
