"""A kept picture: it equals a new one, and what stands still is drawn once."""

import io
import random

import matplotlib.pyplot as plt
import numpy as np
import pytest
from matplotlib.figure import Figure
from moves import any_value
from parabola import slider

from dlcourse import demos
from dlcourse.demos.core.controls import Button
from dlcourse.demos.core.demo import Demo

SMALL = (400, 200)


def walk(demo, moves):
    """The values after each of some moves: two of the first control, of the next, ..."""
    rng, values = random.Random(demo.name), demo.start
    for number in range(moves):
        control = demo.controls[number // 2 % len(demo.controls)]
        if not isinstance(control, Button):
            values = {**values, control.name: any_value(control, rng)}
        values = {**values, **demo.follow(control.action, values)}
        yield values


@pytest.mark.parametrize("name", demos.names())
def test_a_kept_picture_equals_a_new_one(name):
    demo = demos.get(name)
    kept = demo.frame(SMALL)
    for values in walk(demo, 2 * len(demo.controls)):
        assert kept.png(values) == demo.frame(SMALL).png(values), values


@pytest.mark.parametrize("size", [(1000, 500), (1480, 950), (366, 430), (1055, 1650)])
@pytest.mark.parametrize("name", demos.names())
def test_nothing_is_cut_in_a_wide_and_in_an_upright_picture(name, size):
    demo = demos.get(name)
    pixels = plt.imread(io.BytesIO(demo.frame(size).png(demo.start)))
    assert all(np.all(edge == 1) for edge in (pixels[[0, -1]], pixels[:, [0, -1]]))


class Scene:
    """A cross that moves over a line that stands still, with the limits of its choice."""

    def __init__(self, figure: Figure) -> None:
        self.ax = figure.subplots()
        (self.line,) = self.ax.plot([0, 1], [0, 1])
        (self.cross,) = self.ax.plot([], [], "x", zorder=5)
        self.ax.set(xlim=(-1, 1), ylim=(-1, 1))

    def update(self, x: float, top: float) -> None:
        self.cross.set_data([x], [0])
        if top != self.ax.get_ylim()[1]:
            self.ax.set_ylim(-1, top)


@pytest.fixture
def frame():
    controls = [slider(), slider("top", value=1.0, low=1.0, high=9.0)]
    words = {"name": "scene", "title": "T", "look_for": "L."}
    frame = Demo(scene=Scene, controls=controls, **words).frame(SMALL)
    frame.png({"x": 0.0, "top": 1.0})
    return frame


def drawn(artist, monkeypatch):
    """Return a list that gets an entry whenever `artist` is drawn."""
    calls, draw = [], artist.draw
    monkeypatch.setattr(artist, "draw", lambda *args: (calls.append(1), draw(*args)))
    return calls


def test_what_stands_still_is_not_drawn_again(frame, monkeypatch):
    line = drawn(frame.scene.line, monkeypatch)
    cross = drawn(frame.scene.cross, monkeypatch)
    for x in np.linspace(-1, 1, 5):
        frame.png({"x": x, "top": 1.0})
    assert (len(line), len(cross)) == (0, 5)


def test_another_limit_draws_all_anew(frame, monkeypatch):
    line = drawn(frame.scene.line, monkeypatch)
    before = frame.png({"x": 0.5, "top": 1.0})
    assert frame.png({"x": 0.5, "top": 3.0}) != before and len(line) == 1
    assert frame.png({"x": 0.5, "top": 1.0}) == before and len(line) == 2
