"""The exercises on activation functions."""

import numpy as np
import pytest
from every_exercise import EveryExercise

from dlcourse.exercises import stable_sigmoid


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
