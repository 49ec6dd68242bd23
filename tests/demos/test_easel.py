"""What can be drawn, typed and clicked on the picture, driven from Python."""

import json

import easel
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from matplotlib.figure import Figure
from moves import any_value, other_values
from parabola import Hand, demo_of

from dlcourse.course.pages.filmstrip import _visited
from dlcourse.demos.core.address import read_address, write_address
from dlcourse.demos.core.controls import Canvas, Choice, Grid, Point, Text
from dlcourse.demos.core.panel import face_of, shown, taken
from dlcourse.demos.core.strip import draw_strip
from dlcourse.demos.core.view import DemoView

DEMO = easel.demo
CANVAS, GRID, TEXT, POINT, CHOICE = DEMO.controls
ZEROS = np.zeros((6, 8), int)


# values


@pytest.mark.parametrize("control", DEMO.controls, ids=lambda control: control.name)
def test_what_travels_to_the_browser_and_back_is_the_same_value(control):
    json.dumps(face_of(control))
    for value in [control.value, *other_values(control)]:
        there = json.loads(json.dumps(shown(control, value)))
        back = taken(control, there)
        assert back == value and hash(back) == hash(value) and control.show(value)


def test_values_are_tuples_of_plain_numbers_whatever_they_were_given_as():
    drawing, kernel = np.eye(6, 8) * 9, np.array([[0, 1], [2, 3]], "float32")
    view = DemoView(DEMO, drawing=drawing, kernel=kernel, at=np.array([1, 2]))
    assert view.values["drawing"] == tuple(map(tuple, drawing.astype(int).tolist()))
    assert view.values["kernel"] == ((0.0, 1.0), (2.0, 3.0)) and view.values["at"] == (1.0, 2.0)
    assert type(view.values["drawing"][0][0]) is int and type(view.values["at"][0]) is float
    json.dumps(view._repr_mimebundle_()[1])


@pytest.mark.parametrize(
    ("values", "message"),
    [
        ({"drawing": ZEROS[:5]}, "drawing as 6 rows of 8 whole numbers from 0 to 9. Received: arr"),
        ({"drawing": ZEROS + 10}, "whole numbers from 0 to 9"),
        ({"drawing": ZEROS + 0.5}, "whole numbers from 0 to 9"),
        ({"drawing": ZEROS > 1}, "whole numbers from 0 to 9"),
        ({"drawing": 3}, "drawing as 6 rows of 8 .*Received: 3"),
        ({"kernel": ((0, 1), (2, 5))}, "kernel as 2 rows of 2 numbers from -4 to 4. Received: "),
        ({"kernel": ((0, 1), (2, float("nan")))}, "Received: .*nan"),
        ({"kernel": ((0, 1), (2,))}, "kernel as 2 rows of 2"),
        ({"kernel": ((0, 1), (2, "3"))}, "kernel as 2 rows of 2"),
        ({"name": "annabell"}, "name of at most 5 letters among 'abc.*Received: 'annabell'"),
        ({"name": "Ann"}, "Received: 'Ann'"),
        ({"name": 7}, "Received: 7"),
        ({"at": (0, 11)}, r"at as \(x, y\) from \(-2, 0\) to \(2, 10\). Received: \(0, 11\)"),
        ({"at": (0,)}, "Received"),
        ({"at": "ab"}, "Received: 'ab'"),
        ({"at": (0, float("nan"))}, "Received"),
    ],
)
def test_values_that_do_not_fit_are_refused(values, message):
    with pytest.raises(ValueError, match=f"(?s)Expected .*{message}"):
        DemoView(DEMO, **values)


@pytest.mark.parametrize(
    "make",
    [
        lambda: Canvas(name="c", rows=0),
        lambda: Canvas(name="c", brush=0),
        lambda: Canvas(name="c", value=ZEROS),
        lambda: Grid(name="g", value=(), low=0, high=1),
        lambda: Grid(name="g", value=((0, 1), (0,)), low=0, high=1),
        lambda: Grid(name="g", value=((2,),), low=0, high=1),
        lambda: Grid(name="g", value=((0,),), low=0, high=1, step=0),
        lambda: Text(name="t", value="abc", most=2),
        lambda: Text(name="t", value="b", letters="a"),
        lambda: Point(name="p", on="a", value=(2, 0), low=(0, 0), high=(1, 1), step=(1, 1)),
        lambda: Point(name="p", on="a", value=(0, 0), low=(0, 1), high=(1, 0), step=(1, 1)),
        lambda: Point(name="p", on="a", value=(0, 0), low=(0, 0), high=(1, 1), step=(1, 0)),
    ],
)
def test_impossible_controls_are_refused(make):
    with pytest.raises(ValueError, match="Received"):
        make()


