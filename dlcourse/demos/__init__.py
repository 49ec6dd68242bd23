"""Interactive demos: `dl.demos.NAME()` at the end of a cell, or `dlcourse demo NAME` as a page.

Each demo is a module of `gallery/` that holds a `Demo` called `demo`; `core/demo.py` says how to
declare one. It loads on first use, so that listing the demos costs nothing.

Example:
    >>> from dlcourse import demos
    >>> "perceptron_line" in demos.names()
    True
"""

import functools
import importlib
import pkgutil
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from dlcourse._text import did_you_mean
from dlcourse.demos import gallery

if TYPE_CHECKING:
    from dlcourse.demos.core.demo import Demo
    from dlcourse.demos.core.view import DemoView


def names() -> list[str]:
    """Return the names of all demos, in alphabetical order; none of them is loaded."""
    return sorted(module.name for module in pkgutil.iter_modules(gallery.__path__))


def get(name: str) -> "Demo":
    """Return the declaration of the demo called `name`.

    Raises:
        LookupError: There is no such demo.
    """
    if name not in names():
        raise LookupError(
            f"No demo {name!r}.{did_you_mean(name, names())} There are: {', '.join(names())}."
        )
    return importlib.import_module(f"{gallery.__name__}.{name}").demo


def page(name: str) -> dict[str, Any]:
    """Return a notebook (nbformat 4, as a dict) whose one cell shows the demo, for Voila.

    Raises:
        LookupError: There is no such demo.
    """
    title = get(name).title
    source = (
        "import dlcourse as dl\n"
        "from dlcourse.plots.style import use_course_style\n"
        "use_course_style()\n"
        f"dl.demos.{name}()"
    )
    cell: dict[str, Any] = {
        "cell_type": "code",
        "id": name.replace("_", "-"),
        "metadata": {},
        "execution_count": None,
        "outputs": [],
        "source": source,
    }
    kernel = {"name": "python3", "display_name": "Python 3", "language": "python"}
    metadata = {"title": title, "kernelspec": kernel}
    return {"nbformat": 4, "nbformat_minor": 5, "metadata": metadata, "cells": [cell]}


def __getattr__(name: str) -> "Callable[..., DemoView]":
    """Return the function that shows a demo; its arguments are values to start from."""
    try:
        demo = get(name)
    except LookupError as error:
        raise AttributeError(f"module {__name__!r}: {error}") from None
    from dlcourse.demos.core.view import DemoView  # loads ipywidgets

    return functools.partial(DemoView, demo)


def __dir__() -> list[str]:
    return sorted({*globals(), *names()})
