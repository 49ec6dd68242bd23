"""Reads what a call returned into plain NumPy arrays, trusting no method of it."""

from __future__ import annotations

import sys
import types
from collections.abc import Iterator, Mapping
from types import MappingProxyType
from typing import Any

import numpy as np

from dlcourse.judging.observation import Array, Description, Observation, Value

#: Kinds of NumPy dtype that a value may have: truth values, numbers, text.
KINDS = "biufcUS"
#: A tuple or dict of another form than expected is read only if it has no more parts than this.
MOST_PARTS = 12
#: A larger array is no answer to any exercise; a copy of it may not even fit into memory.
MOST_BYTES = 16_000_000


def is_a(value: object, *kinds: type) -> bool:
    """Do what isinstance does, but do not ask the value, which may lie or raise."""
    return issubclass(type(value), kinds)


def is_blank(returned: Any) -> bool:
    """Whether nothing but None and Ellipsis came back."""
    if type(returned) in (tuple, list) and len(returned):
        return all(map(is_blank, returned))
    if type(returned) is dict and returned:
        return all(map(is_blank, returned.values()))
    return returned is None or returned is Ellipsis


def read(returned: Any, like: Observation | None) -> Mapping[str, Value]:
    """Flatten what was returned into named arrays, with the structure of ``like`` if given."""
    return MappingProxyType(_parts(returned, like))


def _parts(returned: Any, like: Observation | None) -> dict[str, Value]:
    if like is None:
        return dict(_flatten(returned))
    if like.length is None:
        return {"": array(returned)}
    parts = returned if is_a(returned, tuple, dict) else _as_tuple(returned, like)
    if parts is not None and len(parts) == like.length:
        for form in (parts, _with_lists(parts)):
            values = dict(_flatten(form))
            if values.keys() == like.values.keys():
                return values
    if parts is not None and len(parts) > MOST_PARTS:
        return {"": describe(returned)}
    return dict(_flatten(returned if parts is None else parts))


def _as_tuple(returned: Any, like: Observation) -> tuple[Any, ...] | None:
    """Read a list, or an array with rows of the right form, where a tuple is expected."""
    if is_a(returned, np.ndarray):
        rows = returned.ndim - 1
        fits = all(isinstance(v, np.ndarray) and v.ndim == rows for v in like.values.values())
        return tuple(returned) if fits else None
    return tuple(returned) if is_a(returned, list) else None


def _with_lists(parts: Any) -> Any:
    """Make lists of the tuples among the parts, so that each is read as one array."""
    if is_a(parts, dict):
        return {key: list(part) if is_a(part, tuple) else part for key, part in parts.items()}
    return tuple(list(part) if is_a(part, tuple) else part for part in parts)


def _flatten(returned: Any, name: str = "") -> Iterator[tuple[str, Value]]:
    if is_a(returned, tuple) and hasattr(returned, "_asdict"):
        returned = returned._asdict()
    if is_a(returned, dict) and returned:
        for key, value in returned.items():
            yield from _flatten(value, f"{name}.{key}" if name else str(key))
    elif is_a(returned, tuple) and returned:
        for index, value in enumerate(returned):
            yield from _flatten(value, f"{name}[{index}]")
    else:
        yield name, array(returned)


def array(value: Any) -> Value:
    """Copy a value into an array of numbers, truth values or text, if it is one."""
    if is_a(value, type, types.FunctionType, types.GeneratorType, dict, set):
        return describe(value)
    try:
        keras = sys.modules.get("keras")
        if keras is not None and keras.ops.is_tensor(value):
            value = keras.ops.convert_to_numpy(value)
        read = np.asarray(value)
        if read.nbytes > MOST_BYTES:
            return describe(read)
        if read.dtype.kind == "V" and read.dtype.names is None:  # bfloat16
            read = read.astype(np.float32)
        return frozen(read) if read.dtype.kind in KINDS else describe(value)
    except Exception:
        return describe(value)


def frozen(values: Array) -> Array:
    """Copy an array into one that nobody can make writable again."""
    return np.ndarray(values.shape, values.dtype, values.tobytes())


def describe(value: Any) -> Description:
    """Say what a value is."""
    if value is None:
        return Description("None")
    if value is Ellipsis:
        return Description("Ellipsis")
    kind = type(value)
    name = type_name(kind)
    if kind in (tuple, list, dict, set):
        return Description("collection", name, size=len(value))
    if is_a(value, np.ndarray):
        return Description("array", value.dtype.name, shape=value.shape)
    if is_a(value, type):
        return Description("class")
    if kind is str:
        return Description("text")
    if kind is int and abs(value) >= 2**63:
        return Description("huge int")  # NumPy has no whole numbers of more than 64 bits
    module = type.__dict__["__module__"].__get__(kind)
    return Description("builtin" if module == "builtins" else "object", name)


def type_name(kind: type) -> str:
    """Return the name of a type, also where its metaclass hides it."""
    return str(type.__dict__["__name__"].__get__(kind))
