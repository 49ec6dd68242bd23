"""Four gradient checks that failed, and what is wrong in each."""

import numpy as np

from dlcourse.judging import Exercise, Mistake


def _find_the_faults():
    return [2, 4, 1, 3]


def _which_are_right(returned):
    """Say of each backward pass whether its number is right, and never which one would be."""
    try:
        faults = np.asarray(returned)
    except (TypeError, ValueError):
        faults = np.empty(0)
    numbers = faults.shape == (4,) and faults.dtype.kind in "iuf"
    if not numbers or sorted(faults.tolist()) != [1, 2, 3, 4]:
        raise ValueError(
            "Expected a list of the numbers 1, 2, 3 and 4, each of them once: one for each of "
            "A, B, C, D."
        )
    pairs = zip("ABCD", faults, _find_the_faults(), strict=True)
    return {
        f"check {name}": "right" if fault == right else f"{fault:g} is wrong"
        for name, fault, right in pairs
    }


def _exchanged(one, other):
    """Return an answer in which two numbers have changed places."""
    swap = {one: other, other: one}
    return lambda: [swap.get(fault, fault) for fault in _find_the_faults()]


def _faults_as_tuple():
    return 2, 4, 1, 3


def _faults_as_array():
    return np.array([2.0, 4.0, 1.0, 3.0])


def _faults_as_numbers_of_numpy():
    return [np.int64(2), np.uint8(4), np.float32(1), 3]


find_the_faults = Exercise(
    name="find_the_faults",
    reference=_find_the_faults,
    right=[_faults_as_tuple, _faults_as_array, _faults_as_numbers_of_numpy],
    inputs=lambda rng: [()],
    outcome=_which_are_right,
    mistakes=[
        Mistake(
            "1/N and averaged biases exchanged",
            "Both give factors of 32. A forgotten mean is forgotten once, at the beginning of the "
            "way back, and every array inherits it. Which check has it in the biases alone?",
            _exchanged(1, 3),
        ),
        Mistake(
            "wrong slope and float32 exchanged",
            "A slope of the hidden layer is used below that layer only: what lies above it stays "
            "exact. Rounding spares no array.",
            _exchanged(2, 4),
        ),
        Mistake(
            "1/N and wrong slope exchanged",
            "A forgotten 1/N is one factor for all arrays. A wrong slope differs from unit to unit "
            "and sample to sample, and there is no common factor.",
            _exchanged(1, 2),
        ),
        Mistake(
            "1/N and float32 exchanged",
            "Rounding makes a gradient inexact; it does not make it 32 times as long.",
            _exchanged(1, 4),
        ),
        Mistake(
            "wrong slope and averaged biases exchanged",
            "A wrong slope spoils kernel and bias of a layer alike. Where are the kernels exact "
            "and the biases not?",
            _exchanged(2, 3),
        ),
        Mistake(
            "averaged biases and float32 exchanged",
            "Where the kernels agree to ten digits, float32 was not at work: it has seven.",
            _exchanged(3, 4),
        ),
        Mistake(
            "the example",
            "This is the answer of the example, which only shows the form. Look at one check "
            "after the other.",
            lambda: [1, 2, 3, 4],
        ),
    ],
    hints=[
        "Begin with the columns of lengths: which checks show a factor, and in which arrays?",
        "Then look for arrays that are exact. A fault changes only what is computed after it.",
        "One check has no exact array at all, and yet all lengths are about right.",
    ],
)
