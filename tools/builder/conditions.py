"""Conditions of claims: is what they compare computed by the lesson?"""

from __future__ import annotations

import ast
from collections.abc import Iterator

from .problems import Problem
from .source import Cell, Source, parsed


def conditions(cell: Cell) -> list[ast.expr]:
    """Return the condition of each call of ``claim`` in the cell."""
    keywords = [{k.arg: k.value for k in call.keywords} for call in cell.claims]
    return [
        call.args[1] if len(call.args) > 1 else named["condition"]
        for call, named in zip(cell.claims, keywords, strict=True)
        if len(call.args) > 1 or "condition" in named
    ]


def claim_problems(lesson: Source) -> Iterator[Problem]:
    """Find claims that hold whatever the lesson computes."""
    computed = computed_names(lesson)
    for cell in lesson.code_cells:
        for condition in conditions(cell):
            if not is_computed(condition, computed):
                text = ast.unparse(condition)
                yield lesson.problem(cell, f"claims what is not computed ({text}); compute it.")


# These return what they are given: they compute only if an argument is computed.
_TRANSPARENT = set("bool int float str len all any abs min max round array asarray".split())
_COMPARING = {"allclose", "isclose", "array_equal"}
_TRANSPARENT |= _COMPARING
_GROWING = {"append", "extend", "add", "update", "insert"}


def is_computed(node: ast.expr, computed: set[str]) -> bool:
    """Say whether an expression can come out differently when the lesson is wrong.

    It must contain a computed name or a call that computes. ``x == x`` and ``... or True``
    hold whatever ``x`` is.
    """
    if isinstance(node, ast.Compare) and _compares_with_itself(node):
        return False
    if isinstance(node, ast.BoolOp) and isinstance(node.op, ast.Or):
        return all(is_computed(value, computed) for value in node.values)
    if isinstance(node, ast.Name):
        return node.id in computed
    if isinstance(node, ast.Call) and _last_name(node.func) not in _TRANSPARENT:
        return True
    if isinstance(node, ast.Call) and _last_name(node.func) in _COMPARING:
        return len({ast.dump(argument) for argument in node.args[:2]}) > 1 and any(
            is_computed(argument, computed) for argument in node.args
        )
    children = ast.iter_child_nodes(node)
    return any(is_computed(child, computed) for child in children)


def _compares_with_itself(node: ast.Compare) -> bool:
    sides = [ast.dump(side) for side in (node.left, *node.comparators)]
    return len(set(sides)) == 1


def _last_name(function: ast.expr) -> str:
    return getattr(function, "attr", getattr(function, "id", ""))


def computed_names(lesson: Source) -> set[str]:
    """Return the names that the lesson binds to something computed, not to a bare constant."""
    bindings = [b for cell in lesson.code_cells for b in _bindings(parsed(cell.source))]
    computed: set[str] = set()
    while True:
        found = {name for name, value in bindings if value is None or is_computed(value, computed)}
        if found <= computed:
            return computed
        computed |= found


def _bindings(tree: ast.AST) -> Iterator[tuple[str, ast.expr | None]]:
    """Yield (name, value) of each binding; the value is None where it is no one expression."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Assign):
            yield from ((name, node.value) for target in node.targets for name in _names(target))
        elif isinstance(node, ast.AugAssign | ast.AnnAssign | ast.NamedExpr) and node.value:
            yield from ((name, node.value) for name in _names(node.target))
        elif isinstance(node, ast.For | ast.comprehension):
            yield from ((name, node.iter) for name in _names(node.target))
        elif isinstance(node, ast.If | ast.While | ast.Try):  # which branch runs is computed, too
            bound = [name for child in ast.iter_child_nodes(node) for name, _ in _bindings(child)]
            yield from ((name, getattr(node, "test", None)) for name in bound)
        elif isinstance(node, ast.Call) and _last_name(node.func) in _GROWING and node.args:
            yield from ((name, node.args[-1]) for name in _names(node.func))
        elif isinstance(node, ast.Global):  # a function counts, as it is called
            yield from ((name, None) for name in node.names)
        elif isinstance(node, ast.FunctionDef):
            yield node.name, None
            yield from ((argument.arg, None) for argument in node.args.args)


def _names(target: ast.AST) -> Iterator[str]:
    return (node.id for node in ast.walk(target) if isinstance(node, ast.Name))
