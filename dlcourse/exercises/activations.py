"""Exercises on activation functions: collapse, slopes, dead units, branches."""

import numpy as np

from dlcourse.judging.exercise import Exercise, Mistake

# collapse_layers: linear layers in a row are one linear layer


def _collapse_layers(layers):
    kernel, bias = layers[0]
    for next_kernel, next_bias in layers[1:]:
        kernel, bias = kernel @ next_kernel, bias @ next_kernel + next_bias
    return kernel, bias


def _layers(rng, *sizes):
    pairs = zip(sizes[:-1], sizes[1:], strict=True)
    return [(rng.normal(size=pair).round(1), rng.normal(size=pair[1]).round(1)) for pair in pairs]


def _collapse_layers_inputs(rng):
    one_by_one = [(np.array([[2.0]]), np.array([1.0])), (np.array([[3.0]]), np.array([4.0]))]
    sizes = [(2, 3), (2, 2, 2), (3, 2, 2), (2, 3, 3, 1), (4, 3, 2, 5, 2)]
    return [(one_by_one,)] + [(_layers(rng, *size),) for size in sizes]


def _product_of_kernels(layers):
    kernel = layers[0][0]
    for next_kernel, _ in layers[1:]:
        kernel = kernel @ next_kernel
    return kernel


def _wrong_order(layers):
    kernel, bias = layers[0]
    for next_kernel, next_bias in layers[1:]:
        kernel, bias = next_kernel @ kernel, bias @ next_kernel + next_bias
    return kernel, bias


def _bias_through_all_kernels(layers):
    kernel, bias = layers[0]
    for next_kernel, next_bias in layers[1:]:
        kernel = kernel @ next_kernel
        bias = bias @ kernel + next_bias
    return kernel, bias


collapse_layers = Exercise(
    name="collapse_layers",
    reference=_collapse_layers,
    inputs=_collapse_layers_inputs,
    mistakes=[
        Mistake(
            "biases only added up",
            "The bias of an earlier layer also passes through the kernels of the later ones.",
            lambda layers: (_product_of_kernels(layers), _sum_of_biases(layers)),
        ),
        Mistake(
            "only the last bias",
            "The biases of the earlier layers are not lost: they arrive at the end, multiplied "
            "by the kernels on the way.",
            lambda layers: (_product_of_kernels(layers), layers[-1][1]),
        ),
        Mistake(
            "kernels in the wrong order",
            "The sample stands on the left, x @ kernel, so the kernel of the first layer is the "
            "leftmost factor.",
            _wrong_order,
        ),
        Mistake(
            "only two layers",
            "The list may hold any number of layers, one as well as five. Yours takes two.",
            lambda layers: _collapse_layers(layers[:2]),
        ),
        Mistake(
            "bias through its own kernel, too",
            "A bias joins behind its own kernel, so it passes only through the kernels that come "
            "after. Was your product of kernels already the new one?",
            _bias_through_all_kernels,
        ),
    ],
    hints=[
        "Begin with the first layer and take in one more layer after the other.",
        "Insert (x @ k1 + b1) into the next layer and multiply out. Which terms contain x? "
        "Those make the new kernel; the others are the new bias.",
    ],
)


def _sum_of_biases(layers):
    if len({len(bias) for _, bias in layers}) > 1:
        raise ValueError("operands could not be broadcast together")
    return sum(bias for _, bias in layers)


# relu_slope: a convention at the corner


def _relu_slope(z):
    return (z > 0).astype(float)


def _relu_slope_inputs(rng):
    fixed = [np.array([-2.0, 3.0]), np.array([-1.0, 0.0, 1.0]), np.array([[1e-9, -0.0]])]
    fixed += [np.array([1000.0, 0.5]), np.zeros((2, 0))]
    return [(z,) for z in fixed] + [(rng.integers(-3, 4, size=(3, 4)) / 2,)]


relu_slope = Exercise(
    name="relu_slope",
    reference=_relu_slope,
    inputs=_relu_slope_inputs,
    mistakes=[
        Mistake(
            "slope 1 at zero",
            "At the corner the convention of this exercise (and of Keras) is 0.",
            lambda z: (z >= 0).astype(float),
        ),
        Mistake(
            "slope one half at zero",
            "A central difference gives 1/2 at the corner. The convention is 0.",
            lambda z: np.heaviside(z, 0.5),
        ),
        Mistake(
            "the function and not its slope",
            "This is ReLU itself. Its slope says how steep it is, not how high.",
            lambda z: np.maximum(z, 0),
        ),
        Mistake(
            "the sign of z",
            "On the left ReLU is flat: its slope there is 0, not -1.",
            lambda z: np.sign(z),
        ),
        Mistake(
            "if on a whole array",
            "`if z > 0` asks one question, but z holds many numbers. Compare all of them at once.",
            lambda z: 1.0 if z > 0 else 0.0,
        ),
    ],
    hints=[
        "There are only two answers, 0 and 1. Which condition separates them?",
        "A comparison of an array with 0 gives True and False; astype turns them into numbers.",
    ],
)

