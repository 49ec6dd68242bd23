"""A plain look at what an answer mentions, for texts that forbid something."""

import dis
import types
from collections.abc import Iterator

#: What takes a name from outside of a function, or from an object.
_NAMING = {"LOAD_GLOBAL", "LOAD_ATTR", "LOAD_METHOD", "IMPORT_FROM"}


def mentions(answer, *names: str) -> bool:
    """Say whether a function uses one of these names, but to call itself, or the operator "@"."""
    code = getattr(answer, "__code__", None)
    return isinstance(code, types.CodeType) and bool({*_used(code, code.co_name)} & {*names})


def without(*names: str, told: str):
    """Return a ``call`` for an exercise whose text forbids names or ``"@"``."""

    def call(answer, *arguments):
        if mentions(answer, *names):
            raise ValueError(told)
        return answer(*arguments)

    return call


def _used(code: types.CodeType, own: str) -> Iterator[str]:
    for step in dis.get_instructions(code):
        if step.argrepr in ("@", "@="):
            yield "@"
        itself = step.opname == "LOAD_GLOBAL" and step.argval == own
        if step.opname in _NAMING and not itself:
            yield step.argval
    for inner in code.co_consts:
        if isinstance(inner, types.CodeType):
            yield from _used(inner, own)
