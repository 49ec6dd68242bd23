"""Which outputs and which loss five tasks ask for."""

from dlcourse.exercises.diagnosis import diagnosis
from dlcourse.judging import Mistake


def _which_loss():
    return [2, 3, 1, 4, 3]


def _with(**changes):
    """Return the right answer with other numbers for some of the tasks."""
    return lambda: [
        changes.get(letter, number) for letter, number in zip("ABCDE", _which_loss(), strict=True)
    ]


which_loss = diagnosis(
    name="which_loss",
    reference=_which_loss,
    of="task",
    example=[1, 1, 1, 1, 1],
    mistakes=[
        Mistake(
            "squares for mistyped targets",
            "A price with a zero too many is a huge error, and squared it outweighs all the rest. "
            "In section 2 the 100 moved the mean to 22: which loss did it leave cold?",
            _with(A=1),
        ),
        Mistake(
            "absolute errors where large ones are dangerous",
            "Under absolute errors one error of two metres costs as much as twenty of ten "
            "centimetres. Is that what a town behind the dyke thinks?",
            _with(C=2),
        ),
        Mistake(
            "a class for a measured number",
            "A price or a height is a number: 2.10 m is nearly right where 2.11 m was measured. "
            "Classes know only right and wrong. Predict the number itself.",
            _with(A=3),
            also=[_with(A=4), _with(C=3), _with(C=4)],
        ),
        Mistake(
            "class numbers taken for quantities",
            "Are species 1 and 2 more alike than species 1 and 5? If the numbers could be dealt "
            "out anew without a change of the task, they are names, and squared or absolute "
            "errors between them mean nothing. (Yes and no are no quantities, either.)",
            _with(B=1),
            also=[_with(B=2), _with(D=1), _with(D=2), _with(E=1), _with(E=2)],
        ),
        Mistake(
            "sigmoids where exactly one class is right",
            "Sigmoids do not know of each other: two of them can both be sure, or none. Here "
            "exactly one class is right. What makes the probabilities sum to 1?",
            _with(B=4),
            also=[_with(E=4)],
        ),
        Mistake(
            "one softmax for labels that come together",
            "Under a softmax the tags compete: what the dog gets, the sea loses. But a photo may "
            "show both, or neither. Ask a question of its own about each tag.",
            _with(D=3),
        ),
    ],
    further=(
        "One recipe from the belief about the data to the loss: Prince, Understanding Deep "
        "Learning, 2023, chapter 5."
    ),
    hints=[
        "Ask of each target: is it a quantity, of which twice as much makes sense, or a name?",
        "For quantities: should a rare huge error count for much, or for little? For names: can "
        "several be right at once?",
    ],
)
