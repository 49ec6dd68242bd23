"""Open the demos in the browser: all of them, one, or your own file.

dlcourse demo                  a page with all demos
dlcourse demo perceptron_line  one of them
dlcourse demo ./wave.py        a file of your own, with `demo = Demo(...)`
"""

import argparse
import re
from pathlib import Path
from typing import TYPE_CHECKING

from dlcourse._text import called, did_you_mean
from dlcourse.cli.lessons import sound_lessons
from dlcourse.cli.servers import (
    add_server_arguments,
    free_port,
    prepare_to_serve,
    require_free_port,
)
from dlcourse.cli.terminal import fill, paint
from dlcourse.course.errors import CourseError

if TYPE_CHECKING:
    from dlcourse.demos.site.pages import Exhibit

USUAL_PORT = 8866


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments of `dlcourse demo`."""
    parser.add_argument("name", nargs="?", help="name of a demo, or a Python file of your own")
    parser.add_argument("--list", action="store_true", help="print the names, open nothing")
    add_server_arguments(parser)


def run(options: argparse.Namespace) -> int:
    """Serve the demos until the user stops the server, or list them."""
    if options.list:
        return _list()
    name = options.name or ""
    own = Path(name) if name.endswith(".py") else None
    opening = re.sub(r"\W+", "_", own.stem) if own else _known(name)
    require_free_port(options.port)
    prepare_to_serve()
    exhibits = {opening: _own(own)} if own else {}
    exhibits |= {name: each for name, each in _gallery().items() if name not in exhibits}
    from dlcourse.demos.site.server import serve

    port = options.port or free_port(USUAL_PORT)
    serve(exhibits, opening=opening, port=port, browse=not options.no_browser)
    return 0


def _lessons_by_demo() -> dict[str, str]:
    """Return the demos in the order of the lessons that show them, with their numbers."""
    from dlcourse import demos

    lessons = {name: lesson.number for lesson in sound_lessons() for name in lesson.demos}
    names = sorted(demos.names(), key=lambda name: (lessons.get(name, "~"), name))
    return {name: lessons.get(name, "") for name in names}


def _list() -> int:
    from dlcourse import demos

    for name, number in _lessons_by_demo().items():
        start = f"{name:<24}{number:<4}"
        print(paint(name, "bold") + start[len(name) :] + fill(demos.title(name), 28, first=28))
    return 0


def _known(name: str) -> str:
    """Return the name of a demo as it is spelled; nothing stays nothing."""
    from dlcourse import demos

    known = name.strip().lower().replace("-", "_")
    if known and known not in demos.names():
        raise CourseError(
            f"Unknown demo {name!r}.{did_you_mean(known, demos.names())} "
            f"{called('demo --list')} names the demos; a file of your own ends in .py."
        )
    return known


def _gallery() -> "dict[str, Exhibit]":
    from dlcourse import demos
    from dlcourse.demos.site.pages import Exhibit

    return {
        name: Exhibit(demos.get(name), f"demos.get({name!r})", f"Lesson {number}" if number else "")
        for name, number in _lessons_by_demo().items()
    }


def _own(path: Path) -> "Exhibit":
    from dlcourse import demos
    from dlcourse.demos.site.pages import Exhibit

    try:
        demo = demos.load(path)
    except LookupError as error:
        raise CourseError(str(error)) from error
    return Exhibit(demo, f"demos.load({str(path.resolve())!r})", path.name)
