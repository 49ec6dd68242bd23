"""Declaring demos: what fits together, and how each mistake is refused."""

import numpy as np
import parabola
import pytest
from hypothesis import given
from hypothesis import strategies as st
from parabola import Hand, demo_of, slider

from dlcourse.demos.core.controls import Button, Choice
from dlcourse.demos.core.panel import face_of, shown, taken
from dlcourse.demos.core.view import DemoView


@pytest.mark.parametrize(
    ("values", "message"),
    [
        ({"y": 1}, "Expected values of demo 'parabola': x, .*Received: y"),
        ({"x": 3.0}, "Expected x from -2.0 to 2.0. Received: 3.0"),
        ({"rate": 0.2}, r"Expected rate in \[0.1, 0.4\]. Received: 0.2"),
        ({"tangent": 1}, "Expected tangent to be True or False. Received: 1"),
        ({"x": float("nan")}, "Received: nan"),
    ],
)
def test_values_that_do_not_fit_are_refused(parabola, values, message):
    with pytest.raises(ValueError, match=message):
        DemoView(parabola, **values)
    with pytest.raises(ValueError, match=message):
        DemoView(parabola).set(**values)


def test_pressing_what_is_no_button_names_the_buttons(parabola):
    with pytest.raises(ValueError, match=r"buttons \['descend'\]. Received: 'x'"):
        DemoView(parabola).press("x")


def test_a_parameter_without_a_value_is_found_at_declaration():
    with pytest.raises(ValueError, match=r"update .*Received: \['z'\]"):

        def draw_z(figure, x, z):
            """Want z, which no control sets."""

        demo_of(draw_z, controls=[slider()])
    with pytest.raises(ValueError, match=r"Received: \['q'\]"):
        demo_of(controls=[Button(name="b", action=lambda q: None)])


def test_two_values_of_one_name_are_refused():
    with pytest.raises(ValueError, match=r"Received twice: \['x'\]"):
        demo_of(controls=[slider()], state={"x": 1})


@pytest.mark.parametrize(
    "make",
    [
        lambda: slider(value=2.0),
        lambda: slider(step=0),
        lambda: slider(low=1.0, high=-1.0),
        lambda: slider(value=0.0, low=0.0, high=0.0),
        lambda: Choice(name="c", options=[]),
        lambda: Choice(name="c", options=["a"], value="b"),
    ],
)
def test_impossible_controls_are_refused(make):
    with pytest.raises(ValueError, match="Received"):
        make()


# controls


@given(
    low=st.integers(-1000, 1000).map(lambda n: n / 3),
    steps=st.integers(1, 500),
    step=st.sampled_from([0.01, 0.05, 0.1, 0.25, 1 / 3, 2.5]),
    data=st.data(),
)
def test_positions_and_values_of_a_slider_belong_together(low, steps, step, data):
    control = slider(value=low, low=low, high=low + steps * step, step=step)
    position = data.draw(st.integers(0, steps))
    value = control.at(position)
    assert control.position(value) == position
    assert control.at(control.position(value)) == value
    assert control.admit(value) == value
    assert np.isclose(value, low + position * step, atol=1e-9)


def test_whole_sliders_stay_whole(parabola):
    view = DemoView(parabola)
    Hand(view).ask({"set": "power", "to": 1})
    assert type(view.values["power"]) is int


@pytest.mark.parametrize("control", parabola.demo.controls, ids=lambda control: control.name)
def test_the_browser_learns_what_it_shows(control):
    face = face_of(control)
    assert (face["name"], face["label"]) == (control.name, control.label or control.name)
    if not isinstance(control, Button):
        assert taken(control, shown(control, control.value)) == control.value


def test_an_arrow_key_moves_a_slider_visibly_however_fine_it_is():
    assert face_of(slider())["stride"] == 1
    fine = face_of(slider(step=0.0001))
    assert (fine["last"], fine["stride"], fine["digits"]) == (20000, 200, 4)
