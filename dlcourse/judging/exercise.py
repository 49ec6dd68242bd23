"""How an exercise is declared, and what the learner can ask of it.

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

import inspect
import re
import textwrap
import zlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from functools import cached_property

import numpy as np

from dlcourse.judging import judge as judging
from dlcourse.judging.compare import Tolerance
from dlcourse.judging.errors import Raised
from dlcourse.judging.observe import Observation, observe
from dlcourse.judging.verdict import NOT_ATTEMPTED, Hint, Solution
from dlcourse.judging.verdict import Verdict as Verdict


@dataclass(frozen=True)
class Mistake:
    """A usual wrong answer.

    Attributes:
        name: a few words, as a teacher would call it: ``"strict inequality"``.
        explanation: one to three sentences to the learner: why it is wrong, what to think of.
        faulty: the mistake as code, with the parameters of the reference.
        also: other ways to make the same mistake, where they give other results.
    """

    name: str
    explanation: str
    faulty: Callable
    also: Sequence[Callable] = ()


def _plain_call(answer, *arguments):
    return answer(*arguments)


def _plain_outcome(returned, *_arguments):
    return returned


@dataclass(frozen=True, eq=False)
class Exercise:
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

    Raises:
        ValueError: a field does not have the form above.
    """

    name: str
    reference: Callable
    inputs: Callable[[np.random.Generator], Sequence[tuple]]
    mistakes: Sequence[Mistake]
    hints: Sequence[str]
    right: Sequence[Callable] = ()
    rtol: float = 1e-5
    atol: float = 1e-7
    call: Callable = _plain_call
    outcome: Callable = _plain_outcome
    same_kind: bool = False
    time_limit: float = 5.0
    solution_source: str | None = None
    _hints_given: list[str] = field(default_factory=list, init=False, repr=False)

    def __post_init__(self) -> None:
        """Refuse a declaration that could not work."""
        if not self.name.isidentifier():
            raise ValueError(f"Expected a name such as 'step'. Received: name={self.name!r}")
        names = [mistake.name for mistake in self.mistakes]
        if len(set(names)) < len(names):
            raise ValueError(f"Expected mistakes of different names. Received: {names}")

    # What a learner uses

    def check(self, answer: Callable) -> Verdict:
        """Judge an answer and record the verdict. Never raises.

        Args:
            answer: the learner's function, not its result.
        """
        try:
            verdict = self.judge(answer)
        except Exception as error:
            what = Raised.from_exception(error)
            lines = (
                "The check itself failed. This is a fault of the course and none of yours.",
                f"{what.kind}: {what.message}",
            )
            return Verdict(self.name, NOT_ATTEMPTED, lines)
        from dlcourse.course import progress

        progress.record(self.name, verdict.status)
        return verdict

    def hint(self) -> Hint:
        """Return the next hint."""
        given, total = len(self._hints_given), len(self.hints)
        solution = f"dl.exercises.{self.name}.solution()"
        if given == total:
            return Hint(f"There are no more than these {total} hints. A solution: {solution}")
        self._hints_given.append(self.hints[given])
        text = f"Hint {given + 1} of {total}\n  {self.hints[given]}"
        last = given + 1 == total
        return Hint(f"{text}\n  This is the last one; next is {solution}" if last else text)

    def solution(self) -> Solution:
        """Return a solution: the source of the reference under the name of the exercise."""
        if self.solution_source is not None:
            return Solution(textwrap.dedent(self.solution_source).strip())
        source = textwrap.dedent(inspect.getsource(self.reference)).strip()
        return Solution(re.sub(rf"\b{self.reference.__name__}\b", self.name, source))

    def __repr__(self) -> str:
        """Say what can be done with an exercise."""
        name = f"dl.exercises.{self.name}"
        return f"Exercise: {name}.check({self.name}), {name}.hint(), {name}.solution()"

    # What authors, tests and tools use

    def judge(self, answer: Callable) -> Verdict:
        """Judge an answer without recording the verdict.

        Raises:
            Exception: the reference or a known mistake of this exercise is broken.
        """
        return judging.judge(self, answer)

    @cached_property
    def arguments(self) -> list[tuple]:
        """All inputs: drawn once, from a seed that depends on the name alone."""
        drawn = list(self.inputs(np.random.default_rng(zlib.crc32(self.name.encode()))))
        if not drawn or not all(isinstance(arguments, tuple) for arguments in drawn):
            raise ValueError(f"Expected inputs(rng) to return tuples. Received: {drawn!r:.200}")
        return drawn

    @cached_property
    def expected(self) -> list[Observation]:
        """What the reference does on each input."""
        seen = observe(self.reference, self.arguments, call=self.call, outcome=self.outcome)
        for arguments, observation in zip(self.arguments, seen, strict=True):
            if observation.error or observation.blank:
                raise ValueError(
                    f"Expected the reference of {self.name!r} to work on all of its inputs. "
                    f"Received: {observation} for {arguments!r:.200}"
                )
        return seen

    @cached_property
    def known(self) -> list[tuple[Mistake, list[Observation]]]:
        """Each way to make a known mistake, and what it does on each input."""
        return [
            (mistake, self.observe(faulty))
            for mistake in self.mistakes
            for faulty in (mistake.faulty, *mistake.also)
        ]

    @property
    def compares_what_is_returned(self) -> bool:
        """Whether what an answer returns is compared as it is."""
        return self.outcome is _plain_outcome

    @property
    def tolerance(self) -> Tolerance:
        """How close is equal."""
        return Tolerance(self.rtol, self.atol, self.same_kind)

    def observe(self, function: Callable, seconds: float | None = None) -> list[Observation]:
        """Call a function on every input; its values are read in the form of the reference's."""
        return observe(
            function,
            self.arguments,
            call=self.call,
            outcome=self.outcome,
            like=self.expected,
            seconds=seconds,
        )
