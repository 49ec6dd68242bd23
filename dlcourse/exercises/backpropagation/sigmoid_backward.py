"""The backward pass of the sigmoid."""

import numpy as np

from dlcourse import scratch
from dlcourse.judging import Exercise, Mistake


def _pairs(rng, edge_cases):
    random = [tuple(rng.normal(size=(2, *shape)).round(1)) for shape in ((4,), (3, 5), (1, 2))]
    return [*((np.array(dy), np.array(z)) for dy, z in edge_cases), *random]


def _sigmoid_backward(dy, z):
    y = 1 / (1 + np.exp(-z))
    return dy * y * (1 - y)


def _sigmoid_by_quotient(dy, z):
    return dy * np.exp(-z) / (1 + np.exp(-z)) ** 2


def _sigmoid_by_tanh(dy, z):
    return dy * (1 - np.tanh(z / 2) ** 2) / 4


def _sigmoid_by_keras(dy, z):
    import keras

    y = keras.ops.sigmoid(keras.ops.cast(z, "float32"))
    return keras.ops.cast(dy, "float32") * y * (1 - y)


def _sigmoid_by_cosh(dy, z):
    return (dy / (2 + 2 * np.cosh(z))).tolist()


sigmoid_backward = Exercise(
    name="sigmoid_backward",
    reference=_sigmoid_backward,
    right=[_sigmoid_by_quotient, _sigmoid_by_tanh, _sigmoid_by_keras, _sigmoid_by_cosh],
    inputs=lambda rng: _pairs(rng, [([1.0], [0.0]), ([2.0, -1.0], [1.5, -3.0])]),
    mistakes=[
        Mistake(
            "derivative at the output",
            "y (1 - y) wants y, the sigmoid of z. You took the derivative at a point to which the "
            "sigmoid was applied twice.",
            lambda dy, z: dy * scratch.sigmoid.derivative(scratch.sigmoid(z)),
        ),
        Mistake(
            "z in place of y",
            "z (1 - z) is not the slope: the formula y (1 - y) speaks of the sigmoid's output y.",
            lambda dy, z: dy * z * (1 - z),
        ),
        Mistake(
            "slope without the gradient",
            "That is the slope alone. What comes back is multiplied by it.",
            lambda dy, z: scratch.sigmoid.derivative(z),
        ),
        Mistake(
            "the sigmoid in place of its slope",
            "You multiplied by y, the value of the sigmoid. The chain rule wants its slope.",
            lambda dy, z: dy * scratch.sigmoid(z),
        ),
        Mistake(
            "sigmoid of the gradient",
            "The sigmoid belongs to the forward pass. On the way back only its slope is used, and "
            "the gradient is multiplied by it.",
            lambda dy, z: scratch.sigmoid(dy),
        ),
        Mistake(
            "slope of tanh",
            "1 - y² is the slope of tanh. That of the sigmoid is y (1 - y).",
            lambda dy, z: dy * (1 - np.tanh(z) ** 2),
            also=[lambda dy, z: dy * (1 - scratch.sigmoid(z) ** 2)],
        ),
        Mistake(
            "arguments exchanged",
            "dy is what comes back, and z is what the sigmoid was given: its slope is taken at z.",
            lambda dy, z: z * scratch.sigmoid.derivative(dy),
            also=[
                lambda dy, z: scratch.sigmoid.derivative(dy),
                lambda dy, z: dy * scratch.sigmoid.derivative(dy),
            ],
        ),
        Mistake(
            "only one factor",
            "The slope has two factors, y and 1 - y.",
            lambda dy, z: dy * (1 - scratch.sigmoid(z)),
        ),
        Mistake(
            "divided by the slope",
            "By the chain rule the gradient is multiplied by the slope.",
            lambda dy, z: dy * (1 + np.exp(-z)) * (1 + np.exp(z)),
        ),
        Mistake(
            "the slope added",
            "By the chain rule the gradient is multiplied by the slope, not added to it.",
            lambda dy, z: dy + _sigmoid_backward(np.ones_like(z), z),
        ),
        Mistake(
            "the sign reversed",
            "The sigmoid rises everywhere: its slope is positive.",
            lambda dy, z: -_sigmoid_backward(dy, z),
        ),
        Mistake(
            "slope of the gradient",
            "The slope is taken at z. You put dy into y (1 - y).",
            lambda dy, z: dy * (1 - dy),
        ),
    ],
    hints=[
        "First compute y, the sigmoid of z, as in the forward pass.",
        "The slope of the sigmoid at z is y times (1 - y). The chain rule multiplies it by dy.",
    ],
)
