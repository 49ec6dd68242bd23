"""A network of two layers, set by hand."""

import numpy as np

from dlcourse import scratch
from dlcourse.judging import Exercise, Mistake


def _xnor_weights():
    # The first hidden unit is AND, the second NOR; the output unit is their OR.
    kernel1, bias1 = np.array([[1.0, -1.0], [1.0, -1.0]]), np.array([-1.5, 0.5])
    kernel2, bias2 = np.array([[1.0], [1.0]]), np.array([-0.5])
    return kernel1, bias1, kernel2, bias2


def _truth_table(returned):
    """Return what the step network answers to 00, 01, 10, 11."""
    kernel1, bias1, kernel2, bias2 = (np.asarray(part, dtype=float) for part in returned)
    x = np.array([[0.0, 0.0], [0.0, 1.0], [1.0, 0.0], [1.0, 1.0]])
    hidden = scratch.step(scratch.Dense(kernel1, bias1).forward(x))
    output = scratch.step(scratch.Dense(kernel2, bias2).forward(hidden))
    # One text: a known mistake has this truth table as a whole, or is not the one made.
    return {"answers to 00, 01, 10, 11": " ".join(f"{answer:g}" for answer in output[:, 0])}


def _with_and_nor(kernel2, bias2):
    """Return weights whose hidden units are AND and NOR."""
    kernel1, bias1, _, _ = _xnor_weights()
    return kernel1, bias1, np.array(kernel2), np.array(bias2)


def _transposed():
    kernel1, bias1, kernel2, bias2 = _xnor_weights()
    return kernel1.T, bias1, kernel2, bias2


def _xnor_by_not_of_xor():
    # NAND and OR as in the lesson; the output unit is NOT (NAND AND OR).
    return [[-0.5, 0.5], [-0.5, 0.5]], [0.7, -0.2], [[-0.5], [-0.5]], [0.7]


def _xnor_with_wide_hidden_layer():
    # Three units count the ones: at least 1, at least 2, and one that is never on.
    kernel1 = np.ones((2, 3))
    return kernel1, np.array([-0.5, -1.5, -9]), np.array([[-2], [3], [5]]), np.array([1])


xnor_weights = Exercise(
    name="xnor_weights",
    reference=_xnor_weights,
    right=[_xnor_by_not_of_xor, _xnor_with_wide_hidden_layer],
    inputs=lambda rng: [()],
    outcome=_truth_table,
    mistakes=[
        Mistake(
            "that is XOR",
            "Your network answers 1 where the inputs differ. XNOR is the opposite: 1 where they "
            "are equal.",
            lambda: _with_and_nor([[-1.0], [-1.0]], [0.5]),
        ),
        Mistake(
            "always 1",
            "Your network answers 1 to every input. Look at the hidden units first: do they "
            "tell the inputs apart? If so, the bias of the output unit is too large.",
            lambda: _with_and_nor([[1.0], [1.0]], [0.5]),
        ),
        Mistake(
            "always 0",
            "Your network answers 0 to every input. Look at the hidden units first: a unit whose "
            "sum is exactly 0 is silent. If they are right, one of them must be enough for the "
            "output unit.",
            lambda: _with_and_nor([[1.0], [1.0]], [-1.5]),
        ),
        Mistake(
            "kernel transposed",
            "Column j of a kernel holds the weights of unit j, one for each input. Yours stand in "
            "rows.",
            _transposed,
        ),
    ],
    hints=[
        "One hidden unit can recognise the input 1 1, the other the input 0 0.",
        "A unit recognises 1 1 if only the sum of both inputs passes its threshold (AND); it "
        "recognises 0 0 if its weights are negative and its bias is positive (NOR).",
        "The output unit is an OR of the two. Mind the shapes: kernel1 (2, 2), bias1 (2,), "
        "kernel2 (2, 1), bias2 (1,).",
    ],
)
