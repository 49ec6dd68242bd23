"""The sigmoid without the exponential of a large positive number."""

import numpy as np

from dlcourse.exercises.activation_functions import without_overflow
from dlcourse.judging import Exercise, Mistake


def _stable_sigmoid(z):
    small = np.exp(-np.abs(z))
    return np.where(z >= 0, 1, small) / (1 + small)


def _stable_sigmoid_inputs(rng):
    edges = [np.array([-2.0, 0.0, 2.0]), np.array([1000.0, -1000.0]), np.array([-40.0, -700.0])]
    edges += [
        np.array([-32.0, -20.0, 32.0]),
        np.array([-705.0]),
        np.array([800.0]),
        np.array([-720.0]),
        np.array([-800.0]),
        np.array([-1e15, 1e15]),
        np.zeros((0, 2)),
        np.array(-0.5),
    ]
    return [(z,) for z in edges] + [(rng.normal(scale=5, size=(2, 3)).round(1),)]


def _sigmoid_by_tanh(z):
    return (1 + np.tanh(z / 2)) / 2


def _sigmoid_by_masks(z):
    z = np.asarray(z)
    result = np.empty(z.shape)
    result[z >= 0] = 1 / (1 + np.exp(-z[z >= 0]))
    result[z < 0] = np.exp(z[z < 0]) / (1 + np.exp(z[z < 0]))
    return result


def _sigmoid_by_logaddexp(z):
    return np.exp(-np.logaddexp(0, -z))


def _sigmoid_by_two_minima(z):
    return np.exp(np.minimum(z, 0)) / (1 + np.exp(np.minimum(z, -z)))


def _clipped(limit):
    return lambda z: 1 / (1 + np.exp(-np.clip(z, -limit, limit)))


def _cut(limit):
    return lambda z: np.where(np.abs(z) > limit, z > 0, _stable_sigmoid(z))


stable_sigmoid = Exercise(
    name="stable_sigmoid",
    reference=_stable_sigmoid,
    right=[_sigmoid_by_masks, _sigmoid_by_logaddexp, _sigmoid_by_two_minima],
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
            _clipped(30),
            also=[_clipped(limit) for limit in (20, 50, 88, 100, 250, 500, 700, 709, 709.7)],
        ),
        Mistake(
            "exactly 0 and 1 far out",
            "Far from 0 the result is tiny, and not 0: no bound is needed, only another form.",
            _cut(30),
            also=[_cut(limit) for limit in (20, 50, 100, 500, 700)],
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
        Mistake(
            "1 minus the other side",
            "On paper 1 - sigmoid(-z) is right. For a very negative z it subtracts two nearly "
            "equal numbers, and the tiny result is lost.",
            lambda z: np.where(z >= 0, _stable_sigmoid(z), 1 - _stable_sigmoid(np.abs(z))),
        ),
        Mistake(
            "0 for negative z",
            "Left of 0 the sigmoid is small and not 0: at -2 it is 0.12.",
            lambda z: np.where(z >= 0, _stable_sigmoid(z), 0.0),
            also=[
                lambda z: (z > 0) * 1.0,
                lambda z: (z >= 0) * 1.0,
                lambda z: np.heaviside(z, 0.5),
            ],
        ),
        Mistake(
            "0 where exp would overflow",
            "exp(-720) is tiny, but a float can hold it. Only the other form of the formula is "
            "needed.",
            lambda z: np.where(z < -709, 0.0, _stable_sigmoid(z)),
            also=[lambda z: np.where(z < -710, 0.0, _stable_sigmoid(z))],
        ),
        Mistake(
            "numerator alone on the left",
            "For negative z, too, there is a denominator: 1 plus the exponential.",
            lambda z: np.where(z >= 0, _stable_sigmoid(z), np.exp(np.minimum(z, 0))),
        ),
        Mistake(
            "the logarithm of the sigmoid",
            "You return log(sigmoid(z)). One exponential is missing.",
            lambda z: -np.logaddexp(0, -z),
        ),
        Mistake(
            "tanh of z itself",
            "The sigmoid of z belongs to tanh(z / 2); with tanh(z) the curve is twice as steep. "
            "And far to the left tanh loses the tiny results.",
            lambda z: (1 + np.tanh(z)) / 2,
        ),
        Mistake(
            "z = 0 left out",
            "At exactly 0 the sigmoid is one half; your cases leave 0 out.",
            lambda z: np.where(z == 0, 0.0, _stable_sigmoid(z)),
            also=[lambda z: np.where(z == 0, 1.0, _stable_sigmoid(z))],
        ),
        Mistake(
            "another curve",
            "z / (1 + |z|) has the same form, but not the same values.",
            lambda z: (1 + z / (1 + np.abs(z))) / 2,
        ),
        Mistake(
            "something small added",
            "No small number is needed to keep from dividing by 0, and it spoils tiny results.",
            lambda z: _stable_sigmoid(z) + 1e-7,
            also=[lambda z: _stable_sigmoid(z) + 1e-8, lambda z: _stable_sigmoid(z) + 1e-12],
        ),
    ],
    further=(
        "`keras.ops.sigmoid` is stable in this way; its logarithm has a function of its own, "
        "`keras.ops.log_sigmoid`."
    ),
    hints=[
        "exp of a negative number never overflows. Which negative number can you make of any z?",
        "For z >= 0 use 1 / (1 + exp(-z)); for z < 0 multiply numerator and denominator by "
        "exp(z). Both forms then contain the same exponential, of minus the absolute value.",
    ],
    rtol=1e-9,
    atol=0.0,
    call=without_overflow,
)
