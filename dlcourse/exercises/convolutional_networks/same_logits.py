"""Which changes of a convolutional network or its image leave its ten answers as they were."""

from dlcourse.exercises.diagnosis import diagnosis
from dlcourse.judging import Mistake


def _same_logits():
    return [1, 0, 1, 1, 0, 1]


def _with(**changes):
    """Return the right answer with other entries for some of the changes."""
    return lambda: [
        changes.get(letter, entry) for letter, entry in zip("ABCDEF", _same_logits(), strict=True)
    ]


same_logits = diagnosis(
    name="same_logits",
    reference=_same_logits,
    of="change",
    example=[1, 1, 1, 1, 1, 1],
    mistakes=[
        Mistake(
            "the order of filters matters",
            "Which filter stands first is arbitrary, as long as the next layer finds each map "
            "where it looks for it. Did the second layer's kernels move along?",
            _with(A=0),
            also=[_with(A=0, D=0)],
        ),
        Mistake(
            "the next layer sorts the maps out",
            "The second layer multiplies map 1 by what it has learned for map 1. Who tells it that "
            "another map has come?",
            _with(B=1),
        ),
        Mistake(
            "pooling and ReLU cannot be exchanged",
            "ReLU never turns the order of two numbers around. So which of four is the largest, "
            "before and after it?",
            _with(C=0),
        ),
        Mistake(
            "twice as large stays twice as large",
            "With biases of 0, ReLU and the largest of four both double when their inputs double. "
            "What does half a kernel make of it?",
            _with(D=0),
        ),
        Mistake(
            "a network of filters does not see shifts",
            "The maps shift along with the image. What comes behind them: does the dense layer "
            "have the same weights for all places?",
            _with(E=1),
        ),
        Mistake(
            "a mean knows places",
            "The mean of a map is the same wherever the activity is, as long as none of it leaves "
            "the map.",
            _with(F=0),
            also=[_with(F=0, D=0)],
        ),
    ],
    further=(
        "Maps that move with the image are equivariant; answers that do not move at all are "
        "invariant."
    ),
    hints=[
        "Take one output of the second layer, and follow by which numbers it is reached.",
        "For E and F: the maps move along with the image. Which layer after them has a weight for "
        "each place?",
    ],
)
