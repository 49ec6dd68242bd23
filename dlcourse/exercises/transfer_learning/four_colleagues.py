"""Four attempts at transfer, told by what moved and by what was read afterwards."""

from dlcourse.exercises.diagnosis import diagnosis, exchanged
from dlcourse.judging import Mistake


def _four_colleagues():
    return [1, 3, 2, 4]


four_colleagues = diagnosis(
    name="four_colleagues",
    reference=_four_colleagues,
    of="colleague",
    example=[2, 1, 4, 3],
    mistakes=[
        Mistake(
            "all right and not compiled exchanged",
            "Who did all right sees the base move a little in stage 2. Compare A and B.",
            exchanged(_four_colleagues, 1, 3),
        ),
        Mistake(
            "all right and rate too high exchanged",
            "A way of 240 % of its own length: what is left of what was learned? Compare A and C.",
            exchanged(_four_colleagues, 1, 2),
        ),
        Mistake(
            "not compiled and rate too high exchanged",
            "A rate can only do harm where something moves. Compare B and C.",
            exchanged(_four_colleagues, 2, 3),
        ),
        Mistake(
            "not compiled and layers forgotten exchanged",
            "Layers that are not frozen gather new statistics, and the old work suffers. "
            "Compare B and D.",
            exchanged(_four_colleagues, 3, 4),
        ),
        Mistake(
            "all right and layers forgotten exchanged",
            "Who did all right still reads old letters. Compare A and D.",
            exchanged(_four_colleagues, 1, 4),
        ),
        Mistake(
            "rate too high and layers forgotten exchanged",
            "Far too high a rate harms new and old letters alike. Compare C and D.",
            exchanged(_four_colleagues, 2, 4),
        ),
    ],
    further="Compare all weights before and after each `fit`: that shows all three mistakes.",
    hints=[
        "Begin with the base: in which stages should it move, and by how much?",
        "Then the old letters: what can harm them, though new ones are read well?",
    ],
)
