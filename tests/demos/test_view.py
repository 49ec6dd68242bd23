"""Demos driven from Python: every control, action, error, and the picture without a kernel."""

import base64
import io
from pathlib import Path

import matplotlib.pyplot as plt
import pytest
from parabola import Hand, demo_of, slider

from dlcourse.demos.core.controls import Button
from dlcourse.demos.core.frame import DPI
from dlcourse.demos.core.view import DemoView
from dlcourse.plots.notebook import with_palette

PARABOLA = Path(__file__).with_name("parabola.py")


def pixels(png):
    return plt.imread(io.BytesIO(png), format="png")


# pictures


def test_the_picture_has_the_declared_size(parabola):
    width, height = parabola.figsize
    assert pixels(DemoView(parabola).png).shape[:2] == (height * DPI, width * DPI)


def test_the_picture_has_the_pixels_of_the_screen(parabola):
    hand = Hand(DemoView(parabola))
    hand.look = {"size": [300, 200], "scale": 2}
    hand.ask()
    assert pixels(hand.pictures[-1]).shape[:2] == (400, 600)
    hand.look = {"size": [200, 300], "scale": 1}
    hand.ask()
    assert pixels(hand.pictures[-1]).shape[:2] == (300, 200)


@pytest.mark.parametrize(
    ("name", "place", "value"), [("x", 10, -1.0), ("power", 1, 4), ("tangent", False, False)]
)
def test_every_control_changes_the_picture(parabola, name, place, value):
    view = DemoView(parabola)
    before = view.png
    answer = Hand(view).ask({"set": name, "to": place})
    assert view.values[name] == value and type(view.values[name]) is type(value)
    assert view.png != before
    assert (answer["changed"], answer["same"], answer["shown"][name]) == (True, False, place)
    assert answer["alt"] == view.alt == parabola.describe(view.values, view.alt.split(". ")[-1])


def test_equal_values_give_equal_bytes(parabola):
    view = DemoView(parabola)
    hand, before = Hand(view), view.png
    for place in (10, 35):
        hand.ask({"set": "x", "to": place})
    assert view.png == before == hand.pictures[-1] != hand.pictures[0]


def test_set_does_what_the_hand_does(parabola):
    by_hand, by_code = DemoView(parabola), DemoView(parabola)
    Hand(by_hand).ask({"set": "x", "to": 25})
    told = Hand(by_code)
    by_code.set(x=0.5)
    assert by_hand.png == by_code.png == told.pictures[-1]
    assert told.answers[-1]["shown"]["x"] == 25
    assert "id" not in told.answers[-1]  # the browser takes it for no answer of its own


def test_two_views_are_independent(parabola):
    first, second = DemoView(parabola), DemoView(parabola)
    first.set(x=0.0)
    assert second.values["x"] == 1.5


def test_a_view_starts_where_it_is_told(parabola):
    view = DemoView(parabola, x=-0.5, tangent=False)
    for reset in (view.reset, lambda: Hand(view).ask({"reset": True})):
        view.set(x=1.0)
        reset()
        assert view.values == {**parabola.start, "x": -0.5, "tangent": False}


def test_one_question_draws_once():
    drawn = []
    demo = demo_of(
        lambda figure, x, y: drawn.append((x, y)),
        controls=[slider(action=lambda x: {"y": -x}), slider("y")],
    )
    hand = Hand(DemoView(demo))
    hand.ask()
    drawn.clear()
    answer = hand.ask({"set": "x", "to": 15}, {"set": "x", "to": 20})
    assert drawn == [(1.0, -1.0)]
    assert answer["shown"] == {"x": 20, "y": 0}


def test_a_light_picture_is_not_taken_for_the_sharp_one(parabola):
    view = DemoView(parabola)
    hand, before = Hand(view), view.png
    answer = hand.ask({"set": "x", "to": 10}, light=True)
    assert view.png == before and answer["light"] and not answer["same"]
    assert not hand.ask()["same"]
    assert view.png == hand.pictures[-1] != before


def test_a_light_picture_is_coarser_where_the_window_is_large(parabola):
    hand = Hand(DemoView(parabola))
    hand.look = {"size": [2000, 1000], "scale": 1}
    for light, height in ((True, 500), (False, 1000)):
        hand.ask({"set": "x", "to": 10 + light}, light=light)
        assert pixels(hand.pictures[-1]).shape[:2] == (height, 2 * height)


# actions


def test_a_button_steps_until_nothing_changes(parabola):
    view = DemoView(parabola)
    presses = 0
    while view.press("descend"):
        presses += 1
        assert presses < 100
    assert view.values["steps"] == presses > 0
    assert abs(view.values["x"]) < 0.05
    assert not Hand(view).ask({"press": "descend"})["changed"]


def test_clicking_the_button_presses_it(parabola):
    view = DemoView(parabola)
    assert Hand(view).ask({"press": "descend"}, {"press": "descend"})["changed"]
    assert view.values["steps"] == 2


