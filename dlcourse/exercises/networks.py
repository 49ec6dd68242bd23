"""Exercises of lesson 03: layers, and networks made of them."""

import numpy as np

from dlcourse import scratch
from dlcourse.judging.exercise import Exercise, Mistake

# A network set by hand


def _xnor_weights():
    # The first hidden unit is AND, the second NOR; the output unit is their OR.
    kernel1, bias1 = np.array([[1.0, -1.0], [1.0, -1.0]]), np.array([-1.5, 0.5])
    kernel2, bias2 = np.array([[1.0], [1.0]]), np.array([-0.5])
    return kernel1, bias1, kernel2, bias2


def _truth_table(returned):
    """Return what the step network answers to 00, 01, 10, 11."""
    kernel1, bias1, kernel2, bias2 = (np.asarray(part, dtype=float) for part in returned)
    x = np.array([[0.0, 0.0], [0.0, 1.0], [1.0, 0.0], [1.0, 1.0]])
    hidden = scratch.step(scratch.Dense(kernel1, bias1).forward(x))
    output = scratch.step(scratch.Dense(kernel2, bias2).forward(hidden))
    return {"answers to 00, 01, 10, 11": output[:, 0]}


def _with_and_nor(kernel2, bias2):
    """Return weights whose hidden units are AND and NOR."""
    kernel1, bias1, _, _ = _xnor_weights()
    return kernel1, bias1, np.array(kernel2), np.array(bias2)


def _transposed():
    kernel1, bias1, kernel2, bias2 = _xnor_weights()
    return kernel1.T, bias1, kernel2, bias2


xnor_weights = Exercise(
    name="xnor_weights",
    reference=_xnor_weights,
    inputs=lambda rng: [()],
    outcome=_truth_table,
    mistakes=[
        Mistake(
            "that is XOR",
            "Your network answers 1 where the inputs differ. XNOR is the opposite: 1 where they "
            "are equal.",
            lambda: _with_and_nor([[-1.0], [-1.0]], [0.5]),
        ),
        Mistake(
            "the output unit is always on",
            "Your output unit answers 1 to every input: its bias is too large.",
            lambda: _with_and_nor([[1.0], [1.0]], [0.5]),
        ),
        Mistake(
            "the output unit is never on",
            "Your output unit answers 0 to every input: its bias is too small. The two hidden "
            "units are never on together, so one of them alone must be enough.",
            lambda: _with_and_nor([[1.0], [1.0]], [-1.5]),
        ),
        Mistake(
            "kernel transposed",
            "Column j of a kernel holds the weights of unit j, one for each input. Yours stand in "
            "rows.",
            _transposed,
        ),
    ],
    hints=[
        "One hidden unit can recognise the input 1 1, the other the input 0 0.",
        "A unit recognises 1 1 if only the sum of both inputs passes its threshold (AND); it "
        "recognises 0 0 if its weights are negative and its bias is positive (NOR).",
        "The output unit is an OR of the two. Mind the shapes: kernel1 (2, 2), bias1 (2,), "
        "kernel2 (2, 1), bias2 (1,).",
    ],
)

# One layer


def _dense_forward(x, kernel, bias):
    return x @ kernel + bias


def _dense_inputs(rng):
    def draw(n_samples, n_inputs, n_units):
        shapes = (n_samples, n_inputs), (n_inputs, n_units), (n_units,)
        return tuple(rng.normal(size=shape).round(1) for shape in shapes)

    one_sample = (np.array([[1.0, 2.0]]), np.array([[1.0, 0.0], [3.0, 1.0]]), np.array([0.5, -1.0]))
    return [one_sample, draw(2, 2, 2), draw(3, 4, 2), draw(1, 3, 1), draw(5, 1, 3)]


dense_forward = Exercise(
    name="dense_forward",
    reference=_dense_forward,
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
            "Every unit has a sum of its own: the result has one column per unit.",
            lambda x, kernel, bias: (x @ kernel + bias).sum(axis=1),
        ),
        Mistake(
            "activation function applied",
            "A layer's weighted sums may be negative. What is asked for here comes before any "
            "activation function.",
            lambda x, kernel, bias: np.maximum(x @ kernel + bias, 0),
        ),
    ],
    hints=[
        "Write the shapes below each other: x (n, d), kernel (d, p), bias (p,). The result is "
        "(n, p).",
        "The matrix product gives (n, p); adding a row of p numbers to it works by broadcasting.",
    ],
)

# Counting


def _count_parameters(sizes):
    total = 0
    for i in range(len(sizes) - 1):
        total += sizes[i] * sizes[i + 1] + sizes[i + 1]
    return total


def _pairs(sizes):
    return list(zip(sizes[:-1], sizes[1:], strict=True))


