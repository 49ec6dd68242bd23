"""A small demo with every kind of control, and helpers to declare smaller ones in a test."""

import numpy as np
from matplotlib.figure import Figure

from dlcourse.demos.core.controls import Button, Checkbox, Choice, Slider
from dlcourse.demos.core.demo import Demo

RATES = {"slow": 0.1, "fast": 0.4}


def draw(figure: Figure, x: float, tangent: bool, power: int, steps: int) -> None:
    ax = figure.subplots()
    grid = np.linspace(-2, 2, 101)
    ax.plot(grid, grid**power)
    ax.plot(x, x**power, "o")
    if tangent:
        ax.axline((x, x**power), slope=power * x ** (power - 1), color="black")
    ax.set(ylim=(-1, 5), title=f"{steps} steps")


def descend(x: float, rate: float, steps: int) -> dict[str, float] | None:
    return None if abs(x) < 0.05 else {"x": x - rate * 2 * x, "steps": steps + 1}


def restart() -> dict[str, float]:
    return {"x": 1.5, "steps": 0}


demo = Demo(
    name="parabola",
    title="Downhill on a parabola",
    look_for="The steps get smaller as the slope does.",
    draw=draw,
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
    fields = {"name": "d", "title": "T", "look_for": "L.", "controls": [], **fields}
    return Demo(draw=draw, **fields)


def slider(name="x", **fields):
    return Slider(**{"name": name, "value": 0.0, "low": -1.0, "high": 1.0, "step": 0.1, **fields})
