"""Which target teaches a network to clean."""

from dlcourse.exercises.diagnosis import diagnosis
from dlcourse.judging import Mistake


def _what_comes_out():
    return [1, 2, 3, 3, 2]


def _with(**changes):
    """Return the right answer with other numbers for some of the trainings."""
    return lambda: [
        changes.get(letter, number)
        for letter, number in zip("ABCDE", _what_comes_out(), strict=True)
    ]


what_comes_out = diagnosis(
    name="what_comes_out",
    reference=_what_comes_out,
    of="training",
    example=[1, 1, 1, 1, 1],
    mistakes=[
        Mistake(
            "upside down is taken for other noise",
            "In B the noise of the target is turned round, but it is the noise that came in. Can "
            "it be known from the input?",
            _with(B=1),
            also=[_with(B=3)],
        ),
        Mistake(
            "doubling forgotten",
            "In A half of the pixels are 0 and the others doubled. What is the mean of many such "
            "targets? And what in C, where nothing is doubled?",
            _with(A=3),
            also=[_with(C=1), _with(A=3, C=1)],
        ),
        Mistake(
            "noise cut off is taken for noise of mean 0",
            "In D only one side of the noise is left where the paper is white. What is its mean?",
            _with(D=1),
            also=[_with(D=2)],
        ),
        Mistake(
            "new noise on top is taken for another copy",
            "In E some of the target's noise is new, and some came in. Which of both does the mean "
            "keep?",
            _with(E=1),
            also=[_with(E=3)],
        ),
        Mistake(
            "a target with noise is taken for noise that comes out",
            "What comes out is the mean of all targets that are possible for this input. Noise "
            "that cannot be known from the input is not in it.",
            _with(A=2),
            also=[_with(C=2), _with(A=2, C=2)],
        ),
    ],
    further="J. Lehtinen and others, Noise2Noise, 2018.",
    hints=[
        "The network gives the mean of all targets that may belong to this input. For each target, "
        "ask: which part of it is decided by the input?",
        "Then take the mean of the other part. Is it 0, if it is added? Or 1, if it multiplies?",
    ],
)
