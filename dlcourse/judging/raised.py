"""Reads an exception of a learner's answer: its type, its message and the learner's line."""

from __future__ import annotations

import linecache
import re
import sysconfig
import traceback
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from dlcourse._text import without_colour
from dlcourse.judging.observation import Raised
from dlcourse.judging.values import type_name

MESSAGE_CHARACTERS = 240
_PACKAGE = str(Path(__file__).parents[1])  # all of dlcourse
_LIBRARIES = tuple({sysconfig.get_paths()[k] for k in ("stdlib", "purelib", "platlib")})


def read_exception(error: BaseException, *ours: Callable[..., Any]) -> Raised:
    """Read an exception; one that cannot even be printed is named by its type alone.

    Args:
        error: the exception.
        ours: functions of the exercise, whose lines are not the learner's.
    """
    recursion = issubclass(type(error), RecursionError)
    message = "" if recursion else _message(error)
    number, line = _learners_line(error, [getattr(f, "__code__", None) for f in ours])
    return Raised(type_name(type(error)), message, number, line)


def _message(error: BaseException) -> str:
    try:
        return "" if error.args == (None,) else neutral(str(error))  # sys.exit(None)
    except BaseException:
        return ""


def neutral(text: str) -> str:
    """Remove what differs between machines: addresses and folders."""
    text = without_colour(text)
    text = re.sub(r"\b0x[0-9a-fA-F]+", "0x…", text)
    text = re.sub(r"(?<![\w.])(?:[A-Za-z]:)?[\\/](?:[\w.\-]+[\\/])+", "…/", text)
    text = " ".join(text.split())
    return text if len(text) <= MESSAGE_CHARACTERS else text[: MESSAGE_CHARACTERS - 1] + "…"


def _learners_line(error: BaseException, ours: Sequence[Any]) -> tuple[int | None, str]:
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
