"""Exercises on units with a threshold: the step, the bias, weights set by hand."""

import itertools

import numpy as np

from dlcourse.judging.exercise import Exercise, Mistake

# heaviside: the step, with the convention at 0 as an argument


def _heaviside(z, at_zero):
    return np.where(z > 0, 1.0, np.where(z == 0, at_zero, 0.0))


def _heaviside_inputs(rng):
    z = np.array([-2.0, 0.0, 3.0])
    fixed = [(z, 0.0), (z, 1.0), (z, 0.5), (np.array([[-0.0, 1e-9], [-1e-9, 0.0]]), 1.0)]
    return fixed + [(rng.integers(-2, 3, size=(2, 4)).astype(float), 0.25)]


heaviside = Exercise(
    name="heaviside",
    reference=_heaviside,
    inputs=_heaviside_inputs,
    mistakes=[
        Mistake(
            "always 0 at zero",
            "At exactly 0 the answer is at_zero. You answer 0 there, whatever at_zero is.",
            lambda z, at_zero: np.where(z > 0, 1.0, 0.0),
        ),
        Mistake(
            "always 1 at zero",
            "At exactly 0 the answer is at_zero. You answer 1 there, whatever at_zero is.",
            lambda z, at_zero: np.where(z >= 0, 1.0, 0.0),
        ),
        Mistake(
            "sign instead of step",
            "This is the sign function: it gives -1 below zero. The step gives 0 there.",
            lambda z, at_zero: np.where(z > 0, 1.0, np.where(z == 0, at_zero, -1.0)),
        ),
        Mistake(
            "at_zero below zero, too",
            "at_zero belongs to exactly 0. Below 0 the step is 0.",
            lambda z, at_zero: np.where(z > 0, 1.0, at_zero),
        ),
        Mistake(
            "if on a whole array",
            "`if z > 0` asks one question, but z holds many numbers with different answers. "
            "Let NumPy decide for each of them.",
            lambda z, at_zero: 1.0 if z > 0 else at_zero if z == 0 else 0.0,
        ),
        Mistake(
            "one half at zero",
            "At exactly 0 the answer is at_zero. You answer 1/2 there, whatever at_zero is.",
            lambda z, at_zero: np.heaviside(z, 0.5),
        ),
        Mistake(
            "on and off exchanged",
            "The step is 1 above zero and 0 below; yours is the other way round.",
            lambda z, at_zero: np.where(z < 0, 1.0, np.where(z == 0, at_zero, 0.0)),
        ),
    ],
    hints=[
        "There are three cases: above 0, exactly 0, below 0.",
        "np.where(condition, a, b) picks a or b for each element, and b may itself be a np.where.",
    ],
)

# at_least_k: weights by hand


def _at_least_k(n, k):
    w = np.ones(n)
    b = 0.5 - k
    return w, b


def _outputs(returned, n, k):
    """Put the unit to work on all patterns of n bits."""
    if not isinstance(returned, tuple | list) or len(returned) != 2:
        raise ValueError("expected the pair (w, b)")
    patterns = np.array(list(itertools.product([0, 1], repeat=n)))
    w, b = np.asarray(returned[0], dtype=float), np.asarray(returned[1], dtype=float)
    if w.shape != (n,) or b.size != 1:
        raise ValueError(f"expected w of shape ({n},) and one number b; got {w.shape}, {b.shape}")
    return {"output for each pattern of inputs": (patterns @ w + b.item() > 0).astype(int)}


at_least_k = Exercise(
    name="at_least_k",
    reference=_at_least_k,
    inputs=lambda rng: [(2, 2), (2, 1), (1, 1), (3, 1), (3, 2), (3, 3), (5, 3), (6, 4)],
    outcome=_outputs,
    mistakes=[
        Mistake(
            "more than k",
            "Your unit is silent when exactly k inputs are 1: the sum must lie above the "
            "threshold, and on it is not above it. Put the threshold between two counts.",
            lambda n, k: (np.ones(n), -k),
        ),
        Mistake(
            "threshold instead of bias",
            "You returned the threshold. The bias is minus the threshold: it is added to the sum.",
            lambda n, k: (np.ones(n), k - 0.5),
        ),
        Mistake(
            "always AND",
            "Your unit needs all n inputs, whatever k is.",
            lambda n, k: (np.ones(n), 0.5 - n),
        ),
        Mistake(
            "always OR",
            "Your unit needs one input only, whatever k is.",
            lambda n, k: (np.ones(n), -0.5),
        ),
        Mistake(
            "average instead of sum",
            "With weights 1/n the sum becomes an average, so the threshold must shrink with it.",
            lambda n, k: (np.ones(n) / n, 0.5 - k),
        ),
    ],
    hints=[
        "If every weight is 1, what does the weighted sum count?",
        "The unit fires for the counts k, k + 1, ... and not for k - 1. Where is the threshold?",
        "bias = -threshold, and any threshold from k - 1 up to, but not including, k will do.",
    ],
)

