"""One Dense layer that does the work of a Dense layer and the batch normalization behind it."""

import numpy as np

from dlcourse.judging import Exercise, Mistake


def _fold_into_dense(kernel, gamma, beta, mean, variance, epsilon):
    factor = gamma / np.sqrt(variance + epsilon)
    return kernel * factor, beta - mean * factor


def _fold_into_dense_inputs(rng):
    two = (np.array([[1.0, 0.0], [2.0, -1.0], [0.5, 3.0]]), np.array([2.0, 3.0]))
    fixed = [
        (*two, np.array([1.0, -1.0]), np.array([5.0, 0.5]), np.array([3.0, 15.0]), 1.0),
        (np.eye(2), np.ones(2), np.zeros(2), np.zeros(2), np.array([3.0, 8.0]), 1.0),
        (np.eye(2), np.array([4.0, -9.0]), np.ones(2), np.ones(2), np.zeros(2), 0.25),
    ]
    for shape in ((3, 3), (4, 2)):
        units = rng.uniform(0.5, 2, size=(3, shape[1])).round(2)
        mean = rng.normal(size=shape[1]).round(2)
        kernel = rng.normal(size=shape).round(2)
        fixed.append((kernel, units[0], units[1], mean, units[2], 1e-3))
    return fixed


def _by_diagonal(kernel, gamma, beta, mean, variance, epsilon):
    scale = np.diag(gamma * (variance + epsilon) ** -0.5)
    return kernel @ scale, -mean @ scale + beta


def _by_probing(kernel, gamma, beta, mean, variance, epsilon):
    """Ask the two layers what they make of no input, and of one input after the other."""

    def both(x):
        return gamma * (x @ kernel - mean) / np.sqrt(variance + epsilon) + beta

    bias = both(np.zeros(len(kernel)))
    return np.array([both(x) - bias for x in np.eye(len(kernel))]), bias


def _folded(factor=None, bias=None, scale=np.multiply):
    """Return an answer with another factor, another bias, or another way to scale the kernel."""
    factor = factor or (lambda gamma, variance, eps: gamma / np.sqrt(variance + eps))
    bias = bias or (lambda beta, mean, f, gamma: beta - mean * f)

    def answer(kernel, gamma, beta, mean, variance, epsilon):
        f = factor(gamma, variance, epsilon)
        return scale(kernel, f), bias(beta, mean, f, gamma)

    return answer


fold_into_dense = Exercise(
    name="fold_into_dense",
    reference=_fold_into_dense,
    right=[_by_diagonal, _by_probing],
    inputs=_fold_into_dense_inputs,
    mistakes=[
        Mistake(
            "gamma forgotten",
            "The layer also multiplies by gamma: the kernel has to take that over as well.",
            _folded(factor=lambda gamma, variance, eps: 1 / np.sqrt(variance + eps)),
        ),
        Mistake(
            "no root",
            "The sums are divided by the standard deviation, the root of variance and epsilon.",
            _folded(factor=lambda gamma, variance, eps: gamma / (variance + eps)),
        ),
        Mistake(
            "epsilon forgotten",
            "Epsilon belongs under the root here, too, else the folded layer differs a little.",
            _folded(factor=lambda gamma, variance, eps: gamma / np.sqrt(variance + 1e-30)),
        ),
        Mistake(
            "epsilon outside the root",
            "Epsilon is added to the variance, before the root.",
            _folded(factor=lambda gamma, variance, eps: gamma / (np.sqrt(variance) + eps)),
        ),
        Mistake(
            "multiplied instead of divided",
            "A unit with a large spread needs smaller weights, not larger ones.",
            _folded(factor=lambda gamma, variance, eps: gamma * np.sqrt(variance + eps)),
        ),
        Mistake(
            "beta forgotten",
            "What does the pair give for an image whose sum is just the mean? Not 0.",
            _folded(bias=lambda beta, mean, f, gamma: -mean * f),
        ),
        Mistake(
            "the mean forgotten",
            "The mean is taken away from each sum, so the bias has to take it away, too.",
            _folded(bias=lambda beta, mean, f, gamma: beta + 0 * mean),
        ),
        Mistake(
            "the mean not scaled",
            "The mean is taken away before the sum is divided and multiplied. In which unit of "
            "measure is the bias that comes after?",
            _folded(bias=lambda beta, mean, f, gamma: beta - mean),
            also=[_folded(bias=lambda beta, mean, f, gamma: beta - gamma * mean)],
        ),
        Mistake(
            "beta scaled, too",
            "Beta is added last: nothing divides it or multiplies it.",
            _folded(bias=lambda beta, mean, f, gamma: (beta - mean) * f),
        ),
        Mistake(
            "the sign of the mean",
            "The mean is taken away, not added.",
            _folded(bias=lambda beta, mean, f, gamma: beta + mean * f),
        ),
        Mistake(
            "the kernel left as it was",
            "Without a change of the kernel the sums stay as large as they were.",
            _folded(scale=lambda kernel, f: kernel.copy()),
        ),
        Mistake(
            "rows scaled instead of columns",
            "A unit is a column of the kernel, and each unit has a factor of its own.",
            _folded(scale=lambda kernel, f: kernel * np.resize(f, len(kernel))[:, None]),
        ),
    ],
    further="Networks are folded so before they are put on phones: Jacob and others, 2018.",
    hints=[
        "Write the pair as one line: (x kernel - mean) times something, plus beta. Multiply out.",
        "What stands in front of x is the new kernel; what stands alone is the new bias.",
    ],
)
