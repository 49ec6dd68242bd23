"""Right answers to the exercise on learning curves, written in other ways."""

import numpy as np


def curves_as_tuple():
    return 3, 4, 2, 1


def curves_as_array():
    return np.array([3.0, 4.0, 2.0, 1.0])


def curves_as_numbers_of_numpy():
    return [np.int64(3), np.uint8(4), np.float32(2), 1]


VARIANTS = {
    "read_the_curves": [curves_as_tuple, curves_as_array, curves_as_numbers_of_numpy],
}
