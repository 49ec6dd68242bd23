"""A small demo with what can be drawn, typed and clicked on the picture."""

import numpy as np
from matplotlib.figure import Figure

from dlcourse.demos.core.controls import Canvas, Choice, Grid, Point, Text
from dlcourse.demos.core.demo import Demo
from dlcourse.demos.core.panels import panels

TOWNS = {"Aba": (1.0, 1.0), "Bo": (4.0, 2.0), "Cuz": (2.0, 4.0)}
LETTERS = "abcdefghijklmnopqrstuvwxyz"


class Easel:
    def __init__(self, figure: Figure) -> None:
        paper, self.plane, land = panels(figure, widths=(1, 1, 1))
        self.image = paper.imshow(np.zeros((6, 8)), cmap="Greys", vmin=0, vmax=9)
        paper.set_axis_off()
        (self.cross,) = self.plane.plot([], [], "x", ms=12)
        self.plane.set(xlim=(-2, 2), ylim=(0, 10))
        self.towns = land.scatter(*zip(*TOWNS.values(), strict=True), s=200)
        self.here = land.text(0, 0, "★", fontsize=20)
        land.set(xlim=(0, 5), ylim=(0, 5))

    def update(self, drawing: tuple, kernel: tuple, name: str, at: tuple, town: str) -> str:
        self.image.set_data(np.array(drawing))
        self.cross.set_data([at[0]], [at[1]])
        self.plane.set_title(f"{name} {np.sum(kernel):g}")
        self.here.set_position(TOWNS[town])
        return f"{name or 'Nobody'} is in {town}."


demo = Demo(
    name="easel",
    title="A little of everything",
    look_for="All of it answers.",
    scene=Easel,
    controls=[
        Canvas(name="drawing", rows=6, columns=8, brush=0.6),
        Grid(name="kernel", value=((0, -1), (0.5, 1)), low=-4, high=4, step=0.5),
        Text(name="name", value="an", most=5, letters=LETTERS, label="first name"),
        Point(name="at", on="plane", value=(0, 5), low=(-2, 0), high=(2, 10), step=(0.1, 0.5)),
        Choice(name="town", options=tuple(TOWNS), on="towns"),
    ],
)
