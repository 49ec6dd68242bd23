"""Writes what a run tells as lines of JSON, and reads it again trusting none of it.

An answer can reach everything in its process, also the pipe. Therefore no pickle: what is read can
only be numbers, text and arrays of plain dtypes.
"""

from __future__ import annotations

import base64
import dataclasses
import json
import math
from types import MappingProxyType
from typing import Any, Literal, TypeVar, get_args, get_origin, get_type_hints

import numpy as np

from dlcourse.judging.observation import Array, Description, Form, Observation, Raised
from dlcourse.judging.values import KINDS

_Told = TypeVar("_Told", Form, Observation, Description, Raised)
_PLAIN: dict[str, Any] = {"Description": Description, "Raised": Raised}


class BrokenLine(ValueError):
    """A line is none of ours."""


def write_line(told: Form | Observation) -> bytes:
    """Write the form of an answer, or an observation, as one line."""
    return json.dumps({type(told).__name__: _plain(told)}).encode() + b"\n"


def read_line(line: bytes) -> Form | Observation:
    """Read one line.

    Raises:
        BrokenLine: it was not written by ``write_line``.
    """
    try:
        ((kind, fields),) = json.loads(line).items()
        read = {name: _read(value) for name, value in fields.items()}
        if kind == "Form":
            return _checked(Form(**read))
        if kind == "Observation":
            return _checked(Observation(**{**read, "values": MappingProxyType(read["values"])}))
    except (ValueError, TypeError, KeyError, AttributeError, RecursionError) as error:
        raise BrokenLine(f"Expected a form or an observation. Received: {line[:80]!r}") from error
    raise BrokenLine(f"Expected a form or an observation. Received: {kind!r}")


def _plain(value: Any) -> Any:
    if isinstance(value, np.ndarray):
        data = base64.b64encode(value.tobytes()).decode()
        return {"array": [value.dtype.str, list(value.shape), data]}
    if isinstance(value, Description | Raised):
        return {type(value).__name__: _fields(value)}
    if isinstance(value, Form | Observation):
        return _fields(value)
    if isinstance(value, MappingProxyType):
        return {"values": [[name, _plain(each)] for name, each in value.items()]}
    return value


def _fields(value: Any) -> dict[str, Any]:
    return {f.name: _plain(getattr(value, f.name)) for f in dataclasses.fields(value)}


def _read(value: Any) -> Any:
    if isinstance(value, list):
        return tuple(map(_read, value))
    if not isinstance(value, dict):
        return value
    ((kind, content),) = value.items()
    if kind == "array":
        return _array(*content)
    if kind == "values":
        return {str(name): _read(each) for name, each in content}
    return _checked(_PLAIN[kind](**{name: _read(each) for name, each in content.items()}))


def _checked(read: _Told) -> _Told:
    """Return a dataclass whose fields have the declared types; these are simple enough here."""
    for name, hint in get_type_hints(type(read)).items():
        value = getattr(read, name)
        if get_origin(hint) is Literal:
            right = value in get_args(hint)
        elif get_origin(hint) is tuple:
            right = type(value) is tuple and all(type(v) is get_args(hint)[0] for v in value)
        elif name == "values":
            right = all(isinstance(v, np.ndarray | Description) for v in value.values())
        elif name == "parameters":
            right = value is None or all(type(v) is str for v in value)
        else:
            right = isinstance(value, hint)
        if not right:
            raise BrokenLine(f"Expected {hint} as {name}. Received: {value!r:.80}")
    return read


def _array(dtype: str, shape: list[int], data: str) -> Array:
    kind = np.dtype(dtype)
    if kind.kind not in KINDS:
        raise BrokenLine(f"Expected numbers or text. Received: dtype={dtype!r:.80}")
    content = base64.b64decode(data, validate=True)
    if len(content) != kind.itemsize * math.prod(shape):
        raise BrokenLine(f"Expected as many bytes as the shape says. Received: {shape!r:.80}")
    return np.ndarray(tuple(shape), kind, content)
