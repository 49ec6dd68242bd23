"""A small demo with every kind of control, and helpers to declare smaller ones in a test."""

import inspect
import json

import numpy as np
from matplotlib.figure import Figure

from dlcourse.demos.core.controls import Button, Checkbox, Choice, Slider
from dlcourse.demos.core.demo import Demo

RATES = {"slow": 0.1, "fast": 0.4}


class Parabola:
    def __init__(self, figure: Figure) -> None:
        self.ax = figure.subplots()
        (self.curve,) = self.ax.plot([], [])
        (self.point,) = self.ax.plot([], [], "o")
        self.tangent = self.ax.axline((0, 0), slope=0, color="black")
        self.ax.set(xlim=(-2.2, 2.2), ylim=(-1, 5))

    def update(self, x: float, tangent: bool, power: int, steps: int) -> str:
        grid = np.linspace(-2, 2, 101)
        self.curve.set_data(grid, grid**power)
        self.point.set_data([x], [x**power])
        slope = power * x ** (power - 1)
        self.tangent.set(xy1=(x, x**power), slope=slope, visible=tangent)
        self.ax.set_title(f"{steps} steps")
        return f"The slope is {slope:.1f}."


def descend(x: float, rate: float, steps: int) -> dict[str, float] | None:
    return None if abs(x) < 0.05 else {"x": x - rate * 2 * x, "steps": steps + 1}


def restart() -> dict[str, float]:
    return {"x": 1.5, "steps": 0}


demo = Demo(
    name="parabola",
    title="Downhill on a parabola",
    look_for="The steps get smaller as the slope does.",
    scene=Parabola,
    controls=[
        Slider(name="x", value=1.5, low=-2.0, high=2.0, step=0.1, play=True),
        Slider(name="power", value=2, low=2, high=6, step=2, label="exponent"),
        Checkbox(name="tangent", value=True, label="show the tangent"),
        Choice(name="rate", options=RATES, action=restart),
        Button(name="descend", action=descend, label="One step", play=True, interval_ms=200),
    ],
    state={"steps": 0},
)


def demo_of(draw=lambda figure: None, **fields):
    """Return a demo whose every update calls `draw(figure, ...)` on the cleared figure."""

    class Scene:
        def __init__(self, figure):
            self.figure = figure

        def update(self, **values):
            self.figure.clear()
            return draw(self.figure, **values)

    Scene.update.__signature__ = inspect.signature(draw)  # `figure` in place of `self`
    fields = {"name": "d", "title": "T", "look_for": "L.", "controls": [], **fields}
    return Demo(scene=Scene, **fields)


class Hand:
    """The browser's side of a view: asks as `link.js` does, and keeps what comes back."""

    def __init__(self, view):
        self.view, self.answers, self.pictures = view, [], []
        self.look = {"size": [1000, 500], "scale": 1}
        view.panel.send = self._keep

    def _keep(self, answer, buffers):
        self.answers.append(answer)
        self.pictures.extend(buffers)

    def ask(self, *steps, light=False):
        question = {"id": str(len(self.answers)), "steps": steps, "light": light, **self.look}
        self.view.panel._handle_custom_msg(json.loads(json.dumps(question)), [])
        assert self.answers[-1]["id"] == question["id"]
        return json.loads(json.dumps(self.answers[-1]))


def axes_of(demo, **values):
    """Return the axes of a picture of `demo`, with all else as at its start."""
    frame = demo.frame()
    frame.png({**demo.start, **values})
    return frame.figure.axes


def slider(name="x", **fields):
    return Slider(**{"name": name, "value": 0.0, "low": -1.0, "high": 1.0, "step": 0.1, **fields})
