"""Interactive demos: `dl.demos.NAME()` at the end of a cell, or `dlcourse demo NAME` as a page.

Each demo is a module of `gallery/` that holds a `Demo` called `demo`; `core/demo.py` says how to
declare one, in a file of your own, too (`dlcourse demo ./wave.py`). It loads on first use, so that
listing the demos costs nothing.

Example:
    >>> from dlcourse import demos
    >>> "perceptron_line" in demos.names()
    True
"""

import ast
import functools
import importlib
import os
import pkgutil
import runpy
import sys
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

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


def title(name: str) -> str:
    """Return the title of the demo called `name`, read from its source: nothing is loaded."""
    source = Path(gallery.__path__[0], f"{name}.py").read_text(encoding="utf-8")
    calls = (node for node in ast.walk(ast.parse(source)) if isinstance(node, ast.Call))
    declaration = next(call for call in calls if getattr(call.func, "id", "") == "Demo")
    fields = {field.arg: field.value for field in declaration.keywords}
    return ast.literal_eval(fields["title"])


def load(path: str | os.PathLike) -> "Demo":
    """Return the demo that a Python file of your own declares as `demo = Demo(...)`.

    Raises:
        LookupError: There is no such file, or it fails, or it declares no demo.
    """
    from dlcourse.demos.core.demo import Demo

    path = Path(path)
    if not path.is_file():
        raise LookupError(f"Expected a Python file that declares a demo. Received: {path}")
    if str(path.parent.resolve()) not in sys.path:  # for what stands beside it
        sys.path.append(str(path.parent.resolve()))
    try:
        demo = runpy.run_path(str(path), run_name=path.stem).get("demo")
    except Exception as error:
        raise LookupError(f"{path} cannot be run: {type(error).__name__}: {error}") from error
    if not isinstance(demo, Demo):
        raise LookupError(f"Expected `demo = Demo(...)` in {path}. Received: demo = {demo!r}")
    return demo


def __getattr__(name: str) -> "Callable[..., DemoView]":
    """Return the function that shows a demo; its arguments are values to start from."""
    try:
        demo = get(name)
    except LookupError as error:
        raise AttributeError(f"module {__name__!r}: {error}") from None
    from dlcourse.demos.core.view import DemoView  # loads anywidget

    return functools.partial(DemoView, demo)


def __dir__() -> list[str]:
    own = {n for n, v in globals().items() if getattr(v, "__module__", None) == __name__}
    return sorted({n for n in own if not n.startswith("_")} | {*names()})
