"""Four trainings, and what would help each of them."""

import numpy as np

from dlcourse.judging import Exercise, Mistake


def _what_to_change():
    return [3, 1, 2, 4]


def _which_are_right(returned):
    """Say of each training whether its number is right, and never which one would be."""
    try:
        numbers = np.asarray(returned)
    except (TypeError, ValueError):
        numbers = np.empty(0)
    are_numbers = numbers.shape == (4,) and numbers.dtype.kind in "iuf"
    if not are_numbers or sorted(numbers.tolist()) != [1, 2, 3, 4]:
        raise ValueError(
            "Expected a list of the numbers 1, 2, 3 and 4, each of them once: one for each of "
            "the trainings A, B, C, D."
        )
    pairs = zip("ABCD", numbers, _what_to_change(), strict=True)
    return {
        f"training {name}": "right" if number == right else f"{number:g} is wrong"
        for name, number, right in pairs
    }


def _change_as_tuple():
    return 3, 1, 2, 4


def _change_as_array():
    return np.array([3.0, 1.0, 2.0, 4.0])


def _change_as_numbers_of_numpy():
    return [np.int64(3), np.uint8(1), np.float32(2), 4]


what_to_change = Exercise(
    name="what_to_change",
    reference=_what_to_change,
    right=[_change_as_tuple, _change_as_array, _change_as_numbers_of_numpy],
    inputs=lambda rng: [()],
    outcome=_which_are_right,
    mistakes=[
        Mistake(
            "small rate and raw inputs exchanged",
            "Two of the curves are smooth and slow at the end. In a ravine a walk falls fast at "
            "first and creeps afterwards; with a small rate it is slow from the first step on. "
            "Compare A and B.",
            lambda: [1, 3, 2, 4],
        ),
        Mistake(
            "noise and divergence exchanged",
            "A rate beyond the limit makes each jump larger than the one before. Noise goes up and "
            "down and stays where it is. Compare C and D.",
            lambda: [3, 1, 4, 2],
        ),
        Mistake(
            "divergence taken for a ravine",
            "A walk in a ravine creeps, but downwards. Which of A and C goes up?",
            lambda: [2, 1, 3, 4],
        ),
        Mistake(
            "divergence taken for a small rate",
            "A larger rate would make a curve that climbs climb faster. Which of B and C climbs?",
            lambda: [3, 2, 1, 4],
        ),
        Mistake(
            "noise taken for a ravine",
            "The exact gradient of all flowers gives a smooth curve, also in a ravine. Which of A "
            "and D is rough?",
            lambda: [4, 1, 2, 3],
        ),
        Mistake(
            "noise taken for a small rate",
            "A small rate makes a smooth curve. Which of B and D is rough?",
            lambda: [3, 4, 2, 1],
        ),
        Mistake(
            "the example",
            "This is the answer of the example, which only shows the form. Look at one picture "
            "after the other.",
            lambda: [1, 2, 3, 4],
        ),
    ],
    hints=[
        "Begin with the one that climbs, and with the one that is rough. What is left is smooth.",
        "Of the two smooth ones, one was fast in its first steps. Where have you seen a walk that "
        "is fast at first, and then creeps?",
    ],
)
