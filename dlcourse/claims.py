"""`claim`: a sentence of the course, and the experiment that proves it."""

import ast
import sys

import executing
import numpy as np


class ClaimError(AssertionError):
    """A stated fact does not hold; the message shows the condition and the values in it."""


def claim(sentence: str, condition: bool) -> None:
    """Print `sentence` with a tick if `condition` holds, or fail with the values behind it.

    Write the condition over named variables: when it fails, each name in it is reported with
    its value. Do not use it to check a learner's answer; that is what `dlcourse.exercises` is for.

    Args:
        sentence: The fact, as a full sentence that a learner can read alone.
        condition: A Python or NumPy bool, or any array with exactly one bool.

    Raises:
        ClaimError: The condition is false.
        TypeError: The sentence is no text, or the condition is not one single bool.

    Example:
        >>> best_accuracy = 0.75
        >>> claim("A single-layer perceptron cannot learn XOR.", best_accuracy <= 0.75)
        ✓ A single-layer perceptron cannot learn XOR.
    """
    if not isinstance(sentence, str) or not sentence.strip():
        raise TypeError(
            f"Expected a sentence as the first argument. Received: sentence={sentence!r}"
        )
    if not _as_bool(condition):
        # The frame is that of the caller: executing finds in it the call, and so the condition.
        raise ClaimError(f"{sentence}\n{_evidence(sys._getframe(1))}")
    print(f"✓ {sentence}")


def _as_bool(condition) -> bool:
    """Return the one bool in `condition`; refuse everything that is merely truthy."""
    value = np.asarray(condition)
    if value.dtype != np.bool_ or value.size != 1:
        raise TypeError(
            "Expected one bool as the condition (use np.all(...) or np.any(...) on an array). "
            f"Received: type={type(condition).__name__}, dtype={value.dtype}, shape={value.shape}"
        )
    return bool(value.item())


def _evidence(frame) -> str:
    """Return the text of the failed condition and the value of each variable in it."""
    source = executing.Source.executing(frame)
    node = _condition(source.node)
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


def _condition(call: ast.AST | None) -> ast.expr | None:
    """Return the expression given as `condition` in the call, if it can be found."""
    if not isinstance(call, ast.Call):
        return None
    keywords = {k.arg: k.value for k in call.keywords}
    return call.args[1] if len(call.args) > 1 else keywords.get("condition")


def _is_module(value) -> bool:
    return isinstance(value, type(sys))
