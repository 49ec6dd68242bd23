"""The exercises on activation functions."""

import itertools

import numpy as np
import pytest
from every_exercise import EveryExercise

from dlcourse.exercises import read_the_sums, stable_sigmoid


class TestActivationFunctions(EveryExercise):
    topic = "activation_functions"


def by_context(z):
    with np.errstate(over="ignore"):
        return 1 / (1 + np.exp(-z))


def by_decorator(z):
    @np.errstate(all="ignore")
    def formula():
        return 1 / (1 + np.exp(-z))

    return formula()


def by_setting(z):
    np.seterr(all="ignore")
    return 1 / (1 + np.exp(-z))


@pytest.mark.parametrize("answer", [by_context, by_decorator, by_setting])
def test_an_overflow_cannot_be_silenced(answer):
    before = np.geterr(), np.errstate
    assert stable_sigmoid.judge(answer).mistakes == ("the formula as it stands",)
    assert (np.geterr(), np.errstate) == before


def test_other_answers_to_the_sums_get_only_the_names_that_they_earn():
    """A name is given for the answer itself, or because all of its exchanges were made."""
    exchanges = {m.name: m.faulty() for m in read_the_sums.mistakes if "exchanged" in m.name}
    right = read_the_sums.reference()
    for answer in map(list, itertools.permutations(right)):
        verdict = read_the_sums.judge(lambda answer=answer: answer)
        assert verdict.passed == (answer == right)
        for name in set(verdict.mistakes) & set(exchanges):
            other = exchanges[name]
            assert all(a == o for a, o, r in zip(answer, other, right, strict=True) if o != r)
