"""The sections of a lesson, as JupyterLab sees them: a heading, and all up to its next equal."""

import re
from collections.abc import Sequence
from typing import NamedTuple

#: A section that begins so is no part of the lesson's core, and is collapsed at first.
DEEPER = "Deeper: "

_NO_LEVEL = 7  # below all that there are
_FENCED = re.compile(r"^(```|~~~).*?^\1", flags=re.MULTILINE | re.DOTALL)
_HEADING = re.compile(r"^(#{1,6}) +(.+?) *#*$", flags=re.MULTILINE)


class Heading(NamedTuple):
    """The heading of a section.

    Attributes:
        level: From 1, the title of a page, to 6.
        text: The words, in Markdown.
    """

    level: int
    text: str

    @property
    def is_deeper(self) -> bool:
        """Whether the section is no part of the core."""
        return self.text.startswith(DEEPER)


def headings(markdown: str) -> list[Heading]:
    """Return the headings in a text, in their order; what is fenced as code has none."""
    found = _HEADING.findall(_FENCED.sub("", markdown))
    return [Heading(len(marks), text) for marks, text in found]


def title(markdown: str) -> str | None:
    """Return the first heading of the first level in a text, or None."""
    return next((heading.text for heading in headings(markdown) if heading.level == 1), None)


def deeper_sections(texts: Sequence[str]) -> list[range]:
    """Return the places of each section headed "Deeper: ...", its heading included.

    A section goes on to the next heading of the same or a higher level. One may lie in another.

    Args:
        texts: The Markdown of each cell of a lesson; an empty text for a code cell.
    """
    firsts = [next(iter(headings(text)), None) for text in texts]
    return [
        range(place, _end(firsts, place))
        for place, heading in enumerate(firsts)
        if heading is not None and heading.is_deeper
    ]


def _end(firsts: Sequence[Heading | None], place: int) -> int:
    level = _level(firsts[place])
    later = range(place + 1, len(firsts))
    return next((each for each in later if _level(firsts[each]) <= level), len(firsts))


def _level(heading: Heading | None) -> int:
    return heading.level if heading else _NO_LEVEL
