"""Interactive demos: `dl.demos.NAME()` at the end of a cell, or `dlcourse demo NAME` as a page.

Each demo is a module of this folder that holds a `Demo` called `demo`; `protocol.py` says how to
declare one. It loads on first use, so that listing the demos costs nothing.

Example:
    >>> from dlcourse import demos
    >>> "perceptron_line" in demos.DEMOS
    True
"""

import importlib
import sys
from types import ModuleType
from typing import Any

from dlcourse._text import did_you_mean

#: The names of the demos and of their modules; which lesson shows one stands in the lesson.
DEMOS = (
    "tensor_explorer",
    "perceptron_line",
    "activation_explorer",
    "folding_plane",
    "loss_landscape",
    "learning_rate_valley",
    "backprop_steps",
    "training_monitor",
)


def get(name: str) -> Any:
    """Return the `Demo` called `name`.

    Raises:
        LookupError: There is no such demo.
    """
    if name not in DEMOS:
        hint = did_you_mean(name, DEMOS)
        raise LookupError(f"No demo {name!r}.{hint} There are: {', '.join(DEMOS)}.")
    return importlib.import_module(f"dlcourse.demos.{name}").demo


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
    cell = {
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


class _DemosModule(ModuleType):
    """Keeps `demos.NAME` the demo: importing `dlcourse.demos.NAME` would bind the module there."""

    def __setattr__(self, name: str, value: Any) -> None:
        is_demo_module = name in DEMOS and isinstance(value, ModuleType)
        super().__setattr__(name, value.demo if is_demo_module else value)


sys.modules[__name__].__class__ = _DemosModule


def __getattr__(name: str) -> Any:
    """Load a demo when it is first asked for."""
    try:
        return get(name)
    except LookupError as error:
        raise AttributeError(f"module {__name__!r}: {error}") from None


def __dir__() -> list[str]:
    return sorted({*globals(), *DEMOS})
