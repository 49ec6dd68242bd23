"""Four learning curves, and what is wrong in each."""

from dlcourse.exercises.diagnosis import diagnosis, exchanged
from dlcourse.judging import Mistake


def _read_the_curves():
    return [3, 1, 4, 2]


read_the_curves = diagnosis(
    name="read_the_curves",
    reference=_read_the_curves,
    of="picture",
    example=[1, 2, 3, 4],
    mistakes=[
        Mistake(
            "too small and stopped early exchanged",
            "In A and in B the training loss is not small at the end. Look at the second half: "
            "one pair of curves is at rest, the other one still falls.",
            exchanged(_read_the_curves, 1, 3),
        ),
        Mistake(
            "small network and learning by heart exchanged",
            "A network that learns by heart makes its training loss small while the validation "
            "loss rises. One that is too small does neither: both losses rest. Compare A and C.",
            exchanged(_read_the_curves, 3, 4),
        ),
        Mistake(
            "large rate and learning by heart exchanged",
            "Learning by heart is learning: the training loss falls. In one of C and D both losses "
            "jump about the dotted line, and nothing is learned.",
            exchanged(_read_the_curves, 2, 4),
        ),
        Mistake(
            "small network and large rate exchanged",
            "A network that is too small learns what it can and rests below the dotted line. Steps "
            "that are too large throw it about and above that line. Compare A and D.",
            exchanged(_read_the_curves, 2, 3),
        ),
        Mistake(
            "large rate and stopped early exchanged",
            "More epochs help where the curves still fall, and smoothly. Do those of D?",
            exchanged(_read_the_curves, 1, 2),
        ),
        Mistake(
            "learning by heart and stopped early exchanged",
            "More epochs help while the validation loss falls. In one of B and C it has turned "
            "and rises.",
            exchanged(_read_the_curves, 1, 4),
        ),
    ],
    further=("More curves and their causes: Goodfellow et al., Deep Learning, 2016, chapter 11."),
    hints=[
        "Begin with the dotted line, the loss at chance. Which training has learned nothing?",
        "Of the other three, in which does the gap between the two curves open, and widely?",
        "Then look at the slope of the training loss in the second half.",
    ],
)
