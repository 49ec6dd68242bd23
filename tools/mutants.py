"""Changes a reference in one place at a time, and counts how many of the changes a check notices.

    python -m tools.mutants [EXERCISE ...]

A checker that passes a mutant would pass a learner's slip of the same kind. Mutants that do what
the reference does (on many more inputs than the check has, regular and irregular ones) are
equivalent and do not count. Where only a person can tell that a mutant is, write the reference so
that it has no such mutant.
"""

from __future__ import annotations

import dataclasses
import sys
from collections.abc import Callable
from dataclasses import dataclass, field

import numpy as np

from dlcourse.judging.compare import Tolerance, places_of_difference
from dlcourse.judging.declaration import TIME_LIMIT
from dlcourse.judging.observe import Usage
from dlcourse.judging.run_thread import observe_in_thread
from tools.mutations import mutants

#: A mutant that loops is stopped after so many seconds: all others end in milliseconds. Only where
#: an answer trains a network has a mutant a tenth of its time.
SECONDS = 0.5


@dataclass
class Report:
    """What became of the mutants of one exercise: their changes, sorted by fate."""

    exercise: str
    killed: list[str] = field(default_factory=list)
    equivalent: list[str] = field(default_factory=list)
    survived: list[str] = field(default_factory=list)

    @property
    def rate(self) -> float:
        """The share of mutants that the check rejects, among those that are wrong."""
        wrong = len(self.killed) + len(self.survived)
        return len(self.killed) / wrong if wrong else 0.0


def report(exercise) -> Report:
    """Judge all mutants of an exercise's reference.

    Args:
        exercise: a `dlcourse.judging.Exercise`.
    """
    # Passed or not is all that counts here: nobody asks which known mistake a mutant looks like.
    trains = exercise.time_limit > TIME_LIMIT
    seconds = exercise.time_limit / 10 if trains else SECONDS
    quick = dataclasses.replace(exercise, time_limit=seconds, mistakes=[])
    result = Report(exercise.name)
    wide = None
    for mutant in mutants(exercise.reference):
        if not quick.judge(mutant.function).passed:
            result.killed.append(mutant.change)
            continue
        wide = wide or _Wide(exercise)
        fate = result.equivalent if wide.same(mutant.function) else result.survived
        fate.append(mutant.change)
    return result


class _Wide:
    """The reference on many more inputs: other draws, and arguments put out of shape."""

    def __init__(self, exercise, draws: int = 40, distortions: int = 200) -> None:
        inputs = [
            arguments
            for seed in range(draws)
            for arguments in exercise.inputs(np.random.default_rng(seed))
        ]
        rng = np.random.default_rng(1)
        chosen = rng.integers(len(inputs), size=distortions)
        inputs += [tuple(_distorted(a, rng) for a in inputs[choice]) for choice in chosen]
        inputs = inputs if inputs[0] else inputs[:1]  # who takes no argument has one answer
        usage = Usage(inputs, exercise.call, exercise.outcome)
        self._expected = observe_in_thread(exercise.reference, usage).calls
        self._usage = dataclasses.replace(usage, like=self._expected)

    def same(self, function: Callable) -> bool:
        """Whether a function does exactly (to 9 digits) what the reference does."""
        seen = observe_in_thread(function, self._usage, seconds=60.0).calls
        tight = Tolerance(rtol=1e-9, atol=1e-12, same_kind=False)
        return len(seen) == len(self._expected) and not any(
            places_of_difference(s, e, tight) for s, e in zip(seen, self._expected, strict=True)
        )


def _distorted(argument, rng: np.random.Generator):
    """Return an argument of the same form with other values; whole numbers stay whole."""
    if isinstance(argument, np.ndarray) and argument.size:
        return _distorted_array(argument, rng)
    if isinstance(argument, float):
        return argument * float(rng.uniform(0.1, 3.0)) + float(rng.normal()) * rng.integers(2)
    if isinstance(argument, list | tuple):
        return type(argument)(_distorted(each, rng) for each in argument)
    return argument


def _distorted_array(array: np.ndarray, rng: np.random.Generator) -> np.ndarray:
    if array.dtype.kind != "f":  # labels, say, must stay among those there are
        return rng.choice(array.ravel(), size=array.shape)
    if np.array_equal(array, np.round(array)):
        low, high = int(array.min()) - 1, int(array.max()) + 2
        return rng.integers(low, high, size=array.shape).astype(array.dtype)
    scale = 10.0 ** rng.integers(-2, 3)
    return (rng.normal(size=array.shape) * scale).round(2).astype(array.dtype)


def main(names: list[str]) -> int:
    """Print what became of the mutants of the named exercises, or of all."""
    from dlcourse import exercises

    registry = exercises.registry()
    for name in names or registry:
        result = report(registry[name])
        print(
            f"{name}: {result.rate:.0%} of {len(result.killed) + len(result.survived)} wrong "
            f"mutants rejected; {len(result.equivalent)} equivalent"
        )
        for change in result.survived:
            print(f"  survived  {change}")
        for change in result.equivalent:
            print(f"  equivalent {change}")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
