"""Four comparisons of pretraining with a rival, and what is wrong with them."""

from dlcourse.exercises.diagnosis import diagnosis, exchanged
from dlcourse.judging import Mistake


def _four_papers():
    return [2, 1, 4, 3]


four_papers = diagnosis(
    name="four_papers",
    reference=_four_papers,
    of="paper",
    example=[1, 3, 4, 2],
    mistakes=[
        Mistake(
            "untrainable and untuned exchanged",
            "10 % is guessing: none of twenty rates taught it anything. Compare A and B.",
            exchanged(_four_papers, 2, 1),
        ),
        Mistake(
            "untuned and gain exchanged",
            "Twenty rates against one is no equal budget. Compare A and C.",
            exchanged(_four_papers, 2, 4),
        ),
        Mistake(
            "untuned and luck exchanged",
            "How many rates did each side get, and how many draws? Compare A and D.",
            exchanged(_four_papers, 2, 3),
        ),
        Mistake(
            "untrainable and gain exchanged",
            "A gain counts against a rival that has learned something. Compare B and C.",
            exchanged(_four_papers, 1, 4),
        ),
        Mistake(
            "untrainable and luck exchanged",
            "Luck makes some points, hardly 74. Compare B and D.",
            exchanged(_four_papers, 1, 3),
        ),
        Mistake(
            "gain and luck exchanged",
            "Ten draws or one: the choice of labels alone makes several points. Compare C and D.",
            exchanged(_four_papers, 4, 3),
        ),
    ],
    further="Erhan and others (2010) asked why pretraining helps, with hundreds of starts.",
    hints=[
        "Look first for a rival that has learned nothing at all.",
        "Then count: rates on each side, and draws.",
    ],
)
