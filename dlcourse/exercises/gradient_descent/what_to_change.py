"""Four trainings, and what would help each of them."""

from dlcourse.exercises.diagnosis import diagnosis, exchanged
from dlcourse.judging import Mistake


def _what_to_change():
    return [3, 1, 2, 4]


what_to_change = diagnosis(
    name="what_to_change",
    reference=_what_to_change,
    of="training",
    example=[1, 2, 3, 4],
    mistakes=[
        Mistake(
            "small rate and raw inputs exchanged",
            "Two of the curves are smooth and slow at the end. In a ravine a walk falls fast at "
            "first and creeps afterwards; with a small rate it is slow from the first step on. "
            "Compare A and B.",
            exchanged(_what_to_change, 1, 3),
        ),
        Mistake(
            "noise and divergence exchanged",
            "A rate beyond the limit makes each jump larger than the one before. Noise goes up and "
            "down and stays where it is. Compare C and D.",
            exchanged(_what_to_change, 2, 4),
        ),
        Mistake(
            "divergence taken for a ravine",
            "A walk in a ravine creeps, but downwards. Which of A and C goes up?",
            exchanged(_what_to_change, 2, 3),
        ),
        Mistake(
            "divergence taken for a small rate",
            "A larger rate would make a curve that climbs climb faster. Which of B and C climbs?",
            exchanged(_what_to_change, 1, 2),
        ),
        Mistake(
            "noise taken for a ravine",
            "The exact gradient of all flowers gives a smooth curve, also in a ravine. Which of A "
            "and D is rough?",
            exchanged(_what_to_change, 3, 4),
        ),
        Mistake(
            "noise taken for a small rate",
            "A small rate makes a smooth curve. Which of B and D is rough?",
            exchanged(_what_to_change, 1, 4),
        ),
    ],
    further="More such cases: Karpathy, A recipe for training neural networks, 2019.",
    hints=[
        "Begin with the one that climbs, and with the one that is rough. What is left is smooth.",
        "Of the two smooth ones, one was fast in its first steps. Where have you seen a walk that "
        "is fast at first, and then creeps?",
    ],
)
