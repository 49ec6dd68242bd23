"""One change at a time: the mutants of a function, made on its syntax tree."""

from __future__ import annotations

import ast
import copy
import inspect
import sys
import textwrap
from collections.abc import Callable, Iterator
from dataclasses import dataclass

_OPERATORS = {
    ast.Add: ast.Sub,
    ast.Sub: ast.Add,
    ast.Mult: ast.Div,
    ast.Div: ast.Mult,
    ast.Pow: ast.Mult,
    ast.FloorDiv: ast.Div,
    ast.Mod: ast.FloorDiv,
    ast.And: ast.Or,
    ast.Or: ast.And,
}
_COMPARISONS = {
    ast.Lt: [ast.LtE, ast.Gt],
    ast.LtE: [ast.Lt, ast.GtE],
    ast.Gt: [ast.GtE, ast.Lt],
    ast.GtE: [ast.Gt, ast.LtE],
    ast.Eq: [ast.NotEq],
    ast.NotEq: [ast.Eq],
}
_NAMES = {
    "maximum": "minimum",
    "max": "min",
    "argmax": "argmin",
    "sum": "mean",
    "zeros": "ones",
    "zeros_like": "ones_like",
    "exp": "expm1",
    "log": "log1p",
    "sin": "cos",
    "any": "all",
    "dot": "multiply",
}
_NAMES |= {new: old for old, new in _NAMES.items()}


@dataclass(frozen=True)
class Mutant:
    """A changed reference.

    Attributes:
        change: what was changed, ``"line 3: z >= 0 -> z > 0"``; unique for one reference.
        function: the changed function or class.
    """

    change: str
    function: Callable


def mutants(reference: Callable) -> list[Mutant]:
    """Return all mutants of a function or class, each changed in exactly one place."""
    tree = ast.parse(textwrap.dedent(inspect.getsource(reference)))
    found: dict[str, Mutant] = {}
    for index, node in enumerate(ast.walk(tree)):
        for change in _changes(node):
            mutated = copy.deepcopy(tree)
            target = next(n for i, n in enumerate(ast.walk(mutated)) if i == index)
            new = change(target)
            words = f"line {node.lineno}: {ast.unparse(node)} -> {ast.unparse(new)}"
            mutated = _Replace(target, new).visit(mutated)
            while words in found:
                words += " (again)"
            found[words] = Mutant(words, _compiled(mutated, reference))
    return list(found.values())


class _Replace(ast.NodeTransformer):
    """Puts one node in the place of another."""

    def __init__(self, old: ast.AST, new: ast.AST) -> None:
        self.old, self.new = old, new

    def visit(self, node: ast.AST) -> ast.AST:
        return self.new if node is self.old else self.generic_visit(node)


def _compiled(tree: ast.Module, reference: Callable) -> Callable:
    names = dict(inspect.unwrap(reference).__globals__) if inspect.isfunction(reference) else {}
    names = names or dict(vars(sys.modules[reference.__module__]))
    code = compile(ast.fix_missing_locations(tree), "<mutant>", "exec")
    exec(code, names)
    return names[reference.__name__]


def _changes(node: ast.AST) -> Iterator[Callable[[ast.AST], ast.AST]]:
    """Yield functions that return a changed copy of a node of this kind."""
    kinds = {
        ast.BinOp: _binary,
        ast.AugAssign: _augmented,
        ast.BoolOp: _boolean,
        ast.Compare: _comparison,
        ast.UnaryOp: _unary,
        ast.Constant: _constant,
        ast.Call: _call,
        ast.Attribute: _attribute,
        ast.IfExp: _choice,
        ast.If: _branch,
        ast.Slice: _slice,
        ast.Return: _nothing,
    }
    return kinds.get(type(node), _nothing)(node)


def _nothing(_node):
    return iter(())


def _with(**fields) -> Callable[[ast.AST], ast.AST]:
    """Return a function that copies a node with some fields replaced."""

    def change(node):
        new = copy.copy(node)
        for name, value in fields.items():
            setattr(new, name, value)
        return new

    return change


def _binary(node: ast.BinOp):
    if type(node.op) in _OPERATORS:
        yield _with(op=_OPERATORS[type(node.op)]())
    if not isinstance(node.op, ast.Add | ast.Mult):
        yield lambda n: _with(left=n.right, right=n.left)(n)
    if isinstance(node.op, ast.Add | ast.Sub | ast.Mult | ast.Div):
        yield lambda n: n.left  # a dropped term or factor
        yield lambda n: n.right


def _augmented(node: ast.AugAssign):
    if type(node.op) in _OPERATORS:
        yield _with(op=_OPERATORS[type(node.op)]())
    yield lambda n: ast.copy_location(ast.Assign(targets=[n.target], value=n.value), n)
    yield lambda n: ast.copy_location(ast.Pass(), n)


def _boolean(node: ast.BoolOp):
    yield _with(op=_OPERATORS[type(node.op)]())


def _comparison(node: ast.Compare):
    for new in _COMPARISONS.get(type(node.ops[0]), []):
        yield _with(ops=[new(), *node.ops[1:]])


def _unary(node: ast.UnaryOp):
    if isinstance(node.op, ast.USub | ast.Not):
        yield lambda n: n.operand


def _constant(node: ast.Constant):
    value = node.value
    if isinstance(value, bool):
        yield _with(value=not value)
    elif isinstance(value, int):
        yield _with(value=value + 1)
        yield _with(value=value - 1)
    elif isinstance(value, float):
        yield _with(value=value + 1.0)
        yield _with(value=value / 2 if value else -1.0)


def _call(node: ast.Call):
    if len(node.args) >= 2:
        yield lambda n: _with(args=[n.args[1], n.args[0], *n.args[2:]])(n)
    if len(node.args) >= 3:
        yield lambda n: _with(args=[n.args[0], n.args[2], n.args[1], *n.args[3:]])(n)
    for position, keyword in enumerate(node.keywords):
        rest = [k for i, k in enumerate(node.keywords) if i != position]
        yield _with(keywords=rest)
        if keyword.arg == "axis":
            for axis in (0, 1, -1):
                new = ast.keyword("axis", ast.Constant(axis))
                if ast.unparse(new) != ast.unparse(keyword):
                    yield _with(keywords=[*rest, new])
    if isinstance(node.func, ast.Name) and node.func.id == "range":
        for step in (-1, 1):
            end = ast.BinOp(node.args[-1], ast.Add(), ast.Constant(step))
            yield _with(args=[*node.args[:-1], end])


def _attribute(node: ast.Attribute):
    if node.attr in _NAMES:
        yield _with(attr=_NAMES[node.attr])
    if node.attr == "T":
        yield lambda n: n.value


def _choice(node: ast.IfExp):
    yield lambda n: _with(body=n.orelse, orelse=n.body)(n)


def _branch(node: ast.If):
    yield lambda n: _with(test=ast.UnaryOp(ast.Not(), n.test))(n)


def _slice(node: ast.Slice):
    for name in ("lower", "upper"):
        if (bound := getattr(node, name)) is not None:
            yield _with(**{name: ast.BinOp(bound, ast.Add(), ast.Constant(1))})
            yield _with(**{name: None})
