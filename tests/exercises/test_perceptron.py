"""The exercises on the perceptron."""

import numpy as np
import pytest
from every_exercise import EveryExercise

from dlcourse.exercises import heaviside


class TestPerceptron(EveryExercise):
    topic = "perceptron"


def test_an_answer_may_call_itself_by_the_name_that_is_forbidden():
    names = {"np": np}
    source = """
def heaviside(z, at_zero):
    if np.ndim(z):
        return np.array([heaviside(part, at_zero) for part in z])
    return 1.0 if z > 0 else at_zero if z == 0 else 0.0
"""
    exec(source, names)
    assert heaviside.judge(names["heaviside"]).passed
    exec("def heaviside(z, at_zero):\n    return np.heaviside(z, at_zero)", names)
    assert heaviside.judge(names["heaviside"]).mistakes == ("NumPy's own step",)


@pytest.mark.parametrize(
    "source",
    [
        "ready = np.heaviside\ndef heaviside(z, at_zero):\n    return ready(z, at_zero)",
        "def helper(z, a):\n    return np.heaviside(z, a)\n"
        "def heaviside(z, at_zero):\n    return helper(z, at_zero)",
        "def heaviside(z, at_zero):\n    return (lambda: np.heaviside(z, at_zero))()",
        "def heaviside(z, at_zero):\n    from numpy import heaviside as f\n"
        "    return f(z, at_zero)",
    ],
)
def test_what_is_forbidden_is_found_under_another_name(source):
    names = {"np": np}
    exec(source, names)
    assert heaviside.judge(names["heaviside"]).mistakes == ("NumPy's own step",)
