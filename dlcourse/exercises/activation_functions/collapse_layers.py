"""Linear layers in a row are one linear layer."""

import functools

import numpy as np

from dlcourse.judging import Exercise, Mistake


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


def _merged(step):
    """Return an answer that takes in one layer after the other with `step(K, B, k, b)`."""

    def answer(layers):
        kernel, bias = layers[0]
        for next_kernel, next_bias in layers[1:]:
            kernel, bias = step(kernel, bias, next_kernel, next_bias)
        return kernel, bias

    return answer


def _emptied(layers):
    kernel, bias = layers.pop(0)
    for next_kernel, next_bias in layers:
        kernel, bias = kernel @ next_kernel, bias @ next_kernel + next_bias
    return kernel, bias


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


def _sum_of_biases(layers):
    if len({len(bias) for _, bias in layers}) > 1:
        raise ValueError("operands could not be broadcast together")
    return sum(bias for _, bias in layers)


def _collapse_by_reduce(layers):
    def merge(first, second):
        return first[0] @ second[0], first[1] @ second[0] + second[1]

    return functools.reduce(merge, layers)


def _collapse_by_probing(layers):
    def run(x):
        for kernel, bias in layers:
            x = x @ kernel + bias
        return x

    inputs = layers[0][0].shape[0]
    bias = run(np.zeros(inputs))
    return run(np.eye(inputs)) - bias, bias


def _collapse_from_the_end(layers):
    kernel, bias = layers[-1]
    for k, b in layers[-2::-1]:
        bias = b @ kernel + bias
        kernel = k @ kernel
    return [kernel, bias]


collapse_layers = Exercise(
    name="collapse_layers",
    reference=_collapse_layers,
    right=[_collapse_by_reduce, _collapse_by_probing, _collapse_from_the_end],
    inputs=_collapse_layers_inputs,
    mistakes=[
        Mistake(
            "biases only added up",
            "The bias of an earlier layer also passes through the kernels of the later ones.",
            lambda layers: (_product_of_kernels(layers), _sum_of_biases(layers)),
            also=[lambda layers: (_product_of_kernels(layers), sum(b for _, b in layers))],
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
        Mistake(
            "begun at the last layer",
            "A sample meets the first layer of the list first.",
            lambda layers: _collapse_layers(layers[::-1]),
        ),
        Mistake(
            "only the first bias",
            "Each layer adds its own bias, and what came before passes through its kernel.",
            lambda layers: (_product_of_kernels(layers), layers[0][1]),
        ),
        Mistake(
            "the first layer twice",
            "You begin with the first layer and then take it in again: go on with the second one.",
            lambda layers: _collapse_layers([layers[0], *layers]),
        ),
        Mistake(
            "kernels added",
            "What the first layer gives is multiplied by the second kernel: (x @ K) @ k.",
            _merged(lambda K, B, k, b: (K + k, B + b)),
            also=[
                _merged(lambda K, B, k, b: (K + k, B @ k + b)),
                _merged(lambda K, B, k, b: (K + k, b)),
                lambda layers: (sum(k for k, _ in layers), sum(b for _, b in layers)),
            ],
        ),
        Mistake(
            "kernels entry by entry",
            "`*` multiplies entry by entry. Layers in a row need the matrix product.",
            _merged(lambda K, B, k, b: (K * k, B @ k + b)),
            also=[
                _merged(lambda K, B, k, b: (K * k, B * k + b)),
                _merged(lambda K, B, k, b: (K * k, B + b)),
            ],
        ),
        Mistake(
            "the kernel only",
            "Asked for are two: the kernel and the bias of the one layer.",
            _product_of_kernels,
            also=[lambda layers: _collapse_layers(layers)[1]],
        ),
        Mistake(
            "no bias",
            "The kernel is right, and the bias is 0 in yours. The biases of the layers do not "
            "vanish.",
            lambda layers: (_product_of_kernels(layers), 0 * layers[-1][1]),
        ),
        Mistake(
            "later biases are missing",
            "Only the bias of the first layer arrives in yours. Each later layer adds its own.",
            _merged(lambda K, B, k, b: (K @ k, B @ k)),
        ),
        Mistake(
            "the first bias is missing",
            "The first layer has a bias, too, and it passes through all the later kernels.",
            lambda layers: _collapse_layers([(layers[0][0], 0 * layers[0][1]), *layers[1:]]),
        ),
        Mistake(
            "the bias added too early",
            "A layer's own bias joins after its kernel; yours is multiplied by it.",
            _merged(lambda K, B, k, b: (K @ k, (B + b) @ k)),
        ),
        Mistake(
            "the bias not by the matrix product",
            "What arrives as a bias passes through the next kernel as any row of numbers does.",
            _merged(lambda K, B, k, b: (K @ k, B.sum() * k.sum(axis=0) + b)),
            also=[
                _merged(lambda K, B, k, b: (K @ k, B * k + b)),
                _merged(lambda K, B, k, b: (K @ k, B * k.sum(axis=0) + b)),
            ],
        ),
        Mistake(
            "layers left out",
            "All layers of the list count, from the first to the last. Yours are not all in it.",
            lambda layers: _collapse_layers(layers[:-1] or layers),
            also=[
                lambda layers: _collapse_layers(layers[1:] or layers),
                lambda layers: _collapse_layers(layers[-2:]),
                lambda layers: layers[0],
                lambda layers: layers[-1],
            ],
        ),
        Mistake(
            "a ReLU between the layers",
            "These layers have no activation function.",
            _merged(lambda K, B, k, b: (np.maximum(K, 0) @ k, np.maximum(B, 0) @ k + b)),
        ),
        Mistake(
            "biases subtracted",
            "A layer adds its bias.",
            _merged(lambda K, B, k, b: (K @ k, B @ k - b)),
        ),
        Mistake(
            "the kernel transposed",
            "A kernel has one row for each input and one column for each unit.",
            lambda layers: (_product_of_kernels(layers).T, _collapse_layers(layers)[1]),
        ),
        Mistake(
            "the list changed",
            "You took a layer out of the caller's list: afterwards it is shorter.",
            _emptied,
        ),
    ],
    further=(
        "Straight layers in a row are still worth a look: they learn in steps. Saxe, McClelland"
        " and Ganguli, 2014."
    ),
    hints=[
        "Begin with the first layer and take in one more layer after the other.",
        "Insert (x @ k1 + b1) into the next layer and multiply out. Which terms contain x? "
        "Those make the new kernel; the others are the new bias.",
    ],
)
