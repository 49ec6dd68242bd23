"""A bias is the weight of a constant input."""

import numpy as np

from dlcourse.judging import Exercise, Mistake


def _bias_as_weight(x, w, b):
    x1 = np.hstack([x, np.ones((len(x), 1))])
    w1 = np.append(w, b)
    return x1, w1


def _bias_inputs(rng):
    x = np.array([[0.0, 0.0], [0.0, 1.0], [1.0, 1.0]])
    fixed = [(x, np.array([1.0, 1.0]), -1.5), (x, np.array([2.0, -3.0]), 0.5)]
    drawn = [(rng.normal(size=(4, m)), rng.normal(size=m), rng.normal()) for m in (1, 3, 5)]
    return fixed + drawn


def _absorbed(returned, x, w, b):
    """Compare the sums, and the weights in any order."""
    if not isinstance(returned, tuple | list) or len(returned) != 2:
        raise ValueError("expected the pair (x1, w1)")
    x1, w1 = (np.asarray(part, dtype=float) for part in returned)
    if x1.ndim != 2 or w1.ndim != 1 or x1.shape[1] != len(w1):
        raise ValueError(f"x1 @ w1 is not possible with x1.shape={x1.shape}, w1.shape={w1.shape}")
    return {"x1 @ w1": x1 @ w1, "w1 in ascending order": np.sort(w1)}


def _bias_first(x, w, b):
    return np.c_[np.ones(len(x)), x], np.r_[b, w]


def _bias_by_loop(x, w, b):
    return [[*row, 1] for row in x], [*w, b]


bias_as_weight = Exercise(
    name="bias_as_weight",
    reference=_bias_as_weight,
    right=[_bias_first, _bias_by_loop],
    inputs=_bias_inputs,
    outcome=_absorbed,
    mistakes=[
        Mistake(
            "constant 0",
            "A weight on an input that is always 0 never counts. Which constant leaves b as it is?",
            lambda x, w, b: (np.hstack([x, np.zeros((len(x), 1))]), np.append(w, b)),
        ),
        Mistake(
            "minus the bias",
            "The bias is added, so it is the new weight as it stands; minus it is the threshold.",
            lambda x, w, b: (np.hstack([x, np.ones((len(x), 1))]), np.append(w, -b)),
        ),
        Mistake(
            "bias as an input",
            "The sums are right, but the bias stands among the inputs and its weight is 1. "
            "The rule changes weights alone, so a bias that is to be learned must be a weight.",
            lambda x, w, b: (np.hstack([x, np.full((len(x), 1), b)]), np.append(w, 1.0)),
        ),
        Mistake(
            "added to weights or inputs",
            "b is added once to the sum. Added to every weight or every input, it is multiplied.",
            lambda x, w, b: (x, w + b),
            also=[lambda x, w, b: (x + b, w)],
        ),
        Mistake(
            "the constant meets another weight",
            "Constant input and bias stand in different places, one first and one last, so the "
            "constant is multiplied by a weight of x. Both must have the same place.",
            lambda x, w, b: (np.hstack([np.ones((len(x), 1)), x]), np.append(w, b)),
            also=[lambda x, w, b: (np.hstack([x, np.ones((len(x), 1))]), np.append(b, w))],
        ),
        Mistake(
            "nothing added",
            "You return x and w as they are, and b is lost. It needs an input and a place.",
            lambda x, w, b: (x, w),
        ),
        Mistake(
            "the new weight is not b",
            "The constant input is there. Its weight is a fixed number in yours, and should be b.",
            lambda x, w, b: (np.hstack([x, np.ones((len(x), 1))]), np.append(w, 1.0)),
            also=[lambda x, w, b: (np.hstack([x, np.ones((len(x), 1))]), np.append(w, 0.0))],
        ),
        Mistake(
            "the bias in both",
            "b stands among the inputs and among the weights, so the sum has b times b.",
            lambda x, w, b: (np.hstack([x, np.full((len(x), 1), b)]), np.append(w, b)),
        ),
        Mistake(
            "constant -1",
            "With an input of -1 the weight would be the threshold, minus the bias. Which constant "
            "leaves b as it is?",
            lambda x, w, b: (np.hstack([x, -np.ones((len(x), 1))]), np.append(w, b)),
            also=[lambda x, w, b: (np.hstack([x, -np.ones((len(x), 1))]), np.append(w, -b))],
        ),
    ],
    further=(
        "Proofs use this form; Keras keeps the bias apart, as `use_bias` of `keras.layers.Dense`."
    ),
    hints=[
        "w . x + b has one term without an input. Multiply it by something that changes nothing.",
        "Every row of x gets one more column that holds 1.",
        "np.hstack puts columns side by side, np.append puts a number behind a vector.",
    ],
)
