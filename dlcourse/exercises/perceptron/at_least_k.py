"""Weights by hand: at least k of n inputs."""

import itertools

import numpy as np

from dlcourse.judging import Exercise, Mistake


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
    fires = (patterns @ w + b.item() > 0).astype(int)
    # One text: a known mistake has all of these outputs, or is not the one made.
    return {f"outputs for the patterns {'0' * n} to {'1' * n}": " ".join(map(str, fires))}


def _at_least_k_next_integer(n, k):
    return [2] * n, 1 - 2 * k


def _at_least_k_on_the_count_below(n, k):
    return np.ones(n, dtype=int), np.array([1 - k])


at_least_k = Exercise(
    name="at_least_k",
    reference=_at_least_k,
    right=[_at_least_k_next_integer, _at_least_k_on_the_count_below],
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
            "always on",
            "Your unit fires for every pattern, even where no input is 1. Is your bias the "
            "threshold itself? It is minus the threshold, for it is added to the sum.",
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
        Mistake(
            "always at least 2",
            "Your threshold fits k = 2, whatever k is. Put k into the bias.",
            lambda n, k: (np.ones(n), -1.5),
        ),
        Mistake(
            "one count too low",
            "Your unit fires for k - 1 ones already. The threshold lies between k - 1 and k.",
            lambda n, k: (np.ones(n), 1.5 - k),
        ),
        Mistake(
            "never on",
            "Your unit fires for no pattern at all. Are its weights greater than 0?",
            lambda n, k: (np.zeros(n), -1.0),
        ),
        Mistake(
            "fewer than k",
            "Your unit does the opposite: it fires if fewer than k inputs are 1.",
            lambda n, k: (-np.ones(n), k - 0.5),
        ),
        Mistake(
            "at most k",
            "Your unit fires if at most k inputs are 1. Asked for is at least k: more ones must "
            "make the sum larger.",
            lambda n, k: (-np.ones(n), k + 0.5),
        ),
        Mistake(
            "at least n - k",
            "Your unit counts from n - k on. Compare the number of ones with k itself.",
            lambda n, k: (np.ones(n), 0.5 - (n - k)),
            also=[lambda n, k: (np.ones(n), -float(n - k)), lambda n, k: (np.ones(n), k - n - 0.5)],
        ),
        Mistake(
            "the first k inputs only",
            "Any k inputs may be the ones that are 1, so every input needs a weight.",
            lambda n, k: ((np.arange(n) < k) * 1.0, 0.5 - k),
        ),
    ],
    further=(
        "Such a unit is a threshold gate; what networks of them can compute: Muroga, Threshold"
        " Logic and Its Applications, 1971."
    ),
    hints=[
        "If every weight is 1, what does the weighted sum count?",
        "The unit fires for the counts k, k + 1, ... and not for k - 1. Where is the threshold?",
        "bias = -threshold, and any threshold from k - 1 up to, but not including, k will do.",
    ],
)
