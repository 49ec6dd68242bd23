"""Writes README's table of lessons from what each lesson says of itself in its first cell.

python -m tools.readme
"""

from __future__ import annotations

import re
from pathlib import Path

from dlcourse.course.catalogue import Lesson, all_lessons

README = Path(__file__).parents[1] / "README.md"
_PLACE = re.compile(r"(?<=<!-- lessons).*?\n(?=<!-- end of lessons -->)", re.DOTALL)
_WHENCE = ": from their headers, by python -m tools.readme -->\n"


def table() -> str:
    """Return the table, one row a lesson."""
    head = "| | lesson | minutes | the picture to remember |\n|---|---|---|---|\n"
    return head + "".join(map(_row, all_lessons()))


def _row(lesson: Lesson) -> str:
    link = f"[{lesson.title}](lessons/{lesson.path().name})"
    return f"| {lesson.number} | {link} | {lesson.minutes or ''} | {lesson.figure or ''} |\n"


def with_table(text: str) -> str:
    """Return README's text with the table as it must be."""
    return _PLACE.sub(lambda _: _WHENCE + table(), text, count=1)


if __name__ == "__main__":
    README.write_text(with_table(README.read_text(encoding="utf-8")), encoding="utf-8")
