"""ELU without overflow: np.where computes both branches."""

import numpy as np

from dlcourse.exercises.activation_functions import without_overflow
from dlcourse.judging import Exercise, Mistake


def _stable_elu(z, alpha):
    negative = np.minimum(z, 0)
    return np.where(z > 0, z, alpha * (np.exp(negative) - 1))


def _stable_elu_inputs(rng):
    z = np.array([-2.0, -0.5, 0.0, 3.0])
    fixed = [
        (z, 1.0),
        (z, 0.5),
        (z, 2.0),
        (z, -0.5),
        (np.array([1000.0, -1000.0]), 1.0),
        (np.array([[710.0]]), 2.0),
    ]
    return fixed + [(rng.normal(scale=3, size=(2, 3)).round(1), 1.7)]


def _elu_by_expm1(z, alpha):
    return np.maximum(z, 0) + alpha * np.expm1(np.minimum(z, 0))


def _elu_by_mask(z, alpha):
    result = np.array(z, dtype=float)
    left = result <= 0
    result[left] = alpha * (np.exp(result[left]) - 1)
    return result


stable_elu = Exercise(
    name="stable_elu",
    reference=_stable_elu,
    right=[_elu_by_expm1, _elu_by_mask],
    inputs=_stable_elu_inputs,
    mistakes=[
        Mistake(
            "np.where alone",
            "np.where computes both branches for every entry, also exp of large positive numbers. "
            "Make sure that exp never sees those.",
            lambda z, alpha: np.where(z > 0, z, alpha * (np.exp(z) - 1)),
        ),
        Mistake(
            "the minus 1 is missing",
            "Without it the function jumps at 0: the left branch must end at 0.",
            lambda z, alpha: np.where(z > 0, z, alpha * np.exp(np.minimum(z, 0))),
        ),
        Mistake(
            "alpha only on the exponential",
            "alpha multiplies the whole bracket, the minus 1 as well.",
            lambda z, alpha: np.where(z > 0, z, alpha * np.exp(np.minimum(z, 0)) - 1),
        ),
        Mistake(
            "alpha is ignored",
            "The left branch is multiplied by alpha.",
            lambda z, alpha: np.where(z > 0, z, np.exp(np.minimum(z, 0)) - 1),
        ),
        Mistake(
            "alpha on both sides",
            "That is the S of SELU. In ELU positive inputs pass unchanged.",
            lambda z, alpha: alpha * np.where(z > 0, z, np.exp(np.minimum(z, 0)) - 1),
        ),
        Mistake(
            "the 1 subtracted in the exponent",
            "The 1 is subtracted from the exponential, behind the bracket of exp.",
            lambda z, alpha: np.where(z > 0, z, alpha * np.exp(np.minimum(z, 0) - 1)),
        ),
        Mistake(
            "the larger of the two branches",
            "For alpha above 1 the left branch lies below z just left of 0, so the larger one is "
            "the wrong one there. Ask for the sign of z.",
            lambda z, alpha: np.maximum(z, alpha * np.expm1(np.minimum(z, 0))),
        ),
        Mistake(
            "plain ReLU",
            "Where z is negative, ELU is alpha * (exp(z) - 1), and not 0.",
            lambda z, alpha: np.maximum(z, 0),
        ),
        Mistake(
            "leaky ReLU",
            "To the left ELU is no line: it bends towards -alpha.",
            lambda z, alpha: np.where(z > 0, z, alpha * z),
        ),
        Mistake(
            "1 minus the exponential",
            "To the left ELU is negative: the exponential comes first, and 1 is subtracted from "
            "it.",
            lambda z, alpha: np.where(z > 0, z, alpha * (1 - np.exp(np.minimum(z, 0)))),
        ),
        Mistake(
            "both branches added",
            "To the left z itself does not count.",
            lambda z, alpha: z + alpha * np.expm1(np.minimum(z, 0)),
        ),
        Mistake(
            "alpha in the exponent",
            "alpha multiplies the exponential less 1. It does not stand in the exponent.",
            lambda z, alpha: np.where(z > 0, z, np.expm1(alpha * np.minimum(z, 0))),
        ),
        Mistake(
            "the limit only",
            "-alpha is where ELU goes far to the left. On the way it bends: at -0.5 it is not yet "
            "there.",
            lambda z, alpha: np.where(z > 0, z, -alpha),
            also=[lambda z, alpha: np.where(z > 0, z, np.maximum(z, -alpha))],
        ),
        Mistake(
            "branches exchanged",
            "z itself is for positive z, the exponential for the others.",
            lambda z, alpha: np.where(z > 0, alpha * np.expm1(np.minimum(z, 0)), z),
            also=[
                lambda z, alpha: np.where(
                    z > 0, alpha * np.expm1(np.minimum(z, 0)), np.minimum(z, 0)
                )
            ],
        ),
        Mistake(
            "the sign of alpha is lost",
            "alpha may be negative. Take it as it is.",
            lambda z, alpha: np.where(z > 0, z, np.abs(alpha) * np.expm1(np.minimum(z, 0))),
        ),
        Mistake(
            "tanh instead of the exponential",
            "To the left ELU is alpha * (exp(z) - 1).",
            lambda z, alpha: np.where(z > 0, z, alpha * np.tanh(np.minimum(z, 0))),
        ),
        Mistake(
            "the minus 1 counts for positive z, too",
            "Added to the positive part, the left branch must be exactly 0 where z is positive: "
            "alpha multiplies the exponential and the 1.",
            lambda z, alpha: np.maximum(z, 0) + alpha * np.exp(np.minimum(z, 0)) - 1,
        ),
    ],
    further=(
        "`np.expm1` keeps the digits near 0; ELU is from Clevert, Unterthiner and Hochreiter, 2016."
    ),
    hints=[
        "The exponential is needed for negative z alone. What could it get instead of a positive "
        "z?",
        "np.minimum with 0 leaves negative numbers as they are and makes the others harmless.",
    ],
    call=without_overflow,
)
