"""How the commands print: in colour where a terminal shows it, and within 80 columns.

Rich, which draws the bar of `run`, takes as long to load as the rest of a short command.
"""

import os
import sys
import textwrap

WIDTH = 80
_CODES = {"bold": 1, "dim": 2, "red": 31, "green": 32, "yellow": 33, "cyan": 36}
_MARKS = {"✓": "green", "✗": "red", "!": "yellow", "·": "dim"}


def paint(text: str, style: str) -> str:
    """Return `text` in one of the styles bold, dim, red, green, yellow and cyan.

    It stays as it is where nobody sees colours (a file, a pipe, a dumb terminal) or wants them:
    NO_COLOR is set (https://no-color.org).
    """
    return f"\x1b[{_CODES[style]}m{text}\x1b[0m" if _shows_colour() else text


def mark(sign: str) -> str:
    """Return a sign (✓ ✗ ! ·) in its colour."""
    return paint(sign, _MARKS[sign]) if sign in _MARKS else sign


def fill(text: str, indent: int = 0, *, first: int = 0) -> str:
    """Break `text` into lines of at most 80 columns.

    Args:
        text: One paragraph.
        indent: Spaces in front of every line but the first.
        first: Columns of the first line that are taken by what stands before it.
    """
    lines = textwrap.wrap(
        text, WIDTH, initial_indent=" " * first, subsequent_indent=" " * indent,
        break_long_words=False, break_on_hyphens=False,
    )  # fmt: skip
    return "\n".join(lines)[first:]


def _shows_colour() -> bool:
    if os.environ.get("NO_COLOR") or os.environ.get("TERM") == "dumb":
        return False
    return sys.stdout.isatty()
