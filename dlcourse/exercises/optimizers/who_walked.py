"""Four tracks in a valley, and who made them."""

from dlcourse.exercises.diagnosis import diagnosis, exchanged
from dlcourse.judging import Mistake


def _who_walked():
    return [3, 2, 4, 1]


who_walked = diagnosis(
    name="who_walked",
    reference=_who_walked,
    of="track",
    example=[1, 2, 3, 4],
    mistakes=[
        Mistake(
            "the two adaptive ones exchanged",
            "Both set out along the diagonal. One of them can only slow down, for its sums only "
            "grow; the other keeps its pace until it hops about. Compare A and C.",
            exchanged(_who_walked, 3, 4),
        ),
        Mistake(
            "plain descent and momentum exchanged",
            "Both set out across the valley. One turns on the spot at every step, the other rolls "
            "on in curves. Compare B and D.",
            exchanged(_who_walked, 1, 2),
        ),
        Mistake(
            "plain descent taken for AdaGrad",
            "Look at the first step. With one rate for all weights it leads straight down the "
            "slope, at a right angle to the contour. Compare A and D.",
            exchanged(_who_walked, 1, 3),
        ),
        Mistake(
            "momentum taken for RMSprop",
            "What sets out slowly and gets faster is a ball. Compare B and C.",
            exchanged(_who_walked, 2, 4),
        ),
        Mistake(
            "momentum taken for AdaGrad",
            "A ball is fastest in the middle of its way; AdaGrad's steps here only get shorter. "
            "Compare A and B.",
            exchanged(_who_walked, 2, 3),
        ),
        Mistake(
            "plain descent taken for RMSprop",
            "Look at the first step: do both weights move equally far? Compare C and D.",
            exchanged(_who_walked, 1, 4),
        ),
    ],
    further="Goh, Why momentum really works, Distill 2017, lets you play with such tracks.",
    hints=[
        "Look at the first steps: which lead down the slope, and which along the diagonal, equally "
        "far in both weights?",
        "Then look at the length of the steps: do they grow, shrink, or stay as they are?",
    ],
)
