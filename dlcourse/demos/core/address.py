"""The state of a demo as words of an address: what a reload keeps, and a second browser shows.

For example `turn=90&points=a+ring`: the values that differ from the start. Sliders are written as
numbers, choices and lines of text as their texts, check boxes as true and false, canvases packed,
points, grids and values of the state as JSON.
"""

import base64
import json
import zlib
from collections.abc import Mapping
from typing import Any
from urllib.parse import parse_qsl, urlencode

from dlcourse.demos.core.controls import Canvas, Checkbox, Choice, Control, Slider, Text
from dlcourse.demos.core.demo import Demo


def write_address(demo: Demo, values: Mapping[str, Any]) -> str:
    """Return `values` as words; a state that JSON cannot hold (arrays) is left out as a whole."""
    words = {
        name: _word(demo.control(name), value)
        for name, value in values.items()
        if name not in demo.state and value != demo.start[name]
    }
    try:
        state = {name: json.dumps(values[name], allow_nan=False) for name in demo.state}
    except (TypeError, ValueError):
        state = {}
    start = {name: json.dumps(demo.start[name]) for name in state}
    words |= {name: word for name, word in state.items() if word != start[name]}
    return urlencode(words)


def read_address(demo: Demo, address: str) -> dict[str, Any]:
    """Return the values that stand in an address.

    Raises:
        ValueError: A name or a value does not fit the demo.
    """
    words = parse_qsl(address, keep_blank_values=True)
    return demo.admit({name: _value(demo.control(name), name, word) for name, word in words})


def _word(control: Control | None, value: Any) -> str:
    match control:
        case Slider():
            return repr(value)
        case Choice():
            return control.show(value)
        case Text():
            return value
        case Canvas():
            return _pack(control.write(value))
    return json.dumps(value)


def _value(control: Control | None, name: str, word: str) -> Any:
    match control:
        case Slider():
            return float(word)
        case Choice():
            options = {control.show(value): value for value in control.values}
            if word not in options:
                raise ValueError(f"Expected {name} in {list(options)}. Received: {word!r}")
            return options[word]
        case Checkbox():
            return {"true": True, "false": False}.get(word, word)
        case Text():
            return word
        case Canvas():
            return control.read(_unpack(word, control.rows * control.columns))
    return _tuples(json.loads(word))


def _tuples(value: Any) -> Any:
    return tuple(map(_tuples, value)) if isinstance(value, list) else value


def _pack(digits: str) -> str:
    packed = zlib.compress(digits.encode("ascii"), level=9)
    return base64.urlsafe_b64encode(packed).decode("ascii").rstrip("=")


def _unpack(word: str, most: int) -> str:
    """Return what `_pack` packed; of a longer text, only as much as shows that it is too long."""
    try:
        packed = base64.urlsafe_b64decode(word + "=" * (-len(word) % 4))
        return zlib.decompressobj().decompress(packed, most + 1).decode("ascii")
    except (ValueError, zlib.error) as error:
        raise ValueError(f"Expected a packed drawing. Received: {word!r}") from error
