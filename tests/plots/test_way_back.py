"""The picture of the way back: every step stands below its twin, every shape above its array."""

import pytest

from dlcourse.plots import plot_way_back


def test_each_step_back_stands_below_its_twin():
    places = {text.get_text(): text.get_position() for text in plot_way_back().texts}
    for up, back in (
        ("@ $W_2$", r"@ $W_2^\mathsf{T}$"),
        ("tanh", r"$\odot\, f\,'(Z_1)$"),
    ):
        assert places[up][0] == places[back][0]
        assert places[up][1] > places[back][1]
    assert places["$Z_1$"][0] == places[r"$\delta_1$"][0]
    for kernel, shape in (("$W_1$", "64 × 20"), ("$W_2$", "20 × 10")):
        gradient = f"gradient of {kernel}\n{shape}"
        assert places[gradient][0] == places[f"@ {kernel}"][0]


def test_the_shapes_are_those_of_the_sizes():
    ax = plot_way_back([3, 5, 2], samples=7)
    shapes = [(text.get_position(), text.get_text()) for text in ax.texts if "×" in text.get_text()]
    above = {x: text for (x, height), text in shapes if height > 2}
    back = {x: text for (x, height), text in shapes if 0 < height < 1}
    assert above == {0: "7 × 3", 1: "3 × 5", 2: "7 × 5", 4: "7 × 5", 5: "5 × 2", 6: "7 × 2"}
    assert back == {2: "7 × 5", 6: "7 × 2"}  # delta has the shape of the sums


def test_another_depth_is_refused():
    with pytest.raises(ValueError, match="Expected inputs, hidden.*Received: sizes=\\[2, 1\\]"):
        plot_way_back([2, 1])