# addresses


@given(st.randoms(use_true_random=False), st.data())
def test_an_address_keeps_every_value(rng, data):
    digits = data.draw(st.text("0123456789", min_size=48, max_size=48))
    values = {control.name: any_value(control, rng) for control in DEMO.controls}
    values["drawing"] = CANVAS.read(digits)
    address = write_address(DEMO, values)
    assert {**DEMO.start, **read_address(DEMO, address)} == values
    assert address.isascii() and " " not in address


def test_a_drawn_digit_makes_a_short_address():
    demo = demo_of(lambda figure, c: None, controls=[Canvas(name="c")])
    bar = other_values(demo.controls[0])[-1]
    assert len(write_address(demo, {"c": bar})) < 60


@pytest.mark.parametrize(
    "address",
    [
        "drawing=x",
        "drawing=é",
        "drawing=" + "A" * 41,
        write_address(demo_of(controls=[Canvas(name="drawing")]), {"drawing": ((9,) * 28,) * 28}),
        "kernel=3",
        "kernel=[[1,2],[3,4",
        "kernel=[[1,2],[3,9]]",
        "name=annabell",
        "name=%3Cb%3E",
        "at=[0]",
        "at=[0,NaN]",
        "town=Nowhere",
    ],
)
def test_an_address_that_does_not_fit_opens_the_start(address):
    view = DemoView(DEMO)
    view.set(name="bo")
    answer = Hand(view).ask({"open": address})
    assert answer["error"].startswith("The address does not fit this demo.")
    assert view.values == DEMO.start


# the browser's moves


def test_each_move_sets_its_value_and_changes_the_picture():
    view = DemoView(DEMO)
    hand = Hand(view)
    moves = [("drawing", "9" * 48), ("kernel", [[1, 2], [3, 4]]), ("name", "bo"), ("at", [1, 2])]
    for name, place in moves:
        before = view.png
        answer = hand.ask({"set": name, "to": place})
        assert (answer["shown"][name], answer["error"]) == (place, "") and view.png != before


def place_of(figure, ax, x, y):
    """Where (x, y) is on the picture, as parts from its left and its top."""
    across, up = ax.transData.transform((x, y)) / figure.bbox.size
    return [across, 1 - up]


@pytest.mark.parametrize("size", [(1000, 500), (1900, 900), (400, 900)])
@pytest.mark.parametrize("light", [False, True])
def test_a_click_sets_the_point_below_it(size, light):
    view = DemoView(DEMO)
    hand = Hand(view)
    hand.look = {"size": size, "scale": 1.5}
    hand.ask(light=light)
    figure, (_, plane, land) = view._frame.figure, view._frame.figure.axes
    view._frame.png(view.values)  # a light picture leaves the sharp one as it was
    hand.ask({"set": "at", "at": place_of(figure, plane, 1.234, 7.3)}, light=light)
    assert view.values["at"] == (1.2, 7.5)
    hand.ask({"set": "at", "at": [0, 0]}, light=light)
    assert view.values["at"] == (-2.0, 10.0)
    for town, (x, y) in easel.TOWNS.items():
        answer = hand.ask({"set": "town", "at": place_of(figure, land, x + 0.4, y - 0.4)})
        assert view.values["town"] == town and town in answer["alt"]


def test_the_browser_learns_where_to_click():
    hand = Hand(DemoView(DEMO))
    boxes = hand.ask()["boxes"]
    assert set(boxes) == {"at", "town"}
    figure = hand.view._frame.figure
    left, top, width, height = boxes["at"]
    corners = [place_of(figure, figure.axes[1], *corner) for corner in ((-2, 10), (2, 0))]
    np.testing.assert_allclose(corners, [[left, top], [left + width, top + height]], atol=1e-4)


