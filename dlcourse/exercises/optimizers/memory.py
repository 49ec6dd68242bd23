"""How many gradients an exponential moving average remembers."""

import math

import numpy as np

from dlcourse.judging import Exercise, Mistake


def _memory(rho, part):
    return int(np.ceil(np.log(1 - part) / np.log(rho)))  # the n newest hold 1 - rho**n


def _memory_inputs(rng):
    fixed = [
        (0.5, 0.9),
        (0.9, 0.9),
        (0.99, 0.9),
        (0.9, 0.05),
        (0.9, 0.5),
        (0.25, 0.8),
        (0.999, 0.99),
    ]
    return fixed + [
        (float(rng.uniform(0.3, 0.99)), float(rng.uniform(0.2, 0.95))) for _ in range(3)
    ]


def _by_adding(rho, part):
    n, held = 0, 0.0
    while held < part:
        held = held + (1 - rho) * rho**n
        n = n + 1
    return n


def _by_power(rho, part):
    n = 1
    while 1 - rho**n < part:
        n += 1
    return n


def _by_cumsum(rho, part):
    weights = (1 - rho) * rho ** np.arange(20_000)
    return int(np.searchsorted(np.cumsum(weights), part)) + 1


memory = Exercise(
    name="memory",
    reference=_memory,
    right=[_by_adding, _by_power, _by_cumsum],
    inputs=_memory_inputs,
    mistakes=[
        Mistake(
            "one too few",
            "Count the gradients, not the number of the last one: the first of them is number 0.",
            lambda rho, part: _memory(rho, part) - 1,
            also=[lambda rho, part: math.floor(math.log(1 - part) / math.log(rho))],
        ),
        Mistake(
            "one too many",
            "Stop as soon as the part is reached.",
            lambda rho, part: _memory(rho, part) + 1,
        ),
        Mistake(
            "not a whole number",
            "Gradients come in whole numbers: take the first at which the part is reached.",
            lambda rho, part: math.log(1 - part) / math.log(rho),
        ),
        Mistake(
            "the time constant",
            "1 / (1 - rho) is a rule of thumb for the length of the memory. How many gradients "
            "hold the given part?",
            lambda rho, part: round(1 / (1 - rho)),
            also=[lambda rho, part: 1 / (1 - rho)],
        ),
        Mistake(
            "what is left",
            "You ask when the weight of the older ones falls below the part itself. It must fall "
            "below what the part leaves over.",
            lambda rho, part: math.ceil(math.log(part) / math.log(rho)),
        ),
        Mistake(
            "weights without their factor",
            "The weights are rho to the power of their age, times 1 - rho: only so do all together "
            "make 1.",
            lambda rho, part: next(n for n in range(1, 99) if (1 - rho**n) / (1 - rho) >= part),
        ),
        Mistake(
            "a single weight",
            "You compare the weight of one gradient. Add up the weights of the newest ones.",
            lambda rho, part: next(
                (n for n in range(20_000) if (1 - rho) * rho**n < 1 - part), 20_000
            ),
        ),
        Mistake(
            "the newest one weighs rho",
            "The newest square has the weight 1 - rho; the older ones together keep rho.",
            lambda rho, part: _memory(1 - rho, part),
        ),
        Mistake(
            "a part of all equally",
            "The weights are not equal: the newest counts most.",
            lambda rho, part: math.ceil(part / (1 - rho)),
        ),
    ],
    further=(
        "Adam's `beta_2=0.999` remembers 2302 squares by this measure, RMSprop's `rho=0.9` 22."
    ),
    hints=[
        "Add the weights one after the other, the newest first, until the sum is large enough. "
        "How many did you need?",
        "Or: the n newest hold all but rho to the power of n.",
    ],
)
