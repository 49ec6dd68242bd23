"""What an answer is judged against: an exercise made ready before the answer runs."""

from __future__ import annotations

import functools
import inspect
import zlib
from collections.abc import Callable
from dataclasses import dataclass, replace

import numpy as np

from dlcourse.judging.compare import Tolerance
from dlcourse.judging.contain import patches_undone
from dlcourse.judging.declaration import Arguments, Declaration
from dlcourse.judging.mistake import Mistake
from dlcourse.judging.observation import Observation
from dlcourse.judging.observe import Usage
from dlcourse.judging.run_thread import observe_in_thread

Observations = tuple[Observation, ...]


@dataclass(frozen=True)
class Task:
    """An exercise, ready to judge an answer. Frozen: an answer cannot reach in and change it.

    Attributes:
        usage: the inputs and how an answer is put to use on them.
        expected: what the reference does on each input.
        known: returns each way to make a known mistake, and what it does on each input; it takes
            time and is asked only about wrong answers.
        tolerance: how close is equal.
        seconds: for all inputs together.
        asked: the parameters of the learner's function.
        names: how the arguments of each call are called.
        compares_outcome: whether ``outcome`` makes something else of what an answer returns.
    """

    usage: Usage
    expected: Observations
    known: Callable[[], list[tuple[Mistake, Observations]]]
    tolerance: Tolerance
    seconds: float
    asked: tuple[str, ...]
    names: tuple[str, ...]
    compares_outcome: bool


@functools.cache
def task_of(exercise: Declaration) -> Task:
    """Make an exercise ready: draw its inputs, observe its reference. Kept out of its reach."""
    inputs = _inputs(exercise)
    count = len(inputs[0])
    usage = Usage(inputs, exercise.call, exercise.outcome)
    expected = observe_in_thread(exercise.reference, usage).calls
    for arguments, observation in zip(inputs, expected, strict=True):
        if observation.error or observation.blank:
            raise ValueError(
                f"Expected the reference of {exercise.name!r} to work on all of its inputs. "
                f"Received: {observation} for {arguments!r:.200}"
            )
    asked = tuple(inspect.signature(exercise.reference).parameters)
    called = inspect.isclass(exercise.reference) or len(asked) != count  # `call` decides how
    return Task(
        usage=replace(usage, like=expected, arguments=None if called else count),
        expected=expected,
        known=lambda: _known(exercise),
        tolerance=Tolerance(exercise.rtol, exercise.atol, exercise.same_kind),
        seconds=exercise.time_limit,
        asked=asked,
        names=_names(exercise, asked, count),
        compares_outcome=not exercise.compares_what_is_returned,
    )


@functools.cache
def _known(exercise: Declaration) -> list[tuple[Mistake, Observations]]:
    usage = task_of(exercise).usage
    usage = replace(usage, arguments=None)
    return [
        (mistake, observe_in_thread(faulty, usage).calls)
        for mistake in exercise.mistakes
        for faulty in mistake.ways
    ]


def _inputs(exercise: Declaration) -> list[Arguments]:
    with patches_undone():
        rng = np.random.default_rng(zlib.crc32(exercise.name.encode()))
        drawn = list(exercise.inputs(rng))
    if not drawn or not all(isinstance(arguments, tuple) for arguments in drawn):
        raise ValueError(f"Expected inputs(rng) to return tuples. Received: {drawn!r:.200}")
    return drawn


def _names(exercise: Declaration, asked: tuple[str, ...], count: int) -> tuple[str, ...]:
    """Name the arguments as the reference does, or as what puts the answer to use, or not."""
    called = tuple(inspect.signature(exercise.call).parameters)[1:]
    return next((names for names in (asked, called) if len(names) == count), ())
