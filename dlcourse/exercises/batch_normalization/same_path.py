"""All weights in front of a batch normalization times c: output, gradient, and a rate to match."""

import numpy as np

from dlcourse.judging import Exercise, Mistake


def _same_path(c):
    return 1, 1 / c, c**2


def _same_path_inputs(rng):
    return [(2.0,), (10.0,), (0.5,), (0.1,), (1.0,), (float(rng.uniform(3, 4)),)]


def _by_hand(c):
    gradient = c**-1
    return c / c, gradient, c / gradient


def _as_array(c):
    return tuple(np.power(float(c), [0, -1, 2]))


same_path = Exercise(
    name="same_path",
    reference=_same_path,
    right=[_by_hand, _as_array],
    inputs=_same_path_inputs,
    mistakes=[
        Mistake(
            "the outputs grow, too",
            "A positive factor is in the sums and in their standard deviation, and cancels.",
            lambda c: (c, 1 / c, c**2),
        ),
        Mistake(
            "the gradient unchanged",
            "The outputs are the same, but how fast do they change? To turn a kernel that is twice "
            "as long by the same angle, a step has to be twice as long.",
            lambda c: (1, 1, c**2),
            also=[lambda c: (1, 1, c), lambda c: (1, 1, 1)],
        ),
        Mistake(
            "the gradient grows",
            "A small step hardly turns a long kernel, so the loss hardly notices it.",
            lambda c: (1, c, c**2),
            also=[lambda c: (1, c, 1), lambda c: (1, c, 1 / c)],
        ),
        Mistake(
            "the rate for the gradient alone",
            "With this rate the step would be as long as before. But the kernel is c times as "
            "long, so the step must be c times as long as before.",
            lambda c: (1, 1 / c, c),
        ),
        Mistake(
            "the rate for the kernel alone",
            "The kernel is c times as long, so the step should be, too. And the gradient that it "
            "is made of has become smaller.",
            lambda c: (1, 1 / c, 1 / c),
            also=[lambda c: (1, 1 / c, 1)],
        ),
        Mistake(
            "the rate upside down",
            "A longer kernel, with a smaller gradient: does it need a larger rate or a smaller?",
            lambda c: (1, 1 / c, c**-2),
        ),
    ],
    further="Rates that adapt so by themselves: Arora, Li and Lyu, 2019.",
    hints=[
        "Which of the layer's outputs change, if all its weights are doubled?",
        "Let f(w) = f(c w) for every w. Take the derivative of both sides with respect to w.",
        "The step is rate times gradient; in proportion to the kernel it has to stay the same.",
    ],
)
