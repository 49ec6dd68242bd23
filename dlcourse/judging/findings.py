"""What can be found out about an answer: data for ``render.py``, without words of any language."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Literal

from dlcourse.judging.compare import Misfit
from dlcourse.judging.mistake import Mistake
from dlcourse.judging.observation import Array, Description, End, Raised, Value


@dataclass(frozen=True)
class Input:
    """One input, counted from 1, and the names of its arguments."""

    number: int
    total: int
    names: tuple[str, ...]
    arguments: tuple[Any, ...]


@dataclass(frozen=True)
class Part:
    """The place of a value in what was returned: one of a tuple's, or a name in a dict.

    Attributes:
        name: ``""`` if nothing else was returned.
        position: its place in a tuple, counted from 1, or None.
        total: the length of that tuple.
    """

    name: str
    position: int | None = None
    total: int | None = None


# Differences between what was expected and what came


@dataclass(frozen=True)
class Failed:
    """An exception came; ``unusable`` is what was returned if the check could not work with it."""

    error: Raised
    unusable: Description | None = None


@dataclass(frozen=True)
class OtherParts:
    """Other values came than were expected; ``expected`` is None if it would mean nothing."""

    received: Mapping[str, Value]
    expected: Mapping[str, Value] | None


@dataclass(frozen=True)
class OtherNumbers:
    """A tuple of single numbers came, and the one at ``position`` is wrong."""

    received: tuple[Array, ...]
    expected: tuple[Array, ...]
    position: int


@dataclass(frozen=True)
class OtherValue:
    """A value does not fit (``misfit``), or has wrong entries (``wrong``, a mask)."""

    part: Part
    received: Value
    expected: Value
    misfit: Misfit | None
    wrong: Array | None


Difference = Failed | OtherParts | OtherNumbers | OtherValue


@dataclass(frozen=True)
class Remark:
    """Something helpful about an answer that makes no known mistake.

    Attributes:
        kind: what was noticed, such as ``"transposed"``; advice on exceptions is
            ``"advice: shapes"``.
        factor: of kind ``"factor"``: received / expected.
        single: of kinds ``"sign"`` and ``"factor"``: whether single numbers came.
    """

    kind: str
    factor: float = 1.0
    single: bool = False


# Findings


@dataclass(frozen=True)
class NotAttempted:
    """The answer is still blank."""


@dataclass(frozen=True)
class NoFunction:
    """What came is no function."""

    received: Description


@dataclass(frozen=True)
class OtherParameters:
    """The function cannot be called with the inputs."""

    asked: tuple[str, ...]
    takes: tuple[str, ...]


@dataclass(frozen=True)
class BrokenSource:
    """The source of the answer raised an exception before there was an answer."""

    error: Raised


@dataclass(frozen=True)
class Unfinished:
    """The answer did not come to an end on this input, or ended the process with itself."""

    input: Input
    end: End
    seconds: float


@dataclass(frozen=True)
class Right:
    """The answer is right."""

    inputs: int


@dataclass(frozen=True)
class Wrong:
    """The answer is wrong.

    Attributes:
        input: the first input that fails.
        difference: what came there instead of what was expected; None if only ``changed`` is wrong.
        nothing: ``"printed"`` or ``"none"`` if the answer returned None there.
        changed: the places of the inputs that the answer changed in place.
        printed: what it printed there.
        failing: on how many inputs it is wrong.
        mistakes: the known mistakes that it makes.
        complete: whether they explain all that is wrong.
        remark: something helpful if there are none.
    """

    input: Input
    difference: Difference | None
    nothing: Literal["printed", "none"] | None
    changed: tuple[int, ...]
    printed: str
    failing: int
    mistakes: tuple[Mistake, ...] = ()
    complete: bool = True
    remark: Remark | None = None


@dataclass(frozen=True)
class FaultOfTheCourse:
    """The check itself failed."""

    error: Raised


Finding = (
    NotAttempted
    | NoFunction
    | OtherParameters
    | BrokenSource
    | Unfinished
    | Right
    | Wrong
    | FaultOfTheCourse
)
