"""dlcourse.plots.unrolled: what is drawn."""

import pytest
from matplotlib.patches import FancyArrowPatch

from dlcourse.plots import plot_unrolled


def drawn(ax):
    """Return the texts in circles, and how many arrows there are."""
    circles = {line.get_xydata()[0].tolist().__str__() for line in ax.lines}
    arrows = [patch for patch in ax.patches if isinstance(patch, FancyArrowPatch)]
    return len(circles), [text.get_text() for text in ax.texts], len(arrows)


def test_each_step_has_an_input_a_state_and_an_arrow_to_the_next():
    circles, texts, arrows = drawn(plot_unrolled(5))
    assert circles == 10 and arrows == 5 + 4
    assert texts.count("$W_h$") == 4 and texts.count("$W_x$") == 5


@pytest.mark.parametrize(("outputs", "n"), [("none", 0), ("last", 1), ("all", 5)])
def test_outputs_stand_where_they_are_asked_for(outputs, n):
    _, texts, arrows = drawn(plot_unrolled(5, outputs=outputs))
    assert sum("hat" in text for text in texts) == n and arrows == 9 + n


def test_one_vector_goes_to_all_steps():
    circles, texts, arrows = drawn(plot_unrolled(4, inputs="first", outputs="all"))
    assert circles == 1 + 4 + 4 and "$x$" in texts and arrows == 4 + 3 + 4


def test_the_gradient_goes_back_from_state_to_state():
    _, texts, arrows = drawn(plot_unrolled(4, back=True))
    assert arrows == 4 + 3 + 3 and "gradient, on its way back" in texts


def test_numbers_stand_below_the_inputs_and_above_the_states():
    ax = plot_unrolled(3, numbers=([1, 0, -1], [0.76159, 0.3634, -0.6]))
    assert {"1", "0", "−1", "0.76", "0.36", "−0.6"} <= {text.get_text() for text in ax.texts}
    shifts = {
        text.get_text(): (text.xy[1], text.xyann[1])
        for text in ax.texts
        if text.get_weight() == "bold"
    }
    assert shifts["−1"][0] == -1 and shifts["−1"][1] < 0
    assert shifts["0.76"][0] == 0 and shifts["0.76"][1] > 0


@pytest.mark.parametrize(
    "wrong",
    [{"n_steps": 0}, {"inputs": "some"}, {"outputs": "some"}, {"numbers": ([1, 0, 0], [1])}],
)
def test_what_cannot_be_is_refused(wrong):
    with pytest.raises(ValueError, match=r"Expected .*Received: "):
        plot_unrolled(**{"n_steps": 3, **wrong})
