"""What the lessons say of an exercise: the function that they pose, its example, its tolerance."""

import ast
import contextlib
import functools
import re
from collections.abc import Iterator

from tools.builder import solutions
from tools.builder.source import Cell, Course, Source, read_source

_TOLERANCE = re.compile(r"(?:relative(?: error of)?|within) (\de-\d+)|to (\d) digits")
_IS = re.compile(r" is (?:the mean of .*?, (?:about|that is) |log 2, about |about )?")


@functools.cache
def _places() -> dict[str, tuple[Source, Cell]]:
    found = {}
    for lesson in map(read_source, Course().sources()):
        for cell in filter(lambda cell: cell.is_exercise, lesson.cells):
            name = solutions.exercised_name(cell)
            assert name not in found, f"{lesson.name} poses {name} again"
            found[name] = lesson, cell
    return found


def lesson(name: str) -> Source:
    """Return the lesson that poses an exercise."""
    assert name in _places(), f"no lesson poses {name}"
    return _places()[name][0]


def cell(name: str) -> Cell:
    """Return the cell in which an exercise is posed and solved."""
    return lesson(name) and _places()[name][1]


def executed(source: str, name: str):
    """Run source as a notebook would, and return what it calls `name`."""
    import numpy as np

    names = {"np": np}
    if re.search(r"\bkeras\b", source):
        import keras

        names["keras"] = keras
        names["layers"] = keras.layers
    if re.search(r"\bdl\b", source):
        import dlcourse

        names["dl"] = dlcourse
    exec(source, names)
    return names[name]


def solved(name: str):
    """Return the solution of the lesson."""
    return executed(cell(name).source, name)


def blank(name: str):
    """Return the function as the learner finds it."""
    return executed(solutions.blank(cell(name)), name)


def text(name: str) -> str:
    """Return the docstring that the learner reads, in one line."""
    return " ".join(ast.get_docstring(ast.parse(cell(name).source).body[0]).split())


def tolerance(name: str) -> float | None:
    """Return the relative error that the text allows, if it says so."""
    stated = _TOLERANCE.search(text(name))
    if stated is None:
        return None
    return float(stated[1]) if stated[1] else 10.0 ** -int(stated[2])


def examples(name: str) -> list[tuple[str, str]]:
    """Return call and result, as they stand there, of each `name(...) is ...` in the text."""
    found = []
    for begin in (match.start() for match in re.finditer(rf"\b{name}\(", text(name))):
        call = next(e for e in _expressions(text(name)[begin:]) if e.endswith(")"))
        told = _IS.match(text(name), begin + len(call))
        results = list(_expressions(text(name)[told.end() :])) if told else []
        found += [(call, results[-1])] if results else []
    return found


def _expressions(words: str) -> Iterator[str]:
    """Yield the beginnings of a text that are expressions of Python, from short to long."""
    for end in range(1, len(words) + 1):
        if words[end - 1] in ')]}"' or words[end - 1].isdigit():
            with contextlib.suppress(SyntaxError):
                ast.parse(words[:end], mode="eval")
                yield words[:end]
