"""The step function, with its value at 0 as an argument."""

import numpy as np

from dlcourse.exercises.source import without
from dlcourse.judging import Exercise, Mistake


def _heaviside(z, at_zero):
    return np.where(z > 0, 1.0, np.where(z == 0, at_zero, 0.0))


def _heaviside_inputs(rng):
    z = np.array([-2.0, 0.0, 3.0])
    fixed = [(z, 0.0), (z, 1.0), (z, 0.5), (np.array([[-0.0, 1e-9], [-1e-9, 0.0]]), 1.0)]
    return fixed + [(rng.integers(-2, 3, size=(2, 4)).astype(float), 0.25)]


def _heaviside_by_assignment(z, at_zero):
    result = np.zeros(z.shape)
    result[z > 0] = 1
    result[z == 0] = at_zero
    return result


def _heaviside_by_loop(z, at_zero):
    flat = [1 if v > 0 else at_zero if v == 0 else 0 for v in z.ravel()]
    return np.reshape(flat, z.shape)


def _heaviside_from_sign(z, at_zero):
    sign = np.sign(z)
    return (sign + 1) / 2 + (sign == 0) * (at_zero - 0.5)


def _written_in_place(z, at_zero):
    z[z > 0] = 1
    z[z < 0] = 0
    z[z == 0] = at_zero
    return z


heaviside = Exercise(
    name="heaviside",
    reference=_heaviside,
    right=[_heaviside_by_assignment, _heaviside_by_loop, _heaviside_from_sign],
    inputs=_heaviside_inputs,
    mistakes=[
        Mistake(
            "always 0 at zero",
            "At exactly 0 the answer is at_zero. You answer 0 there, whatever at_zero is.",
            lambda z, at_zero: np.where(z > 0, 1.0, 0.0),
        ),
        Mistake(
            "always 1 at zero",
            "At exactly 0 the answer is at_zero. You answer 1 there, whatever at_zero is.",
            lambda z, at_zero: np.where(z >= 0, 1.0, 0.0),
        ),
        Mistake(
            "sign instead of step",
            "This is the sign function: it gives -1 below zero. The step gives 0 there.",
            lambda z, at_zero: np.where(z > 0, 1.0, np.where(z == 0, at_zero, -1.0)),
        ),
        Mistake(
            "at_zero below zero, too",
            "at_zero belongs to exactly 0. Below 0 the step is 0.",
            lambda z, at_zero: np.where(z > 0, 1.0, at_zero),
            also=[_written_in_place],
        ),
        Mistake(
            "if on a whole array",
            "`if z > 0` asks one question, but z holds many numbers with different answers. "
            "Let NumPy decide for each of them.",
            lambda z, at_zero: 1.0 if z > 0 else at_zero if z == 0 else 0.0,
        ),
        Mistake(
            "one half at zero",
            "At exactly 0 the answer is at_zero. You answer 1/2 there, whatever at_zero is.",
            lambda z, at_zero: _heaviside(z, 0.5),
        ),
        Mistake(
            "on and off exchanged",
            "The step is 1 above zero and 0 below; yours is the other way round.",
            lambda z, at_zero: np.where(z < 0, 1.0, np.where(z == 0, at_zero, 0.0)),
        ),
        Mistake(
            "NumPy's own step",
            "np.heaviside exists, and is what you write here yourself.",
            lambda z, at_zero: np.heaviside(z, at_zero),
        ),
        Mistake(
            "at_zero as threshold",
            "The threshold is 0. at_zero is no threshold: it is the value where z is exactly 0.",
            lambda z, at_zero: np.where(z > at_zero, 1.0, 0.0),
            also=[lambda z, at_zero: np.where(z >= at_zero, 1.0, 0.0)],
        ),
        Mistake(
            "at_zero above zero, too",
            "at_zero belongs to exactly 0. Above 0 the step is 1.",
            lambda z, at_zero: np.where(z < 0, 0.0, at_zero),
        ),
        Mistake(
            "z itself above zero",
            "Above 0 the step is 1, however large z is. With z itself it would be ReLU.",
            lambda z, at_zero: np.where(z > 0, z, np.where(z == 0, at_zero, 0.0)),
            also=[lambda z, at_zero: np.maximum(z, 0)],
        ),
        Mistake(
            "at_zero counted as above zero",
            "Where at_zero is greater than 0 you answer 1 at zero. Did you write at_zero into the "
            "array first, and then ask again what is above 0?",
            lambda z, at_zero: _heaviside(np.where(z == 0, at_zero, z), at_zero),
        ),
        Mistake(
            "nearly 0 counts as 0",
            "1e-9 is small, but not exactly 0: the step of it is 1, and of -1e-9 it is 0.",
            lambda z, at_zero: np.where(np.isclose(z, 0), at_zero, (z > 0) * 1.0),
        ),
        Mistake(
            "at_zero added everywhere",
            "at_zero is the value at exactly 0. Elsewhere it has no part in the result.",
            lambda z, at_zero: (z > 0) + at_zero,
        ),
        Mistake(
            "sigmoid instead of step",
            "The sigmoid climbs smoothly from 0 to 1. The step jumps.",
            lambda z, at_zero: 1 / (1 + np.exp(-z)),
        ),
    ],
    call=without("heaviside", told="Expected a step of your own, without np.heaviside."),
    further=(
        "`np.heaviside` has the same second argument, because mathematicians disagree about the"
        " value at 0."
    ),
    hints=[
        "There are three cases: above 0, exactly 0, below 0.",
        "np.where(condition, a, b) picks a or b for each element, and b may itself be a np.where.",
    ],
    rtol=1e-6,
)
