"""The backward pass of ReLU: what passes where."""

import numpy as np

from dlcourse.judging import Exercise, Mistake


def _relu_backward(dy, z):
    return np.where(z > 0, dy, 0.0)


def _pairs(rng, edge_cases):
    random = [tuple(rng.normal(size=(2, *shape)).round(1)) for shape in ((4,), (3, 5), (1, 2))]
    return [*((np.array(dy), np.array(z)) for dy, z in edge_cases), *random]


def _relu_by_mask(dy, z):
    return dy * (z > 0)


def _relu_in_place_of_a_copy(dy, z):
    dz = dy.copy()
    dz[z <= 0] = 0
    return dz


def _relu_by_loop(dy, z):
    if z.ndim > 1:
        return [_relu_by_loop(*rows) for rows in zip(dy, z, strict=True)]
    return [float(d) if v > 0 else 0 for d, v in zip(dy, z, strict=True)]


def _relu_by_keras(dy, z):
    import keras

    return keras.ops.cast(keras.ops.where(z > 0, dy, 0.0), "float32")


def _relu_by_step_function(dy, z):
    return np.heaviside(z, 0) * dy


relu_backward = Exercise(
    name="relu_backward",
    reference=_relu_backward,
    right=[
        _relu_by_mask,
        _relu_in_place_of_a_copy,
        _relu_by_loop,
        _relu_by_keras,
        _relu_by_step_function,
    ],
    inputs=lambda rng: _pairs(rng, [([3.0, 3.0], [2.0, -2.0]), ([-1.0, 4.0], [0.5, 0.0])]),
    mistakes=[
        Mistake(
            "ReLU of the gradient",
            "The mask is decided by z, not by the gradient: a negative gradient passes where z is "
            "above 0.",
            lambda dy, z: np.maximum(dy, 0),
        ),
        Mistake(
            "mask without the gradient",
            "That is the slope alone. What comes back is multiplied by it.",
            lambda dy, z: (z > 0) * 1.0,
        ),
        Mistake(
            "multiplied by ReLU's output",
            "The slope of ReLU is 0 or 1, and not the size of its output.",
            lambda dy, z: dy * np.maximum(z, 0),
        ),
        Mistake(
            "multiplied by z",
            "The slope of ReLU is 0 or 1, and not z itself.",
            lambda dy, z: dy * z,
        ),
        Mistake(
            "everything passes",
            "Where z was negative the output did not depend on z, so nothing comes back.",
            lambda dy, z: dy,
        ),
        Mistake(
            "mask the wrong way round",
            "You let through what ReLU stopped, and stop what it let through.",
            lambda dy, z: np.where(z > 0, 0.0, dy),
        ),
        Mistake(
            "open at zero",
            "At z = 0 there is no derivative. This course and Keras take 0 there.",
            lambda dy, z: np.where(z >= 0, dy, 0.0),
            also=[lambda dy, z: dy * np.heaviside(z, 0.5)],
        ),
        Mistake(
            "negative gradients stopped",
            "Only z decides what passes. Where z is above 0 a negative gradient passes, too.",
            lambda dy, z: np.where((z > 0) & (dy > 0), dy, 0.0),
        ),
        Mistake(
            "arguments exchanged",
            "dy is what comes back, and z is what the ReLU was given: the mask is made of z.",
            lambda dy, z: np.where(dy > 0, z, 0.0),
        ),
        Mistake(
            "open below zero",
            "The gradient goes through where z is positive; you let it through where z is "
            "negative.",
            lambda dy, z: dy * (z < 0),
        ),
        Mistake(
            "the sign of z",
            "Where z is negative the slope is 0, and not -1.",
            lambda dy, z: dy * np.sign(z),
        ),
        Mistake(
            "closed entries left out",
            "The result has the shape of z: where ReLU is closed there is a 0.",
            lambda dy, z: dy[z > 0],
        ),
        Mistake(
            "ReLU itself",
            "This is the ReLU of z. Asked for is the gradient: dy where ReLU is open.",
            lambda dy, z: np.maximum(z, 0),
        ),
        Mistake(
            "leaky slope",
            "Below zero nothing of the gradient is left: this is no leaky ReLU.",
            lambda dy, z: np.where(z > 0, dy, 0.01 * dy),
            also=[lambda dy, z: np.where(z > 0, dy, 0.1 * dy)],
        ),
    ],
    hints=[
        "ReLU has slope 1 where z is above 0, and slope 0 elsewhere.",
        "Compare z with 0: this mask says where the gradient passes.",
    ],
)
