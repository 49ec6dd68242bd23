"""Four autoencoders, known by three errors each."""

from dlcourse.exercises.diagnosis import diagnosis, exchanged
from dlcourse.judging import Mistake


def _strange_painters():
    return [3, 1, 2, 4]


strange_painters = diagnosis(
    name="strange_painters",
    reference=_strange_painters,
    of="autoencoder",
    example=[1, 2, 3, 4],
    mistakes=[
        Mistake(
            "a small error taken for health",
            "The smallest error on new digits is not the healthiest. Look at the noise: compare B "
            "and C.",
            exchanged(_strange_painters, 1, 2),
        ),
        Mistake(
            "copying taken for learning by heart",
            "Who knows images by heart fails at new ones; who copies does not. Compare B and D.",
            exchanged(_strange_painters, 1, 4),
        ),
        Mistake(
            "health and the mean image exchanged",
            "One error is exactly that of the mean image. Compare A and C.",
            exchanged(_strange_painters, 2, 3),
        ),
        Mistake(
            "learning by heart taken for health",
            "Compare the first two columns: in one row they lie far apart. Compare C and D.",
            exchanged(_strange_painters, 2, 4),
        ),
        Mistake(
            "the mean image taken for copying",
            "A copier has small errors everywhere. Compare A and B.",
            exchanged(_strange_painters, 1, 3),
        ),
        Mistake(
            "the mean image taken for learning by heart",
            "Who knows images by heart has a small error on them. Compare A and D.",
            exchanged(_strange_painters, 3, 4),
        ),
    ],
    further="Lesson 20 breeds one that knows its images by heart.",
    hints=[
        "Begin with the mean image's error: whose errors on digits are exactly that?",
        "Who has a small error even on noise? And whose errors on old and new digits lie apart?",
    ],
)
