"""What of a demo lives in the browser: native controls and a picture, as one anywidget."""

from pathlib import Path
from typing import Any

import anywidget
import traitlets

from dlcourse.demos.core.clicks import can_click
from dlcourse.demos.core.controls import (
    Button,
    Canvas,
    Checkbox,
    Choice,
    Control,
    Grid,
    Point,
    Slider,
    Text,
)

_HERE = Path(__file__).parent
_SCRIPTS = ("link.js", "controls.js", "numbers.js", "canvas.js", "page.js", "widget.js")
SWEEP_MS = 120  # between two positions of a slider that plays


class Panel(anywidget.AnyWidget):
    """The browser's side of a `DemoView`; both talk in messages (`widget.js`, `link.js`).

    Attributes:
        face: What does not change: heading, controls, proportion of the picture, and whether the
            demo is a page of its own.
    """

    # One module, in the order in which its parts build on each other: a browser cannot import
    # files that stand beside a widget.
    _esm = "\n".join((_HERE / name).read_text(encoding="utf-8") for name in _SCRIPTS)
    _css = (_HERE / "widget.css").read_text(encoding="utf-8")
    face = traitlets.Dict().tag(sync=True)


def face_of(control: Control) -> dict[str, Any]:
    """Return what the browser must know of a control."""
    kind = type(control).__name__.lower()
    face = {"kind": kind, "name": control.name, "label": control.label or control.name}
    face |= {"clicked": can_click(control)}
    match control:
        case Slider():
            last = control.position(control.high)
            # An arrow key moves by a position, or by a hundredth of the way where they are many.
            steps = {"last": last, "stride": max(1, round(last / 100))}
            scale = {"low": control.low, "high": control.high, "step": control.step}
            play = {"play": control.play, "interval": SWEEP_MS}
            return {**face, **steps, **scale, **play, "digits": _digits(control.step)}
        case Choice():
            return {**face, "options": [control.show(value) for value in control.values]}
        case Checkbox():
            return face
        case Button():
            return {**face, "play": control.play, "interval": control.interval_ms}
        case Text():
            return {**face, "most": control.most, "letters": control.letters}
        case Point():
            return {**face, "low": control.low, "high": control.high, "step": control.step}
        case Canvas():
            size = {"rows": control.rows, "columns": control.columns, "most": control.MOST}
            return {**face, **size, "brush": control.brush}
        case Grid():
            scale = {"low": control.low, "high": control.high, "step": control.step}
            return {**face, **scale, "shape": control.shape}
    raise TypeError(f"Expected a control. Received: {control!r}")


def shown(control: Control, value: Any) -> Any:
    """Return what a control shows for `value`, as JSON can hold it.

    A slider shows its position, a choice its place, a canvas one digit a square.
    """
    match control:
        case Slider():
            return control.position(value)
        case Choice():
            return control.values.index(value)
        case Canvas():
            return control.write(value)
        case Point():
            return list(value)
        case Grid():
            return [list(row) for row in value]
    return value


def taken(control: Control, place: Any) -> Any:
    """Return the value for what a control shows; the inverse of `shown`."""
    match control:
        case Slider():
            return control.at(place)
        case Choice():
            return control.values[place]
        case Canvas():
            return control.read(place)
        case Grid() | Point() | Text():
            return control.admit(place)
    return place


def _digits(step: float) -> int:
    return len(f"{step:.6f}".rstrip("0").partition(".")[2])
