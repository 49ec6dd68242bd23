"""Four histograms of a layer's sums, and how the layer is doing."""

import numpy as np

from dlcourse.judging import Exercise, Mistake


def _read_the_sums():
    return [2, 4, 3, 1]


def _which_are_right(returned):
    """Say of each layer whether its number is right, and never which one would be."""
    try:
        numbers = np.asarray(returned)
    except (TypeError, ValueError):
        numbers = np.empty(0)
    is_list = numbers.shape == (4,) and numbers.dtype.kind in "iuf"
    if not is_list or sorted(numbers.tolist()) != [1, 2, 3, 4]:
        raise ValueError(
            "Expected a list of the numbers 1, 2, 3 and 4, each of them once: one for each of "
            "the layers A, B, C, D."
        )
    pairs = zip("ABCD", numbers, _read_the_sums(), strict=True)
    return {
        f"layer {name}": "right" if number == right else f"{number:g} is wrong"
        for name, number, right in pairs
    }


def _sums_as_tuple():
    return 2, 4, 3, 1


def _sums_as_array():
    return np.array([2.0, 4.0, 3.0, 1.0])


def _sums_as_numbers_of_numpy():
    return [np.int64(2), np.uint8(4), np.float32(3), 1]


read_the_sums = Exercise(
    name="read_the_sums",
    reference=_read_the_sums,
    right=[_sums_as_tuple, _sums_as_array, _sums_as_numbers_of_numpy],
    inputs=lambda rng: [()],
    outcome=_which_are_right,
    mistakes=[
        Mistake(
            "healthy and nearly linear exchanged",
            "B and D have much the same shape, but look at the numbers on their axes. Does the "
            "function bend between the smallest and the largest sum?",
            lambda: [2, 1, 3, 4],
        ),
        Mistake(
            "saturated and dead exchanged",
            "Dead are units without any positive sum, and that takes a function whose slope on the "
            "left is exactly 0. Compare A and C, and the names of their functions.",
            lambda: [3, 4, 2, 1],
        ),
        Mistake(
            "healthy and dead exchanged",
            "Both C and D are layers of ReLU. One of them has no sum to the right of 0.",
            lambda: [2, 4, 1, 3],
        ),
        Mistake(
            "saturated and nearly linear exchanged",
            "Both A and B are layers of tanh. Its slope is large near 0, and small far away from "
            "it. Look at the numbers on the axes.",
            lambda: [4, 2, 3, 1],
        ),
        Mistake(
            "healthy and saturated exchanged",
            "A is a layer of tanh: where is tanh steep, and where do most of the sums lie?",
            lambda: [1, 4, 3, 2],
        ),
        Mistake(
            "nearly linear and dead exchanged",
            "The sums of B are small, but half of them are positive. Has C a positive sum?",
            lambda: [2, 3, 4, 1],
        ),
        Mistake(
            "the example",
            "This is the answer of the example, which only shows the form. Look at one histogram "
            "after the other.",
            lambda: [1, 2, 3, 4],
        ),
    ],
    hints=[
        "Begin with the names: a unit of ReLU can be dead, and one of tanh can be saturated.",
        "Then read the numbers on the horizontal axes. Which part of its function is in use?",
        "Between -0.05 and 0.05, tanh cannot be told from the line y = z. What does section 2 say "
        "of layers that answer z?",
    ],
)
