"""Four trained networks, and the remedy that each of them was given."""

from dlcourse.exercises.diagnosis import diagnosis, exchanged
from dlcourse.judging import Mistake


def _which_remedy():
    return [4, 3, 1, 2]


which_remedy = diagnosis(
    name="which_remedy",
    reference=_which_remedy,
    of="network",
    example=[1, 2, 3, 4],
    mistakes=[
        Mistake(
            "L1 and L2 exchanged",
            "Both pull the weights towards 0. Which pulls a weight near 0 as strongly as a large "
            "one, and which lets go of it? Compare B and D.",
            exchanged(_which_remedy, 2, 3),
        ),
        Mistake(
            "nothing and dropout exchanged",
            "Which of the two answers otherwise in training than in use? Compare A and C.",
            exchanged(_which_remedy, 1, 4),
        ),
        Mistake(
            "dropout and L2 exchanged",
            "Dropout does not pull at weights, and it works in training alone. Compare A and D.",
            exchanged(_which_remedy, 2, 4),
        ),
        Mistake(
            "nothing and L2 exchanged",
            "A network on a leash cannot repeat every wrong label. Compare C and D.",
            exchanged(_which_remedy, 1, 2),
        ),
        Mistake(
            "nothing and L1 exchanged",
            "What would gather so many weights at 0, if nothing pulls? Compare B and C.",
            exchanged(_which_remedy, 1, 3),
        ),
        Mistake(
            "dropout and L1 exchanged",
            "Dropout sets outputs to 0, not weights, and other ones in each step. Compare A and B.",
            exchanged(_which_remedy, 3, 4),
        ),
    ],
    further="Why dropout shows two training scores: `keras.layers.Dropout`, argument `training`.",
    hints=[
        "Look at the bars first. In one network they differ; in one both are full.",
        "Then at the weights of the other two: a needle at 0 above a tent, or a narrow bell?",
    ],
)
