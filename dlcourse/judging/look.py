"""Looks at an answer before it is called: a function? still blank? which parameters?"""

from __future__ import annotations

import ast
import dis
import inspect
import textwrap
import types
from typing import Any

from dlcourse.judging.observation import Form
from dlcourse.judging.values import describe

#: What a body of ``...`` compiles to, in any version of Python: it returns None.
_BLANK_INSTRUCTIONS = {"RESUME", "LOAD_CONST", "RETURN_VALUE", "RETURN_CONST", "NOP", "POP_TOP"}
_BLANK_INSTRUCTIONS |= {"CACHE", "EXTENDED_ARG", "COPY_FREE_VARS", "MAKE_CELL"}
_BLANK_INSTRUCTIONS |= {"LOAD_COMMON_CONSTANT", "NOT_TAKEN"}


def look(answer: Any, arguments: int | None) -> Form:
    """Say what can be seen of an answer.

    Args:
        answer: what the learner gave.
        arguments: how many arguments it must take by place, or None if that does not matter.
    """
    if not callable(answer):
        return Form(no_function=describe(answer))
    return Form(
        empty=_compiles_to_nothing(answer),
        dots=_has_dots(answer),
        parameters=None if arguments is None else _other_parameters(answer, arguments),
    )


def _compiles_to_nothing(answer: Any) -> bool:
    if type(answer) is not types.FunctionType:
        return False
    code = answer.__code__
    if code.co_flags & (inspect.CO_GENERATOR | inspect.CO_COROUTINE | inspect.CO_ASYNC_GENERATOR):
        return False
    steps = list(dis.get_instructions(code))
    returned = [s.argval for s in steps if s.opname in ("LOAD_CONST", "RETURN_CONST")]
    nothing = all(value is None or value is Ellipsis for value in returned)
    return nothing and all(step.opname in _BLANK_INSTRUCTIONS for step in steps)


def _has_dots(answer: Any) -> bool:
    """Whether a ``...`` is a line of the answer; of a class we cannot know."""
    if type(answer) is not types.FunctionType:
        return True
    try:
        tree = ast.parse(textwrap.dedent(inspect.getsource(answer)))
    except (OSError, TypeError, SyntaxError):
        return False
    statements = (node.value for node in ast.walk(tree) if isinstance(node, ast.Expr))
    return any(isinstance(s, ast.Constant) and s.value is Ellipsis for s in statements)


def _other_parameters(answer: Any, arguments: int) -> tuple[str, ...] | None:
    """Return the names of the parameters if they cannot take so many arguments, else None."""
    try:
        takes = inspect.signature(answer)
    except BaseException:  # functions of C libraries do not tell; some objects play tricks
        return None
    try:
        takes.bind(*range(arguments))
    except TypeError:
        return tuple(map(str, takes.parameters))
    return None
