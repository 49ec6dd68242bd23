"""A plain look at what an answer mentions, for texts that forbid something."""

import dis
import types
from collections.abc import Iterator

#: What takes a name from outside of a function, or from an object.
_NAMING = {"LOAD_GLOBAL", "LOAD_ATTR", "LOAD_METHOD", "IMPORT_FROM"}


def mentions(answer, *names: str) -> bool:
    """Say whether a function uses one of these names, but to call itself, or the operator "@".

    A helper of the learner's is looked through, too, and so is another name for a function of
    NumPy, ``product = np.dot``.
    """
    return isinstance(answer, types.FunctionType) and bool({*_used_by(answer, set())} & {*names})


def without(*names: str, told: str):
    """Return a ``call`` for an exercise whose text forbids names or ``"@"``."""

    def call(answer, *arguments):
        if mentions(answer, *names):
            raise ValueError(told)
        return answer(*arguments)

    return call


def _used_by(function: types.FunctionType, seen: set[types.FunctionType]) -> Iterator[str]:
    seen.add(function)
    for name in _used(function.__code__, function.__code__.co_name):
        yield name
        value = function.__globals__.get(name)
        if isinstance(value, types.FunctionType) and value.__globals__ is function.__globals__:
            yield from () if value in seen else _used_by(value, seen)
        else:
            yield getattr(value, "__name__", name)


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
