"""The whole forward pass of a multilayer perceptron."""

import numpy as np

from dlcourse.judging import Exercise, Mistake


def _pairs(sizes):
    return list(zip(sizes[:-1], sizes[1:], strict=True))


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

    return [
        network(1, 2, 1),
        network(2, 2, 3, 1),
        network(3, 2, 2, 2, 2),
        network(3, 3, 4, 4, 2),
        network(4, 2, 5, 3, 3),
    ]


def _mlp(x, weights, hidden, output=lambda z: z, before=lambda x: x):
    for kernel, bias in weights[:-1]:
        x = hidden(before(x), kernel, bias)
    return output(before(x) @ weights[-1][0] + weights[-1][1])


def _relu(z):
    return np.maximum(z, 0)


def _hidden(x, kernel, bias):
    return _relu(x @ kernel + bias)


def _sigmoid(z):
    return 1 / (1 + np.exp(-z))


def _softmax(z):
    numerator = np.exp(z - z.max(axis=1, keepdims=True))
    return numerator / numerator.sum(axis=1, keepdims=True)


def _with(activation):
    """Return an answer that has another activation function in its hidden layers."""
    return lambda x, weights: _mlp(x, weights, lambda x, k, bias: activation(x @ k + bias))


def _relu_at(where):
    """Return an answer with ReLU where `where(layer, number of layers)` says so."""

    def answer(x, weights):
        for i, (kernel, bias) in enumerate(weights):
            x = x @ kernel + bias
            x = _relu(x) if where(i, len(weights)) else x
        return x

    return answer


def _overwritten(x, weights):
    for kernel, bias in weights[:-1]:
        hidden = _relu(x @ kernel + bias)
    return hidden @ weights[-1][0] + weights[-1][1]


def _emptied(x, weights):
    kernel, bias = weights.pop()
    for k, b in weights:
        x = _relu(x @ k + b)
    return x @ kernel + bias


def _mlp_with_index(x, weights):
    h = x
    for i, (kernel, bias) in enumerate(weights):
        h = np.dot(h, kernel) + bias
        if i < len(weights) - 1:
            h = h * (h > 0)
    return h


def _mlp_by_recursion(x, weights):
    z = np.einsum("nd,dp->np", x, weights[0][0]) + weights[0][1]
    return z if len(weights) == 1 else _mlp_by_recursion(np.where(z < 0, 0.0, z), weights[1:])


mlp_forward = Exercise(
    name="mlp_forward",
    reference=_mlp_forward,
    right=[_mlp_with_index, _mlp_by_recursion],
    inputs=_mlp_inputs,
    mistakes=[
        Mistake(
            "activation function at the output",
            "The last layer has none here: what comes out are its sums, which may be any number.",
            lambda x, weights: _mlp(x, weights, _hidden, output=_relu),
            also=[
                lambda x, weights: _mlp(x, weights, _hidden, output=_sigmoid),
                lambda x, weights: _mlp(x, weights, _hidden, output=_softmax),
            ],
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
            also=[lambda x, weights: _mlp(x, weights[-2:], _hidden), _overwritten],
        ),
        Mistake(
            "no biases",
            "Each layer adds its bias to the weighted sums; yours adds none.",
            lambda x, weights: _mlp(x, [(kernel, 0) for kernel, _ in weights], _hidden),
        ),
        Mistake(
            "one ReLU too few",
            "Every layer but the last has a ReLU, also the one before it. Where do you stop?",
            _relu_at(lambda i, n: i < n - 2),
        ),
        Mistake(
            "the last bias forgotten",
            "The output layer has a bias, as every layer has.",
            lambda x, weights: _mlp_forward(x, weights) - weights[-1][1],
        ),
        Mistake(
            "another activation function",
            "ReLU keeps a positive sum as it is and makes 0 of a negative one. Yours does not.",
            _with(_sigmoid),
            also=[
                _with(np.tanh),
                _with(np.abs),
                _with(lambda z: np.where(z > 0, z, 0.01 * z)),
                _with(lambda z: (z > 0) * 1.0),
                _with(lambda z: np.minimum(z, 0)),
                _with(lambda z: np.maximum(z, 1)),
            ],
        ),
        Mistake(
            "ReLU after the first layer only",
            "Every hidden layer has a ReLU, not only the first.",
            _relu_at(lambda i, n: i == 0),
            also=[_relu_at(lambda i, n: i == 0 and n > 1)],
        ),
        Mistake(
            "no ReLU after the first layer",
            "The first layer is a hidden layer, too, if another one follows.",
            _relu_at(lambda i, n: i > 0),
            also=[_relu_at(lambda i, n: 0 < i < n - 1)],
        ),
        Mistake(
            "ReLU after the last layer only",
            "It is the other way round: ReLU after every layer but the last.",
            _relu_at(lambda i, n: i == n - 1),
        ),
        Mistake(
            "no biases in the hidden layers",
            "The hidden layers have biases, as the last layer has.",
            lambda x, weights: _mlp(x, weights, lambda x, kernel, bias: _relu(x @ kernel)),
        ),
        Mistake(
            "biases subtracted",
            "A bias is added to the weighted sums.",
            lambda x, weights: _mlp_forward(x, [(kernel, -bias) for kernel, bias in weights]),
        ),
        Mistake(
            "the first layer only",
            "You return what the first layer says. Is your return inside the loop?",
            lambda x, weights: _hidden(x, *weights[0]),
            also=[lambda x, weights: x @ weights[0][0] + weights[0][1]],
        ),
        Mistake(
            "the first layer left out",
            "x goes into the first layer of the list; you start with the second.",
            lambda x, weights: _mlp_forward(x, weights[1:]),
            also=[lambda x, weights: _mlp(x, [*weights[1:], (1, 0)], _hidden)],
        ),
        Mistake(
            "layers in reverse order",
            "The list begins with the layer that takes x. Go through it from its beginning.",
            lambda x, weights: _mlp_forward(x, weights[::-1]),
        ),
        Mistake(
            "kernels transposed",
            "A kernel has one row for each input and one column for each unit: multiply by it as "
            "it is.",
            lambda x, weights: _mlp_forward(x, [(kernel.T, bias) for kernel, bias in weights]),
        ),
        Mistake(
            "the list of weights changed",
            "You took layers out of the caller's list: afterwards its network is shorter. Read the "
            "list and leave it as it is.",
            _emptied,
        ),
    ],
    further=(
        "`keras.Sequential` does no more than this loop. Goodfellow et al., Deep Learning, "
        "2016, chapter 6."
    ),
    hints=[
        "Treat the last layer apart: it alone has no ReLU.",
        "Keep one variable for what flows through the network; every layer overwrites it.",
        "With a single pair in the list there is no hidden layer, and no ReLU at all.",
    ],
)
