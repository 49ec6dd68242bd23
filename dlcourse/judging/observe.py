"""Calls a function on every input and notes what came of it, in plain NumPy arrays."""

from __future__ import annotations

import copy
import sys
import types
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

import numpy as np

from dlcourse.judging.errors import Raised, type_name
from dlcourse.judging.run_thread import Printed, TimeIsUp, run_limited, seed_everything

#: Kinds of NumPy dtype that a value may have: numbers, truth values, text.
KINDS = {"b": "truth values", "i": "whole numbers", "u": "whole numbers", "f": "decimal numbers"}
#: A tuple or dict of another form than expected is read only if it has no more parts than this.
MOST_PARTS = 12
#: Larger arrays are compared as they are: a copy of a huge one may not fit into memory.
COPIED_ENTRIES = 10_000_000
KINDS |= {"c": "complex numbers", "U": "text", "S": "text"}


@dataclass(frozen=True)
class Strange:
    """Something that is no array of numbers, in words: ``"a generator"``."""

    what: str


@dataclass
class Observation:
    """What one call did.

    Attributes:
        values: the returned arrays by name; ``""`` names the only one. Names of parts look like
            ``"[0]"`` (tuple) or ``"kernel"`` (dict).
        length: number of parts, if a tuple or a dict was returned.
        error: the exception that ended the call, or None.
        unusable: what was returned, in words, if it made ``outcome`` fail.
        blank: whether nothing but None and Ellipsis came back.
        changed: positions of the inputs that the call changed in place.
        printed: the beginning of what the call printed.
    """

    values: dict[str, np.ndarray | Strange] = field(default_factory=dict)
    length: int | None = None
    error: Raised | None = None
    unusable: str = ""
    blank: bool = False
    changed: tuple[int, ...] = ()
    printed: str = ""


def observe(
    function: Callable,
    inputs: Sequence[tuple],
    *,
    call: Callable,
    outcome: Callable,
    like: Sequence[Observation] | None = None,
    seconds: float | None = None,
) -> list[Observation]:
    """Call ``function`` on a copy of each input, in a thread of its own.

    Args:
        function: the answer, the reference or a faulty implementation.
        inputs: the arguments of each call.
        call: how the function is put to use, ``call(function, *arguments)``.
        outcome: what is compared, ``outcome(returned, *arguments)``.
        like: observations of the reference; their structure decides whether, say, a list is read
            as one array or as several values.
        seconds: time limit for all calls together, or None.

    Returns:
        One observation per input; fewer if the time limit was reached.
    """
    observations: list[Observation] = []
    printed = Printed()

    def work() -> None:
        for number, arguments in enumerate(inputs):
            seed_everything(number)
            expected = None if like is None else like[number]
            seen = _observe_call(function, arguments, call, outcome, expected)
            seen.printed = printed.take()
            observations.append(seen)

    run_limited(work, seconds, printed)
    return observations[:]


def _observe_call(function, arguments, call, outcome, like) -> Observation:
    """Call once; every exception but the end of time becomes part of the observation."""
    given = copy.deepcopy(arguments)
    seen = Observation()
    returned = None
    try:
        returned = call(function, *given)
        # Noted before `outcome`, which may well use the inputs itself.
        seen.changed = tuple(i for i, a in enumerate(arguments) if not _same(a, given[i]))
        if returned is not None and returned is not Ellipsis:
            seen.unusable = describe(returned)
            returned = outcome(returned, *copy.deepcopy(arguments))
            seen.unusable = ""
        seen.values = _read(returned, like)
        seen.length = len(returned) if _is(returned, tuple, dict) else None
        seen.blank = _is_blank(returned)
    except TimeIsUp:
        raise
    except BaseException as error:
        seen.error = Raised.from_exception(error, call, outcome)
    finally:
        if type(returned) is types.CoroutineType:
            returned.close()  # or Python warns that it was never awaited
    return seen


def _is(value, *types_: type) -> bool:
    """Do what isinstance does, but do not ask the value, which may lie or raise."""
    return issubclass(type(value), types_)


def _is_blank(returned) -> bool:
    if type(returned) in (tuple, list) and len(returned):
        return all(map(_is_blank, returned))
    if type(returned) is dict and returned:
        return all(map(_is_blank, returned.values()))
    return returned is None or returned is Ellipsis


