"""The picture of the way back: every step stands below its twin, every shape above its array."""

import pytest

from dlcourse.plots import plot_way_back


def test_each_step_back_stands_below_its_twin():
    places = {text.get_text(): text.get_position() for text in plot_way_back().texts}
    for up, back in (
        (r"$\cdot\, W_2$", r"$\cdot\, W_2^\mathsf{T}$"),
        ("tanh", r"$\odot\, f\,'(Z_1)$"),
    ):
        assert places[up][0] == places[back][0]
        assert places[up][1] > places[back][1]
    assert places["$Z_1$"][0] == places[r"$\delta_1$"][0]
    assert places["gradient of $W_1$"][0] == places[r"$\cdot\, W_1$"][0]
    assert places["gradient of $W_2$"][0] == places[r"$\cdot\, W_2$"][0]


def test_the_shapes_are_those_of_the_sizes():
    ax = plot_way_back([3, 5, 2], samples=7)
    shapes = {
        text.get_position()[0]: text.get_text() for text in ax.texts if "×" in text.get_text()
    }
    assert shapes == {0: "7 × 3", 1: "3 × 5", 2: "7 × 5", 4: "7 × 5", 5: "5 × 2", 6: "7 × 2"}


def test_another_depth_is_refused():
    with pytest.raises(ValueError, match="Expected inputs, hidden.*Received: sizes=\\[2, 1\\]"):
        plot_way_back([2, 1])
