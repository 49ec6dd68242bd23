"""Keeps what an answer does to itself: prints, pictures, patches, random states, the way out.

What a thread can undo is undone here. What ends or blocks the whole process (``os._exit``, a loop
in C) can only be survived by another process: ``run_process.py``.
"""

from __future__ import annotations

import builtins
import contextlib
import io
import os
import random
import sys
import warnings
from collections.abc import Iterator
from typing import Any, TextIO

import numpy as np

#: What an answer prints beyond this many characters is dropped.
PRINTED_CHARACTERS = 2_000
#: Jupyter's own limit; more would let an endless recursion fill the memory first.
RECURSION_LIMIT = 3_000

#: Modules that the checks and the references use; an answer may have set their functions to None.
_MODULES = (
    *("builtins", "copy", "functools", "inspect", "itertools", "math", "operator", "random"),
    *("threading", "time", "numpy", "numpy.linalg", "numpy.random", "keras", "keras.ops"),
)
#: For each of them its namespace, and the names in it as they were when it was first seen here.
_originals: dict[str, tuple[dict[str, Any], dict[str, Any]]] = {}


class Printed(io.TextIOBase):
    """Keeps the beginning of what is printed, however much that is.

    Args:
        instead_of: the stream that it stands for.
    """

    def __init__(self, instead_of: TextIO | None = None) -> None:
        """Start with nothing printed."""
        # A thread that was left behind may start a check while another one runs.
        self.instead_of = instead_of.instead_of if isinstance(instead_of, Printed) else instead_of
        self.text = ""

    def write(self, text: str) -> int:
        """Keep ``text`` as far as there is room."""
        self.text += text[: PRINTED_CHARACTERS - len(self.text)]
        return len(text)

    def take(self) -> str:
        """Return what was printed since the last call."""
        text, self.text = self.text, ""
        return text


@contextlib.contextmanager
def contained() -> Iterator[Printed]:
    """Let nothing that happens inside be seen or felt outside. Yields what is printed there."""
    with contextlib.ExitStack() as stack:
        stack.enter_context(patches_undone())
        stack.enter_context(_random_states_kept())
        stack.enter_context(warnings.catch_warnings())
        warnings.simplefilter("ignore")
        stack.enter_context(_descriptors_silenced())
        stack.enter_context(_nothing_displayed())
        stack.enter_context(_limits_kept())
        yield stack.enter_context(_streams_replaced())


def put_back_patches() -> None:
    """Give the functions that the checks need back their names, whatever was put there."""
    for namespace, originals in _originals.values():
        for name, original in originals.items():
            if namespace.get(name) is not original:
                namespace[name] = original


def _remember_originals() -> None:
    """Note the names of those modules that have been loaded since this was last called."""
    for module in _MODULES:
        if module in sys.modules and module not in _originals:
            names = vars(sys.modules[module])
            _originals[module] = names, {k: v for k, v in names.items() if _is_kept(k)}


def _is_kept(name: str) -> bool:
    return name == "__import__" or not name.startswith("_") and name != "input"


@contextlib.contextmanager
def patches_undone() -> Iterator[None]:
    """Work with the original functions inside; outside, leave everything as it was."""
    _remember_originals()
    before = [(names, {k: names.get(k) for k in kept}) for names, kept in _originals.values()]
    put_back_patches()
    try:
        yield
    finally:
        for names, found in before:
            names.update(found)


@contextlib.contextmanager
def _random_states_kept() -> Iterator[None]:
    python_state, numpy_state = random.getstate(), np.random.get_state()  # noqa: NPY002
    try:
        yield
    finally:
        random.setstate(python_state)
        np.random.set_state(numpy_state)  # noqa: NPY002


@contextlib.contextmanager
def _descriptors_silenced() -> Iterator[None]:
    """Drop what goes past our streams: ``os.write``, ``sys.__stdout__``, other processes."""
    kept: dict[int, int] = {}
    _flush()
    nowhere = os.open(os.devnull, os.O_WRONLY)
    for descriptor in (1, 2):
        with contextlib.suppress(OSError):  # there may be none
            kept[descriptor] = os.dup(descriptor)
            os.dup2(nowhere, descriptor)
    os.close(nowhere)
    try:
        yield
    finally:
        _flush()
        for descriptor, copy in kept.items():
            with contextlib.suppress(OSError):  # the answer may have closed them all
                os.dup2(copy, descriptor)
                os.close(copy)


def _flush() -> None:
    for stream in (sys.stdout, sys.stderr, sys.__stdout__, sys.__stderr__):
        with contextlib.suppress(Exception):
            stream.flush()  # type: ignore[union-attr]


@contextlib.contextmanager
def _replaced(owner: Any, **attributes: Any) -> Iterator[None]:
    """Give an object other attributes for a while."""
    before = {name: getattr(owner, name) for name in attributes}
    for name, value in attributes.items():
        setattr(owner, name, value)
    try:
        yield
    finally:
        for name, value in before.items():
            setattr(owner, name, value.instead_of if isinstance(value, Printed) else value)


@contextlib.contextmanager
def _streams_replaced() -> Iterator[Printed]:
    printed, errors = Printed(sys.stdout), Printed(sys.stderr)
    streams = {"stdout": printed, "stderr": errors, "stdin": io.StringIO()}
    with (
        _replaced(sys, **streams),
        _replaced(builtins, input=_nobody_types),
    ):
        yield printed


@contextlib.contextmanager
def _limits_kept() -> Iterator[None]:
    """Do not let an answer lift the limit of recursion, or keep other threads from running."""
    limit = sys.getrecursionlimit()
    set_limit = sys.setrecursionlimit
    set_limit(min(limit, RECURSION_LIMIT))
    try:
        with _replaced(sys, setrecursionlimit=_ignore, setswitchinterval=_ignore):
            yield
    finally:
        set_limit(limit)


@contextlib.contextmanager
def _nothing_displayed() -> Iterator[None]:
    """Show no output and no figure in the notebook, and do not let ``quit()`` end its kernel."""
    shell = sys.modules["IPython"].get_ipython() if "IPython" in sys.modules else None
    before = _open_figures()
    with contextlib.ExitStack() as stack:
        if shell is not None:
            from IPython.utils.capture import capture_output

            stack.enter_context(capture_output(stdout=False, stderr=False))
            stack.enter_context(_replaced(shell, ask_exit=_leave))
        if "matplotlib.pyplot" in sys.modules:
            stack.enter_context(_replaced(sys.modules["matplotlib.pyplot"], show=_ignore))
        stack.callback(_close_figures_but, before)
        yield


def _open_figures() -> set[int]:
    pyplot = sys.modules.get("matplotlib.pyplot")
    return set(pyplot.get_fignums()) if pyplot is not None else set()


def _close_figures_but(kept: set[int]) -> None:
    for number in _open_figures() - kept:
        sys.modules["matplotlib.pyplot"].close(number)


def _ignore(*_arguments: Any, **_keywords: Any) -> None:
    """Do nothing."""


def _leave(*_arguments: Any) -> None:
    raise SystemExit


def _nobody_types(_prompt: object = "") -> str:
    raise EOFError
