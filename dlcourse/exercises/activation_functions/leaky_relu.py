"""Leaky ReLU: two branches, whatever the slope."""

import numpy as np

from dlcourse.judging import Exercise, Mistake


def _leaky_relu(z, alpha):
    return np.where(z > 0, z, alpha * z)


def _leaky_relu_inputs(rng):
    z = np.array([-2.0, -1.0, 0.0, 3.0])
    fixed = [(z, 0.1), (z, 0.0), (z, 2.0), (z, -0.5), (np.array([[1.5], [-4.0]]), 1.0)]
    per_unit = rng.uniform(-1, 2, size=3).round(2)
    return fixed + [(rng.normal(size=(4, 3)).round(1), per_unit)]


def _in_place(z, alpha):
    z[z < 0] *= alpha
    return z


def _for_one_number(z, alpha):
    """Do what a mask and one alpha can do."""
    result = z.copy()
    result[z < 0] *= alpha
    return result


def _leaky_by_sum(z, alpha):
    return np.maximum(z, 0) + alpha * np.minimum(z, 0)


def _leaky_by_factor(z, alpha):
    return z * ((z > 0) + alpha * (z <= 0))


leaky_relu = Exercise(
    name="leaky_relu",
    reference=_leaky_relu,
    right=[_leaky_by_sum, _leaky_by_factor],
    inputs=_leaky_relu_inputs,
    mistakes=[
        Mistake(
            "the larger of alpha z and z",
            "The larger of the two is the right branch only if alpha is at most 1. Decide by the "
            "sign of z.",
            lambda z, alpha: np.maximum(alpha * z, z),
        ),
        Mistake(
            "alpha on both sides",
            "Positive inputs pass unchanged; alpha belongs to the negative ones.",
            lambda z, alpha: alpha * z,
        ),
        Mistake(
            "alpha itself on the left",
            "Left of 0 the output is alpha times z. You return alpha.",
            lambda z, alpha: np.where(z > 0, z, alpha),
        ),
        Mistake(
            "plain ReLU",
            "Left of 0 you return 0. That is ReLU, which has no slope there.",
            lambda z, alpha: np.maximum(z, 0),
        ),
        Mistake(
            "changes its input",
            "Writing into z changes the caller's array. Make a new one.",
            _in_place,
        ),
        Mistake(
            "the sign is lost",
            "For a positive alpha the branch on the left stays below 0: alpha times z, and z is "
            "negative there.",
            lambda z, alpha: np.where(z > 0, z, alpha * np.abs(z)),
        ),
        Mistake(
            "branches exchanged",
            "Positive inputs pass unchanged; yours are multiplied by alpha, and the others pass.",
            lambda z, alpha: np.where(z > 0, alpha * z, z),
        ),
        Mistake(
            "alpha is ignored",
            "The slope on the left is the argument alpha, not a number of yours.",
            lambda z, alpha: np.where(z > 0, z, 0.01 * z),
            also=[
                lambda z, alpha: np.where(z > 0, z, 0.1 * z),
                lambda z, alpha: np.where(z > 0, z, 0.2 * z),
                lambda z, alpha: np.where(z > 0, z, 0.3 * z),
                lambda z, alpha: np.maximum(z, 0.01 * z),
            ],
        ),
        Mistake(
            "the smaller of alpha z and z",
            "The smaller of the two is the right branch only where alpha is at least 1. Decide by "
            "the sign of z.",
            lambda z, alpha: np.minimum(alpha * z, z),
        ),
        Mistake(
            "chosen by alpha",
            "Larger or smaller, chosen by alpha: that goes wrong where alpha is an array with a "
            "number for each unit. Decide by the sign of z.",
            lambda z, alpha: (
                np.maximum(z, alpha * z)
                if np.all(np.less_equal(alpha, 1))
                else np.minimum(z, alpha * z)
            ),
        ),
        Mistake(
            "alpha added",
            "Left of 0, alpha multiplies z. It is not added to it.",
            lambda z, alpha: np.where(z > 0, z, z + alpha),
        ),
        Mistake(
            "alpha z added everywhere",
            "Positive inputs pass unchanged; alpha z belongs to the others only.",
            lambda z, alpha: np.maximum(z, 0) + alpha * z,
        ),
        Mistake(
            "ReLU of alpha z",
            "There are two branches: z itself where it is positive, and alpha z elsewhere.",
            lambda z, alpha: np.maximum(alpha * z, 0),
        ),
        Mistake(
            "alpha as threshold",
            "The border between the branches is 0, whatever alpha is.",
            lambda z, alpha: np.maximum(z, alpha),
            also=[lambda z, alpha: np.where(z > alpha, z, alpha * z)],
        ),
        Mistake(
            "alpha changed",
            "alpha may be any number, below 0 and above 1 as well. Take it as it is.",
            lambda z, alpha: np.where(z > 0, z, np.abs(alpha) * z),
            also=[
                lambda z, alpha: np.where(z > 0, z, np.clip(alpha, 0, 1) * z),
                lambda z, alpha: np.where(z > 0, z, np.maximum(alpha, 0) * z),
                lambda z, alpha: np.where(z > 0, z, np.minimum(alpha, 1) * z),
            ],
        ),
        Mistake(
            "one alpha for all units",
            "alpha may be an array with a number for each unit, which broadcasts against z.",
            lambda z, alpha: _leaky_relu(z, np.ravel(alpha)[0]),
            also=[lambda z, alpha: _leaky_relu(z, np.mean(alpha)), _for_one_number],
        ),
        Mistake(
            "the slope instead of the function",
            "1 and alpha are the slopes of the two branches. Asked for are the values.",
            lambda z, alpha: np.where(z > 0, 1.0, alpha),
        ),
        Mistake(
            "z as it is",
            "Left of 0 the slope is alpha and not 1.",
            lambda z, alpha: np.array(z),
        ),
        Mistake(
            "another border",
            "The border between the branches is 0.",
            lambda z, alpha: np.where(z >= 1, z, alpha * z),
        ),
        Mistake(
            "ELU",
            "Left of 0 this is a straight line, and no exponential.",
            lambda z, alpha: np.where(z > 0, z, alpha * np.expm1(np.minimum(z, 0))),
        ),
    ],
    further="It is `keras.layers.LeakyReLU`; it comes from Maas, Hannun and Ng, 2013.",
    hints=[
        "There are two branches. What decides between them is the sign of z, and nothing else.",
        "np.where(condition, a, b) picks a or b for each entry.",
    ],
)
