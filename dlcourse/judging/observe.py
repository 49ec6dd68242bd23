"""Calls an answer on every input and notes what came of it: the side that nobody trusts."""

from __future__ import annotations

import random
import threading
import types
from collections.abc import Callable, Sequence
from copy import deepcopy
from dataclasses import dataclass
from typing import Any

import numpy as np

from dlcourse.judging.contain import Printed, put_back_patches
from dlcourse.judging.declaration import Arguments
from dlcourse.judging.look import look
from dlcourse.judging.observation import Form, Observation
from dlcourse.judging.raised import read_exception
from dlcourse.judging.values import describe, is_a, is_blank, read


class TimeIsUp(BaseException):
    """Raised inside the thread of an answer that does not come to an end."""


class CheckInsideAnswer(RuntimeError):
    """A check that stands inside an answer would call itself without end."""


@dataclass(frozen=True)
class Usage:
    """How an answer is put to use.

    Attributes:
        inputs: the arguments of each call.
        call: ``call(answer, *arguments)`` puts it to use.
        outcome: ``outcome(returned, *arguments)`` is what is compared.
        like: observations of the reference; their structure decides whether, say, a list is read
            as one array or as several values.
        arguments: how many arguments the answer must take by place, or None.
    """

    inputs: Sequence[Arguments]
    call: Callable[..., Any]
    outcome: Callable[..., Any]
    like: Sequence[Observation] | None = None
    arguments: int | None = None


_this_thread = threading.local()


def refuse_inside_an_answer() -> None:
    """Raise an exception where the caller is an answer.

    Raises:
        CheckInsideAnswer: it is.
    """
    if getattr(_this_thread, "observes", False):
        raise CheckInsideAnswer


def observe(
    answer: Any, usage: Usage, printed: Printed, tell: Callable[[Form | Observation], None]
) -> None:
    """Look at an answer, then call it on a copy of each input.

    Args:
        answer: the answer, the reference or a faulty implementation.
        usage: how it is put to use.
        printed: receives what the answer prints.
        tell: receives the form of the answer, then one observation per input, as they come.
    """
    _this_thread.observes = True
    form = look(answer, usage.arguments)
    put_back_patches()
    tell(form)
    if not form.can_be_called:
        return
    for number, arguments in enumerate(usage.inputs):
        seed_everything(number)
        like = None if usage.like is None else usage.like[number]
        told = _call(answer, arguments, usage, like)
        put_back_patches()
        tell(Observation(printed=printed.take(), **told))


def seed_everything(seed: int) -> None:
    """Seed Python and NumPy. Keras draws its seeds from Python's ``random`` in a new thread."""
    random.seed(seed)
    np.random.seed(seed)  # noqa: NPY002


def _call(
    answer: Any, arguments: Arguments, usage: Usage, like: Observation | None
) -> dict[str, Any]:
    """Call once; every exception but the end of time becomes part of what is told."""
    given = deepcopy(arguments)
    told: dict[str, Any] = {}
    returned: Any = None
    try:
        returned = usage.call(answer, *given)
        put_back_patches()
        # Noted before `outcome`, which may well use the inputs itself.
        told["changed"] = tuple(i for i, a in enumerate(arguments) if not _same(a, given[i]))
        if returned is not None and returned is not Ellipsis:
            told["unusable"] = describe(returned)
            returned = usage.outcome(returned, *deepcopy(arguments))
            del told["unusable"]
        told["values"] = read(returned, like)
        told["length"] = len(returned) if is_a(returned, tuple, dict) else None
        told["blank"] = is_blank(returned)
    except TimeIsUp:
        raise
    except BaseException as error:
        put_back_patches()
        told["error"] = read_exception(error, usage.call, usage.outcome)
    finally:
        if type(returned) is types.CoroutineType:
            returned.close()  # or Python warns that it was never awaited
    return told


def _same(one: Any, other: Any) -> bool:
    """Whether an input is what it was; objects that cannot be compared count as unchanged."""
    if isinstance(one, np.ndarray):
        same_form = isinstance(other, np.ndarray) and one.dtype == other.dtype
        return same_form and one.shape == other.shape and one.tobytes() == other.tobytes()
    if isinstance(one, list | tuple):
        return len(one) == len(other) and all(map(_same, one, other))
    if isinstance(one, dict):
        return one.keys() == other.keys() and all(_same(one[k], other[k]) for k in one)
    if isinstance(one, bool | int | float | complex | str):
        return type(one) is type(other) and bool(one == other or one != one)  # NaN stays NaN
    return True
