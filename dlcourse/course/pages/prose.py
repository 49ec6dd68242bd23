"""The prose of a lesson as HTML, and the sections into which its headings divide it."""

import itertools
import re
from collections.abc import Container
from dataclasses import dataclass
from urllib.parse import urlsplit

from bs4 import BeautifulSoup
from nbconvert.filters.markdown_mistune import IPythonRenderer, MarkdownWithMath

from dlcourse.course.pages.formulas import to_mathml

_HEADING = re.compile(r"h[1-6]")


def scrolling(kind: str) -> str:
    """Return the attributes of a box whose content may be wider than a page: keys scroll it, too.

    Args:
        kind: What it holds: `"code"`, `"text"`, `"table"`, `"figure"` or `"formula"`.
    """
    return f'class="{kind}" tabindex="0" role="group" aria-label="{kind}"'


@dataclass(frozen=True)
class Section:
    """The beginning of a section.

    Attributes:
        level: Of the heading, from 1, the title of the page.
        id: Where a link to the heading leads.
        heading: Its words and formulas, as HTML.
    """

    level: int
    id: str
    heading: str


class Prose:
    """Turns the cells of one lesson into HTML, one after the other.

    Args:
        pages: The pages that a link may lead to, by their names without ending; of a link to any
            other only its text is kept.

    Attributes:
        sections: Those that began so far.
    """

    def __init__(self, pages: Container[str]) -> None:
        """Begin a page."""
        self.sections: list[Section] = []
        self._renderer = _Renderer(pages)

    def html(self, markdown: str, attachments: dict | None = None) -> str:
        """Return Markdown as HTML; its headings begin new sections."""
        self._renderer.attachments = attachments or {}
        soup = BeautifulSoup(MarkdownWithMath(self._renderer).render(markdown), "html.parser")
        for heading in soup.find_all(_HEADING):
            heading["id"] = place = self._new_id(heading.get_text())
            words = heading.decode_contents()
            self.sections.append(Section(int(heading.name[1]), place, words))
        _mend_tables(soup)
        return str(soup)

    def _new_id(self, words: str) -> str:
        """Return an id as JupyterLab gives it; the second of two equal headings gets a number."""
        wanted = re.sub(r"\s", "-", words.strip())
        taken = {section.id for section in self.sections}
        others = (f"{wanted}-{number}" for number in itertools.count(2))
        return next(each for each in itertools.chain([wanted], others) if each not in taken)


def _mend_tables(soup: BeautifulSoup) -> None:
    """Leave no header empty: where the first column has none, each row gets one of its own."""
    for table in soup.find_all("table"):
        if first := table.select("th:first-child:empty"):
            for cell in table.select("tbody td:first-child"):
                cell.name, cell["scope"] = "th", "row"
        for cell in [*first, *table.select("th:empty")]:
            cell.name = "td"


class _Renderer(IPythonRenderer):
    """Renders formulas as MathML, and leads from page to page instead of notebook to notebook."""

    def __init__(self, pages: Container[str]) -> None:
        super().__init__(escape=False, embed_images=True, exclude_anchor_links=True)
        self._pages = pages

    def link(self, text: str, url: str, title: str | None = None) -> str:
        parts = urlsplit(url)
        if parts.scheme or not parts.path:
            return super().link(text, url, title)
        page = parts.path.removesuffix(".ipynb")
        if page not in self._pages:
            return text
        return super().link(text, parts._replace(path=f"{page}.html").geturl(), title)

    def block_code(self, code: str, info: str | None = None) -> str:
        return f"<div {scrolling('text')}>{super().block_code(code, info)}</div>\n"

    def table(self, text: str) -> str:
        return f"<div {scrolling('table')}><table>{text}</table></div>\n"

    def inline_math(self, body: str) -> str:
        return to_mathml(body, "inline")

    def block_math(self, body: str) -> str:
        return f"<span {scrolling('formula')}>{to_mathml(body, 'block')}</span>"

    def latex_environment(self, name: str, body: str) -> str:
        return self.block_math(rf"\begin{{{name}}}{body}\end{{{name}}}")