# bias_as_weight: a bias is the weight of a constant input


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


bias_as_weight = Exercise(
    name="bias_as_weight",
    reference=_bias_as_weight,
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
            "added to every weight",
            "b is added once to the sum. Added to every weight, it is multiplied by every input.",
            lambda x, w, b: (x, w + b),
        ),
        Mistake(
            "the constant meets another weight",
            "The constant input stands first and the bias last, so the constant is multiplied by "
            "a weight of x. Input and weight must have the same place.",
            lambda x, w, b: (np.hstack([np.ones((len(x), 1)), x]), np.append(w, b)),
        ),
    ],
    hints=[
        "w . x + b has one term without an input. Multiply it by something that changes nothing.",
        "Every row of x gets one more column that holds 1.",
        "np.hstack puts columns side by side, np.append puts a number behind a vector.",
    ],
)

# exactly_k: three units in two layers


def _exactly_k(x, k):
    count = np.asarray(x).sum(axis=1, keepdims=True)
    hidden = (count + [0.5 - k, -0.5 - k] > 0).astype(float)
    output = (hidden @ [1.0, -1.0] - 0.5 > 0).astype(float)
    return hidden, output


def _patterns(n):
    return np.array(list(itertools.product([0.0, 1.0], repeat=n)))


exactly_k = Exercise(
    name="exactly_k",
    reference=_exactly_k,
    inputs=lambda rng: [(_patterns(n), k) for n, k in ((2, 1), (2, 2), (3, 1), (3, 2), (4, 3))],
    mistakes=[
        Mistake(
            "both units must fire",
            "Where more than k inputs are 1, both hidden units fire. That is the case to exclude: "
            "the second unit must count against the first.",
            lambda x, k: _two_layers(x, k, [1.0, 1.0], -1.5),
        ),
        Mistake(
            "one unit is enough",
            "This is OR: the second hidden unit adds nothing to it. It must count against the "
            "first.",
            lambda x, k: _two_layers(x, k, [1.0, 1.0], -0.5),
        ),
        Mistake(
            "the wrong unit inhibits",
            "The unit for 'at least k' excites and the one for 'at least k + 1' inhibits; "
            "yours are the other way round.",
            lambda x, k: _two_layers(x, k, [-1.0, 1.0], -0.5),
        ),
        Mistake(
            "hidden units without a step",
            "The hidden units pass on their sums. Each unit answers 0 or 1, after its step.",
            lambda x, k: (
                _hidden_sums(x, k),
                (_hidden_sums(x, k) @ [1, -1] - 0.5 > 0).astype(float),
            ),
        ),
        Mistake(
            "hidden columns exchanged",
            "The first column belongs to 'at least k', the second to 'at least k + 1'.",
            lambda x, k: (_two_layers(x, k, [1.0, -1.0], -0.5)[0][:, ::-1], _exactly_k(x, k)[1]),
        ),
        Mistake(
            "one count too high",
            "Your hidden units stand for 'more than k' and 'more than k + 1': on the threshold "
            "a unit is silent, so put each threshold between two counts.",
            lambda x, k: _exactly_k(x, k + 1),
        ),
    ],
    hints=[
        "You know a unit that fires for at least k ones. Take one more, for at least k + 1.",
        "Exactly k means: at least k, but not at least k + 1. The last unit has two inputs, "
        "and the weight of the second one is negative.",
        "The table of the last unit: (0, 0) gives 0, (1, 0) gives 1, (1, 1) gives 0. "
        "Which weights and which bias do that?",
    ],
)


def _hidden_sums(x, k):
    return np.asarray(x).sum(axis=1, keepdims=True) + [0.5 - k, -0.5 - k]


def _two_layers(x, k, weights, bias):
    hidden = (_hidden_sums(x, k) > 0).astype(float)
    return hidden, (hidden @ weights + bias > 0).astype(float)
