"""In a lesson's kernel: a claim that would hold of other values as well does not pass.

When a claim holds, each variable in its condition is replaced in turn, by extreme numbers, by
others, by none at all. If the condition holds whatever stands there, it says nothing.
"""

from __future__ import annotations

import ast
import sys
import warnings
from collections.abc import Callable, Iterator
from typing import Any

import numpy as np

# Calls that change something, or draw: a condition with one of them is not tried again.
_ONCE = set("next pop popitem append extend update add fit train step".split())
_ONCE |= set("normal uniform random integers choice permutation shuffle default_rng".split())
_EXTREMES = (0, 1e30, -1e30, 1e-30, 3.3)


class WeakClaim(AssertionError):
    """A claim whose condition holds whatever the values in it are."""


def install() -> None:
    """Try the conditions of all claims from now on."""
    import dlcourse.claims

    judge = dlcourse.claims._as_bool

    def judge_and_try(condition) -> bool:
        holds = judge(condition)
        frame = sys._getframe(2)  # that of the cell, which called claim()
        node = dlcourse.claims._condition(frame) if holds else None
        if node is not None and is_weak(node, {**frame.f_globals, **frame.f_locals}):
            raise WeakClaim(
                f"holds whatever its values are, so proves nothing: {ast.unparse(node)}"
            )
        return holds

    dlcourse.claims._as_bool = judge_and_try


def is_weak(condition: ast.expr, names: dict[str, Any]) -> bool:
    """Say whether a condition that holds still does with every other value that was tried.

    Args:
        condition: Its syntax tree.
        names: The variables in it.
    """
    nodes = list(ast.walk(condition))
    calls = [node.func for node in nodes if isinstance(node, ast.Call)]
    if any(getattr(f, "attr", getattr(f, "id", "")) in _ONCE for f in calls):
        return False
    code = compile(ast.Expression(condition), "<condition>", "eval")
    used = dict.fromkeys(node.id for node in nodes if isinstance(node, ast.Name))
    tried = False
    for name in used:
        for other in others(names.get(name)):
            tried = True
            if not _holds(code, {**names, name: other}):
                return False
    return tried or not (used or calls)  # functions and objects of other kinds stay untried


def _holds(code, names: dict[str, Any]) -> bool:
    """Evaluate once more; an error, as of an index that is gone, says nothing."""
    try:
        with np.errstate(all="ignore"), warnings.catch_warnings():
            warnings.simplefilter("ignore")
            return bool(np.all(eval(code, names)))
    except Exception:
        return True


def others(value: Any) -> Iterator[Any]:
    """Yield other values of the same kind; none for what cannot be replaced, such as a function."""
    if isinstance(value, bool | np.bool_):
        yield not value
    elif isinstance(value, int | float | np.number):
        yield from (extreme for extreme in _EXTREMES if extreme != value)
    elif isinstance(value, str):
        yield from ("", value + " not")
    elif isinstance(value, np.ndarray) or hasattr(value, "numpy"):
        yield from _other_arrays(np.asarray(value))
    elif isinstance(value, dict):
        yield from ({key: next(others(v), v) for key, v in value.items()}, {})
        yield from ({key: other(v) for key, v in value.items()} for other in _changes())
    elif isinstance(value, list | tuple | set):
        kind = type(value) if type(value) in (list, tuple, set) else list
        yield from (kind(other(v) for v in value) for other in _changes())
        yield from (kind(), [*value, *value])


def _other_arrays(array: np.ndarray) -> Iterator[np.ndarray]:
    if array.dtype.kind == "b":
        yield from (~array, np.zeros_like(array), np.ones_like(array))
    elif array.dtype.kind in "iuf":
        yield from (np.full(array.shape, float(extreme)) for extreme in _EXTREMES)
        rng = np.random.default_rng(0)
        yield rng.normal(scale=10, size=array.shape)
    yield from (array[:0] if array.ndim else array[None], np.zeros((7, *array.shape)))


def _changes() -> list[Callable[[Any], Any]]:
    """Return functions that replace each element of a container by another one."""

    def change(number: int) -> Callable[[Any], Any]:
        def other(value: Any) -> Any:
            found = list(others(value))
            return found[number % len(found)] if found else value

        return other

    return [change(number) for number in range(len(_EXTREMES))]
