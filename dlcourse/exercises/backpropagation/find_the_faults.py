"""Four gradient checks that failed, and what is wrong in each."""

from dlcourse.exercises.diagnosis import diagnosis, exchanged
from dlcourse.judging import Mistake


def _find_the_faults():
    return [2, 4, 1, 3]


find_the_faults = diagnosis(
    name="find_the_faults",
    reference=_find_the_faults,
    of="check",
    example=[1, 2, 3, 4],
    mistakes=[
        Mistake(
            "1/N and averaged biases exchanged",
            "Both give factors of 32. A forgotten mean is forgotten once, at the beginning of the "
            "way back, and every array inherits it. Which check has it in the biases alone?",
            exchanged(_find_the_faults, 1, 3),
        ),
        Mistake(
            "wrong slope and float32 exchanged",
            "A slope of the hidden layer is used below that layer only: what lies above it stays "
            "exact. Rounding spares no array.",
            exchanged(_find_the_faults, 2, 4),
        ),
        Mistake(
            "1/N and wrong slope exchanged",
            "A forgotten 1/N is one factor for all arrays. A wrong slope differs from unit to unit "
            "and sample to sample, and there is no common factor.",
            exchanged(_find_the_faults, 1, 2),
        ),
        Mistake(
            "1/N and float32 exchanged",
            "Rounding makes a gradient inexact; it does not make it 32 times as long.",
            exchanged(_find_the_faults, 1, 4),
        ),
        Mistake(
            "wrong slope and averaged biases exchanged",
            "A wrong slope spoils kernel and bias of a layer alike. Where are the kernels exact "
            "and the biases not?",
            exchanged(_find_the_faults, 2, 3),
        ),
        Mistake(
            "averaged biases and float32 exchanged",
            "Where the kernels agree to ten digits, float32 was not at work: it has seven.",
            exchanged(_find_the_faults, 3, 4),
        ),
    ],
    further=(
        "A network often learns with a wrong gradient, so that it learns proves nothing. "
        "Goodfellow et al., 2016, section 11.5."
    ),
    hints=[
        "Begin with the columns of lengths: which checks show a factor, and in which arrays?",
        "Then look for arrays that are exact. A fault changes only what is computed after it.",
        "One check has no exact array at all, and yet all lengths are about right.",
    ],
)
