"""How an exercise is declared: data and functions of its author, and nothing that judges.

An author writes one :class:`Exercise` in a file of its own, ``exercises/<topic>/step.py``:

    def _step(z):
        return np.where(z >= 0, 1.0, 0.0)

    def _step_inputs(rng):
        edge_cases = [(np.array([0.0]),), (np.array([-1.0, 2.0]),)]
        return edge_cases + [(rng.normal(size=5),) for _ in range(3)]

    step = Exercise(
        name="step",
        reference=_step,
        inputs=_step_inputs,
        right=[_step_by_sign, _step_by_mask],
        mistakes=[
            Mistake(
                "strict inequality",
                "At exactly 0 the unit is on: the definition includes the threshold.",
                lambda z: np.where(z > 0, 1.0, 0.0),
            ),
            ...
        ],
        hints=["Compare z with 0: that gives an array of True and False.", "..."],
    )

and the learner's notebook has ``dl.exercises.step.check(step)``. Advice:

- **Inputs**: edge cases first, because the first failing input is the one that is shown; small ones
  before large ones; then random ones from ``rng``, which has a fixed seed. Each input is a tuple of
  arguments; they are copied for every call. Choose them so that each mistake shows.
- **Reference**: complete in itself (it may use ``np``, ``keras``, ``dl`` and nothing else of your
  module), because its source, under the exercise's name, is the solution that the learner sees.
- **Mistakes**: what learners really do wrong. ``faulty`` may raise, return a wrong shape, or change
  its input: that is compared, too. The explanation says why it is wrong without giving the line.
  One mistake can be made in several ways, ``y - t`` or ``t - y``: the others go to ``also``.
- **Return values**: arrays and numbers; or a tuple or dict of them, each part named and compared.
- **Models and other objects**: ``outcome(returned, *arguments)`` turns what came back into what is
  compared: ``lambda model, x: {"prediction": model(x), "parameters": model.count_params()}``.
  Models take time: set ``time_limit=30``. Give them weights of your own before you compare.
  The hook gets whatever came back, also a text or an endless generator: look before you loop, and
  raise a ValueError that says in a sentence what was expected; the learner reads it.
- **Classes**: ``call(answer, *arguments)`` puts the answer to use, e.g.
  ``lambda Layer, kernel, bias, x: Layer(kernel, bias).forward(x)``.
- **dtype**: only values are compared. ``same_kind=True`` tells True from 1 and 1 from 1.0.

The tests in ``tests/exercises`` run over every exercise: its ``right`` answers must pass, each
mistake must be named, 95 % of the reference's mutants must fail. Try them with

    pytest -n0 tests/exercises -k step
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from dlcourse.judging.mistake import Mistake

Arguments = tuple[Any, ...]

#: Seconds for all inputs together. What trains a network declares more.
TIME_LIMIT = 5.0


def _plain_call(answer: Callable[..., Any], *arguments: Any) -> Any:
    return answer(*arguments)


def _plain_outcome(returned: Any, *_arguments: Any) -> Any:
    return returned


@dataclass(frozen=True, eq=False, slots=True, kw_only=True)
class Declaration:
    """One task with its reference, its inputs, its usual mistakes and its hints.

    Args:
        name: the name of the learner's function and of this exercise; unique in the course.
        reference: a right answer; its source is the solution shown.
        inputs: ``inputs(rng)`` returns a list of tuples of arguments, edge cases first.
        mistakes: the known mistakes, the most usual first.
        hints: from a nudge to nearly everything, but never a line of the solution.
        right: other right answers, written differently from the reference; two at least.
        rtol: relative tolerance.
        atol: absolute tolerance.
        call: how an answer is put to use, ``call(answer, *arguments)``; needed for classes.
        outcome: what is compared, ``outcome(returned, *arguments)``; needed for models.
        same_kind: whether True, 1 and 1.0 are different answers.
        time_limit: seconds for all inputs together.
        solution_source: shown instead of the reference's source.
        further: a sentence or two for who has passed: what Keras calls it, where to read on.

    Raises:
        ValueError: a field does not have the form above.
    """

    name: str
    reference: Callable[..., Any]
    inputs: Callable[[np.random.Generator], Sequence[Arguments]]
    mistakes: Sequence[Mistake]
    hints: Sequence[str]
    right: Sequence[Callable[..., Any]] = ()
    rtol: float = 1e-5
    atol: float = 1e-7
    call: Callable[..., Any] = _plain_call
    outcome: Callable[..., Any] = _plain_outcome
    same_kind: bool = False
    time_limit: float = TIME_LIMIT
    solution_source: str | None = None
    further: str = ""

    def __post_init__(self) -> None:
        """Refuse a declaration that could not work."""
        if not self.name.isidentifier():
            raise ValueError(f"Expected a name such as 'step'. Received: name={self.name!r}")
        names = [mistake.name for mistake in self.mistakes]
        if len(set(names)) < len(names):
            raise ValueError(f"Expected mistakes of different names. Received: {names}")

    @property
    def compares_what_is_returned(self) -> bool:
        """Whether what an answer returns is compared as it is."""
        return self.outcome is _plain_outcome
