"""Four trainings with batch normalization told by three numbers each, and what ails them."""

from dlcourse.exercises.diagnosis import diagnosis, exchanged
from dlcourse.judging import Mistake


def _sick_runs():
    return [4, 1, 2, 3]


sick_runs = diagnosis(
    name="sick_runs",
    reference=_sick_runs,
    of="run",
    example=[1, 2, 3, 4],
    mistakes=[
        Mistake(
            "batch of one and forgotten mode exchanged",
            "Both read one image in ten when it comes alone. But which of them has learned? "
            "Compare the first column of C and D.",
            exchanged(_sick_runs, 2, 3),
        ),
        Mistake(
            "health and short memory exchanged",
            "One of the two reads in use as well as it read in training. Compare A and B.",
            exchanged(_sick_runs, 1, 4),
        ),
        Mistake(
            "short memory and forgotten mode exchanged",
            "If the mode is forgotten, all depends on the company: images together are read well, "
            "one alone is not. Compare the last two columns of A and D.",
            exchanged(_sick_runs, 3, 4),
        ),
        Mistake(
            "short memory and batch of one exchanged",
            "With batches of one the layer hands on the same numbers for every image, so nothing "
            "can be learned. Compare the first column of A and C.",
            exchanged(_sick_runs, 2, 4),
        ),
        Mistake(
            "health and forgotten mode exchanged",
            "A healthy network reads an image alone as well as in company. Compare B and D.",
            exchanged(_sick_runs, 1, 3),
        ),
        Mistake(
            "health and batch of one exchanged",
            "Which of B and C has learned anything?",
            exchanged(_sick_runs, 1, 2),
        ),
    ],
    further="If you must train on small batches, see Wu and He, Group normalization, 2018.",
    hints=[
        "Ask of each run: has it learned? Is it good in company? Is it good alone?",
        "One of these troubles spoils the learning itself, one only the single image, and one "
        "everything after the training.",
    ],
)
