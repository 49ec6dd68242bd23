"""Four learning curves, and what is wrong in each."""

import numpy as np

from dlcourse.judging import Exercise, Mistake


def _read_the_curves():
    return [3, 4, 2, 1]


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
    return 3, 4, 2, 1


def _curves_as_array():
    return np.array([3.0, 4.0, 2.0, 1.0])


def _curves_as_numbers_of_numpy():
    return [np.int64(3), np.uint8(4), np.float32(2), 1]


read_the_curves = Exercise(
    name="read_the_curves",
    reference=_read_the_curves,
    right=[_curves_as_tuple, _curves_as_array, _curves_as_numbers_of_numpy],
    inputs=lambda rng: [()],
    outcome=_which_are_right,
    mistakes=[
        Mistake(
            "too small and stopped early exchanged",
            "In A and in D both curves are high at the end. Look at the last ten epochs: one pair "
            "has nearly come to rest, the other one still falls at full speed.",
            lambda: [1, 4, 2, 3],
        ),
        Mistake(
            "small network and learning by heart exchanged",
            "A network that learns by heart has a small training loss, one that is too small a "
            "large one. Look at the solid lines of A and B.",
            lambda: [4, 3, 2, 1],
        ),
        Mistake(
            "large rate and learning by heart exchanged",
            "In one of B and C only the validation loss rises, and steadily. In the other both "
            "curves jump, and together: the steps themselves are at fault.",
            lambda: [3, 2, 4, 1],
        ),
        Mistake(
            "small network and large rate exchanged",
            "Steps that are too large make a curve jump. A network that is too small comes to "
            "rest, only too high. Compare A and C.",
            lambda: [2, 4, 3, 1],
        ),
        Mistake(
            "large rate and stopped early exchanged",
            "More epochs help where the curves still fall. Do those of C?",
            lambda: [3, 4, 1, 2],
        ),
        Mistake(
            "learning by heart and stopped early exchanged",
            "More epochs help while the validation loss falls. In one of B and D it has turned "
            "and rises.",
            lambda: [3, 1, 2, 4],
        ),
        Mistake(
            "the example",
            "This is the answer of the example, which only shows the form. Look at one picture "
            "after the other.",
            lambda: [1, 2, 3, 4],
        ),
    ],
    hints=[
        "Begin with the training loss. In which picture is it small at the end?",
        "Then look at how smooth the curves are, and at their slope over the last ten epochs.",
        "By heart: training loss small, validation loss rising. Too large a rate: both jump.",
    ],
)
