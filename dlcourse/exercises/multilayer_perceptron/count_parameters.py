"""Count the parameters of a multilayer perceptron."""

import numpy as np

from dlcourse.judging import Exercise, Mistake


def _count_parameters(sizes):
    total = 0
    for i in range(len(sizes) - 1):
        total += sizes[i] * sizes[i + 1] + sizes[i + 1]
    return total


def _pairs(sizes):
    return list(zip(sizes[:-1], sizes[1:], strict=True))


def _count_by_arrays(sizes):
    kernels = [np.empty((a, b)) for a, b in zip(sizes, sizes[1:], strict=False)]
    return sum(kernel.size for kernel in kernels) + sum(sizes) - sizes[0]


def _count_by_recursion(sizes):
    return 0 if len(sizes) < 2 else (sizes[0] + 1) * sizes[1] + _count_by_recursion(sizes[1:])


count_parameters = Exercise(
    name="count_parameters",
    reference=_count_parameters,
    right=[_count_by_arrays, _count_by_recursion],
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
            also=[lambda sizes: sum(a * b for a, b in _pairs(sizes)) + sizes[0]],
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
        Mistake(
            "the first layer left out",
            "The weights between the first two sizes count as well; your loop starts behind them.",
            lambda sizes: sum(a * b + b for a, b in _pairs(sizes[1:])),
        ),
        Mistake(
            "the last layer only",
            "You return the number of the last layer. Add up those of all layers.",
            lambda sizes: (sizes[-2] + 1) * sizes[-1],
        ),
        Mistake(
            "biases of some layers only",
            "Every layer behind the inputs has biases: the hidden ones and the output layer.",
            lambda sizes: sum(a * b for a, b in _pairs(sizes)) + sizes[-1],
            also=[lambda sizes: sum(a * b for a, b in _pairs(sizes)) + sum(sizes[1:-1])],
        ),
        Mistake(
            "biases on both sides",
            "(d + 1) (p + 1) gives the inputs biases, too. Only the p units of a layer have one.",
            lambda sizes: sum((a + 1) * (b + 1) for a, b in _pairs(sizes)),
        ),
        Mistake(
            "biases only",
            "You counted the biases. Each unit also has one weight for each of its inputs.",
            lambda sizes: sum(sizes[1:]),
        ),
        Mistake(
            "added instead of multiplied",
            "Each of the p units has a weight for each of the d inputs: how many is that together?",
            lambda sizes: sum(a + b + b for a, b in _pairs(sizes)),
            also=[lambda sizes: sum(a + b for a, b in _pairs(sizes))],
        ),
        Mistake(
            "all sizes multiplied",
            "Only neighbouring layers are connected: multiply the sizes of each pair, and add up.",
            lambda sizes: int(np.prod(sizes)),
        ),
        Mistake(
            "one number for each layer",
            "You return a number for each layer. Asked for is their sum.",
            lambda sizes: [a * b + b for a, b in _pairs(sizes)],
        ),
        Mistake(
            "every second layer",
            "Each size but the first and the last belongs to two pairs; your loop skips every "
            "second pair.",
            lambda sizes: sum(a * b + b for a, b in _pairs(sizes)[::2]),
        ),
    ],
    further=("`keras.Model.count_params` counts the same; `summary` shows them layer by layer."),
    hints=[
        "Take one layer with d inputs and p units. How many weights does one of its units have?",
        "Each unit has d weights and one bias. Sum over all layers but the input layer.",
    ],
)
