"""Six reports: whose number may be believed?"""

from dlcourse.exercises.diagnosis import diagnosis
from dlcourse.judging import Mistake


def _honest_numbers():
    return [0, 1, 0, 0, 1, 0]


honest_numbers = diagnosis(
    name="honest_numbers",
    reference=_honest_numbers,
    of="report",
    example=[1, 1, 1, 0, 0, 0],
    mistakes=[
        Mistake(
            "test images that choose",
            "In A the test images were asked sixty times, and the best answer was kept. What do "
            "sixty coins get?",
            lambda: [1, 1, 0, 0, 1, 0],
        ),
        Mistake(
            "one look is forbidden, too",
            "In B the test images had no say in the choice, whatever came before. A look after the "
            "last decision spoils nothing.",
            lambda: [0, 0, 0, 0, 1, 0],
        ),
        Mistake(
            "the score that chose",
            "In C the images of the report are those that chose the winner. That they are called "
            "validation images does not make them forget it.",
            lambda: [0, 1, 1, 0, 1, 0],
        ),
        Mistake(
            "the best of five starts",
            "Five starts of one setting are five tickets of a lottery, too. Look at D: which of "
            "the five is reported?",
            lambda: [0, 1, 0, 1, 1, 0],
        ),
        Mistake(
            "several starts taken for several tries",
            "In E nothing is chosen by the test images: all five starts are in the mean.",
            lambda: [0, 1, 0, 0, 0, 0],
        ),
        Mistake(
            "the number of epochs is no choice",
            "When to stop is a hyperparameter like the others. By which images was it chosen in F?",
            lambda: [0, 1, 0, 0, 1, 1],
        ),
    ],
    further=(
        "How papers fool themselves, and how not to: Lipton and Steinhardt, Troubling trends in "
        "machine learning scholarship, 2018."
    ),
    hints=[
        "Ask each report the same question: had the images of its number any say in what was "
        "chosen?",
        "What is chosen may be a setting, a start, or the moment to stop.",
    ],
)
