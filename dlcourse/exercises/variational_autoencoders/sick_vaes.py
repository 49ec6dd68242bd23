"""Five variational autoencoders and what each of them needs."""

from dlcourse.exercises.diagnosis import diagnosis, exchanged
from dlcourse.judging import Mistake


def _sick_vaes():
    return [2, 1, 3, 5, 4]


sick_vaes = diagnosis(
    name="sick_vaes",
    reference=_sick_vaes,
    of="patient",
    example=[1, 2, 3, 4, 5],
    mistakes=[
        Mistake(
            "the mute taken for the healthy one",
            "A latent loss of 0 looks good, but it says that every image gets the same cloud: the "
            "code says nothing. Compare A and B.",
            exchanged(_sick_vaes, 2, 1),
        ),
        Mistake(
            "more and less exchanged",
            "Where the latent loss weighs too much it is 0; where it weighs too little it is huge. "
            "Compare A and C.",
            exchanged(_sick_vaes, 2, 3),
        ),
        Mistake(
            "far-off codes taken for healthy",
            "The lowest loss of the healthy kind is no sign of health where the latent loss is in "
            "the hundreds: its clouds are far from where codes are drawn. Compare B and C.",
            exchanged(_sick_vaes, 1, 3),
        ),
        Mistake(
            "overfitting taken for healthy",
            "Compare training images with new ones: in one of B and D they are worlds apart.",
            exchanged(_sick_vaes, 1, 5),
        ),
        Mistake(
            "a small code taken for healthy",
            "Both agree on training and new images. But one of B and E loses much of each image.",
            exchanged(_sick_vaes, 1, 4),
        ),
        Mistake(
            "a small code and overfitting exchanged",
            "Too little room loses as much of training images as of new ones, overfitting not. "
            "Compare D and E.",
            exchanged(_sick_vaes, 4, 5),
        ),
        Mistake(
            "collapse taken for a code that is too small",
            "More numbers do not help a code that is not used at all. Which latent loss is 0?",
            exchanged(_sick_vaes, 2, 4),
        ),
        Mistake(
            "a huge latent loss taken for overfitting",
            "One of C and D returns new images nearly as well as training images. Its trouble is "
            "where its codes lie.",
            exchanged(_sick_vaes, 3, 5),
        ),
    ],
    further=(
        "The collapse, first described: Bowman et al., Generating sentences from a continuous "
        "space, 2016."
    ),
    hints=[
        "First compare the two reconstruction losses of each patient: who has overfitted?",
        "Then the latent loss: 0 is silence, hundreds are clouds far away from "
        "the standard Gaussian.",
        "Too little room: both reconstruction losses are high, and alike, while the latent loss is "
        "small but not 0. Which network of the lesson had such losses?",
    ],
)
