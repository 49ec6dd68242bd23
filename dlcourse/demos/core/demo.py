"""How a demo is declared: a scene that draws, controls, a title and what to look for.

The whole of a demo, in `dlcourse/demos/gallery/parabola.py`:

    from matplotlib.figure import Figure

    import numpy as np

    from dlcourse.demos.core.controls import Button, Checkbox, Slider
    from dlcourse.demos.core.demo import Demo


    class Parabola:
        '''The parabola, the present point and its tangent.'''

        def __init__(self, figure: Figure) -> None:
            self.ax = figure.subplots()
            grid = np.linspace(-2, 2, 101)
            self.ax.plot(grid, grid**2)
            (self.point,) = self.ax.plot([], [], "o")
            self.tangent = self.ax.axline((0, 0), slope=0)

        def update(self, x: float, tangent: bool, steps: int) -> str:
            self.point.set_data([x], [x**2])
            self.tangent.set(xy1=(x, x**2), slope=2 * x, visible=tangent)
            self.ax.set_title(f"{steps} steps")
            return f"The slope is {2 * x:.1f}."


    def descend(x: float, steps: int) -> dict[str, float] | None:
        '''Go one step downhill; return None at the bottom.'''
        return None if abs(x) < 0.01 else {"x": x - 0.2 * x, "steps": steps + 1}


    demo = Demo(
        name="parabola",
        title="Downhill on a parabola",
        look_for="The steps get smaller as the slope does.",
        scene=Parabola,
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

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from dlcourse.demos.core.by_name import call, parameters
from dlcourse.demos.core.controls import Button, Control
from dlcourse.demos.core.frame import Frame, Scene


@dataclass(frozen=True, kw_only=True)
class Demo:
    """A picture that follows its controls (`controls.py`); `DemoView` brings it to life.

    Everything a demo knows are its *values*: one for each control but the buttons, and those in
    `state`. They flow one way. A control sets its value; then its `action`, if it has one, is
    called with the values that it names as parameters and returns a mapping of those to change
    (or None); then the scene's `update` is called with all that it names. What a picture shows
    hangs on the values alone, however they were reached: neither a scene nor an action may
    remember others. So an action needs no widgets to be tested.

    Not for what takes longer than about 0.2 s to compute: compute it before, or a slider that is
    dragged will lag.

    Attributes:
        name: Name of the module and of the demo.
        title: Heading.
        look_for: One sentence on what to watch.
        scene: Class that draws. Its `__init__(self, figure)` makes axes and artists on an empty
            `matplotlib.figure.Figure`: all that stays. Its `update(self, ...)`, whose parameters
            are names of values, changes those artists: `set_data`, `set_text`, `set`. What an
            update did not touch is not drawn again, which is what makes a demo quick. `update`
            may return a sentence for those who cannot see the picture. Take axes from
            `figure.subplots()`, or from `panels(figure)` of `panels.py`, which stand one above the
            other where a window is upright, as on a phone. Do not use pyplot, which would keep
            each picture in memory. The margins are fixed; `set_margins` changes them.
        controls: Sliders, choices, boxes, buttons, lines of text, points, canvases, grids, in the
            order shown. A point, and a choice whose options are points of the picture, name with
            `on` the attribute of the scene on which to click.
        state: Further values that only actions change, with their start.
        figsize: Width and height of the picture in inches.

    Raises:
        ValueError: Two values share a name, or a function wants a value that there is not.
    """

    name: str
    title: str
    look_for: str
    scene: Callable[..., Scene]
    controls: Sequence[Control]
    state: Mapping[str, Any] = field(default_factory=dict)
    figsize: tuple[float, float] = (10, 5)

    def __post_init__(self) -> None:
        """Find wrong names now, when the module is imported, and not at the first move."""
        names = [control.name for control in self.controls] + list(self.state)
        twice = sorted({name for name in names if names.count(name) > 1})
        if twice:
            raise ValueError(f"Expected different names of values. Received twice: {twice}")
        functions = [(self.scene.update, 1), *((c.action, 0) for c in self.controls if c.action)]
        for function, skip in functions:
            unknown = set(parameters(function)[skip:]) - set(self.start)
            if unknown:
                raise ValueError(
                    f"Expected parameters of {function.__qualname__} among {sorted(self.start)}. "
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

    def frame(self, size: tuple[float, float] | None = None, scale: float = 1.0) -> Frame:
        """Return a new picture that can be changed again and again.

        Args:
            size: Width and height in pixels of the style sheet; those of `figsize` if None. The
                figure stays as wide in inches, so that its text grows with the picture; where it
                is higher than wide, about half as wide.
            scale: Pixels of the screen for each of them, `devicePixelRatio` in a browser.
        """
        return Frame(self, size, scale)

    def render(self, values: Mapping[str, Any], *, controls: bool = False) -> bytes:
        """Draw `values` and return the picture as PNG; with `controls`, draw these below it."""
        return self.frame().save(values, controls=controls)

    def describe(self, values: Mapping[str, Any], said: str | None = None) -> str:
        """Return a text in place of the picture: title, controls, and what the scene `said`."""
        controls = [c for c in self.controls if not isinstance(c, Button)]
        shown = ", ".join(f"{c.label or c.name} {c.show(values[c.name])}" for c in controls)
        text = f"{self.title}: {shown}" if shown else self.title
        return f"{text}. {said}" if said else text

    def follow(self, action: Callable[..., Any] | None, values: Mapping[str, Any]) -> dict:
        """Call `action` with the values that it names; return the changes that it asks for."""
        changes = call(action, values) if action else None
        return self.admit(changes or {})
