"""Demos driven from Python: every control, action, error, and the picture without a kernel."""

import base64
import io
from pathlib import Path

import matplotlib.pyplot as plt
import pytest
from parabola import demo_of, slider

from dlcourse.demos.core.controls import Button
from dlcourse.demos.core.frame import DPI
from dlcourse.demos.core.view import DemoView

PARABOLA = Path(__file__).with_name("parabola.py")


def pixels(png):
    return plt.imread(io.BytesIO(png), format="png")


# pictures


def test_the_picture_has_the_declared_size(parabola):
    width, height = parabola.figsize
    assert pixels(DemoView(parabola).png).shape[:2] == (height * DPI, width * DPI)


@pytest.mark.parametrize(
    ("name", "value"), [("x", -1.0), ("power", 4), ("tangent", False)], ids=str
)
def test_every_control_changes_the_picture(parabola, name, value):
    view = DemoView(parabola)
    before = view.png
    view.widgets[name].value = value
    assert view.values[name] == value
    assert view.png != before


def test_equal_values_give_equal_bytes(parabola):
    view = DemoView(parabola)
    before = view.png
    view.widgets["x"].value = -1.0
    view.widgets["x"].value = 1.5
    assert view.png == before


def test_set_does_what_the_widget_does(parabola):
    by_hand, by_code = DemoView(parabola), DemoView(parabola)
    by_hand.widgets["x"].value = 0.5
    by_code.set(x=0.5)
    assert by_hand.png == by_code.png
    assert by_code.widgets["x"].value == 0.5


def test_two_views_are_independent(parabola):
    first, second = DemoView(parabola), DemoView(parabola)
    first.set(x=0.0)
    assert second.values["x"] == 1.5


def test_a_view_starts_where_it_is_told(parabola):
    view = DemoView(parabola, x=-0.5, tangent=False)
    assert view.widgets["x"].value == -0.5
    view.set(x=1.0)
    view.reset()
    assert view.values == {**parabola.start, "x": -0.5, "tangent": False}


def test_one_change_draws_once():
    drawn = []
    demo = demo_of(
        lambda figure, x, y: drawn.append((x, y)),
        controls=[slider(action=lambda x: {"y": -x}), slider("y")],
    )
    view = DemoView(demo)
    view.widgets["x"].value = 0.5
    assert drawn == [(0, 0), (0.5, -0.5)]
    assert view.widgets["y"].value == -0.5


# actions


def test_a_button_steps_until_nothing_changes(parabola):
    view = DemoView(parabola)
    presses = 0
    while view.press("descend"):
        presses += 1
        assert presses < 100
    assert view.values["steps"] == presses > 0
    assert abs(view.values["x"]) < 0.05


def test_clicking_the_button_presses_it(parabola):
    view = DemoView(parabola)
    view.widgets["descend"].click()
    assert view.values["steps"] == 1


def test_an_action_of_a_choice_sets_other_values(parabola):
    view = DemoView(parabola)
    view.press("descend")
    view.widgets["rate"].value = 0.4
    assert view.values == {"x": 1.5, "power": 2, "tangent": True, "rate": 0.4, "steps": 0}
    assert view.widgets["x"].value == 1.5


def test_values_between_two_positions_stay_exact(parabola):
    view = DemoView(parabola, x=1.2)
    view.press("descend")
    exact = view.values["x"]
    assert view.widgets["x"].value == 1.0 != exact
    # a browser sends back what it shows, with its own rounding error
    view.widgets["x"].value = 0.9999999999999998
    assert view.values["x"] == exact
    view.widgets["x"].value = 0.9
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


def test_play_moves_the_slider_and_follows_it(parabola):
    view = DemoView(parabola)
    play = view.widgets["x.play"]
    assert (play.value, play.max) == (35, 40)
    play.value = 36
    assert view.values["x"] == 1.6
    view.widgets["x"].value = -2.0
    assert play.value == 0


def test_play_presses_the_button_until_nothing_changes(parabola):
    view = DemoView(parabola)
    play = view.widgets["descend.play"]
    play.playing = True
    for tick in range(1, 100):
        play.value = tick
        if not play.playing:
            break
    assert view.values["steps"] == tick - 1 > 0


def test_stopping_the_play_button_is_not_a_press(parabola):
    view = DemoView(parabola)
    view.widgets["descend.play"].value = 1
    view.widgets["descend.play"].value = 0
    assert view.values["steps"] == 1


def test_an_error_stops_the_play_button():
    def fail():
        raise ValueError("no")

    controls = [Button(name="b", action=fail, play=True)]
    view = DemoView(demo_of(lambda figure: None, controls=controls))
    view.widgets["b.play"].playing = True
    view.widgets["b.play"].value = 1
    assert "no" in view.error and not view.widgets["b.play"].playing


# errors


def test_an_error_in_drawing_is_shown_and_the_picture_stays():
    def draw(figure, x):
        figure.text(0.5, 0.5, f"{1 / (x - 0.5):.1f}")

    view = DemoView(demo_of(draw, controls=[slider()]))
    before = view.png
    view.widgets["x"].value = 0.5
    assert "ZeroDivisionError" in view.error
    assert "draw, test_view.py, line" in view.error
    assert view.png == before
    shown = [w.value for w in view.box.children if "alert" in str(getattr(w, "value", ""))]
    assert len(shown) == 1 and "ZeroDivisionError" in shown[0]
    view.widgets["x"].value = 0.0
    assert view.error == ""
    assert view.png == before


def test_an_error_message_is_escaped():
    def draw(figure, x):
        if x:
            raise ValueError("<script>alert(1)</script>")

    view = DemoView(demo_of(draw, controls=[slider()]))
    view.set(x=0.5)
    assert not any("<script>" in str(getattr(w, "value", "")) for w in view.box.children)


def test_an_error_in_the_first_drawing_is_raised():
    with pytest.raises(ZeroDivisionError):
        DemoView(demo_of(lambda figure: 1 / 0))


# without a kernel


def test_the_output_carries_a_picture_beside_the_widget(parabola):
    view = DemoView(parabola, x=1.0)
    view.press("descend")
    data, metadata = view._repr_mimebundle_()
    assert set(data) == {"text/plain", "image/png", "application/vnd.jupyter.widget-view+json"}
    assert base64.b64decode(data["image/png"]) == parabola.render(view.values, controls=True)
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


def test_only_widgets_with_a_description_have_a_tooltip(parabola):
    """In the browser, ipywidgets 8 fails on the others and shows an error in their place."""

    def walk(widget):
        yield widget
        for child in getattr(widget, "children", ()):
            yield from walk(child)

    every = list(walk(DemoView(parabola).box))
    assert len(every) > 10
    assert [w for w in every if w.tooltip and not hasattr(w, "description")] == []
