"""How fast an L2 penalty shortens a weight."""

import math

from dlcourse.judging import Exercise, Mistake


def _steps_to_halve(rate, strength):
    left, steps = 1.0, 0
    while left > 0.5:
        left = left - rate * 2 * strength * left
        steps = steps + 1
    return steps


def _steps_to_halve_inputs(rng):
    fixed = [(0.5, 0.2), (0.25, 1.0), (0.1, 0.02), (1.0, 0.05), (0.02, 3.0), (0.9, 0.5), (0.3, 1.2)]
    return fixed + [
        (float(rng.uniform(0.05, 0.5)), float(rng.uniform(0.05, 0.5))) for _ in range(3)
    ]


def _by_logarithm(rate, strength):
    return math.ceil(math.log(0.5) / math.log(1 - 2 * rate * strength))


def _by_power(rate, strength):
    steps = 1
    while (1 - 2 * rate * strength) ** steps > 0.5:
        steps += 1
    return steps


def _with_share(share):
    """Return an answer that takes this share of the weight in each step."""

    def answer(rate, strength):
        left, steps = 1.0, 0
        while left > 0.5 and steps < 10_000:
            left, steps = left * (1 - share(rate, strength)), steps + 1
        return steps

    return answer


steps_to_halve = Exercise(
    name="steps_to_halve",
    reference=_steps_to_halve,
    right=[_by_logarithm, _by_power],
    inputs=_steps_to_halve_inputs,
    mistakes=[
        Mistake(
            "the factor 2 is missing",
            "The penalty is the strength times w squared. What is the slope of a square?",
            _with_share(lambda rate, strength: rate * strength),
        ),
        Mistake(
            "the rate is missing",
            "A step is the rate times the slope. You go down the whole slope.",
            _with_share(lambda rate, strength: min(2 * strength, 1)),
        ),
        Mistake(
            "the same amount in each step",
            "That is how L1 shortens a weight. With L2 the slope shrinks with the weight, so each "
            "step takes a share of what is left.",
            lambda rate, strength: math.ceil(0.5 / (2 * rate * strength)),
        ),
        Mistake(
            "one too few",
            "Count the steps after which at most half is left. Yours still leave more.",
            lambda rate, strength: _steps_to_halve(rate, strength) - 1,
            also=[lambda r, s: math.floor(math.log(0.5) / math.log(1 - 2 * r * s) - 1e-9)],
        ),
        Mistake(
            "one too many",
            "Stop as soon as half or less is left.",
            lambda rate, strength: _steps_to_halve(rate, strength) + 1,
        ),
        Mistake(
            "not a whole number",
            "Steps come in whole numbers: take the first after which at most half is left.",
            lambda rate, strength: math.log(0.5) / math.log(1 - 2 * rate * strength),
        ),
        Mistake(
            "the rule of thumb",
            "0.69 divided by the share is a good guess where the share is tiny. Take the steps one "
            "by one.",
            lambda rate, strength: math.ceil(math.log(2) / (2 * rate * strength)),
            also=[
                lambda rate, strength: math.log(2) / (2 * rate * strength),
                lambda rate, strength: round(math.log(2) / (2 * rate * strength)),
            ],
        ),
    ],
    further="`keras.optimizers.SGD` with `weight_decay` takes rate times decay: no factor 2 there.",
    hints=[
        "Begin with a weight of 1, and take steps until at most 0.5 is left. How many were there?",
        "In each step the weight loses a share of what it has left. The share is the rate times "
        "the slope of the penalty, divided by the weight.",
    ],
)
