"""The slope of ReLU, with a convention at its corner."""

import numpy as np

from dlcourse.judging import Exercise, Mistake


def _relu_slope(z):
    return (z > 0).astype(float)


def _relu_slope_inputs(rng):
    fixed = [np.array([-2.0, 3.0]), np.array([-1.0, 0.0, 1.0]), np.array([[1e-9, -0.0]])]
    fixed += [np.array([1000.0, 0.5]), np.zeros((2, 0))]
    return [(z,) for z in fixed] + [(rng.integers(-3, 4, size=(3, 4)) / 2,)]


def _quotient(z):
    with np.errstate(all="ignore"):
        return np.maximum(z, 0) / z


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
            also=[lambda z: np.where(z > 0, 1.0, -1.0)],
        ),
        Mistake(
            "if on a whole array",
            "`if z > 0` asks one question, but z holds many numbers. Compare all of them at once.",
            lambda z: 1.0 if z > 0 else 0.0,
        ),
        Mistake(
            "on and off exchanged",
            "ReLU climbs on the right of 0 and is flat on the left.",
            lambda z: (z < 0).astype(float),
            also=[lambda z: (z <= 0).astype(float)],
        ),
        Mistake(
            "1 everywhere",
            "On the left ReLU is flat: its slope there is 0.",
            lambda z: np.ones(z.shape),
        ),
        Mistake(
            "clipped z",
            "The slope is 1 for every positive z, also for a small one: it jumps from 0 to 1.",
            lambda z: np.clip(z, 0, 1),
            also=[lambda z: np.minimum(np.maximum(z, 0), 1)],
        ),
        Mistake(
            "nearly 0 counts as 0",
            "1e-9 is small, but above 0: the slope there is 1.",
            lambda z: np.where(np.isclose(z, 0), 0.0, (z > 0) * 1.0),
            also=[lambda z: (z > 1e-3) * 1.0, lambda z: (z > 1e-6) * 1.0],
        ),
        Mistake(
            "divided by z",
            "ReLU divided by z gives 0 / 0 at zero, which is no number. Ask where z is positive.",
            _quotient,
            also=[lambda z: np.maximum(z, 0) / z],
        ),
        Mistake(
            "differences between neighbours",
            "np.gradient compares the entries of the array with one another. Each entry of z is a "
            "place of its own, and has its own slope.",
            lambda z: np.gradient(np.maximum(z, 0)),
        ),
        Mistake(
            "leaky",
            "On the left the slope of ReLU is 0. A small slope there is that of leaky ReLU.",
            lambda z: np.where(z > 0, 1.0, 0.01),
            also=[lambda z: np.where(z > 0, 1.0, 0.1), lambda z: np.where(z > 0, 1.0, 0.2)],
        ),
        Mistake(
            "the slope of a smooth function",
            "ReLU has a corner: its slope is 0 or 1, and nothing between.",
            lambda z: 1 / (1 + np.exp(-z)),
        ),
        Mistake(
            "one slope for all",
            "Every entry of z has a slope of its own.",
            lambda z: float((z > 0).any()),
            also=[lambda z: float((z > 0).all())],
        ),
    ],
    further=(
        "At 0 every slope from 0 to 1 would do; frameworks agree on 0. The word for it is "
        "subgradient."
    ),
    hints=[
        "There are only two answers, 0 and 1. Which condition separates them?",
        "A comparison of an array with 0 gives True and False; astype turns them into numbers.",
    ],
)
