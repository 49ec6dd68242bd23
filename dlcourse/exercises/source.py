"""A plain look at what an answer mentions, for texts that forbid something."""

import dis
import types


def mentions(answer, *names: str) -> bool:
    """Say whether the code of a function uses one of these names, or the operator ``"@"``."""
    code = getattr(answer, "__code__", None)
    return isinstance(code, types.CodeType) and bool(_used(code) & set(names))


def without(*names: str, told: str):
    """Return a ``call`` for an exercise whose text forbids names or ``"@"``."""

    def call(answer, *arguments):
        if mentions(answer, *names):
            raise ValueError(told)
        return answer(*arguments)

    return call


def _used(code: types.CodeType) -> set[str]:
    used = set(code.co_names)
    used |= {step.argrepr.rstrip("=") for step in dis.get_instructions(code)} & {"@"}
    inner = (const for const in code.co_consts if isinstance(const, types.CodeType))
    return used.union(*map(_used, inner))
