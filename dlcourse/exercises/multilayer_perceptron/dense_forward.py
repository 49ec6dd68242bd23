"""The weighted sums of one dense layer."""

import numpy as np

from dlcourse.judging import Exercise, Mistake


def _dense_forward(x, kernel, bias):
    return x @ kernel + bias


def _dense_inputs(rng):
    def draw(n_samples, n_inputs, n_units):
        shapes = (n_samples, n_inputs), (n_inputs, n_units), (n_units,)
        return tuple(rng.normal(size=shape).round(2) for shape in shapes)

    one_sample = (np.array([[1.0, 2.0]]), np.array([[1.0, 0.0], [3.0, 1.0]]), np.array([0.5, -1.0]))
    return [one_sample, draw(2, 2, 2), draw(3, 4, 2), draw(1, 3, 1), draw(5, 1, 3)]


def _dense_by_loops(x, kernel, bias):
    rows = []
    for sample in x:
        rows.append([sum(sample * kernel[:, j]) + bias[j] for j in range(len(bias))])
    return np.array(rows)


def _dense_with_bias_as_weight(x, kernel, bias):
    ones = np.ones((x.shape[0], 1))
    return np.hstack([x, ones]) @ np.vstack([kernel, bias])


dense_forward = Exercise(
    name="dense_forward",
    reference=_dense_forward,
    right=[_dense_by_loops, _dense_with_bias_as_weight],
    inputs=_dense_inputs,
    mistakes=[
        Mistake(
            "no bias",
            "Each unit adds its own bias to the weighted sum; yours does not.",
            lambda x, kernel, bias: x @ kernel,
        ),
        Mistake(
            "kernel transposed",
            "The kernel has one row per input and one column per unit; multiply by it as it is.",
            lambda x, kernel, bias: x @ kernel.T + bias,
        ),
        Mistake(
            "product in the wrong order",
            "Samples are rows, so they stand on the left of the kernel: (n, d) times (d, p).",
            lambda x, kernel, bias: kernel @ x + bias,
        ),
        Mistake(
            "product entry by entry",
            "`*` multiplies entry by entry. A weighted sum over the inputs is a matrix product.",
            lambda x, kernel, bias: x * kernel + bias,
        ),
        Mistake(
            "bias per sample",
            "The bias belongs to the units, so the same row is added to every sample.",
            lambda x, kernel, bias: x @ kernel + bias[:, None],
        ),
        Mistake(
            "one sum for all units",
            "Every unit has a sum of its own: column j of the result holds that of unit j.",
            lambda x, kernel, bias: (x @ kernel + bias).sum(axis=1),
            also=[lambda x, kernel, bias: (x @ kernel).sum(axis=1, keepdims=True) + bias],
        ),
        Mistake(
            "activation function applied",
            "A layer's weighted sums may be negative. What is asked for here comes before any "
            "activation function.",
            lambda x, kernel, bias: np.maximum(x @ kernel + bias, 0),
            also=[
                lambda x, kernel, bias: 1 / (1 + np.exp(-(x @ kernel + bias))),
                lambda x, kernel, bias: np.tanh(x @ kernel + bias),
            ],
        ),
        Mistake(
            "bias subtracted",
            "The bias is added to the weighted sum. Subtracted, it would be a threshold.",
            lambda x, kernel, bias: x @ kernel - bias,
        ),
        Mistake(
            "one bias for all units",
            "Each unit has a bias of its own; you add the same number to all of them.",
            lambda x, kernel, bias: x @ kernel + bias.sum(),
            also=[
                lambda x, kernel, bias: x @ kernel + bias.mean(),
                lambda x, kernel, bias: x @ kernel + bias[0],
            ],
        ),
        Mistake(
            "the bias inside the product",
            "The bias is added when the weighted sum is complete. Inside the product it is "
            "multiplied, too.",
            lambda x, kernel, bias: x @ (kernel + bias),
            also=[
                lambda x, kernel, bias: (x + bias) @ kernel,
                lambda x, kernel, bias: (x @ kernel) * bias,
            ],
        ),
        Mistake(
            "the bias more than once",
            "Each unit adds its bias once, when its sum is complete. Is yours inside the loop over "
            "the inputs, or added twice?",
            lambda x, kernel, bias: x @ kernel + x.shape[1] * bias,
            also=[lambda x, kernel, bias: x @ kernel + 2 * bias],
        ),
        Mistake(
            "an input left out",
            "The weighted sum runs over all inputs, from the first to the last. Yours leaves one "
            "out.",
            lambda x, kernel, bias: x[:, :-1] @ kernel[:-1] + bias,
            also=[lambda x, kernel, bias: x[:, 1:] @ kernel[1:] + bias],
        ),
        Mistake(
            "average instead of sum",
            "A unit adds up its weighted inputs; you divided the sum by their number.",
            lambda x, kernel, bias: x @ kernel / x.shape[1] + bias,
            also=[lambda x, kernel, bias: (x @ kernel + bias) / x.shape[1]],
        ),
        Mistake(
            "the first sample only",
            "You computed the sums of one sample. Each row of x is a sample and gets a row of "
            "sums.",
            lambda x, kernel, bias: x[0] @ kernel + bias,
            also=[lambda x, kernel, bias: x[:1] @ kernel + bias],
        ),
    ],
    further="`keras.layers.Dense` does the same, and then applies its activation.",
    hints=[
        "Write the shapes below each other: x (n, d), kernel (d, p), bias (p,). The result is "
        "(n, p).",
        "The matrix product gives (n, p); adding a row of p numbers to it works by broadcasting.",
    ],
)
