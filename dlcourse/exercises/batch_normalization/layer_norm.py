"""Layer normalization: each image over its own units."""

import numpy as np

from dlcourse.judging import Exercise, Mistake


def _layer_norm(z, gamma, beta, epsilon=1e-3):
    mean = z.mean(axis=-1, keepdims=True)
    variance = z.var(axis=-1, keepdims=True)
    return gamma * (z - mean) / np.sqrt(variance + epsilon) + beta


def _layer_norm_inputs(rng):
    gamma, beta = np.array([1.0, 2.0, 3.0]), np.array([0.5, 0.0, -1.0])
    fixed = [
        (np.array([[1.0, 2.0, 6.0]]), np.ones(3), np.zeros(3), 1.0),
        (np.array([[1.0, 2.0, 6.0], [10.0, 20.0, 60.0]]), gamma, beta),
        (np.array([[4.0, 4.0, 4.0], [0.0, 0.1, 0.0]]), gamma, beta),
        (rng.normal(size=(3, 3)).round(2), gamma, beta, 0.5),
    ]
    return [*fixed, (rng.normal(5, 2, size=(4, 3)).round(2), gamma, beta, 0.01)]


def _by_transposing(z, gamma, beta, epsilon=1e-3):
    units = z.T
    centred = units - units.mean(axis=0)
    return (centred / np.sqrt((centred**2).mean(axis=0) + epsilon)).T * gamma + beta


def _by_rows(z, gamma, beta, epsilon=1e-3):
    out = []
    for row in z:
        out.append((row - np.mean(row)) * (np.var(row) + epsilon) ** -0.5 * gamma + beta)
    return np.array(out)


def _variant(axis=-1, spread=np.var, divide=None, last=None):
    divide = divide or (lambda variance, epsilon: np.sqrt(variance + epsilon))
    last = last or (lambda z_hat, gamma, beta: gamma * z_hat + beta)

    def answer(z, gamma, beta, epsilon=1e-3):
        mean = z.mean(axis=axis, keepdims=True)
        variance = spread(z, axis=axis, keepdims=True)
        return last((z - mean) / divide(variance, epsilon), gamma, beta)

    return answer


layer_norm = Exercise(
    name="layer_norm",
    reference=_layer_norm,
    right=[_by_transposing, _by_rows],
    inputs=_layer_norm_inputs,
    mistakes=[
        Mistake(
            "over the batch",
            "This is batch normalization. Here each image is normalized over its own units, and "
            "knows nothing of the others.",
            _variant(axis=0),
        ),
        Mistake(
            "over everything",
            "One mean for the whole batch makes the images depend on each other again.",
            _variant(axis=None),
        ),
        Mistake(
            "the variance with n - 1",
            "Divide the squares by the number of units, not by one less.",
            _variant(spread=lambda z, **over: np.var(z, ddof=1, **over)),
        ),
        Mistake(
            "epsilon outside the root",
            "Epsilon is added to the variance, before the root is taken.",
            _variant(divide=lambda variance, epsilon: np.sqrt(variance) + epsilon),
        ),
        Mistake(
            "no root",
            "Divide by the standard deviation: the root of the variance.",
            _variant(divide=lambda variance, epsilon: variance + epsilon),
        ),
        Mistake(
            "gamma and beta forgotten",
            "Each unit is scaled by gamma and shifted by beta afterwards, as before.",
            _variant(last=lambda z_hat, gamma, beta: z_hat),
        ),
        Mistake(
            "gamma and beta exchanged",
            "Gamma scales, beta shifts.",
            _variant(last=lambda z_hat, gamma, beta: beta * z_hat + gamma),
        ),
        Mistake(
            "shift before scale",
            "Scale first, then shift: gamma must not touch beta.",
            _variant(last=lambda z_hat, gamma, beta: gamma * (z_hat + beta)),
        ),
    ],
    further="This is `keras.layers.LayerNormalization`; every Transformer is full of it.",
    hints=[
        "It is the forward pass of batch normalization with one thing changed: the axis.",
        "Means of rows have the shape (n_images,). To take them from the rows, keep the axis.",
    ],
)
