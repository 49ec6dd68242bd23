"""In a lesson's kernel: a claim that would hold of other values as well does not pass.

When a claim holds, each variable in its condition is replaced in turn, by extreme numbers, by
others, by none at all. If the condition holds whatever stands there, it says nothing.
"""

from __future__ import annotations

import ast
import builtins
import sys
import warnings
from collections.abc import Callable, Iterator
from types import ModuleType, NoneType
from typing import Any

import numpy as np

# Calls that change something, or draw: a condition with one of them is not tried again.
_ONCE = set("next pop popitem append extend update add fit train step".split())
_ONCE |= set("normal uniform random integers choice permutation shuffle default_rng".split())


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

    Of a condition with a function or an object of another kind in it nothing is known: what it
    compares may be computed there.

    Args:
        condition: Its syntax tree.
        names: The variables in it.
    """
    nodes = list(ast.walk(condition))
    calls = [node.func for node in nodes if isinstance(node, ast.Call)]
    if any(getattr(f, "attr", getattr(f, "id", "")) in _ONCE for f in calls):
        return False
    bound = {n.id for n in nodes if isinstance(n, ast.Name) and isinstance(n.ctx, ast.Store)}
    used = {n.id: names.get(n.id) for n in nodes if isinstance(n, ast.Name)}
    used = {name: v for name, v in used.items() if not (name in bound or hasattr(builtins, name))}
    values = {name: v for name, v in used.items() if not isinstance(v, ModuleType)}
    if (used and not values) or not all(map(is_replaceable, values.values())):
        return False
    code = compile(ast.Expression(condition), "<condition>", "eval")
    texts = [n.value for n in nodes if isinstance(n, ast.Constant) and isinstance(n.value, str)]
    changes = _all_changes(values, other_text=" ".join(texts))
    return all(_holds(code, {**names, **changed}) for changed in changes)


def is_replaceable(value: Any) -> bool:
    """Say whether other values of this kind are known, down to the elements of a container."""
    if isinstance(value, dict):
        return is_replaceable(list(value.values()))
    if type(value) in (list, tuple, set):
        return all(map(is_replaceable, value))
    if isinstance(value, np.ndarray):
        return value.dtype.kind in "biuf"
    return isinstance(value, bool | int | float | str | np.number | np.bool_ | NoneType)


def _all_changes(values: dict[str, Any], other_text: str) -> Iterator[dict[str, Any]]:
    """Yield what to change: one variable to another value, or to that of another variable."""
    for name, value in values.items():
        yield {name: other_text} if isinstance(value, str) else {}
        yield from ({name: each} for each in others(value))
        yield from ({name: other} for other in values.values() if type(other) is type(value))


def _holds(code, names: dict[str, Any]) -> bool:
    """Evaluate once more; an error, as of an index that is gone, says nothing."""
    try:
        with np.errstate(all="ignore"), warnings.catch_warnings():
            warnings.simplefilter("ignore")
            return bool(np.all(eval(code, names)))
    except Exception:
        return True


def others(value: Any) -> Iterator[Any]:
    """Yield other values of the same kind."""
    rng = np.random.default_rng(0)
    for leaf in _LEAVES:
        yield _mapped(value, lambda each, leaf=leaf: leaf(each, rng))
    if isinstance(value, list | tuple):
        yield type(value)([*value] * 1000)
    if isinstance(value, np.ndarray) and value.ndim:
        yield np.concatenate([value] * (1000 if value.size < 1000 else 2))


def _mapped(value: Any, leaf: Callable[[Any], Any]) -> Any:
    """Return a value of the same form with other numbers, truths and texts in it."""
    if isinstance(value, dict):
        return {key: _mapped(each, leaf) for key, each in value.items()}
    if isinstance(value, list | tuple | set):
        return type(value)([_mapped(each, leaf) for each in value])
    if isinstance(value, bool | np.bool_):
        return not value
    return value if value is None else leaf(value)


def _drawn(value: Any, rng: np.random.Generator) -> Any:
    return _as(value, rng.normal(scale=99, size=np.shape(value)))


def _filled(number: float) -> Callable[[Any, np.random.Generator], Any]:
    return lambda value, rng: _as(value, np.full(np.shape(value), float(number)))


def _reshaped(value: Any, rng: np.random.Generator) -> Any:
    return np.zeros((2, *np.shape(value))) if isinstance(value, np.ndarray) else value


def _as(value: Any, numbers: np.ndarray) -> Any:
    """Return numbers as what `value` is: a text, truths, one number or an array."""
    if isinstance(value, str):
        return str(numbers)
    return (numbers > 0 if np.asarray(value).dtype.kind == "b" else numbers)[()]


_LEAVES = [_drawn, _drawn, _drawn, *map(_filled, (0, 1e30, -1e30, 1e-30, 3.3)), _reshaped]
