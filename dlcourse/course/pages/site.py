"""Pages in a folder: one a lesson, with ways to its neighbours, and an index where there are more.

Each page is one file that needs no other and no network.
"""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from dlcourse.course.catalogue import Lesson, all_lessons
from dlcourse.course.pages.cells import cells_to_html
from dlcourse.course.pages.index import INDEX, index_page
from dlcourse.course.pages.templates import render

if TYPE_CHECKING:
    from nbformat import NotebookNode


def write_pages(folder: Path, notebooks: "Mapping[Lesson, NotebookNode]") -> Path:
    """Write the pages of lessons that were run; return the one to open first.

    A page links to those that are there: written now, or before. So does the index, which is
    written as soon as there are two.

    Args:
        folder: An existing folder.
        notebooks: By their lessons; they are changed, see `cells_to_html`.

    Raises:
        OSError: The folder cannot be written.
    """
    written = [lesson for lesson in all_lessons() if lesson in notebooks]
    there = [x for x in all_lessons() if x in notebooks or _path(folder, x).is_file()]
    for lesson in written:
        text = lesson_page(notebooks[lesson], lesson, there)
        _path(folder, lesson).write_text(text, encoding="utf-8")
    if len(there) == 1:
        return _path(folder, written[0])
    pages = {lesson: _path(folder, lesson).read_text(encoding="utf-8") for lesson in there}
    (folder / INDEX).write_text(index_page(pages), encoding="utf-8")
    return folder / INDEX


def lesson_page(notebook: "NotebookNode", lesson: Lesson, there: Sequence[Lesson]) -> str:
    """Return the page of a lesson.

    Args:
        notebook: A notebook of it that was run; it is changed, see `cells_to_html`.
        lesson: The lesson.
        there: All lessons that have a page beside it, itself included, in their order.
    """
    body, sections = cells_to_html(notebook, pages={each.file for each in there})
    here = list(there).index(lesson)
    return render(
        "lesson.html.j2",
        title=lesson.title,
        body=body,
        sections=[section for section in sections if 2 <= section.level <= 3],
        previous=there[here - 1] if here else None,
        next=there[here + 1] if here + 1 < len(there) else None,
        index=INDEX if len(there) > 1 else None,
    )


def _path(folder: Path, lesson: Lesson) -> Path:
    return folder / f"{lesson.file}.html"
