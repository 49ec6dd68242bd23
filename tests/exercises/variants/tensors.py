"""Right answers, written differently from the references."""

import itertools

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


def product_by_operator(a, b):
    return a @ b


def product_by_einsum(a, b):
    return np.einsum("nd,dp->np", a, b)


def product_as_lists(a, b):
    return [[sum(row * column) for column in b.T] for row in a]


def first_by_moveaxis(images):
    return np.moveaxis(images, -1, 1)


def first_by_stack(images):
    return np.stack([images[..., c] for c in range(images.shape[-1])], axis=1)


VARIANTS = {
    "broadcast_shape": [shape_by_numpy, shape_from_the_right],
    "matrix_product": [product_by_operator, product_by_einsum, product_as_lists],
    "channels_first": [first_by_moveaxis, first_by_stack],
}
