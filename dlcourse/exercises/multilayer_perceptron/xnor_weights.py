"""A network of two layers, set by hand."""

import numpy as np

from dlcourse import scratch
from dlcourse.judging import Exercise, Mistake

_INPUTS = np.array([[0.0, 0.0], [0.0, 1.0], [1.0, 0.0], [1.0, 1.0]])


def _xnor_weights():
    # The first hidden unit is AND, the second NOR; the output unit is their OR.
    kernel1, bias1 = np.array([[1.0, -1.0], [1.0, -1.0]]), np.array([-1.5, 0.5])
    kernel2, bias2 = np.array([[1.0], [1.0]]), np.array([-0.5])
    return kernel1, bias1, kernel2, bias2


def _layers(returned):
    """Return the four parts as arrays of fitting shapes."""
    if not isinstance(returned, tuple | list) or len(returned) != 4:
        raise ValueError("expected four parts: kernel1, bias1, kernel2, bias2")
    parts = [np.asarray(part, dtype=float) for part in returned]
    p = parts[1].size
    names, wanted = ("kernel1", "bias1", "kernel2", "bias2"), ((2, p), (p,), (p, 1), (1,))
    for name, part, shape in zip(names, parts, wanted, strict=True):
        if part.shape != shape:
            raise ValueError(
                f"with p = {p} entries in bias1, expected {name} of shape {shape}; got {part.shape}"
            )
    return parts


def _truth_table(returned):
    """Return what the step network answers to 00, 01, 10, 11."""
    kernel1, bias1, kernel2, bias2 = _layers(returned)
    hidden = scratch.step(scratch.Dense(kernel1, bias1).forward(_INPUTS))
    output = scratch.step(scratch.Dense(kernel2, bias2).forward(hidden))
    # One text: a known mistake has this truth table as a whole, or is not the one made.
    return {"answers to 00, 01, 10, 11": " ".join(f"{answer:g}" for answer in output[:, 0])}


def _network_of(answers):
    """Return an answer whose network has this truth table, with a hidden unit for each input."""
    kernel1 = 2 * _INPUTS.T - 1  # one column per input: its unit fires for this input alone
    bias1 = 0.5 - _INPUTS.sum(axis=1)
    kernel2 = np.array([[float(answer)] for answer in answers])
    return lambda: (kernel1, bias1, kernel2, np.array([-0.5]))


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
    mistakes=[  # a name for each truth table: another one would not be true of all its weights
        Mistake(
            "that is XOR",
            "Your network answers 1 where the inputs differ. XNOR is the opposite: 1 where they "
            "are equal.",
            _network_of("0110"),
        ),
        Mistake(
            "always 1",
            "Your network answers 1 to every input. Look at the hidden units first: do they "
            "tell the inputs apart? If so, the bias of the output unit is too large.",
            _network_of("1111"),
        ),
        Mistake(
            "always 0",
            "Your network answers 0 to every input. Look at the hidden units first: a unit whose "
            "sum is exactly 0 is silent. If they are right, one of them must be enough for the "
            "output unit.",
            _network_of("0000"),
        ),
        Mistake(
            "1 for 11 alone",
            "Your network is AND: 1 1 is answered with 1 as it should be, and 0 0 is not. Which "
            "hidden unit fires at 0 0? Its sum there is its bias, and 0 is not enough.",
            _network_of("0001"),
        ),
        Mistake(
            "1 for 00 alone",
            "Your network is NOR: 0 0 is answered with 1 as it should be, and 1 1 is not. Which "
            "hidden unit fires at 1 1? A sum of exactly 0 is not enough.",
            _network_of("1000"),
        ),
        Mistake(
            "that is OR",
            "Your network answers 1 to 0 1 and 1 0, which should give 0, and 0 to 0 0.",
            _network_of("0111"),
        ),
        Mistake(
            "that is NAND",
            "Your network answers 1 to 0 1 and 1 0, which should give 0, and 0 to 1 1.",
            _network_of("1110"),
        ),
        Mistake(
            "one input decides",
            "What your network answers depends on one of its inputs alone. Whether two inputs are "
            "equal can be said only from both. Column j of a kernel holds the weights of unit j.",
            _network_of("0011"),
            also=[_network_of(table) for table in ("0101", "1100", "1010")],
        ),
        Mistake(
            "an unequal pair, too",
            "Equal inputs are answered with 1, and so is one of the two unequal pairs. Do the "
            "weights of each unit stand in a column of its kernel, or in a row?",
            _network_of("1011"),
            also=[_network_of("1101")],
        ),
        Mistake(
            "an unequal pair alone",
            "Your network answers 1 to one of the unequal pairs and to nothing else. Asked for is "
            "1 where the inputs are equal.",
            _network_of("0100"),
            also=[_network_of("0010")],
        ),
    ],
    further=(
        "A hidden layer turns the question into one that a line can answer: Goodfellow et al., "
        "Deep Learning, 2016, section 6.1."
    ),
    hints=[
        "One hidden unit can recognise the input 1 1, the other the input 0 0.",
        "A unit recognises 1 1 if only the sum of both inputs passes its threshold (AND); it "
        "recognises 0 0 if its weights are negative and its bias is positive (NOR).",
        "The output unit is an OR of the two. Mind the shapes: kernel1 (2, 2), bias1 (2,), "
        "kernel2 (2, 1), bias2 (1,).",
    ],
)
