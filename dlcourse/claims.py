"""`claim`: a sentence of the course, and the experiment that proves it."""

from __future__ import annotations

import ast
import sys
from collections.abc import Mapping
from types import FrameType

import executing
import numpy as np

from dlcourse._evidence import evidence, number

__all__ = ["ClaimError", "claim"]


class ClaimError(AssertionError):
    """A stated fact does not hold; the message shows the condition and the values in it."""


def claim(
    sentence: str,
    condition: bool,
    *,
    shown: float | Mapping[str, float] | str | None = None,
) -> None:
    """Print `sentence` with a tick and its numbers if `condition` holds, or fail with the values.

    Write the condition as a comparison of named numbers: each is shown with its value. Do not use
    it to check a learner's answer; that is what `dlcourse.exercises` is for.

    Args:
        sentence: The fact, as a full sentence that a learner can read alone.
        condition: A Python or NumPy bool, or any array with exactly one bool.
        shown: What to show instead of the comparisons in the condition: a number, numbers under
            names of your own, or words. An empty text shows nothing. Without it, nothing is shown
            where the condition compares no numbers or its source is not available.

    Raises:
        ClaimError: The condition is false.
        TypeError: The sentence is no text, or the condition is not one single bool.

    Example:
        >>> claim("A single-layer perceptron cannot learn XOR", 3 / 4 < 1, shown={"best": 3 / 4})
        ✓ A single-layer perceptron cannot learn XOR  (best = 0.75)
    """
    if not isinstance(sentence, str) or not sentence.strip():
        raise TypeError(
            f"Expected a sentence as the first argument. Received: sentence={sentence!r}"
        )
    frame = sys._getframe(1)  # that of the caller: in it, the call and its condition are found
    if not _as_bool(condition):
        raise ClaimError(f"{sentence}\n{_refutation(frame)}")
    found = _from_condition(frame) if shown is None else _as_text(shown)
    print(f"✓ {sentence}  ({found})" if found else f"✓ {sentence}")


def _as_bool(condition) -> bool:
    """Return the one bool in `condition`; refuse everything that is merely truthy."""
    value = np.asarray(condition)
    if value.dtype != np.bool_ or value.size != 1:
        raise TypeError(
            "Expected one bool as the condition (use np.all(...) or np.any(...) on an array). "
            f"Received: type={type(condition).__name__}, dtype={value.dtype}, shape={value.shape}"
        )
    return bool(value.item())


def _as_text(shown: float | Mapping[str, float] | str) -> str:
    if isinstance(shown, str):
        return shown
    if isinstance(shown, Mapping):
        return "; ".join(f"{name} = {number(value)}" for name, value in shown.items())
    return number(shown)


def _from_condition(frame: FrameType) -> str:
    """Return the numbers in the condition, or an empty text."""
    node = _condition(frame)
    return evidence(node, {**frame.f_globals, **frame.f_locals}) if node else ""


def _refutation(frame: FrameType) -> str:
    """Return the text of the failed condition and the value of each variable in it."""
    node = _condition(frame)
    if node is None:
        return "  The condition is false (its source is not available)."
    lines = [f"  does not hold: {ast.unparse(node)}"]
    names = dict.fromkeys(n.id for n in ast.walk(node) if isinstance(n, ast.Name))
    known = {**frame.f_globals, **frame.f_locals}
    lines += [
        f"  {name} = {np.array2string(np.asarray(known[name]), threshold=20, precision=6)}"
        for name in names
        if name in known and not callable(known[name]) and not _is_module(known[name])
    ]
    return "\n".join(lines)


def _condition(frame: FrameType) -> ast.expr | None:
    """Return the expression given as `condition` in the call that runs, if it can be found."""
    call = executing.Source.executing(frame).node
    if not isinstance(call, ast.Call):
        return None
    keywords = {k.arg: k.value for k in call.keywords}
    return call.args[1] if len(call.args) > 1 else keywords.get("condition")


def _is_module(value) -> bool:
    return isinstance(value, type(sys))


def __dir__() -> list[str]:
    return __all__
