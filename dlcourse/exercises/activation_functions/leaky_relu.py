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
            "The larger of the two is the right branch only for alpha from 0 to 1. Decide by the "
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
            also=[lambda z, alpha: np.where(z > 0, z, 0.1 * z)],
        ),
    ],
    hints=[
        "There are two branches. What decides between them is the sign of z, and nothing else.",
        "np.where(condition, a, b) picks a or b for each entry.",
    ],
)
