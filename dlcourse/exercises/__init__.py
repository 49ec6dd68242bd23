"""Exercises that know the usual mistakes: ``dl.exercises.step.check(step)``.

One file holds one exercise, ``<topic>/<exercise>.py``; the topic is the name of the lesson that
poses it. They are found by walking this package, and an exercise is loaded when it is asked for.
An :class:`~dlcourse.judging.Exercise` that you declare yourself is found by its name, too.
"""

from __future__ import annotations

import functools
import importlib
import pkgutil
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from dlcourse._text import did_you_mean

if TYPE_CHECKING:
    from dlcourse.judging import Exercise


def topics() -> list[str]:
    """Return the names of the topics, sorted."""
    return sorted(module.name for module in pkgutil.iter_modules(__path__) if module.ispkg)


@functools.cache
def topic_of() -> dict[str, str]:
    """Return the topic of each exercise by the exercise's name; none of them is loaded.

    Raises:
        ValueError: two files have the same name, or one has that of a topic.
    """
    found: dict[str, str] = {}
    for topic in topics():
        for name in _exercises_in(topic):
            if name in found or name in topics():
                other = found.get(name, "all topics")
                raise ValueError(
                    "Expected an exercise with a name of its own. "
                    f"Received: {topic}/{name}.py, and {name!r} is among {other} already"
                )
            found[name] = topic
    return found


def of_topic(topic: str) -> dict[str, Exercise]:
    """Return the exercises of one topic by name, sorted."""
    return {name: _load(topic, name) for name in _exercises_in(topic)}


def registry() -> dict[str, Exercise]:
    """Return all exercises by name, sorted by topic and name."""
    return {name: _load(topic, name) for name, topic in topic_of().items()}


def _exercises_in(topic: str) -> Iterator[str]:
    for module in pkgutil.iter_modules([str(Path(__file__).parent / topic)]):
        if not module.name.startswith("_"):
            yield module.name


def _load(topic: str, name: str) -> Exercise:
    return getattr(importlib.import_module(f"{__name__}.{topic}.{name}"), name)


def __getattr__(name: str):
    """Find an exercise or a topic by its name."""
    if name.startswith("_"):
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    if name in topics():
        return importlib.import_module(f"{__name__}.{name}")
    if topic := topic_of().get(name):
        return _load(topic, name)
    from dlcourse.judging.exercise import own

    if name in own:
        return own[name]
    advice = did_you_mean(name, topic_of()) or " dir(dl.exercises) lists them all."
    raise AttributeError(f"There is no exercise {name!r}.{advice}")


def __dir__() -> list[str]:
    return [*topics(), *topic_of()]
