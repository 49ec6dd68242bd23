"""The standard deviation of first weights that keeps a signal, for any activation function."""

import numpy as np

from dlcourse.judging import Exercise, Mistake


def _kernel_std(phi, n_inputs, z):
    return 1 / np.sqrt(n_inputs * np.mean(phi(z) ** 2))


def identity(z):
    """Return z: a layer without activation function."""
    return z


def relu(z):
    """Return z where it is positive, else 0."""
    return np.maximum(z, 0)


def leaky(z):
    """Return z where it is positive, else three tenths of it."""
    return np.where(z > 0, z, 0.3 * z)


def sigmoid(z):
    """Return 1 / (1 + exp(-z))."""
    return 1 / (1 + np.exp(-z))


def _kernel_std_inputs(rng):
    few = np.array([-1.0, 2.0, 0.5])
    fixed = [(identity, 100, few), (relu, 100, few), (relu, 1, few), (leaky, 25, few)]
    draws = rng.normal(size=400).round(2)
    return fixed + [(phi, 784, draws) for phi in (np.tanh, sigmoid, relu)]


def _by_variance(phi, n_inputs, z):
    wanted = 1 / n_inputs / np.mean(np.square(phi(z)))
    return np.sqrt(wanted)


def _by_sums(phi, n_inputs, z):
    h = phi(z)
    return (len(h) / (n_inputs * (h @ h))) ** 0.5


def _by_root_mean_square(phi, n_inputs, z):
    total = 0.0
    for value in z:
        total += float(phi(np.array([value]))[0]) ** 2
    return n_inputs**-0.5 / (total / len(z)) ** 0.5


def _with(size, power=-0.5):
    """Return an answer that takes another number for the mean of the squares."""
    return lambda phi, n_inputs, z: (n_inputs * size(phi, z)) ** power


kernel_std = Exercise(
    name="kernel_std",
    reference=_kernel_std,
    right=[_by_variance, _by_sums, _by_root_mean_square],
    inputs=_kernel_std_inputs,
    mistakes=[
        Mistake(
            "the variance returned",
            "This is the variance of the weights. Asked is their standard deviation, its root.",
            _with(lambda phi, z: np.mean(phi(z) ** 2), power=-1),
        ),
        Mistake(
            "variance of the outputs",
            "A sum grows with the mean of the squares of what goes in. The variance of the outputs "
            "takes their mean away first; outputs of ReLU and sigmoid have a mean.",
            _with(lambda phi, z: np.var(phi(z))),
            also=[_with(lambda phi, z: np.var(phi(z), ddof=1))],
        ),
        Mistake(
            "squares missing",
            "You average the outputs. Large ones count more: average their squares.",
            _with(lambda phi, z: np.mean(np.abs(phi(z)))),
            also=[_with(lambda phi, z: np.abs(np.mean(phi(z))))],
        ),
        Mistake(
            "square of the mean",
            "The mean of the squares is not the square of the mean. Square first.",
            _with(lambda phi, z: np.mean(phi(z)) ** 2),
            also=[_with(lambda phi, z: np.mean(np.abs(phi(z))) ** 2)],
        ),
        Mistake(
            "the function forgotten",
            "This is right for a layer without activation function. What does phi do to z?",
            lambda phi, n_inputs, z: n_inputs**-0.5,
            also=[_with(lambda phi, z: np.mean(z**2))],
        ),
        Mistake(
            "always ReLU's",
            "This is He's number. It is right for ReLU alone; measure what phi leaves.",
            lambda phi, n_inputs, z: np.sqrt(2 / n_inputs),
        ),
        Mistake(
            "inputs forgotten",
            "A unit with more inputs adds more terms, so each weight has to be smaller.",
            lambda phi, n_inputs, z: np.mean(phi(z) ** 2) ** -0.5,
        ),
        Mistake(
            "no root of the inputs",
            "A sum of n terms that go up and down at random grows like the root of n, not like n.",
            lambda phi, n_inputs, z: np.mean(phi(z) ** 2) ** -0.5 / n_inputs,
        ),
        Mistake(
            "upside down",
            "The larger the outputs, or the more inputs, the smaller the weights have to be.",
            _with(lambda phi, z: np.mean(phi(z) ** 2), power=0.5),
            also=[
                _with(lambda phi, z: np.mean(phi(z) ** 2), power=1),
                lambda phi, n_inputs, z: np.sqrt(np.mean(phi(z) ** 2) / n_inputs),
                lambda phi, n_inputs, z: np.mean(phi(z) ** 2) / n_inputs,
            ],
        ),
        Mistake(
            "sum for mean",
            "A sum over the draws grows with their number. Take their mean.",
            _with(lambda phi, z: np.sum(phi(z) ** 2)),
        ),
        Mistake(
            "phi left out of the draws",
            "Put the draws z through phi first; it is the outputs that the next layer adds up.",
            _with(lambda phi, z: np.mean(phi(z**2))),
            also=[_with(lambda phi, z: np.abs(np.mean(z * phi(z))))],
        ),
    ],
    further=(
        "He and others (2015) give ReLU and leaky ReLU; PyTorch calls such numbers the gain of a "
        "function. In Keras see `keras.initializers.VarianceScaling`."
    ),
    hints=[
        "In the rule for the variance of a sum, which number stands for what the function leaves?",
        "Apply phi to the draws, square, average: that is what one input contributes. How many "
        "inputs are there?",
        "Solve inputs times variance of a weight times that average = 1 for the variance; then "
        "the root.",
    ],
)
