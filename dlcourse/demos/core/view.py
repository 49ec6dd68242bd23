"""A demo that is alive: widgets in front, one PNG behind them."""

import base64
import html
import traceback
from collections.abc import Mapping
from typing import Any

import ipywidgets as widgets

from dlcourse.demos.core.controls import Button, Checkbox, Choice, Control, Slider
from dlcourse.demos.core.demo import Demo
from dlcourse.plots.style import COLORS

# Readable from the last row; the variables are those that ipywidgets' own style sheet reads.
_STYLE = """<style>
.dlcourse-demo {--jp-widgets-font-size: 17px; --jp-widgets-inline-height: 36px;
  --jp-widgets-inline-width: 340px; --jp-widgets-inline-label-width: auto}
.dlcourse-demo h2 {font-size: 24px; margin: 0; line-height: 1.3}
.dlcourse-demo p {font-size: 18px; margin: 0 0 6px; line-height: 1.35}
.dlcourse-demo .widget-label {margin-right: 8px}
.dlcourse-demo .widget-readout {min-width: 3.5em}
.dlcourse-demo :focus-visible {outline: 3px solid #0072B2; outline-offset: 2px}
.dlcourse-demo pre {color: #8a1c00; background: #fff4f0; border-left: 6px solid #D55E00;
  padding: 8px; white-space: pre-wrap; font-size: 16px; line-height: 1.35}
</style>"""


class DemoView:
    """One live copy of a demo; what `dl.demos.NAME()` returns.

    At the end of a notebook cell it shows its widgets. Beside them, the output stores the present
    picture and its controls, which is what a reader sees where no kernel runs.

    Attributes:
        demo: What is shown.
        widgets: The ipywidgets by name of their control, for tests and for the curious.
        box: The widget that holds all of them.
        error: Text of the error shown in the demo; empty when all is well.

    Args:
        demo: What to show.
        values: Values to start from, instead of those that the demo declares.

    Raises:
        ValueError: There is no such value, or its control cannot show it.
    """

    def __init__(self, demo: Demo, /, **values: Any) -> None:
        """Build the widgets and draw once; an error in this first drawing is raised."""
        self.demo = demo
        self.error = ""
        self.widgets: dict[str, widgets.Widget] = {}
        self._start = {**demo.start, **demo.admit(values)}
        self._values = dict(self._start)
        self._origin = {"demo": demo.name, "values": values, "moves": []}
        self._picture = widgets.Image(
            value=demo.render(self._values),
            format="png",
            layout={"max_width": "100%", "margin": "0", "align_self": "flex-start"},
        )
        self._message = widgets.HTML()
        self.box = self._assemble()

    @property
    def values(self) -> dict[str, Any]:
        """The present values, by name; a copy."""
        return dict(self._values)

    @property
    def png(self) -> bytes:
        """The present picture."""
        return bytes(self._picture.value)

    def set(self, **values: Any) -> None:
        """Set values as if by hand, one after the other, each followed by its action."""
        for name, value in self.demo.admit(values).items():
            control = self.demo.control(name)
            self._origin["moves"].append(["set", name, value])
            self._update({name: value}, control.action if control else None)

    def press(self, name: str) -> bool:
        """Press the button `name`; return whether it changed anything.

        Raises:
            ValueError: There is no such button.
        """
        control = self.demo.control(name)
        if not isinstance(control, Button):
            buttons = [c.name for c in self.demo.controls if isinstance(c, Button)]
            raise ValueError(f"Expected one of the buttons {buttons}. Received: {name!r}")
        self._origin["moves"].append(["press", name])
        return self._update({}, control.action)

    def reset(self) -> None:
        """Return to the values at the start."""
        self._origin["moves"].clear()
        self._update(self._start)

    def _update(self, changes: Mapping[str, Any], action: Any = None) -> bool:
        """Take over `changes`, let `action` answer, draw; show an error instead of raising it."""
        before = self._values
        self._values = {**before, **changes}
        try:
            self._values |= self.demo.follow(action, self._values)
            picture = self.demo.render(self._values)
        except Exception as error:  # whatever a draw function may raise, the learner must see it
            self._show_error(error)
        else:
            self._show_error(None)
            self._picture.value = picture
        self._sync_widgets()
        return not _same(before, self._values)

    def _sync_widgets(self) -> None:
        """Let the controls show the values; `_moved` sees that they were not moved by hand."""
        for name, widget in self.widgets.items():
            if name in self._values:
                widget.value = _shown(self.demo.control(name), self._values[name])

    def _show_error(self, error: Exception | None) -> None:
        self.error = "" if error is None else _explain(error)
        self._message.value = f"<pre role='alert'>{html.escape(self.error)}</pre>" * bool(error)

    def _assemble(self) -> widgets.Widget:
        row = [part for control in self.demo.controls for part in self._build(control)]
        reset = widgets.Button(description="Reset", tooltip="Back to the start")
        reset.on_click(lambda _: self.reset())
        head = f"{_STYLE}<h2>{self.demo.title}</h2><p>{self.demo.look_for}</p>"
        bar = widgets.HBox([*row, reset], layout={"flex_flow": "row wrap", "grid_gap": "4px 24px"})
        box = widgets.VBox([widgets.HTML(head), bar, self._message, self._picture])
        box.add_class("dlcourse-demo")
        return box

    def _build(self, control: Control) -> list[widgets.Widget]:
        """Return the widgets of one control, connected."""
        widget = _widget(control, _shown(control, self._values.get(control.name)))
        self.widgets[control.name] = widget
        if isinstance(control, Button):
            widget.on_click(lambda _: self._update({}, control.action))
        else:
            widget.observe(lambda change: self._moved(control, change["new"]), names="value")
        if not getattr(control, "play", False):
            return [widget]
        play = (
            self._play_button(control) if isinstance(control, Button) else _sweep(control, widget)
        )
        self.widgets[f"{control.name}.play"] = play
        return [widgets.HBox([widget, play])]

    def _moved(self, control: Control, value: Any) -> None:
        # The browser rounds what a slider shows to its step and sends that back: no move by hand.
        value = _shown(control, value)
        if value != _shown(control, self._values[control.name]):
            self._update({control.name: value}, control.action)

    def _play_button(self, control: Button) -> widgets.Play:
        """Return a widget whose every tick presses the button, until that changes nothing."""
        play = widgets.Play(max=1_000_000, interval=control.interval_ms, show_repeat=False)

        def tick(change: Mapping[str, Any]) -> None:
            forward = change["new"] > change["old"]  # "stop" goes back to 0
            if forward and (not self._update({}, control.action) or self.error):
                play.playing = False

        play.observe(tick, names="value")
        return play

    def _repr_mimebundle_(self, **_: Any) -> tuple[dict[str, Any], dict[str, Any]]:
        """Return the widgets; for where no kernel runs, picture, controls and a line of text."""
        data = dict(self.box._repr_mimebundle_())
        data["text/plain"] = repr(self)
        picture = self.demo.render(self._values, controls=True)
        data["image/png"] = base64.b64encode(picture).decode("ascii")
        return data, {"dlcourse_demo": self._origin}  # from it, a page brings the demo to life

    def __repr__(self) -> str:
        """Return title and sentence, the same on every machine."""
        return f"Demo {self.demo.name}: {self.demo.title}. {self.demo.look_for}"


