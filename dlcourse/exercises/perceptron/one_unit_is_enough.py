"""Six small tasks: which of them can a single unit learn?"""

from dlcourse.exercises.diagnosis import diagnosis
from dlcourse.judging import Mistake


def _one_unit_is_enough():
    return [1, 0, 0, 0, 1, 1]


one_unit_is_enough = diagnosis(
    name="one_unit_is_enough",
    reference=_one_unit_is_enough,
    of="task",
    example=[1, 1, 1, 0, 0, 0],
    mistakes=[
        Mistake(
            "two bits only",
            "With three bits the points are the corners of a cube, and a plane separates them. "
            "You have built a unit that answers whether at least k of n bits are 1: compare A.",
            lambda: [0, 0, 0, 0, 1, 1],
        ),
        Mistake(
            "parity",
            "Look at the four samples of B whose third bit is 0. Which gate do they ask for?",
            lambda: [1, 1, 0, 0, 1, 1],
        ),
        Mistake(
            "equal bits",
            "Write down the table of C and compare it with that of XOR. A line that separates the "
            "classes of one would separate those of the other, too.",
            lambda: [1, 0, 1, 0, 1, 1],
        ),
        Mistake(
            "in between",
            "With one input the border is a single place on the line of numbers. Everything on one "
            "side of it gets the same answer: can it cut out the middle in D?",
            lambda: [1, 0, 0, 1, 1, 1],
        ),
        Mistake(
            "nothing new in a square",
            "Draw some points of E in a plane, the number to the right and its square "
            "upwards. The square of -1 is not -1.",
            lambda: [1, 0, 0, 0, 0, 1],
        ),
        Mistake(
            "nothing new in a product",
            "The product in F is 1 at (1, 1) alone. What could a unit do with a strongly negative "
            "weight for it?",
            lambda: [1, 0, 0, 0, 1, 0],
        ),
        Mistake(
            "more inputs change nothing",
            "In E and F the task is the same as before, but the points are not: each has got one "
            "more coordinate. Draw those of E in a plane.",
            lambda: [1, 0, 0, 0, 0, 0],
        ),
        Mistake(
            "whatever has few points",
            "How many points there are does not decide it: XOR has only four. Can a line, or a "
            "plane, separate the classes?",
            lambda: [1, 1, 1, 1, 1, 1],
        ),
    ],
    further=(
        "What one unit cannot see, however it is trained: Minsky and Papert, Perceptrons, 1969."
    ),
    hints=[
        "Draw C, D and E. For C you know the picture: exchange the colours of XOR.",
        "For B, keep one of the three bits at 0 and look at the others.",
        "For F, what must the weight of the product do at (1, 1), where the other two inputs "
        "together are too strong?",
    ],
)
