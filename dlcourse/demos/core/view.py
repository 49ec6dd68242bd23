"""A demo that is alive: its values, its picture, and what the browser asks of them."""

import base64
import json
import traceback
from collections.abc import Mapping, Sequence
from typing import Any

from dlcourse.demos.core.address import read_address, write_address
from dlcourse.demos.core.controls import Button, Control
from dlcourse.demos.core.demo import Demo
from dlcourse.demos.core.panel import Panel, face_of, shown, taken
from dlcourse.plots.notebook import with_palette


class DemoView:
    """One live copy of a demo; what `dl.demos.NAME()` returns.

    At the end of a notebook cell it shows its panel. Beside it, the output stores the present
    picture and its controls, which is what a reader sees where no kernel runs.

    Attributes:
        demo: What is shown.
        panel: The widget in the browser.
        png: The present picture, for the size that the browser gives it; the last sharp one while
            a hand drags.
        alt: Text in place of the picture.
        error: Text of the error shown in the demo; empty when all is well.

    Args:
        demo: What to show.
        values: Values to start from, instead of those that the demo declares.

    Raises:
        ValueError: There is no such value, or its control cannot show it.
    """

    def __init__(self, demo: Demo, /, **values: Any) -> None:
        """Draw once; an error in this first drawing is raised."""
        self.demo = demo
        self.error = ""
        values = demo.admit(values)
        self._start = {**demo.start, **values}
        self._values = dict(self._start)
        self._origin = {"demo": demo.name, "values": values, "moves": []}
        self._look: tuple[Any, float] = (None, 1.0)
        self._frame = demo.frame(*self._look)
        self.png = self._frame.png(self._values)
        self.alt = self._frame.alt
        self._boxes = self._frame.boxes()
        controls = [face_of(control) for control in demo.controls]
        words = {"title": demo.title, "look_for": demo.look_for}
        aspect = demo.figsize[1] / demo.figsize[0]
        face = {**words, "controls": controls, "aspect": aspect, "page": False}
        self.panel = Panel(face=face)
        self.panel.on_msg(self._hear)

    def as_page(self) -> "DemoView":
        """Let the demo fill the window of a page of its own, with its state in the address."""
        self.panel.face = {**self.panel.face, "page": True}
        return self

    @property
    def values(self) -> dict[str, Any]:
        """The present values, by name; a copy."""
        return dict(self._values)

    def set(self, **values: Any) -> None:
        """Set values as if by hand, one after the other, each followed by its action."""
        for name, value in self.demo.admit(values).items():
            self._origin["moves"].append(["set", name, value])
            self._change({name: value}, getattr(self.demo.control(name), "action", None))
        self._tell()

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
        before = self._values
        self._change({}, control.action)
        self._tell()
        return not _same(before, self._values)

    def reset(self) -> None:
        """Return to the values at the start."""
        self._origin["moves"].clear()
        self._open("")
        self._tell()

    def _change(self, changes: Mapping[str, Any], action: Any = None) -> None:
        """Take over `changes` and let `action` answer; keep its error instead of raising it."""
        self._values = {**self._values, **changes}
        self.error = ""
        try:
            self._values |= self.demo.follow(action, self._values)
        except Exception as error:  # whatever an action may raise, the learner must see it
            self.error = _explain(error)

    def _hear(self, panel: Panel, question: Mapping[str, Any], buffers: Sequence[bytes]) -> None:
        """Answer the browser: take its steps, then draw for its size (`link.js`)."""
        before = self._values
        for step in question["steps"]:
            self._take(step)
        look = (tuple(question["size"]), question["scale"])
        if look != self._look:
            self._look, self._frame = look, self.demo.frame(*look)
        changed = not _same(before, self._values)
        self._tell(id=question["id"], light=question["light"], changed=changed)

    def _take(self, step: Mapping[str, Any]) -> None:
        """Take one step of the browser: set a control, press a button, reset, open an address."""
        if "at" in step:
            self._click(self.demo.control(step["set"]), step["at"])
        elif "set" in step:
            control = self.demo.control(step["set"])
            # What is shown already is no move: a value between two positions stays exact.
            if step["to"] != shown(control, self._values[control.name]):
                self._change({control.name: taken(control, step["to"])}, control.action)
        elif "press" in step:
            self._change({}, self.demo.control(step["press"]).action)
        else:
            self._open(step.get("open", ""))

    def _click(self, control: Control, at: Sequence[float]) -> None:
        """Set a control by a click on the picture."""
        try:
            value = self._frame.clicked(control, at)
        except ValueError as error:  # the scene's points and the options do not agree
            self.error = _explain(error)
            return
        if value != self._values[control.name]:
            self._change({control.name: value}, control.action)

    def _open(self, address: str) -> None:
        """Go to the state that an address tells; an empty one is the start."""
        self._values, self.error = dict(self._start), ""
        try:
            self._values |= read_address(self.demo, address)
        except ValueError as error:
            self.error = f"The address does not fit this demo. {error}"

    def _tell(self, *, light: bool = False, **answer: Any) -> None:
        """Draw, and send the browser picture and state."""
        before, error = self.png, self.error
        try:
            picture = self._frame.png(self._values, light)
            self._boxes = self._frame.boxes()
        except Exception as problem:  # whatever a scene may raise, the learner must see it
            self.error = error or _explain(problem)
            picture = b""
        else:
            self.alt = self._frame.alt
            if not light:
                self.png = picture
        controls = [c for c in self.demo.controls if not isinstance(c, Button)]
        answer |= {"shown": {c.name: shown(c, self._values[c.name]) for c in controls}}
        answer |= {"light": light, "same": self.png == before and not light, "error": self.error}
        answer |= {"alt": self.alt, "boxes": self._boxes}
        answer |= {"address": write_address(self.demo, self._values)}
        self.panel.send(answer, [picture] if picture else [])

    def _repr_mimebundle_(self, **_: Any) -> tuple[dict[str, Any], dict[str, Any]]:
        """Return the panel; for where no kernel runs, picture, controls and a line of text."""
        data = dict(self.panel._repr_mimebundle_()[0])
        data["text/plain"] = repr(self)
        picture = with_palette(self.demo.render(self._values, controls=True))
        data["image/png"] = base64.b64encode(picture).decode("ascii")
        # From it, a page brings the demo to life, unless JSON cannot hold it, as a model.
        return data, {"dlcourse_demo": self._origin} if _can_store(self._origin) else {}

    def __repr__(self) -> str:
        """Return title and sentence, the same on every machine."""
        return f"Demo {self.demo.name}: {self.demo.title}. {self.demo.look_for}"


def _can_store(origin: Mapping[str, Any]) -> bool:
    try:
        json.dumps(origin)
    except TypeError:
        return False
    return True


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
