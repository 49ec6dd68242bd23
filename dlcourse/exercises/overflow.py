"""Exercises on activation functions that must not overflow."""

import numpy as np

from dlcourse.judging.exercise import Exercise, Mistake


def _without_overflow(answer, *arguments):
    """Call an answer; an overflow is an error even where the result would be right."""
    with np.errstate(over="raise", invalid="raise", divide="raise"):
        return answer(*arguments)


# stable_sigmoid: no exponential of a large positive number


def _stable_sigmoid(z):
    small = np.exp(-np.abs(z))
    return np.where(z >= 0, 1, small) / (1 + small)


def _stable_sigmoid_inputs(rng):
    edges = [np.array([-2.0, 0.0, 2.0]), np.array([1000.0, -1000.0]), np.array([-40.0, -700.0])]
    edges += [
        np.array([800.0]),
        np.array([-800.0]),
        np.array([-1e15, 1e15]),
        np.zeros((0, 2)),
        np.array(-0.5),
    ]
    return [(z,) for z in edges] + [(rng.normal(scale=5, size=(2, 3)).round(1),)]


def _sigmoid_by_tanh(z):
    return (1 + np.tanh(z / 2)) / 2


stable_sigmoid = Exercise(
    name="stable_sigmoid",
    reference=_stable_sigmoid,
    inputs=_stable_sigmoid_inputs,
    mistakes=[
        Mistake(
            "the formula as it stands",
            "For a very negative z, exp(-z) is too large for a float. Use an exponential that "
            "can only be small.",
            lambda z: 1 / (1 + np.exp(-z)),
        ),
        Mistake(
            "the other form of the formula",
            "exp(z) / (1 + exp(z)) is right for negative z; for a large positive z it overflows.",
            lambda z: np.exp(z) / (1 + np.exp(z)),
        ),
        Mistake(
            "np.where around two formulas",
            "np.where computes both formulas for every entry before it chooses, also the one "
            "that overflows.",
            lambda z: np.where(z >= 0, 1 / (1 + np.exp(-z)), np.exp(z) / (1 + np.exp(z))),
        ),
        Mistake(
            "z is clipped",
            "Clipping z prevents the overflow, but makes the results for very negative z wrong: "
            "they are tiny, not equal.",
            lambda z: 1 / (1 + np.exp(-np.clip(z, -30, 30))),
        ),
        Mistake(
            "by way of tanh",
            "The formula with tanh is right on paper. For very negative z it subtracts two nearly "
            "equal numbers, and the tiny result is lost.",
            _sigmoid_by_tanh,
        ),
        Mistake(
            "the sign of z",
            "Your function falls. The sigmoid rises: it goes to 1 for large z.",
            lambda z: _stable_sigmoid(-z),
        ),
        Mistake(
            "the same on both sides",
            "With the absolute value alone, -2 and 2 get the same answer. The sigmoid of a "
            "negative number is below one half.",
            lambda z: 1 / (1 + np.exp(-np.abs(z))),
        ),
    ],
    hints=[
        "exp of a negative number never overflows. Which negative number can you make of any z?",
        "For z >= 0 use 1 / (1 + exp(-z)); for z < 0 multiply numerator and denominator by "
        "exp(z). Both forms then contain the same exponential, of minus the absolute value.",
    ],
    rtol=1e-9,
    atol=0.0,
    call=_without_overflow,
)

# stable_elu: np.where computes both branches


def _stable_elu(z, alpha):
    negative = np.minimum(z, 0)
    return np.where(z > 0, z, alpha * (np.exp(negative) - 1))


def _stable_elu_inputs(rng):
    z = np.array([-2.0, -0.5, 0.0, 3.0])
    fixed = [(z, 1.0), (z, 0.5), (np.array([1000.0, -1000.0]), 1.0), (np.array([[710.0]]), 2.0)]
    return fixed + [(rng.normal(scale=3, size=(2, 3)).round(1), 1.7)]


stable_elu = Exercise(
    name="stable_elu",
    reference=_stable_elu,
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
    ],
    hints=[
        "The exponential is needed for negative z alone. What could it get instead of a positive "
        "z?",
        "np.minimum with 0 leaves negative numbers as they are and makes the others harmless.",
    ],
    call=_without_overflow,
)