def test_a_click_on_a_place_moved_by_the_scene_finds_it_there():
    """In a light picture, too, whose scene is another than that of the sharp one."""

    class Moving:
        def __init__(self, figure: Figure) -> None:
            ax = figure.subplots()
            self.dots = ax.plot([0, 1], [0, 0], "o")[0]
            ax.set(xlim=(-1, 2), ylim=(-1, 2))

        def update(self, swap: bool, dot: str) -> None:
            self.dots.set_data([1, 0] if swap else [0, 1], [0, 0])

    choice = Choice(name="dot", options=("a", "b"), on="dots")
    demo = easel.Demo(
        name="d", title="T", look_for="L.", scene=Moving, controls=[choice], state={"swap": False}
    )
    view = DemoView(demo)
    hand = Hand(view)
    hand.look = {"size": [2000, 1000], "scale": 1}
    hand.ask()
    view._values["swap"] = True
    hand.ask(light=True)
    figure = view._frame.figure
    hand.ask({"set": "dot", "at": place_of(figure, figure.axes[0], 0.1, 0)}, light=True)
    assert view.values["dot"] == "b"


def test_an_action_follows_a_click_once():
    acted = []

    class Plane:
        def __init__(self, figure: Figure) -> None:
            self.plane = figure.subplots()
            self.plane.set(xlim=(0, 1), ylim=(0, 1))

        def update(self, at: tuple) -> None:
            """Draw nothing."""

    ends = {"low": (0, 0), "high": (1, 1), "step": (0.1, 0.1)}
    point = Point(name="at", on="plane", value=(0, 0), action=lambda at: acted.append(at), **ends)
    view = DemoView(easel.Demo(name="d", title="T", look_for="L.", scene=Plane, controls=[point]))
    hand = Hand(view)
    figure, ax = view._frame.figure, view._frame.figure.axes[0]
    for x in (0.42, 0.43, 0.58):
        hand.ask({"set": "at", "at": place_of(figure, ax, x, 0.1)})
    assert acted == [(0.4, 0.1), (0.6, 0.1)]


def test_a_scene_that_lacks_what_is_clicked_is_told():
    wrong = Choice(name="town", options=("a", "b"), on="nothing")
    with pytest.raises(ValueError, match=r"Scene.nothing to hold the artist .*Received: None"):
        DemoView(demo_of(controls=[wrong]))
    point = Point(name="p", on="figure", value=(0, 0), low=(0, 0), high=(1, 1), step=(1, 1))
    with pytest.raises(ValueError, match=r"Scene.figure to hold the Axes .*Received: <"):
        DemoView(demo_of(controls=[point]))


def test_points_that_are_not_the_options_are_told():
    class Short(easel.Easel):
        def __init__(self, figure: Figure) -> None:
            super().__init__(figure)
            self.towns.set_offsets([[1, 1]])

    fields = {"name": "d", "title": "T", "look_for": "L.", "controls": DEMO.controls}
    view = DemoView(easel.Demo(scene=Short, **fields))
    answer = Hand(view).ask({"set": "town", "at": [0.9, 0.5]})
    assert "Expected 3 points to click on. Received: 1" in answer["error"]
    assert view.values["town"] == "Aba"


# without a browser


def test_the_strip_and_the_words_tell_what_is_set():
    figure = Figure(figsize=(20, 2))
    draw_strip(figure, DEMO.controls, DEMO.start)
    assert [text.get_text() for text in figure.texts] == [
        "✎ drawing",
        "kernel  0 −1 | 0.5 1",
        "first name  “an”",
        "at  (0, 5)",
        "town: Aba ▾",
    ]
    assert "drawing empty, kernel 0 -1 | 0.5 1, first name “an”" in DemoView(DEMO).alt


def test_moves_that_were_stored_lead_to_the_same_values():
    view = DemoView(DEMO)
    view.set(drawing=np.eye(6, 8), at=(1, 2))
    stored = json.loads(json.dumps(view._repr_mimebundle_()[1]))["dlcourse_demo"]
    *_, last = _visited(DEMO, stored["values"], stored["moves"])
    assert last.values == view.values
    assert last.said == "2: at (1, 2)"
