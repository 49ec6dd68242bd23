"""How many units of a hidden layer are different after a training, from six starts."""

from dlcourse.exercises.diagnosis import diagnosis
from dlcourse.judging import Mistake


def _different_units():
    return [1, 4, 4, 1, 2, 4]


def _with(**changes):
    """Return the right answer with other numbers for some of the starts."""
    return lambda: [
        changes.get(letter, number)
        for letter, number in zip("ABCDEF", _different_units(), strict=True)
    ]


different_units = diagnosis(
    name="different_units",
    reference=_different_units,
    of="start",
    example=[4, 4, 4, 4, 4, 4],
    mistakes=[
        Mistake(
            "equal units stay equal, whatever follows",
            "Units that receive the same may still be told different things. What comes back to a "
            "unit passes through its own weights of the next layer: are those equal, too?",
            _with(B=1, F=2),
            also=[_with(B=1), _with(F=2), _with(B=2, F=2), _with(B=1, C=1, F=2)],
        ),
        Mistake(
            "zeros in the last layer stop everything",
            "With zeros behind it, a hidden unit is told nothing in the first step. But its output "
            "weight moves in this step, by the unit's own output. What comes in the second step?",
            _with(C=1),
            also=[_with(B=1, C=1)],
        ),
        Mistake(
            "training makes them different",
            "Each step moves a unit by what goes in and what comes back. Where both are the same "
            "for two units, no number of steps sets them apart.",
            _with(A=4),
            also=[_with(A=4, E=4), _with(A=4, D=4), _with(E=4)],
        ),
        Mistake(
            "zeros wake up",
            "Where both kernels are 0, every hidden output is 0, and nothing comes back through a "
            "kernel of 0. Which gradients are left?",
            _with(D=4),
            also=[_with(D=2)],
        ),
        Mistake(
            "pairs taken for one",
            "Two pairs are two different units. Within a pair all is equal; between the pairs?",
            _with(E=1),
        ),
    ],
    further=(
        "Why a network also needs fewer units than its symmetric landscape suggests: Brea et al., "
        "Weight-space symmetry, 2019."
    ),
    hints=[
        "Two units stay equal if they receive the same and are told the same. What is a hidden "
        "unit told? Lesson 06: delta comes back through the weights behind it.",
        "Go through A, D and E, where the weights behind equal units are equal, too. In C, think "
        "two steps ahead.",
    ],
)