# dead_units: silent for every sample


def _dead_units(z):
    return int((z.max(axis=0) <= 0).sum())


def _dead_units_inputs(rng):
    small = np.array([[-1.0, 2.0], [0.0, -3.0]])
    never_positive = np.array([[-1.0, -2.0, 0.5], [-0.5, -0.1, -1.0], [-3.0, 0.0, -2.0]])
    lopsided = np.array([[-9.0, 1.0], [1.0, 2.0], [-9.0, 1.0]])
    fixed = [small, never_positive, np.full((4, 3), -1.0), np.zeros((2, 5)), np.ones((3, 2))]
    fixed += [lopsided, np.array([[-0.5, 4.0], [3.0, -0.5]]), np.array([[-1.0, 3.0, -2.0, -4.0]])]
    return [(z,) for z in fixed] + [(rng.normal(size=(4, 9)).round(1) - 1,) for _ in range(3)]


dead_units = Exercise(
    name="dead_units",
    reference=_dead_units,
    inputs=_dead_units_inputs,
    mistakes=[
        Mistake(
            "counts silences, not units",
            "You count single entries that are not positive. A unit is dead only if all of its "
            "entries are.",
            lambda z: int((z <= 0).sum()),
        ),
        Mistake(
            "samples instead of units",
            "You look along the rows, which hold the samples. The units are the columns.",
            lambda z: int((z.max(axis=1) <= 0).sum()),
        ),
        Mistake(
            "silent once is enough",
            "A unit that is silent for some samples and active for others is alive.",
            lambda z: int((z.min(axis=0) <= 0).sum()),
        ),
        Mistake(
            "counts the living",
            "You count the units that are active at least once: those are alive.",
            lambda z: int((z.max(axis=0) > 0).sum()),
        ),
        Mistake(
            "zero counts as active",
            "At a sum of exactly 0 the output of ReLU is 0, and so is its slope.",
            lambda z: int((z.max(axis=0) < 0).sum()),
        ),
        Mistake(
            "the mean decides",
            "A unit whose sums are negative on average may still be active for a few samples.",
            lambda z: int((z.mean(axis=0) <= 0).sum()),
        ),
    ],
    hints=[
        "For each unit one question: is any of its sums positive? Units are columns.",
        "The largest sum of a column answers it. Then count the columns.",
    ],
)

# leaky_relu: two branches, whatever the slope


def _leaky_relu(z, alpha):
    return np.where(z > 0, z, alpha * z)


def _leaky_relu_inputs(rng):
    z = np.array([-2.0, -1.0, 0.0, 3.0])
    fixed = [(z, 0.1), (z, 0.0), (z, 2.0), (z, -0.5), (np.array([[1.5], [-4.0]]), 1.0)]
    per_unit = rng.uniform(-1, 2, size=3).round(2)
    return fixed + [(rng.normal(size=(4, 3)).round(1), per_unit)]


def _in_place(z, alpha):
    z[z < 0] *= alpha
    return z


leaky_relu = Exercise(
    name="leaky_relu",
    reference=_leaky_relu,
    inputs=_leaky_relu_inputs,
    mistakes=[
        Mistake(
            "the larger of alpha z and z",
            "The larger of the two is the right branch only for alpha from 0 to 1. Decide by the "
            "sign of z.",
            lambda z, alpha: np.maximum(alpha * z, z),
        ),
        Mistake(
            "alpha on both sides",
            "Positive inputs pass unchanged; alpha belongs to the negative ones.",
            lambda z, alpha: alpha * z,
        ),
        Mistake(
            "alpha itself on the left",
            "Left of 0 the output is alpha times z. You return alpha.",
            lambda z, alpha: np.where(z > 0, z, alpha),
        ),
        Mistake(
            "plain ReLU",
            "Left of 0 you return 0. That is ReLU, which has no slope there.",
            lambda z, alpha: np.maximum(z, 0),
        ),
        Mistake(
            "changes its input",
            "Writing into z changes the caller's array. Make a new one.",
            _in_place,
        ),
        Mistake(
            "the sign is lost",
            "For a positive alpha the branch on the left stays below 0: alpha times z, and z is "
            "negative there.",
            lambda z, alpha: np.where(z > 0, z, alpha * np.abs(z)),
        ),
        Mistake(
            "branches exchanged",
            "Positive inputs pass unchanged; yours are multiplied by alpha, and the others pass.",
            lambda z, alpha: np.where(z > 0, alpha * z, z),
        ),
    ],
    hints=[
        "There are two branches. What decides between them is the sign of z, and nothing else.",
        "np.where(condition, a, b) picks a or b for each entry.",
    ],
)
