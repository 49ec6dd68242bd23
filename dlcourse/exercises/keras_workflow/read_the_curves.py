"""Four learning curves, and what is wrong in each."""

import numpy as np

from dlcourse.judging import Exercise, Mistake


def _read_the_curves():
    return [3, 1, 4, 2]


def _which_are_right(returned):
    """Say of each picture whether its number is right, and never which one would be."""
    try:
        causes = np.asarray(returned)
    except (TypeError, ValueError):
        causes = np.empty(0)
    numbers = causes.shape == (4,) and causes.dtype.kind in "iuf"
    if not numbers or sorted(causes.tolist()) != [1, 2, 3, 4]:
        raise ValueError(
            "Expected a list of the numbers 1, 2, 3 and 4, each of them once: one for each of "
            "the pictures A, B, C, D."
        )
    pairs = zip("ABCD", causes, _read_the_curves(), strict=True)
    return {
        f"picture {name}": "right" if cause == right else f"{cause:g} is wrong"
        for name, cause, right in pairs
    }


def _curves_as_tuple():
    return 3, 1, 4, 2


def _curves_as_array():
    return np.array([3.0, 1.0, 4.0, 2.0])


def _curves_as_numbers_of_numpy():
    return [np.int64(3), np.uint8(1), np.float32(4), 2]


read_the_curves = Exercise(
    name="read_the_curves",
    reference=_read_the_curves,
    right=[_curves_as_tuple, _curves_as_array, _curves_as_numbers_of_numpy],
    inputs=lambda rng: [()],
    outcome=_which_are_right,
    mistakes=[
        Mistake(
            "too small and stopped early exchanged",
            "In A and in B the training loss is not small at the end. Look at the last ten epochs: "
            "one pair of curves is at rest, the other one still falls.",
            lambda: [1, 3, 4, 2],
        ),
        Mistake(
            "small network and learning by heart exchanged",
            "A network that learns by heart makes its training loss small while the validation "
            "loss rises. One that is too small does neither: both losses rest. Compare A and C.",
            lambda: [4, 1, 3, 2],
        ),
        Mistake(
            "large rate and learning by heart exchanged",
            "Learning by heart is learning: the training loss falls. In one of C and D both losses "
            "jump about the dotted line, and nothing is learned.",
            lambda: [3, 1, 2, 4],
        ),
        Mistake(
            "small network and large rate exchanged",
            "A network that is too small learns what it can and rests below the dotted line. Steps "
            "that are too large throw it about and above that line. Compare A and D.",
            lambda: [2, 1, 4, 3],
        ),
        Mistake(
            "large rate and stopped early exchanged",
            "More epochs help where the curves still fall, and smoothly. Do those of D?",
            lambda: [3, 2, 4, 1],
        ),
        Mistake(
            "learning by heart and stopped early exchanged",
            "More epochs help while the validation loss falls. In one of B and C it has turned "
            "and rises.",
            lambda: [3, 4, 1, 2],
        ),
        Mistake(
            "the example",
            "This is the answer of the example, which only shows the form. Look at one picture "
            "after the other.",
            lambda: [1, 2, 3, 4],
        ),
    ],
    hints=[
        "Begin with the dotted line, the loss at chance. Which training has learned nothing?",
        "Of the other three, in which does the gap between the two curves open, and widely?",
        "Then look at the slope of the training loss over the last ten epochs.",
    ],
)
