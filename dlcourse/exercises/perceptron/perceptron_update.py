"""One step of the perceptron rule."""

import numpy as np

from dlcourse.judging import Exercise, Mistake


def _perceptron_update(w, b, x, target, learning_rate):
    output = 1.0 if x @ w + b > 0 else 0.0
    error = target - output
    return w + learning_rate * error * x, b + learning_rate * error


def _update_inputs(rng):
    w, x = np.array([2.0, -1.0]), np.array([1.0, 3.0])
    fixed = [
        (np.zeros(2), 0.0, np.array([1.0, 1.0]), 1, 1.0),  # on the line, should fire
        (np.array([1.0, 1.0]), 1.0, np.zeros(2), 0, 0.5),  # only the bias can help
        (w, 0.5, x, 1, 0.5),  # silent, should fire
        (w, 2.0, x, 0, 0.5),  # fires, should be silent
        (w, 2.0, x, 1, 0.5),  # right: fires
        (w, 0.5, x, 0, 0.5),  # right: silent
        (w, 1.0, x, 0, 0.5),  # right: on the line is silent
    ]
    drawn = [
        (rng.normal(size=4), rng.normal(), rng.normal(size=4), int(target), 0.1)
        for target in (0, 1, 0, 1, 0, 1)
    ]
    return fixed + drawn


def _update_with_if(w, b, x, target, learning_rate):
    fires = sum(a * c for a, c in zip(w, x, strict=True)) + b > 0
    if fires and not target:
        return w - learning_rate * x, b - learning_rate
    if target and not fires:
        return w + learning_rate * x, b + learning_rate
    return w, b


def _update_with_constant_input(w, b, x, target, learning_rate):
    w, x = np.append(w, b), np.append(x, 1)
    w += learning_rate * (target - np.heaviside(w @ x, 0)) * x
    return w[:-1], w[-1]


def _update_as_list(w, b, x, target, learning_rate):
    error = target - int(np.dot(w, x) + b > 0)
    return [
        [wi + learning_rate * error * xi for wi, xi in zip(w, x, strict=True)],
        b + learning_rate * error,
    ]


perceptron_update = Exercise(
    name="perceptron_update",
    reference=_perceptron_update,
    right=[_update_with_if, _update_with_constant_input, _update_as_list],
    inputs=_update_inputs,
    mistakes=[
        Mistake(
            "the bias does not learn",
            "The bias is corrected, too: like the weight of an input that is always 1.",
            lambda w, b, x, target, learning_rate: (
                w + learning_rate * (target - float(x @ w + b > 0)) * x,
                b,
            ),
        ),
        Mistake(
            "wrong direction",
            "The error is target minus output. The other way round, every update makes it worse.",
            lambda w, b, x, target, learning_rate: (
                w - learning_rate * (target - float(x @ w + b > 0)) * x,
                b - learning_rate * (target - float(x @ w + b > 0)),
            ),
        ),
        Mistake(
            "sum instead of output",
            "The error compares the target with the output 0 or 1, after the step. With the bare "
            "sum this is another rule (Widrow and Hoff), which corrects right answers as well.",
            lambda w, b, x, target, learning_rate: (
                w + learning_rate * (target - (x @ w + b)) * x,
                b + learning_rate * (target - (x @ w + b)),
            ),
        ),
        Mistake(
            "no learning rate",
            "Each correction is multiplied by the learning rate, that of the bias as well.",
            lambda w, b, x, target, learning_rate: (
                w + (target - float(x @ w + b > 0)) * x,
                b + (target - float(x @ w + b > 0)),
            ),
        ),
        Mistake(
            "the bias without learning rate",
            "The correction of the bias is multiplied by the learning rate, as that of w is.",
            lambda w, b, x, target, learning_rate: (
                w + learning_rate * (target - float(x @ w + b > 0)) * x,
                b + (target - float(x @ w + b > 0)),
            ),
        ),
        Mistake(
            "the weights without learning rate",
            "The correction of w is multiplied by the learning rate, as that of the bias is.",
            lambda w, b, x, target, learning_rate: (
                w + (target - float(x @ w + b > 0)) * x,
                b + learning_rate * (target - float(x @ w + b > 0)),
            ),
        ),
        Mistake(
            "fires on the line",
            "With a sum of exactly 0 the unit is silent: its output is 1 only above 0.",
            lambda w, b, x, target, learning_rate: (
                w + learning_rate * (target - float(x @ w + b >= 0)) * x,
                b + learning_rate * (target - float(x @ w + b >= 0)),
            ),
        ),
        Mistake(
            "output forgets the bias",
            "The unit's output is the step of x @ w + b; you left b out of the sum.",
            lambda w, b, x, target, learning_rate: (
                w + learning_rate * (target - float(x @ w > 0)) * x,
                b + learning_rate * (target - float(x @ w > 0)),
            ),
        ),
        Mistake(
            "output of the sign function",
            "The targets here are 0 and 1, so the unit must answer 0 or 1. The sign function "
            "answers -1 below zero, and then the error can be 2.",
            lambda w, b, x, target, learning_rate: (
                w + learning_rate * (target - np.sign(x @ w + b)) * x,
                b + learning_rate * (target - np.sign(x @ w + b)),
            ),
        ),
        Mistake(
            "the input is left out",
            "Each weight changes in proportion to its own input: an input of 0 was not to blame.",
            lambda w, b, x, target, learning_rate: (
                w + learning_rate * (target - float(x @ w + b > 0)),
                b + learning_rate * (target - float(x @ w + b > 0)),
            ),
        ),
        Mistake(
            "the bias times the input",
            "The bias is one number; its input is always 1, so x has no part in its correction.",
            lambda w, b, x, target, learning_rate: (
                w + learning_rate * (target - float(x @ w + b > 0)) * x,
                b + learning_rate * (target - float(x @ w + b > 0)) * x,
            ),
        ),
        Mistake(
            "only the correction",
            "You return by how much they change. Asked for are the new weights and the new bias.",
            lambda w, b, x, target, learning_rate: (
                learning_rate * (target - float(x @ w + b > 0)) * x,
                learning_rate * (target - float(x @ w + b > 0)),
            ),
        ),
    ],
    hints=[
        "Three lines: what the unit answers, how far off that is, what changes.",
        "The error is +1, 0 or -1. If it is 0, both formulas change nothing: you need no if.",
        "Return new values. `w += ...` would change the caller's array.",
    ],
)