def test_an_action_of_a_choice_sets_other_values(parabola):
    view = DemoView(parabola)
    view.press("descend")
    answer = Hand(view).ask({"set": "rate", "to": 1})
    assert view.values == {"x": 1.5, "power": 2, "tangent": True, "rate": 0.4, "steps": 0}
    assert answer["shown"] == {"x": 35, "power": 0, "tangent": True, "rate": 1}


def test_values_between_two_positions_stay_exact(parabola):
    view = DemoView(parabola, x=1.2)
    view.press("descend")
    exact, hand = view.values["x"], Hand(view)
    assert hand.ask()["shown"]["x"] == 30 != exact
    hand.ask({"set": "x", "to": 30})  # where it is shown already
    assert view.values["x"] == exact
    hand.ask({"set": "x", "to": 29})
    assert view.values["x"] == 0.9


def test_an_action_beyond_the_end_of_a_slider_is_an_error_not_a_clip():
    demo = demo_of(
        lambda figure, x: None,
        controls=[slider(), Button(name="far", action=lambda x: {"x": x + 5})],
    )
    view = DemoView(demo)
    view.press("far")
    assert "Expected x from -1.0 to 1.0. Received: 5.0" in view.error
    assert view.values["x"] == 0


def test_a_change_that_cannot_be_seen_is_told(parabola):
    answer = Hand(DemoView(parabola)).ask({"set": "rate", "to": 1})
    assert answer["changed"] and answer["same"]


# errors


def test_an_error_in_drawing_is_shown_and_the_picture_stays():
    def draw(figure, x):
        figure.text(0.5, 0.5, f"{1 / (x - 0.5):.1f}")

    view = DemoView(demo_of(draw, controls=[slider()]))
    hand, before = Hand(view), view.png
    answer = hand.ask({"set": "x", "to": 15})
    assert answer["error"] == view.error and hand.pictures == []
    assert "ZeroDivisionError" in view.error
    assert "draw, test_view.py, line" in view.error
    assert view.png == before
    assert "ZeroDivisionError" in hand.ask()["error"]
    assert hand.ask({"set": "x", "to": 10})["error"] == view.error == ""
    assert view.png == before


def test_an_error_in_an_action_is_shown_and_its_change_drawn():
    def fail():
        raise ValueError("<no>")

    controls = [slider(action=fail)]
    hand = Hand(DemoView(demo_of(lambda figure, x: figure.text(x, 0, "x"), controls=controls)))
    answer = hand.ask({"set": "x", "to": 15})
    assert answer["error"].startswith("ValueError: <no>\n(in fail, test_view.py, line")
    assert answer["shown"] == {"x": 15} and hand.pictures


def test_an_error_in_the_first_drawing_is_raised():
    with pytest.raises(ZeroDivisionError):
        DemoView(demo_of(lambda figure: 1 / 0))


# addresses


def test_an_address_opens_a_state_and_each_answer_holds_it(parabola):
    view = DemoView(parabola)
    hand = Hand(view)
    answer = hand.ask({"open": "x=0.3&rate=fast&steps=4"})
    assert (view.values["x"], view.values["rate"], view.values["steps"]) == (0.3, 0.4, 4)
    assert answer["address"] == "x=0.3&rate=fast&steps=4"
    assert hand.ask({"open": ""})["address"] == "" and view.values == parabola.start


@pytest.mark.parametrize(
    "address", ["x=far", "x=3", "y=1", "rate=0.1", "tangent=1", "steps=((", "x=nan"]
)
def test_an_address_that_does_not_fit_opens_the_start(parabola, address):
    view = DemoView(parabola)
    view.set(x=1.0)
    answer = Hand(view).ask({"open": address})
    assert answer["error"].startswith("The address does not fit this demo.")
    assert view.values == parabola.start


# without a kernel


def test_the_output_carries_a_picture_beside_the_widget(parabola):
    view = DemoView(parabola, x=1.0)
    view.press("descend")
    data, metadata = view._repr_mimebundle_()
    assert set(data) == {"text/plain", "image/png", "application/vnd.jupyter.widget-view+json"}
    drawn = parabola.render(view.values, controls=True)
    assert base64.b64decode(data["image/png"]) == with_palette(drawn)
    assert data["text/plain"] == (
        "Demo parabola: Downhill on a parabola. The steps get smaller as the slope does."
    )
    assert metadata == {
        "dlcourse_demo": {"demo": "parabola", "values": {"x": 1.0}, "moves": [["press", "descend"]]}
    }


def test_a_notebook_stores_the_picture_and_no_other_figure(parabola):
    nbformat = pytest.importorskip("nbformat")
    from nbclient import NotebookClient

    source = (
        "import runpy\nfrom dlcourse.demos.core.view import DemoView\n"
        f"DemoView(runpy.run_path({str(PARABOLA)!r})['demo'])"
    )
    notebook = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell(source)])
    NotebookClient(notebook, timeout=120, kernel_name="python3").execute()
    (output,) = notebook.cells[0].outputs
    assert output.output_type == "execute_result"
    width, height = parabola.figsize
    stored = pixels(base64.b64decode(output.data["image/png"]))
    assert stored.shape[1] == width * DPI and stored.shape[0] > height * DPI
