"""How open a forget gate must be, to keep a share of its load for so long."""

import math

import numpy as np

from dlcourse.judging import Exercise, Mistake


def _forget_bias_for(share, steps):
    f = share ** (1 / steps)
    return np.log(f / (1 - f))


def _inputs(rng):
    fixed = [(0.5, 1), (0.9, 1), (0.25, 2), (0.5, 50), (0.9, 100), (0.01, 3)]
    return [*fixed, *((float(rng.uniform(0.1, 0.9)), int(rng.integers(2, 80))) for _ in range(3))]


def _by_exp(share, steps):
    return -math.log(math.exp(-math.log(share) / steps) - 1)


def _by_halving(share, steps):
    low, high = -40.0, 40.0
    for _ in range(100):
        middle = (low + high) / 2
        if (1 / (1 + math.exp(-middle))) ** steps < share:
            low = middle
        else:
            high = middle
    return (low + high) / 2


forget_bias_for = Exercise(
    name="forget_bias_for",
    reference=_forget_bias_for,
    right=[_by_exp, _by_halving],
    inputs=_inputs,
    mistakes=[
        Mistake(
            "the gate in place of its bias",
            "This is how open the gate must be. Asked for is the bias that makes it so: which "
            "number does the sigmoid turn into this gate?",
            lambda share, steps: share ** (1 / steps),
        ),
        Mistake(
            "the share of all steps in a single one",
            "Your gate keeps this share in every step. After several steps there is far less.",
            lambda share, steps: math.log(share / (1 - share)),
        ),
        Mistake(
            "the share divided by the steps",
            "The gates of the steps are multiplied with each other. So a root is needed, not a "
            "division.",
            lambda share, steps: math.log(share / steps / (1 - share / steps)),
        ),
        Mistake(
            "the loss divided by the steps",
            "A gate takes its part of what is left, not of what was there at first. Over many "
            "steps that makes a difference.",
            lambda share, steps: math.log((1 - (1 - share) / steps) / ((1 - share) / steps)),
        ),
        Mistake(
            "the other sign",
            "With your bias the gate shuts where it should be open. A larger gate needs a larger "
            "bias.",
            lambda share, steps: -_forget_bias_for(share, steps),
        ),
        Mistake(
            "the logarithm of the gate",
            "The exponential is undone, but a sigmoid is more than that: solve 1 / (1 + exp(-b)) "
            "= f for b.",
            lambda share, steps: math.log(share) / steps,
        ),
        Mistake(
            "a power in place of a root",
            "How large must f be, so that f multiplied with itself so many times is the share? You "
            "multiply the share with itself.",
            lambda share, steps: math.log(share**steps / (1 - share**steps)),
        ),
    ],
    further=(
        "Tallec and Ollivier, Can recurrent neural networks warp time?, 2018, choose forget "
        "biases by this thought: log(T - 1) for what has to be kept over T steps."
    ),
    hints=[
        "Two questions, one after the other: how large is f, and which bias makes it so large?",
        "The first: f multiplied with itself `steps` times is the share.",
        "The second: turn the sigmoid round. From f = 1 / (1 + exp(-b)) get exp(-b), then b.",
    ],
)
