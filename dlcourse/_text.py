"""Small things done to text in many rooms, each in one way."""

import difflib
import os
import re
from collections.abc import Iterable

_COLOUR = re.compile(r"\x1b\[[0-9;]*m")


def without_colour(text: str) -> str:
    """Return `text` without the codes by which a terminal colours it."""
    return _COLOUR.sub("", text)


def called(words: str) -> str:
    """Return a command of the course in backquotes, spelled as the learner called the last one."""
    return f"`{os.environ.get('DLCOURSE_CALLED') or 'dlcourse'} {words}`"


def did_you_mean(text: str, names: Iterable[str]) -> str:
    """Return ` Did you mean 'x'?` for the name most like `text`, or an empty string."""
    names = list(names)
    close = difflib.get_close_matches(text.lower(), names, n=1, cutoff=0.5)
    inside = [name for name in names if text and text.lower() in name]
    best = (close or inside)[:1]
    return f" Did you mean {best[0]!r}?" if best else ""