count_parameters = Exercise(
    name="count_parameters",
    reference=_count_parameters,
    inputs=lambda rng: [
        ([2, 1],),
        ([1, 5],),
        ([2, 3, 1],),
        ([784, 50, 10],),
        *[([int(n) for n in rng.integers(2, 40, size=size)],) for size in (3, 4, 6)],
    ],
    mistakes=[
        Mistake(
            "no biases",
            "You counted the weights. Each unit behind the input layer has a bias, too.",
            lambda sizes: sum(a * b for a, b in _pairs(sizes)),
        ),
        Mistake(
            "biases for the input layer",
            "The input layer computes nothing: it has neither weights nor biases.",
            lambda sizes: sum(a * b for a, b in _pairs(sizes)) + sum(sizes),
        ),
        Mistake(
            "one bias per layer",
            "The bias of a layer is a vector with one entry for each of its units.",
            lambda sizes: sum(a * b + 1 for a, b in _pairs(sizes)),
        ),
        Mistake(
            "counted units",
            "That is the number of units. Count the weights on the lines between them, and the "
            "biases.",
            lambda sizes: sum(sizes),
        ),
        Mistake(
            "bias on the wrong side",
            "A layer has as many biases as it has units, and not as many as it has inputs.",
            lambda sizes: sum(a * b + a for a, b in _pairs(sizes)),
        ),
        Mistake(
            "first layer only",
            "You stop after the first layer. Is your return inside the loop?",
            lambda sizes: sizes[0] * sizes[1] + sizes[1],
        ),
        Mistake(
            "one layer too few",
            "Between n sizes there are n - 1 layers; your loop leaves out the last of them.",
            lambda sizes: sum(a * b + b for a, b in _pairs(sizes[:-1])),
        ),
    ],
    hints=[
        "Take one layer with d inputs and p units. How many weights does one of its units have?",
        "Each unit has d weights and one bias. Sum over all layers but the input layer.",
    ],
)

# The whole forward pass


def _mlp_forward(x, weights):
    for kernel, bias in weights[:-1]:
        x = np.maximum(x @ kernel + bias, 0)
    kernel, bias = weights[-1]
    return x @ kernel + bias


def _mlp_inputs(rng):
    def network(n_samples, *sizes):
        weights = [
            (rng.normal(size=(a, b)).round(1), rng.normal(size=b).round(1))
            for a, b in _pairs(sizes)
        ]
        return rng.normal(size=(n_samples, sizes[0])).round(1), weights

    return [network(1, 2, 1), network(2, 2, 3, 1), network(3, 3, 4, 4, 2), network(4, 2, 5, 3, 3)]


def _mlp(x, weights, hidden, output=lambda z: z, before=lambda x: x):
    for kernel, bias in weights[:-1]:
        x = hidden(before(x), kernel, bias)
    return output(before(x) @ weights[-1][0] + weights[-1][1])


def _relu(z):
    return np.maximum(z, 0)


def _hidden(x, kernel, bias):
    return _relu(x @ kernel + bias)


mlp_forward = Exercise(
    name="mlp_forward",
    reference=_mlp_forward,
    inputs=_mlp_inputs,
    mistakes=[
        Mistake(
            "ReLU at the output",
            "The last layer has no ReLU here: the network must be able to answer with a negative "
            "number.",
            lambda x, weights: _mlp(x, weights, _hidden, output=_relu),
        ),
        Mistake(
            "no activation",
            "Without ReLU in the hidden layers the whole network is one affine map.",
            lambda x, weights: _mlp(x, weights, lambda x, kernel, bias: x @ kernel + bias),
        ),
        Mistake(
            "bias after the ReLU",
            "The bias is part of the weighted sum; the activation function comes last.",
            lambda x, weights: _mlp(x, weights, lambda x, k, bias: _relu(x @ k) + bias),
        ),
        Mistake(
            "ReLU on the inputs",
            "ReLU follows a layer; you applied it to what goes into one.",
            lambda x, weights: _mlp(
                x, weights, lambda x, kernel, bias: x @ kernel + bias, before=_relu
            ),
        ),
        Mistake(
            "stopped before the output layer",
            "You returned what the last hidden layer says. The output layer is still missing.",
            lambda x, weights: _mlp(
                x, [*weights[:-1], (np.eye(weights[-1][0].shape[0]), 0)], _hidden
            ),
        ),
        Mistake(
            "each layer on the input",
            "Each layer takes the output of the layer before it, and only the first one takes x.",
            lambda x, weights: x @ weights[-1][0] + weights[-1][1],
        ),
        Mistake(
            "no biases",
            "Each layer adds its bias to the weighted sums; yours adds none.",
            lambda x, weights: _mlp(x, [(kernel, 0) for kernel, _ in weights], _hidden),
        ),
    ],
    hints=[
        "Treat the last layer apart: it alone has no ReLU.",
        "Keep one variable for what flows through the network; every layer overwrites it.",
        "With a single pair in the list there is no hidden layer, and no ReLU at all.",
    ],
)
