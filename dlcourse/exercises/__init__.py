"""Exercises that know the usual mistakes: ``dl.exercises.step.check(step)``.

Each topic module of this package declares the exercises of one topic; they are found here by their
own names. Nothing is imported before an exercise is asked for.
"""

from __future__ import annotations

import difflib
import importlib
import pkgutil
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from dlcourse.judging.exercise import Exercise as Exercise
    from dlcourse.judging.exercise import Mistake as Mistake
    from dlcourse.judging.exercise import Verdict as Verdict

_PROTOCOL = ("Exercise", "Mistake", "Verdict")


def topics() -> list[str]:
    """Return the names of the topic modules, sorted."""
    names = (module.name for module in pkgutil.iter_modules(__path__))
    return sorted(name for name in names if not name.startswith("_"))


def of_topic(topic: str) -> dict[str, Exercise]:
    """Return the exercises that one topic module declares, by name, in their order there."""
    from dlcourse.judging.exercise import Exercise

    module = importlib.import_module(f"{__name__}.{topic}")
    return {e.name: e for e in vars(module).values() if isinstance(e, Exercise)}


def registry() -> dict[str, Exercise]:
    """Return all exercises by name, topic by topic.

    Raises:
        ValueError: two topics declare an exercise of the same name.
    """
    found: dict[str, Exercise] = {}
    for topic in topics():
        for name, exercise in of_topic(topic).items():
            if name in found or name in topics():
                raise ValueError(
                    f"Expected a name that no other exercise or topic has. Received: {name!r} "
                    f"in the topic {topic!r}"
                )
            found[name] = exercise
    return found


def __getattr__(name: str):
    """Find an exercise, a topic module or a class of the protocol by its name."""
    if name.startswith("_"):
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    if name in _PROTOCOL:
        return getattr(importlib.import_module("dlcourse.judging"), name)
    if name in topics():
        return importlib.import_module(f"{__name__}.{name}")
    for topic in topics():
        if name in (exercises := of_topic(topic)):
            return exercises[name]
    near = difflib.get_close_matches(name, registry(), n=1)
    advice = f" Did you mean {near[0]!r}?" if near else " dir(dl.exercises) lists them all."
    raise AttributeError(f"There is no exercise {name!r}.{advice}")


def __dir__() -> list[str]:
    return [*_PROTOCOL, "of_topic", "registry", "topics", *registry()]
