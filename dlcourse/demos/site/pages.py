"""What the site is made of: the notebook behind the page of a demo, and the gallery."""

import functools
import html
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from string import Template
from typing import Any

from dlcourse.demos.core.demo import Demo

_GALLERY = Path(__file__).with_name("gallery.html")


@dataclass(frozen=True)
class Exhibit:
    """A demo of the site.

    Attributes:
        demo: Its declaration.
        source: Expression that gives the declaration in the kernel; it may use `demos`.
        label: Where it belongs, for example "Lesson 05"; may be empty.
    """

    demo: Demo
    source: str
    label: str = ""

    @functools.cached_property
    def picture(self) -> bytes:
        """The demo at its start, as PNG."""
        return self.demo.render(self.demo.start)


def notebook(exhibit: Exhibit) -> dict[str, Any]:
    """Return a notebook (nbformat 4, as a dict) whose one cell fills its page with the demo."""
    source = (
        "from dlcourse import demos\n"
        "from dlcourse.demos.core.view import DemoView\n"
        "from dlcourse.plots.style import use_course_style\n"
        "use_course_style()\n"
        f"DemoView({exhibit.source}).as_page()"
    )
    cell: dict[str, Any] = {
        "cell_type": "code",
        "id": "demo",
        "metadata": {},
        "execution_count": None,
        "outputs": [],
        "source": source,
    }
    kernel = {"name": "python3", "display_name": "Python 3", "language": "python"}
    metadata = {"title": exhibit.demo.title, "kernelspec": kernel}
    return {"nbformat": 4, "nbformat_minor": 5, "metadata": metadata, "cells": [cell]}


def gallery(exhibits: Mapping[str, Exhibit]) -> str:
    """Return the page with all demos, each with its picture and its question."""
    cards = "\n".join(_card(name, exhibit) for name, exhibit in exhibits.items())
    return Template(_GALLERY.read_text(encoding="utf-8")).substitute(cards=cards)


def _card(name: str, exhibit: Exhibit) -> str:
    demo = exhibit.demo
    width, height = demo.figsize
    size = f'width="{width * 100:.0f}" height="{height * 100:.0f}"'
    label = f"<small>{html.escape(exhibit.label)}</small>" if exhibit.label else ""
    return (
        f'<li><a href="/{name}"><img src="/pictures/{name}.png" alt="" {size} loading="lazy">'
        f"<h2>{html.escape(demo.title)}</h2></a>"
        f"<p>{html.escape(demo.look_for)}</p>{label}</li>"
    )
