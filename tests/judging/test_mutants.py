"""The tool that makes mutants, and what it says of good and of bad checks."""

import dataclasses

import numpy as np
from example import rescale

from dlcourse.judging.exercise import Exercise
from tools.mutants import main, report
from tools.mutations import mutants


def sample(x, n=2):
    """A docstring, which is never mutated: 1 < 2."""
    total = 0.0
    for k in range(n):
        total += k * x.sum(axis=1, keepdims=True)[0]
    if n > 1 and not x.any():
        return -total
    return np.where(x[1:] >= 0, total, np.dot(x[1:], 2)) if n else x.T


def changes():
    return [mutant.change for mutant in mutants(sample)]


def test_mutants_of_every_kind_are_made():
    text = "\n".join(changes())
    for change in (
        "k * x.sum(axis=1, keepdims=True)[0] -> k / x.sum(axis=1, keepdims=True)[0]",
        "k * x.sum(axis=1, keepdims=True)[0] -> k",  # a dropped factor
        "n > 1 -> n >= 1",
        "x[1:] >= 0 -> x[1:] > 0",
        "2 -> 3",
        "2 -> 1",
        "0.0 -> 1.0",
        "range(n) -> range(n + -1)",
        "range(n) -> range(n + 1)",
        "x.sum(axis=1, keepdims=True) -> x.sum(keepdims=True, axis=0)",
        "x.sum(axis=1, keepdims=True) -> x.sum(axis=1)",
        "x.sum(axis=1, keepdims=True) -> x.sum(keepdims=True)",
        "np.dot(x[1:], 2) -> np.dot(2, x[1:])",  # exchanged arguments
        "-total -> total",
        "not x.any() -> x.any()",
        "n > 1 and (not x.any()) -> n > 1 or not x.any()",
        "x.T -> x",
        "1: -> 1 + 1:",
        "total += k * x.sum(axis=1, keepdims=True)[0] -> pass",
        "True -> False",
        "x.sum -> x.mean",
    ):
        assert change in text, change


def test_each_mutant_differs_from_the_reference_and_has_a_name_of_its_own():
    assert len(set(changes())) == len(changes()) > 40
    assert not any("docstring" in change for change in changes())


def test_a_good_check_kills_all():
    result = report(rescale)
    assert result.rate == 1.0 and len(result.killed) > 20 and not result.survived


def test_a_weak_check_is_found_out():
    weak = dataclasses.replace(rescale, inputs=lambda rng: [(np.array([0.0, 1.0]), 0.0, 1.0)])
    result = report(weak)
    assert result.rate < 0.95
    assert any("high - low -> high + low" in change for change in result.survived)


def clamp(x):
    return max(0.0, min(1.0, x + 0))


def clamped(inputs):
    return Exercise(name="clamp", reference=clamp, inputs=inputs, mistakes=[], hints=[])


def test_equivalent_mutants_do_not_count():
    """`x + 0 -> x - 0` and exchanged arguments of max change nothing, on any input."""
    exercise = clamped(lambda rng: [(float(x),) for x in rng.uniform(-3, 3, size=20)])
    result = report(exercise)
    assert any("x + 0 -> x - 0" in change for change in result.equivalent)
    assert result.survived == []


def test_inputs_that_miss_a_case_do_not_make_a_mutant_equivalent():
    """Only positive inputs: dropping the lower bound survives, though the inputs cannot tell."""
    exercise = clamped(lambda rng: [(float(x),) for x in rng.uniform(0.1, 3, size=20)])
    assert any("0.0 -> -1.0" in change for change in report(exercise).survived)


def test_command_prints_the_share(capsys):
    from dlcourse import exercises

    name = next(iter(exercises.registry()))
    assert main([name]) == 0
    assert f"{name}: " in capsys.readouterr().out
