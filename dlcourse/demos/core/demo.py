"""How a demo is declared: a function that draws, controls, a title and what to look for.

The whole of a demo, in `dlcourse/demos/gallery/parabola.py`:

    from matplotlib.figure import Figure

    import numpy as np

    from dlcourse.demos.core.controls import Button, Checkbox, Slider
    from dlcourse.demos.core.demo import Demo


    def draw(figure: Figure, x: float, tangent: bool, steps: int) -> None:
        '''Draw the parabola and the present point.'''
        ax = figure.subplots()
        grid = np.linspace(-2, 2, 101)
        ax.plot(grid, grid**2)
        ax.plot(x, x**2, "o")
        if tangent:
            ax.axline((x, x**2), slope=2 * x)
        ax.set_title(f"{steps} steps")


    def descend(x: float, steps: int) -> dict[str, float] | None:
        '''Go one step downhill; return None at the bottom.'''
        return None if abs(x) < 0.01 else {"x": x - 0.2 * x, "steps": steps + 1}


    demo = Demo(
        name="parabola",
        title="Downhill on a parabola",
        look_for="The steps get smaller as the slope does.",
        draw=draw,
        controls=[
            Slider(name="x", value=1.5, low=-2.0, high=2.0, step=0.1),
            Checkbox(name="tangent", value=True),
            Button(name="descend", action=descend, label="One step", play=True),
        ],
        state={"steps": 0},
    )

Then `dl.demos.parabola()` at the end of a notebook cell shows it, and `dlcourse demo parabola`
opens it as a page. Tests drive what the learner sees: `view = dl.demos.parabola()`,
`view.set(x=1.0)`, `view.press("descend")`, `view.values`, `view.png`.
"""

import inspect
import io
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from matplotlib.figure import Figure

from dlcourse.demos.core.controls import Button, Control
from dlcourse.demos.core.strip import draw_strip

DPI = 100  # as the figures of the lessons
# Fixed margins: the axes stand still while numbers change, and a picture is drawn faster than
# with a computed layout (benchmarks/demo_frames.py).
MARGINS = {"left": 0.08, "right": 0.98, "bottom": 0.14, "top": 0.91, "wspace": 0.25, "hspace": 0.4}


@dataclass(frozen=True, kw_only=True)
class Demo:
    """A picture that follows its controls; `DemoView` brings it to life.

    Everything a demo knows are its *values*: one for each control but the buttons, and those in
    `state`. They flow one way. A control sets its value; then its `action`, if it has one, is
    called with the values that it names as parameters and returns a mapping of those to change
    (or None); then `draw` draws all of it anew. So neither `draw` nor an action may keep anything
    in global variables, and an action needs no widgets to be tested.

    Not for what takes longer than about 0.2 s to compute: compute it before, or a slider that is
    dragged will lag.

    Attributes:
        name: Name of the module and of the demo.
        title: Heading.
        look_for: One sentence on what to watch.
        draw: Function `(figure, ...)` that draws on the empty `matplotlib.figure.Figure` it is
            given; its other parameters are names of values. Take axes from `figure.subplots()`;
            do not use pyplot, which would keep each picture in memory. The margins are fixed;
            `figure.subplots_adjust` changes them.
        controls: Sliders, choices, boxes and buttons, in the order shown.
        state: Further values that only actions change, with their start.
        figsize: Width and height of the picture in inches.

    Raises:
        ValueError: Two values share a name, or a function wants a value that there is not.
    """

    name: str
    title: str
    look_for: str
    draw: Callable[..., None]
    controls: Sequence[Control]
    state: Mapping[str, Any] = field(default_factory=dict)
    figsize: tuple[float, float] = (10, 5)

    def __post_init__(self) -> None:
        """Find wrong names now, when the module is imported, and not at the first move."""
        names = [control.name for control in self.controls] + list(self.state)
        twice = sorted({name for name in names if names.count(name) > 1})
        if twice:
            raise ValueError(f"Expected different names of values. Received twice: {twice}")
        functions = [(self.draw, 1), *((c.action, 0) for c in self.controls if c.action)]
        for function, skip in functions:
            unknown = set(_parameters(function)[skip:]) - set(self.start)
            if unknown:
                raise ValueError(
                    f"Expected parameters of {function.__name__} among {sorted(self.start)}. "
                    f"Received: {sorted(unknown)}"
                )

    @property
    def start(self) -> dict[str, Any]:
        """The values at the start, by name."""
        controls = {c.name: c.value for c in self.controls if not isinstance(c, Button)}
        return {**controls, **self.state}

    def control(self, name: str) -> Control | None:
        """Return the control called `name`, or None if it is a value of the state."""
        return next((control for control in self.controls if control.name == name), None)

    def admit(self, changes: Mapping[str, Any]) -> dict[str, Any]:
        """Return `changes` if each names a value and fits its control.

        Raises:
            ValueError: There is no such value, or its control cannot show it.
        """
        unknown = set(changes) - set(self.start)
        if unknown:
            raise ValueError(
                f"Expected values of demo {self.name!r}: {', '.join(self.start)}. "
                f"Received: {', '.join(sorted(unknown))}"
            )
        controls = {name: self.control(name) for name in changes}
        return {n: controls[n].admit(v) if controls[n] else v for n, v in changes.items()}

    def render(self, values: Mapping[str, Any], *, controls: bool = False) -> bytes:
        """Draw `values` and return the picture as PNG; with `controls`, draw these below it."""
        figure = Figure(figsize=self.figsize, dpi=DPI, layout="none")
        figure.subplots_adjust(**MARGINS)
        self.draw(figure, **_wanted(self.draw, values))
        page = draw_strip(figure, self.controls, values) if controls else None
        buffer = io.BytesIO()
        figure.savefig(buffer, format="png", dpi=DPI, bbox_inches=page)
        return buffer.getvalue()

    def follow(self, action: Callable[..., Any] | None, values: Mapping[str, Any]) -> dict:
        """Call `action` with the values that it names; return the changes that it asks for."""
        changes = action(**_wanted(action, values)) if action else None
        return self.admit(changes or {})


def _parameters(function: Callable[..., Any]) -> list[str]:
    return list(inspect.signature(function).parameters)


def _wanted(function: Callable[..., Any], values: Mapping[str, Any]) -> dict[str, Any]:
    names = _parameters(function)
    return {name: value for name, value in values.items() if name in names}
