"""What an exception of a learner's answer tells: its type, its message and the learner's line."""

from __future__ import annotations

import linecache
import re
import sysconfig
import traceback
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

MESSAGE_CHARACTERS = 240
_PACKAGE = str(Path(__file__).parents[1])  # all of dlcourse
_LIBRARIES = tuple({sysconfig.get_paths()[k] for k in ("stdlib", "purelib", "platlib")})

#: What the usual exceptions of NumPy and Python mean to a beginner: (type, in the message, advice).
_ADVICE = (
    (
        "ValueError",
        r"truth value",
        "`if`, `and` and `or` ask one question, but an array holds many answers. "
        "Decide entry by entry.",
    ),
    (
        "ValueError",
        r"matmul|not aligned|broadcast|number of dimensions|dimensions .*match",
        "The shapes do not fit together. Print them with x.shape, and say what each axis means.",
    ),
    (
        "IndexError",
        r"out of (bounds|range)",
        "Indices count from 0, so the last one is the length minus 1.",
    ),
    (
        "IndexError",
        r"too many indices|invalid index to scalar",
        "There are more indices than axes. Print the shape of what you index.",
    ),
    (
        "KeyError",
        r"",
        "The dictionary has nothing under this name yet.",
    ),
    (
        "TypeError|AttributeError",
        r"NoneType",
        "Something here is None. Methods that change a list or an array in place, such as sort "
        "and shuffle, return None.",
    ),
    (
        "TypeError",
        r"only .*arrays can be converted",
        "The functions of math take a single number; np.exp and its like take whole arrays.",
    ),
    (
        "ValueError",
        r"math domain error|expected a (positive|nonnegative) input",
        "There is no logarithm of 0, and neither log nor root of a negative number.",
    ),
    (
        "UnboundLocalError",
        r"",
        "This variable gets its value only in a loop or a branch that was not run here.",
    ),
    (
        "FloatingPointError|OverflowError",
        r"overflow|too large|range",
        "A number on the way became too large for a float.",
    ),
)


@dataclass(frozen=True)
class Raised:
    """An exception in words that are the same on every machine.

    Attributes:
        kind: the name of its type.
        message: its message without addresses and folders.
        number: the line of the learner's code, counted from the top of the cell or file, or None.
        line: that line's text, or ``""``.
    """

    kind: str
    message: str
    number: int | None = None
    line: str = ""

    @classmethod
    def from_exception(cls, error: BaseException, *ours: Callable) -> Raised:
        """Read an exception; one that cannot even be printed is named by its type alone.

        Args:
            error: the exception.
            ours: functions of the exercise, whose lines are not the learner's.
        """
        kind = type_name(type(error))
        if issubclass(type(error), RecursionError):
            message = "the function calls itself without end"  # Python's words vary by version
        else:
            message = _message(error)
        number, line = _learners_line(error, [getattr(f, "__code__", None) for f in ours])
        return cls(kind, message, number, line)

    @property
    def advice(self) -> str:
        """What this exception usually means, or ``""``."""
        for kind, pattern, advice in _ADVICE:
            if re.fullmatch(kind, self.kind) and re.search(pattern, self.message):
                return advice
        return ""

    def same_as(self, other: Raised | None, any_message: bool = False) -> bool:
        """Whether both tell the same fault, wherever it happened."""
        if other is None or self.kind != other.kind:
            return False
        return any_message or self.message == other.message


def type_name(kind: type) -> str:
    """Return the name of a type, also where its metaclass hides it."""
    return type.__dict__["__name__"].__get__(kind)


def _message(error: BaseException) -> str:
    try:
        text = str(error)
    except Exception:
        return ""
    return neutral(text)


def neutral(text: str) -> str:
    """Remove what differs between machines: addresses and folders."""
    text = re.sub(r"\x1b\[[0-9;]*m", "", text)  # colours
    text = re.sub(r"\b0x[0-9a-fA-F]+", "0x…", text)
    text = re.sub(r"(?<![\w.])(?:[A-Za-z]:)?[\\/](?:[\w.\-]+[\\/])+", "…/", text)
    text = " ".join(text.split())
    return text if len(text) <= MESSAGE_CHARACTERS else text[: MESSAGE_CHARACTERS - 1] + "…"


def _learners_line(error: BaseException, ours: list) -> tuple[int | None, str]:
    """Return the last line that belongs to neither a library nor the checker."""
    frames = [
        (frame.f_code.co_filename, number)
        for frame, number in traceback.walk_tb(error.__traceback__)
        if frame.f_code not in ours and not _is_library(frame.f_code.co_filename)
    ]
    if not frames:
        return None, ""
    name, number = frames[0] if issubclass(type(error), RecursionError) else frames[-1]
    return number, linecache.getline(name, number).strip()


def _is_library(filename: str) -> bool:
    internal = filename.startswith(("<frozen", "<__array_function__"))
    return internal or filename.startswith((_PACKAGE, *_LIBRARIES))
