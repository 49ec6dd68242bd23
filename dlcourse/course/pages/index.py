"""The page that leads to the lessons' pages, and searches them.

It is made of the pages alone, so that it holds whatever lies there, whenever it was written. What
the search reads is written into the index: a page that is opened from a disk may load no file.
"""

import base64
import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from bs4 import BeautifulSoup, Tag

from dlcourse.course.catalogue import Lesson
from dlcourse.course.pages.pictures import packed
from dlcourse.course.pages.templates import render

INDEX = "index.html"
_TITLE = "The lessons"
COLOURS = 64
THUMBNAIL = (640, 400)  # at most, in pixels: twice what is shown
_HEADING = re.compile(r"h[1-6]")
_SIGNS = {"mfrac": "/", "msup": "^", "msub": "_"}  # between the parts of a formula
_UNREAD = "script, style, summary, .answer *"  # an answer is not to be read before it is asked for


@dataclass(frozen=True)
class Card:
    """What the index shows of a lesson: its page and its picture to remember.

    Attributes:
        lesson: The lesson.
        page: The name of its page.
        picture, alt: A data URL and its alternative text; empty where the page has no figure.
    """

    lesson: Lesson
    page: str
    picture: str
    alt: str


def index_page(pages: Mapping[Lesson, str]) -> str:
    """Return the index of lessons.

    Args:
        pages: The HTML of their pages.
    """
    mains = {lesson: _main(text) for lesson, text in pages.items()}
    cards = [_card(lesson, main) for lesson, main in mains.items()]
    sections = [each for lesson, main in mains.items() for each in _sections(lesson, main)]
    found = json.dumps(sections, ensure_ascii=False).replace("<", "\\u003c")
    return render("index.html.j2", title=_TITLE, cards=cards, sections=found)


def _main(text: str) -> Tag:
    main = BeautifulSoup(text, "html.parser").main
    assert main is not None  # the template has one
    return main


def _card(lesson: Lesson, main: Tag) -> Card:
    """Return the card of a lesson, with the figure tagged `remember`, or its first."""
    page = f"{lesson.file}.html"
    image = main.select_one(".remember figure img") or main.select_one("figure img")
    if image is None:
        return Card(lesson, page, "", "")
    data = base64.b64decode(str(image["src"]).partition(",")[2])
    return Card(lesson, page, packed(data, COLOURS, within=THUMBNAIL), str(image["alt"]))


def _sections(lesson: Lesson, main: Tag) -> Iterator[tuple[str, str, str, str]]:
    """Yield lesson, heading, address and text of each section of a page."""
    for tag, sign in _SIGNS.items():
        for formula in main.find_all(tag):
            formula.contents[0].insert_after(sign)
    for unread in main.select(_UNREAD):
        if not unread.find(_HEADING):
            unread.clear()
    address, heading, text = "", "", list[str]()
    for part in main.find_all(string=True):
        above = part.find_parent(_HEADING)
        if above is None:
            text.append(part)
        elif str(above["id"]) != address:
            yield from _section(lesson, heading, address, text)
            address, heading, text = str(above["id"]), above.get_text(), []
    yield from _section(lesson, heading, address, text)


def _section(
    lesson: Lesson, heading: str, address: str, text: list[str]
) -> Iterator[tuple[str, str, str, str]]:
    if address:
        words = re.sub(r"\s+", " ", "".join(text)).strip()
        yield lesson.title, heading, f"{lesson.file}.html#{address}", words
