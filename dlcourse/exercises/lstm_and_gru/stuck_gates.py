"""Five LSTM units that hold a note; in each, one gate may be stuck."""

from dlcourse.exercises.diagnosis import diagnosis, exchanged
from dlcourse.judging import Mistake


def _stuck_gates():
    return [2, 1, 5, 3, 4]


stuck_gates = diagnosis(
    name="stuck_gates",
    reference=_stuck_gates,
    of="unit",
    example=[1, 2, 3, 4, 5],
    mistakes=[
        Mistake(
            "stuck open and healthy exchanged",
            "A healthy unit says the new note after step 6, and nothing of the old one. Which of A "
            "and B does?",
            exchanged(_stuck_gates, 1, 2),
        ),
        Mistake(
            "open and shut forget gate exchanged",
            "A forget gate that is stuck shut keeps nothing to the next step; one that is stuck "
            "open can never drop anything. Look at step 3 of A and D.",
            exchanged(_stuck_gates, 2, 3),
        ),
        Mistake(
            "nothing kept and nothing taken in exchanged",
            "One of C and D has got the notes, for one step each. Its input gate works.",
            exchanged(_stuck_gates, 5, 3),
        ),
        Mistake(
            "the two open gates exchanged",
            "One of A and E also takes in the values that nobody has marked. Look at step 1.",
            exchanged(_stuck_gates, 2, 4),
        ),
        Mistake(
            "open and shut input gate exchanged",
            "An input gate that is stuck shut lets nothing in, at no step. Compare C and E.",
            exchanged(_stuck_gates, 5, 4),
        ),
        Mistake(
            "forgetting and taking in everything exchanged",
            "Step 3: one of D and E has dropped everything, the other has added the value to it.",
            exchanged(_stuck_gates, 3, 4),
        ),
        Mistake(
            "open forget gate and shut input gate exchanged",
            "A unit whose input gate is shut has nothing to forget. Compare A and C.",
            exchanged(_stuck_gates, 2, 5),
        ),
    ],
    further=(
        "Real cells, looked at one by one: Karpathy, Johnson and Fei-Fei, Visualizing and "
        "understanding recurrent networks, 2015."
    ),
    hints=[
        "Go step by step: the belt is what was there times the forget gate, plus the value times "
        "the input gate.",
        "In a healthy unit both gates move at a mark only. What would each unit say at step 1, "
        "where there is none?",
        "Then look at step 3, for what is kept, and at step 6, for what is dropped.",
    ],
)
