"""Which of four kernels made which picture."""

from dlcourse.exercises.diagnosis import diagnosis, exchanged
from dlcourse.judging import Mistake


def _which_kernel():
    return [2, 3, 4, 1]


which_kernel = diagnosis(
    name="which_kernel",
    reference=_which_kernel,
    of="picture",
    example=[1, 2, 3, 4],
    mistakes=[
        Mistake(
            "row and column exchanged",
            "A row of weights mixes pixels that lie side by side. Which edges does that make soft, "
            "upright ones or level ones? Look at the mast of the tripod.",
            exchanged(_which_kernel, 1, 2),
        ),
        Mistake(
            "row and two weights exchanged",
            "Nine equal weights in a row smear each point to a streak. Two weights with nothing "
            "between make two points of it.",
            exchanged(_which_kernel, 1, 3),
        ),
        Mistake(
            "column and two weights exchanged",
            "One picture shows everything twice. Side by side, or one above the other?",
            exchanged(_which_kernel, 2, 3),
        ),
        Mistake(
            "what sharpens is taken for a smear",
            "Kernel 4 takes a pixel twice and subtracts the mean of its surroundings. That "
            "exaggerates differences; the other three make them smaller.",
            exchanged(_which_kernel, 4, 1),
            also=[exchanged(_which_kernel, 4, 2), exchanged(_which_kernel, 4, 3)],
        ),
    ],
    further="Photographers know kernel 4 as an unsharp mask.",
    hints=[
        "Imagine a single bright pixel on black. What would each kernel make of it?",
        "Three kernels have no weight below 0: they mix pixels. Begin with the one that subtracts. "
        "Then look at the mast of the tripod, and at the horizon.",
    ],
)
