"""Where the peak of double descent lies, in four new experiments."""

from dlcourse.exercises.diagnosis import diagnosis
from dlcourse.judging import Mistake


def _worst_units():
    return [200, 200, 150, 0]


def _with(**changes):
    """Return the right answer with other numbers for some of the experiments."""
    return lambda: [
        changes.get(letter, number) for letter, number in zip("ABCD", _worst_units(), strict=True)
    ]


worst_units = diagnosis(
    name="worst_units",
    reference=_worst_units,
    of="experiment",
    example=[150, 150, 150, 150],
    mistakes=[
        Mistake(
            "copies counted",
            "Does the second copy of an image, with the same label, ask for anything that the "
            "first does not? Count the demands that differ.",
            _with(C=0),
        ),
        Mistake(
            "the pixels counted",
            "Fitted are the weights behind the random units: as many as units, however many pixels "
            "these see.",
            _with(B=150),
            also=[_with(B=0)],
        ),
        Mistake(
            "the penalty forgotten",
            "The peak comes from huge weights, which bend to fit each label. What does a penalty "
            "say to huge weights?",
            _with(D=200),
            also=[_with(D=150)],
        ),
        Mistake(
            "the wrong number of images",
            "The worst place is where there are just as many fitted weights as images.",
            _with(A=150, B=150),
            also=[_with(A=150), _with(A=0)],
        ),
        Mistake(
            "copies taken for new images",
            "C has 150 different images. Read once more how many demands there are.",
            _with(C=200),
        ),
    ],
    further="More such peaks: Nakkiran et al., Deep double descent, 2020.",
    hints=[
        "How many demands are there, and how many weights can meet them? It is worst where both "
        "numbers are equal.",
        "In B the pixels only decide what the random units see. In C, count demands that differ.",
    ],
)
