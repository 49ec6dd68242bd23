"""Which pairs of graphs message passing can tell apart."""

from dlcourse.exercises.diagnosis import diagnosis
from dlcourse.judging import Mistake


def _told_apart():
    return [1, 0, 1, 0, 1]


def _with(**changes):
    """Return the right answer with other numbers for some of the pairs."""
    return lambda: [
        changes.get(letter, number) for letter, number in zip("ABCDE", _told_apart(), strict=True)
    ]


told_apart = diagnosis(
    name="told_apart",
    reference=_told_apart,
    of="pair",
    example=[1, 1, 0, 0, 0],
    mistakes=[
        Mistake(
            "what the eye sees",
            "You see the graphs from outside. Stand on a node: how many neighbours has it, how "
            "many have they? If every node of both graphs answers alike, no message differs.",
            _with(B=1, D=1),
            also=[_with(B=1), _with(D=1)],
        ),
        Mistake(
            "degrees alone",
            "The degrees are the same, but that is what the first round sees. In the second, look "
            "at the neighbours' degrees: are the two nodes of degree 3 neighbours?",
            _with(C=0),
        ),
        Mistake(
            "size alone",
            "As many nodes and as many edges, but look at the degrees of the nodes.",
            _with(A=0, E=0),
            also=[_with(A=0), _with(E=0)],
        ),
        Mistake(
            "nothing is told apart",
            "Message passing is not blind: whatever differs in the degrees, or in the degrees of "
            "neighbours, it sees.",
            _with(A=0, C=0, E=0),
        ),
    ],
    further="K. Xu et al., How powerful are graph neural networks?, 2019.",
    hints=[
        "Draw both graphs of a pair, and write on each node how many neighbours it has. Sort the "
        "numbers of each graph. If the two lists differ, a network can tell them apart: 1.",
        "If the lists are equal, write on each node the numbers of its neighbours, too. In C: "
        "which numbers does a node with three neighbours see? Compare the two graphs.",
        "In B and D all nodes of a pair have equally many neighbours, and so have their "
        "neighbours, and theirs. What could a later round bring that is new?",
    ],
)
