"""Three weights by hand, with which one unit remembers one bit."""

import numpy as np

from dlcourse.judging import Exercise, Mistake

_FORM = "Expected three numbers: kernel, recurrent weight and bias."


def _latch():
    return 4, 2, 0


def _larger():
    return 20.0, 4.0, 0.0


def _as_array():
    return np.array([3.5, 2.0, 0.0])


def _state_after(weights, inputs):
    h = 0.0
    for x in inputs:
        h = np.tanh(x * weights[0] + h * weights[1] + weights[2])
    return h


def _said(right):
    return "yes" if right else "no"


def _behaviour(returned):
    """Return whether the unit does what it should, by name."""
    try:
        weights = np.asarray(returned, dtype=float)
    except (TypeError, ValueError):
        raise ValueError(_FORM) from None
    if weights.shape != (3,) or not np.all(np.isfinite(weights)):
        raise ValueError(_FORM)
    quiet = 50 * [0]
    return {
        "on after a 1": _said(_state_after(weights, [1]) > 0.5),
        "off after a -1": _said(_state_after(weights, [-1]) < -0.5),
        "still on 50 steps later": _said(_state_after(weights, [1, *quiet]) > 0.5),
        "still off 50 steps later": _said(_state_after(weights, [-1, *quiet]) < -0.5),
        "still on 51 steps later": _said(_state_after(weights, [1, 0, *quiet]) > 0.5),
        "still off 51 steps later": _said(_state_after(weights, [-1, 0, *quiet]) < -0.5),
        "switched off after long being on": _said(_state_after(weights, [1, *quiet, -1]) < -0.5),
        "switched on after long being off": _said(_state_after(weights, [-1, *quiet, 1]) > 0.5),
    }


latch = Exercise(
    name="latch",
    reference=_latch,
    right=[_larger, _as_array],
    inputs=lambda rng: [()],
    outcome=_behaviour,
    mistakes=[
        Mistake(
            "it fades",
            "Tanh takes a little off the state in every quiet step, and the recurrent weight must "
            "make up for it. At 1 or less nothing is left in the end; just above 1 a state stays, "
            "but a small one, below 0.5.",
            lambda: (6, 1, 0),
            also=[
                lambda: (6, 0.9, 0),
                lambda: (3, 0.5, 0),
                lambda: (6, 0, 0),
                lambda: (1, 1, 0),
                lambda: (6, 1.05, 0),
            ],
        ),
        Mistake(
            "it does not let go",
            "It remembers, but one press of the other button does not carry it over to the other "
            "side, below -0.5 or above 0.5. Compare what a -1 adds with what the old state adds.",
            lambda: (2, 3, 0),
            also=[lambda: (3, 3, 0), lambda: (1, 2, 0), lambda: (1, 1.5, 0)],
        ),
        Mistake(
            "it changes sides by itself",
            "With a negative recurrent weight the state turns into its opposite in every step. "
            "After an even number of quiet steps it looks right, after an odd number it does not.",
            lambda: (-6, -3, 0),
            also=[lambda: (-6, 3, 0), lambda: (6, -3, 0)],
        ),
        Mistake(
            "the bias takes sides",
            "A bias pushes in every step, to one side. On and off should be alike.",
            lambda: (6, 3, 4),
            also=[lambda: (6, 3, -4), lambda: (6, 1, 1), lambda: (6, 0, 1)],
        ),
    ],
    further="A better one needs no tanh and a weight of exactly 1: lesson 17.",
    hints=[
        "Take the bias 0. In silence the next state is tanh(recurrent weight * state). Start from "
        "a state of 0.9 and try the weights 0.5, 1, 2: which keeps it above 0.5?",
        "Then choose the kernel. A -1 adds minus the kernel; an old state of nearly 1 adds the "
        "recurrent weight. Which of the two must be larger, and clearly so?",
    ],
)