def _shown(control: Control | None, value: Any) -> Any:
    """Return what the widget of `control` shows for `value`: sliders have positions."""
    return control.at(control.position(value)) if isinstance(control, Slider) else value


def _widget(control: Control, value: Any) -> widgets.Widget:
    label = control.label or control.name
    match control:
        case Slider():
            kind = widgets.IntSlider if control.whole else widgets.FloatSlider
            digits = len(f"{control.step:.6f}".rstrip("0").partition(".")[2])
            form = {"readout_format": "d" if control.whole else f".{max(digits, 1)}f"}
            ends = {"min": control.low, "max": control.high, "step": control.step}
            style = {**_WIDE, "handle_color": COLORS["blue"]}
            return kind(value=value, description=label, **ends, **form, style=style)
        case Choice():
            options = control.options
            options = list(options.items()) if isinstance(options, Mapping) else list(options)
            return widgets.Dropdown(options=options, value=value, description=label, style=_WIDE)
        case Checkbox():
            return widgets.Checkbox(value=value, description=label, indent=False)
        case Button():
            return widgets.Button(description=label, button_style="primary")
    raise TypeError(f"Expected a Slider, Choice, Checkbox or Button. Received: {control!r}")


_WIDE = {"description_width": "initial"}


def _sweep(control: Slider, slider: widgets.Widget) -> widgets.Play:
    """Return a play button that moves the slider from where it stands to its end."""
    last, now = control.position(control.high), control.position(slider.value)
    play = widgets.Play(value=now, max=last, interval=120, show_repeat=False)

    def tick(change: Mapping[str, Any]) -> None:
        slider.value = control.at(change["new"])

    def follow(change: Mapping[str, Any]) -> None:
        play.value = control.position(change["new"])

    play.observe(tick, names="value")
    slider.observe(follow, names="value")
    return play


def _explain(error: Exception) -> str:
    """Return kind, message and place of `error`, without the path of this machine."""
    place = traceback.extract_tb(error.__traceback__)[-1]
    file = place.filename.replace("\\", "/").rpartition("/")[2]
    return f"{type(error).__name__}: {error}\n(in {place.name}, {file}, line {place.lineno})"


def _same(before: Mapping[str, Any], after: Mapping[str, Any]) -> bool:
    """Whether no value changed; values that cannot be compared count as changed."""
    try:
        return all(bool(before[name] == after[name]) for name in after)
    except ValueError:  # arrays
        return False
