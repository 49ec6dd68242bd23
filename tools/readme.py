"""Writes README's table of lessons, from what each lesson says of itself and its picture.

python -m tools.readme
"""

from __future__ import annotations

import re
from html import escape
from pathlib import Path

import nbformat

from dlcourse.course.alternatives import figure_in
from dlcourse.course.catalogue import Lesson, all_lessons
from dlcourse.course.pages.index import COLOURS, THUMBNAIL
from dlcourse.course.pages.pictures import shrunk

ROOT = Path(__file__).parents[1]
README = ROOT / "README.md"
_PLACE = re.compile(r"(?<=<!-- lessons).*?\n(?=<!-- end of lessons -->)", re.DOTALL)
_WHENCE = ": from the lessons, by python -m tools.readme -->\n"
_IN_A_ROW = 3


def table() -> str:
    """Return the table, three lessons in a row."""
    lessons = all_lessons()
    rows = (lessons[first : first + _IN_A_ROW] for first in range(0, len(lessons), _IN_A_ROW))
    lines = ("<tr>\n" + "".join(map(_cell, row)) + "</tr>\n" for row in rows)
    return "<table>\n" + "".join(lines) + "</table>\n"


def _cell(lesson: Lesson) -> str:
    picture = picture_path(lesson).relative_to(ROOT).as_posix()
    return (
        f'<td width="{100 // _IN_A_ROW}%" valign="top"><a href="lessons/{lesson.path().name}">'
        f'<img src="{picture}" alt="{escape(lesson.figure or "")}"></a><br>'
        f"<b>{lesson.number} {escape(lesson.title)}</b>, {lesson.minutes} minutes:<br>"
        f"{escape(lesson.figure or '')}</td>\n"
    )


def picture_path(lesson: Lesson) -> Path:
    """Return where the README's picture of a lesson lies."""
    return ROOT / "lessons" / "pictures" / f"{lesson.file}.webp"


def picture(lesson: Lesson) -> bytes:
    """Return the picture to remember of a lesson, from its notebook, small."""
    notebook = nbformat.read(lesson.path(), as_version=4)
    (cell,) = (c for c in notebook.cells if "remember" in c.metadata.get("tags", ()))
    shown = (figure_in(output.get("data", {}).get("text/html", "")) for output in cell.outputs)
    (figure,) = filter(None, shown)
    return shrunk(figure.png, COLOURS, within=THUMBNAIL)


def with_table(text: str) -> str:
    """Return README's text with the table as it must be."""
    return _PLACE.sub(lambda _: _WHENCE + table(), text, count=1)


def write() -> None:
    """Write the pictures and the table."""
    pictures = {picture_path(lesson): picture(lesson) for lesson in all_lessons()}
    folder = ROOT / "lessons" / "pictures"
    folder.mkdir(exist_ok=True)
    for old in set(folder.iterdir()) - set(pictures):
        old.unlink()
    for path, data in pictures.items():
        path.write_bytes(data)
    README.write_text(with_table(README.read_text(encoding="utf-8")), encoding="utf-8")


if __name__ == "__main__":
    write()
