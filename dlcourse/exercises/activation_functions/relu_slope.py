"""The slope of ReLU, with a convention at its corner."""

import numpy as np

from dlcourse.judging import Exercise, Mistake


def _relu_slope(z):
    return (z > 0).astype(float)


def _relu_slope_inputs(rng):
    fixed = [np.array([-2.0, 3.0]), np.array([-1.0, 0.0, 1.0]), np.array([[1e-9, -0.0]])]
    fixed += [np.array([1000.0, 0.5]), np.zeros((2, 0))]
    return [(z,) for z in fixed] + [(rng.integers(-3, 4, size=(3, 4)) / 2,)]


def _slope_by_where(z):
    return np.where(z > 0, 1.0, 0.0)


def _slope_by_heaviside(z):
    return np.heaviside(z, 0)


def _slope_by_sign(z):
    return np.maximum(np.sign(z), 0)


relu_slope = Exercise(
    name="relu_slope",
    reference=_relu_slope,
    right=[_slope_by_where, _slope_by_heaviside, _slope_by_sign],
    inputs=_relu_slope_inputs,
    mistakes=[
        Mistake(
            "slope 1 at zero",
            "At the corner the convention of this exercise (and of Keras) is 0.",
            lambda z: (z >= 0).astype(float),
        ),
        Mistake(
            "slope one half at zero",
            "A central difference gives 1/2 at the corner. The convention is 0.",
            lambda z: np.heaviside(z, 0.5),
        ),
        Mistake(
            "the function and not its slope",
            "This is ReLU itself. Its slope says how steep it is, not how high.",
            lambda z: np.maximum(z, 0),
        ),
        Mistake(
            "the sign of z",
            "On the left ReLU is flat: its slope there is 0, not -1.",
            lambda z: np.sign(z),
        ),
        Mistake(
            "if on a whole array",
            "`if z > 0` asks one question, but z holds many numbers. Compare all of them at once.",
            lambda z: 1.0 if z > 0 else 0.0,
        ),
    ],
    hints=[
        "There are only two answers, 0 and 1. Which condition separates them?",
        "A comparison of an array with 0 gives True and False; astype turns them into numbers.",
    ],
)
