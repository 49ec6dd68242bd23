"""Right answers, written differently from the references."""

import itertools

import keras
import numpy as np


def shape_by_numpy(a, b):
    try:
        return np.broadcast_shapes(a, b)
    except ValueError:
        return "error"


def shape_from_the_right(a, b):
    result = []
    for i, j in itertools.zip_longest(reversed(a), reversed(b), fillvalue=1):
        if i != 1 and j != 1 and i != j:
            return "error"
        result.insert(0, j if i == 1 else i)
    return result


def shape_by_recursion(a, b):
    if not a or not b:
        return a or b
    rest = shape_by_recursion(a[:-1], b[:-1])
    if rest == "error" or (a[-1] != b[-1] and 1 not in (a[-1], b[-1])):
        return np.str_("error")
    return (*rest, a[-1] * b[-1] if 1 in (a[-1], b[-1]) else a[-1])


def shape_as_an_array(a, b):
    n = max(len(a), len(b))
    a, b = (np.concatenate([np.ones(n - len(shape), int), shape]) for shape in (a, b))
    if np.any((a != b) & (a != 1) & (b != 1)):
        return "error"
    return np.where(a == 1, b, a)


def product_by_operator(a, b):
    return a @ b


def product_by_einsum(a, b):
    return np.einsum("nd,dp->np", a, b)


def product_as_lists(a, b):
    return [[sum(row * column) for column in b.T] for row in a]


def product_of_float32(a, b):
    product = np.zeros((len(a), b.shape[1]), dtype="float32")
    for k in range(len(b)):
        product += np.outer(a[:, k], b[k])
    return product


def product_by_keras(a, b):
    return keras.ops.matmul(a, b)


def first_by_moveaxis(images):
    return np.moveaxis(images, -1, 1)


def first_by_stack(images):
    return np.stack([images[..., c] for c in range(images.shape[-1])], axis=1)


def first_by_loops(images):
    return [[image[:, :, c].tolist() for c in range(image.shape[2])] for image in images]


def first_by_keras(images):
    return keras.ops.transpose(keras.ops.cast(images, "float32"), (0, 3, 1, 2))


VARIANTS = {
    "broadcast_shape": [
        shape_by_numpy,
        shape_from_the_right,
        shape_by_recursion,
        shape_as_an_array,
    ],
    "matrix_product": [
        product_by_operator,
        product_by_einsum,
        product_as_lists,
        product_of_float32,
        product_by_keras,
    ],
    "channels_first": [first_by_moveaxis, first_by_stack, first_by_loops, first_by_keras],
}