def _read(returned, like: Observation | None) -> dict[str, np.ndarray | Strange]:
    """Flatten what was returned into named arrays, with the structure of ``like`` if given."""
    if like is None:
        return dict(_flatten(returned))
    if like.length is None:
        return {"": _array(returned)}
    parts = returned if _is(returned, tuple, dict) else _as_tuple(returned, like)
    if parts is not None and len(parts) == like.length:
        for form in (parts, _with_lists(parts)):
            values = dict(_flatten(form))
            if values.keys() == like.values.keys():
                return values
    if parts is not None and len(parts) > MOST_PARTS:
        return {"": Strange(describe(returned))}
    return dict(_flatten(returned if parts is None else parts))


def _as_tuple(returned, like: Observation) -> tuple | None:
    """Read a list, or an array with rows of the right form, where a tuple is expected."""
    if _is(returned, np.ndarray):
        rows = returned.ndim - 1
        fits = all(isinstance(v, np.ndarray) and v.ndim == rows for v in like.values.values())
        return tuple(returned) if fits else None
    return tuple(returned) if _is(returned, list) else None


def _with_lists(parts: tuple | dict) -> tuple | dict:
    """Make lists of the tuples among the parts, so that each is read as one array."""
    if _is(parts, dict):
        return {key: list(part) if _is(part, tuple) else part for key, part in parts.items()}
    return tuple(list(part) if _is(part, tuple) else part for part in parts)


def _flatten(returned, name: str = ""):
    if _is(returned, tuple) and hasattr(returned, "_asdict"):
        returned = returned._asdict()
    if _is(returned, dict) and returned:
        for key, value in returned.items():
            yield from _flatten(value, f"{name}.{key}" if name else str(key))
    elif _is(returned, tuple) and returned:
        for index, value in enumerate(returned):
            yield from _flatten(value, f"{name}[{index}]")
    else:
        yield name, _array(returned)


def _array(value) -> np.ndarray | Strange:
    """Copy a value into an array of numbers, truth values or text, if it is one."""
    if _is(value, type, types.FunctionType, types.GeneratorType, dict, set):
        return Strange(describe(value))
    try:
        keras = sys.modules.get("keras")
        if keras is not None and keras.ops.is_tensor(value):
            value = keras.ops.convert_to_numpy(value)
        array = np.asarray(value)
        array = array.copy() if array.size <= COPIED_ENTRIES else array
        if array.dtype.kind == "V" and array.dtype.names is None:  # bfloat16
            array = array.astype(np.float32)
    except Exception:
        return Strange(describe(value))
    return array if array.dtype.kind in KINDS else Strange(describe(value))


def describe(value) -> str:
    """Say in words what a value is, without trusting any method of it."""
    if value is None or value is Ellipsis:
        return str(value)
    kind = type(value)
    if kind in (tuple, list, dict, set):
        unit = "entry" if len(value) == 1 else "entries"
        return f"a {kind.__name__} with {len(value)} {unit}"
    name = type_name(kind)
    if _is(value, np.ndarray):
        return f"an array of {value.dtype.name} with shape {value.shape}"
    if _is(value, type):
        return "a class, not an object of it"
    if kind is str:
        return "text"
    if kind is int and abs(value) >= 2**63:
        return "a huge int"  # NumPy has no whole numbers of more than 64 bits
    module = type.__dict__["__module__"].__get__(kind)
    article = "an" if name[0] in "aeio" else "a"
    return f"{article} {name}" if module == "builtins" else f"an object of type {name}"


def _same(one, other) -> bool:
    """Whether an input is what it was; objects that cannot be compared count as unchanged."""
    if isinstance(one, np.ndarray):
        same_form = isinstance(other, np.ndarray) and one.dtype == other.dtype
        return same_form and one.shape == other.shape and one.tobytes() == other.tobytes()
    if isinstance(one, list | tuple):
        return len(one) == len(other) and all(map(_same, one, other))
    if isinstance(one, dict):
        return one.keys() == other.keys() and all(_same(one[k], other[k]) for k in one)
    if isinstance(one, bool | int | float | complex | str):
        return type(one) is type(other) and (one == other or one != one)  # NaN stays NaN
    return True
