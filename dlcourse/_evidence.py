"""The numbers behind a claim, read from the source of its condition."""

import ast
import operator
from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

import numpy as np

_SIGNS = {ast.Lt: "<", ast.LtE: "≤", ast.Gt: ">", ast.GtE: "≥"}
_HOLDS = {"<": operator.lt, "≤": operator.le, ">": operator.gt, "≥": operator.ge}
# What may be called once more: it gives the same again, and nothing else happens.
_PURE = set("abs min max sum len set round float int mean median std var ptp sqrt log exp".split())
_PURE |= {"item", "values"}
#: Below a limit of this size a number is rounding error: it differs on the next machine.
_ROUNDING = 1e-4
#: With more letters than this in all names, the numbers stand alone.
_LONGEST = 40


class _Operand(NamedTuple):
    """One side of a comparison: how it is written, and its value."""

    label: str
    value: float
    is_typed: bool


def evidence(condition: ast.expr, names: Mapping[str, Any]) -> str:
    """Return the comparisons in a condition with their values, or an empty text.

    `worst > 0.97` becomes `"worst = 0.981 > 0.97"`. Of an array that is compared as a whole the
    number nearest to the limit is shown. A call that might cost time or change something is not
    repeated: what it returns is not shown.

    Args:
        condition: The syntax tree of the condition.
        names: The variables in it.
    """
    chains = [_chain(node, over, names) for node, over in _comparisons(condition, None)]
    parts = [part for chain in chains for part in chain]
    labels = sum(len(operand.label) for operands, _ in parts for operand in operands)
    return "; ".join(_written(*part, with_labels=labels <= _LONGEST) for part in parts)


def number(value: float, digits: int = 3) -> str:
    """Return a number with so many significant digits; whole numbers keep all of theirs."""
    if isinstance(value, int | np.integer):
        return str(value)
    value = float(value)
    if not np.isfinite(value) or value == 0 or not 1e-4 <= abs(value) < 1e7:
        return f"{value:.{digits}g}"
    return np.format_float_positional(value, digits, unique=False, fractional=False, trim="-")


def _comparisons(node: ast.expr, over: str | None) -> Iterator[tuple[ast.Compare, str | None]]:
    """Yield each comparison that has to hold, and whether all or any of an array's are meant."""
    match node:
        case ast.Compare():
            yield node, over
        case ast.BoolOp(ast.And(), parts):
            for part in parts:
                yield from _comparisons(part, over)
        case ast.BinOp(left, ast.BitAnd(), right) if over != "any":
            yield from _comparisons(left, over)
            yield from _comparisons(right, over)
        case ast.Call(ast.Attribute(attr=("all" | "any") as word), [inner], []):
            yield from _comparisons(inner, word)
        case ast.Call(ast.Attribute(inner, ("all" | "any") as word), [], []):
            yield from _comparisons(inner, word)
        case ast.Call(ast.Name("bool"), [inner], []):
            yield from _comparisons(inner, over)


def _chain(node: ast.Compare, over: str | None, names: Mapping[str, Any]) -> list[tuple]:
    """Return the parts of a chained comparison as (operands, signs); none if one has no number."""
    sides = [node.left, *node.comparators]
    if all(isinstance(op, ast.Eq) for op in node.ops):
        found = [_operand(side, None, names) for side in sides]
        computed = [each for each in found if each is not None and not each.is_typed]
        return [(computed[:1], [])] if computed and None not in found else []
    if not all(type(op) in _SIGNS for op in node.ops):
        return []
    signs = [_SIGNS[type(op)] for op in node.ops]
    if over is None:
        parts = [([_operand(side, None, names) for side in sides], signs)]
    else:  # of an array between two limits one number is nearest to each
        parts = []
        for left, sign, right in zip(sides, signs, sides[1:], strict=False):
            extremes = ("min", "max") if (sign in ">≥") == (over == "all") else ("max", "min")
            pair = [_operand(*each, names) for each in zip((left, right), extremes, strict=True)]
            parts.append((pair, [sign]))
    return [(found, signs) for found, signs in parts if None not in found and _holds(found, signs)]


def _holds(operands: list[_Operand], signs: list[str], digits: int = 17) -> bool:
    """Say whether the comparison is true of the numbers as they are written."""
    values = [
        each.value if each.is_typed else float(number(each.value, digits)) for each in operands
    ]
    pairs = zip(values, signs, values[1:], strict=False)
    return all(_HOLDS[sign](a, b) for a, sign, b in pairs)


def _operand(node: ast.expr, extreme: str | None, names: Mapping[str, Any]) -> _Operand | None:
    """Return a side with its value, None if that is no number; `extreme` chooses of an array."""
    label = ast.unparse(node)
    value = _value(node, names)
    if value is None or value.dtype.kind not in "iuf" or not value.size:
        return None
    if value.ndim:
        if extreme is None:
            return None
        label, value = f"{extreme}({label})", getattr(value, extreme)()
    is_typed = not any(isinstance(part, ast.Name) for part in ast.walk(node))
    return _Operand(label, value.item(), is_typed)


def _value(node: ast.expr, names: Mapping[str, Any]) -> np.ndarray | None:
    calls = [part.func for part in ast.walk(node) if isinstance(part, ast.Call)]
    if any(getattr(f, "attr", getattr(f, "id", "")) not in _PURE for f in calls):
        return None
    try:
        code = compile(ast.Expression(node), "<condition>", "eval")
        return np.asarray(eval(code, dict(names)))
    except Exception:  # whatever it is: the claim holds, and goes without its number
        return None


def _written(operands: list[_Operand], signs: list[str], *, with_labels: bool) -> str:
    """Return the comparison, with as many digits as it needs to be true as it stands there."""
    digits = next((n for n in range(3, 17) if _holds(operands, signs, n)), 17)
    limits = [each.value for each in operands if 0 < each.value <= _ROUNDING]
    smallest = max(limits, default=0)
    words = [_written_operand(each, digits, smallest, with_labels) for each in operands]
    return " ".join(word for pair in zip(words, [*signs, ""], strict=True) for word in pair).strip()


def _written_operand(operand: _Operand, digits: int, limit: float, with_labels: bool) -> str:
    if operand.is_typed or abs(operand.value) < limit:
        return operand.label
    text = number(operand.value, digits)
    return f"{operand.label} = {text}" if with_labels else text
