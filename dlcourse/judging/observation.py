"""What running an answer tells: plain data, without judgement and without words.

All of it is frozen and its arrays are read-only, so that no answer can change what was observed of
the reference, and it can be sent from one process to another (``wire.py``).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Any, Literal

import numpy.typing as npt

Array = npt.NDArray[Any]


@dataclass(frozen=True)
class Description:
    """What a value is that cannot be compared as an array.

    Attributes:
        kind: what sort of value it is.
        type: the name of its type, or of its dtype if it is an array.
        size: the number of entries of a collection.
        shape: the shape of an array.
    """

    kind: Literal[
        "None", "Ellipsis", "collection", "array", "class", "text", "huge int", "builtin", "object"
    ]
    type: str = ""
    size: int = 0
    shape: tuple[int, ...] = ()


#: A value as it is compared: an array of numbers, truth values or text, or what else it is.
Value = Array | Description


@dataclass(frozen=True)
class Raised:
    """An exception, told alike on every machine.

    Attributes:
        kind: the name of its type.
        message: its message without addresses and folders; empty for an endless recursion, which
            versions of Python describe differently.
        number: the line of the learner's code, counted from the top of the cell or file, or None.
        line: that line's text, or ``""``.
    """

    kind: str
    message: str = ""
    number: int | None = None
    line: str = ""

    def same_as(self, other: Raised | None, any_message: bool = False) -> bool:
        """Whether both tell the same fault, wherever it happened."""
        if other is None or self.kind != other.kind:
            return False
        return any_message or self.message == other.message


@dataclass(frozen=True)
class Observation:
    """What one call did.

    Attributes:
        values: the returned arrays by name; ``""`` names the only one. Names of parts look like
            ``"[0]"`` (tuple) or ``"kernel"`` (dict).
        length: number of parts, if a tuple or a dict was returned.
        error: the exception that ended the call, or None.
        unusable: what was returned, if it made ``outcome`` fail.
        blank: whether nothing but None and Ellipsis came back.
        changed: positions of the inputs that the call changed in place.
        printed: the beginning of what the call printed.
    """

    values: Mapping[str, Value] = field(default_factory=lambda: MappingProxyType({}))
    length: int | None = None
    error: Raised | None = None
    unusable: Description | None = None
    blank: bool = False
    changed: tuple[int, ...] = ()
    printed: str = ""


@dataclass(frozen=True)
class Form:
    """What is seen of an answer before it is called.

    Attributes:
        no_function: what the answer is, if it cannot be called.
        empty: whether its body is ``...``, ``pass`` or a docstring and nothing else.
        dots: whether a ``...`` stands among its lines, or may stand there unseen.
        parameters: the names of its parameters, if it cannot be called with the inputs.
        broken: the exception that came instead of an answer when its source was run.
    """

    no_function: Description | None = None
    empty: bool = False
    dots: bool = False
    parameters: tuple[str, ...] | None = None
    broken: Raised | None = None

    @property
    def can_be_called(self) -> bool:
        """Whether it makes sense to call the answer."""
        problems = (self.no_function, self.parameters, self.broken)
        return not self.empty and all(problem is None for problem in problems)


#: How a run came to its end. ``"ended"``: the process of the answer was gone before its time.
End = Literal["finished", "out of time", "ended"]


@dataclass(frozen=True)
class Observed:
    """All that a run told of an answer: its form, and one observation per input that it reached."""

    form: Form
    calls: tuple[Observation, ...]
    end: End

    @classmethod
    def collect(cls, told: Sequence[Form | Observation], end: End) -> Observed:
        """Sort what was told, one thing after the other, until the run ended."""
        forms = [each for each in told if isinstance(each, Form)]
        calls = tuple(each for each in told if isinstance(each, Observation))
        return cls(forms[0] if forms else Form(), calls, end)
