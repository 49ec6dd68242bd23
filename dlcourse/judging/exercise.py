"""What can be asked of an exercise: a verdict, a hint, a solution.

An answer goes one way: it is observed (in a thread or a process), what was observed is compared
with what was expected and becomes a finding, and the finding becomes the words of a verdict.
"""

from __future__ import annotations

import inspect
import re
import textwrap
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from functools import partial
from typing import Any

from dlcourse.course import progress
from dlcourse.judging.compare import Tolerance
from dlcourse.judging.contain import patches_undone
from dlcourse.judging.declaration import Arguments, Declaration
from dlcourse.judging.find import find
from dlcourse.judging.findings import FaultOfTheCourse
from dlcourse.judging.mistake import Mistake as Mistake
from dlcourse.judging.observation import Observed
from dlcourse.judging.observe import refuse_inside_an_answer
from dlcourse.judging.panel import panel
from dlcourse.judging.raised import read_exception
from dlcourse.judging.render import render
from dlcourse.judging.run_process import MEMORY_BYTES, observe_in_process
from dlcourse.judging.run_thread import observe_in_thread
from dlcourse.judging.task import Observations, Task, task_of
from dlcourse.judging.verdict import Hint, Solution
from dlcourse.judging.verdict import Verdict as Verdict
from dlcourse.judging.words import words

#: Exercises declared outside the course, by name; `dl.exercises` finds them here.
own: dict[str, Exercise] = {}


@dataclass(frozen=True, eq=False, slots=True, kw_only=True)
class Exercise(Declaration):
    """An exercise of the course. Its arguments are those of :class:`Declaration`."""

    _hints_given: list[str] = field(default_factory=list, init=False, repr=False)

    def __post_init__(self) -> None:
        """Check the declaration; let `dl.exercises` find an exercise of somebody's own."""
        Declaration.__post_init__(self)
        if self._is_own:
            own[self.name] = self

    # What a learner uses

    def check(self, answer: Callable[..., Any]) -> Verdict:
        """Judge an answer and record the verdict. Only the learner's own interrupt is raised.

        Args:
            answer: the learner's function, not its result.
        """
        refuse_inside_an_answer()
        try:
            verdict = self.judge(answer)
        except KeyboardInterrupt:
            raise
        except BaseException as error:
            return render(self.name, FaultOfTheCourse(read_exception(error)), words())
        progress.record(f"own/{self.name}" if self._is_own else self.name, verdict.status)
        verdict = self._with_what_follows(verdict) if verdict.passed else verdict
        return replace(verdict, live=partial(panel, self, verdict))

    def hint(self, number: int | None = None) -> Hint:
        """Return the next hint; after the last one, all of them again.

        Args:
            number: of a hint to read again, from 1.

        Raises:
            ValueError: there is no hint of this number.
        """
        total = len(self.hints)
        if number is None:
            number = len(self._hints_given) + 1
            if number > total:
                return self._all_hints()
            self._hints_given.append(self.hints[number - 1])
        elif not 1 <= number <= total:
            raise ValueError(f"Expected the number of a hint, 1 to {total}. Received: {number!r}")
        lines = self._hint_lines(number)
        if number == total:
            lines.append(f"  {words().last_hint.format(solution=self._solution_call)}")
        return Hint("\n".join(lines))

    @property
    def _is_own(self) -> bool:
        """Whether the exercise is none of the course, with whose record it must not mix."""
        return not self.reference.__module__.startswith("dlcourse.exercises.")

    def _hint_lines(self, number: int) -> list[str]:
        language = words()
        heading = language.hint.format(number=number, total=len(self.hints))
        return [heading, f"  {language.text(self.hints[number - 1])}"]

    def _all_hints(self) -> Hint:
        total = len(self.hints)
        lines = [line for number in range(1, total + 1) for line in self._hint_lines(number)]
        end = words().no_more_hints.format(total=total, solution=self._solution_call)
        return Hint("\n".join([*lines, end]))

    @property
    def _solution_call(self) -> str:
        return f"dl.exercises.{self.name}.solution()"

    def _with_what_follows(self, verdict: Verdict) -> Verdict:
        """Return a passed verdict that leads to the solution, and to what else is worth reading."""
        language = words()
        lines = [language.compare.format(solution=self._solution_call)]
        if self.further:
            lines.append(language.further.format(text=language.text(self.further)))
        return replace(verdict, text="\n".join([verdict.text, *(f"  {line}" for line in lines)]))

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

    def _repr_mimebundle_(self, **_: Any) -> dict[str, Any]:
        return panel(self)

    # What authors, tests and graders use

    def judge(self, answer: Callable[..., Any]) -> Verdict:
        """Judge an answer in a thread of this process, without recording the verdict.

        Raises:
            CheckInsideAnswer: the caller is an answer.
            Exception: the reference or a known mistake of this exercise is broken.
        """
        refuse_inside_an_answer()
        task = self.task  # stands before the answer runs
        return self._verdict(observe_in_thread(answer, task.usage, task.seconds), task)

    def grade(
        self, source: str, *, seconds: float | None = None, memory: int = MEMORY_BYTES
    ) -> Verdict:
        """Judge the source of an answer in a process of its own, without recording the verdict.

        The process is stopped whatever the answer does; nothing that it does there reaches this
        one. It may still read files and the network: put a container around it for strangers.

        Args:
            source: Python that defines the answer under the exercise's name. `np`, and `keras` and
                `dl` if it mentions them, are there already, as in a lesson.
            seconds: hard time limit on the clock; by default the exercise's.
            memory: bytes that the answer may use, on Linux.
        """
        refuse_inside_an_answer()
        task = self.task if seconds is None else replace(self.task, seconds=seconds)
        module = self.reference.__module__
        observed = observe_in_process(source, module, self.name, task.seconds, memory)
        return self._verdict(observed, task)

    def _verdict(self, observed: Observed, task: Task) -> Verdict:
        with patches_undone():
            return render(self.name, find(observed, task), words())

    @property
    def task(self) -> Task:
        """This exercise made ready to judge: its inputs drawn, its reference observed."""
        return task_of(self)

    @property
    def arguments(self) -> list[Arguments]:
        """All inputs: drawn once, from a seed that depends on the name alone."""
        return list(self.task.usage.inputs)

    @property
    def expected(self) -> Observations:
        """What the reference does on each input."""
        return self.task.expected

    @property
    def tolerance(self) -> Tolerance:
        """How close is equal."""
        return self.task.tolerance
