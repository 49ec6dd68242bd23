"""Gradient descent with a stopping rule."""

import math

import numpy as np

from dlcourse.judging import Exercise, Mistake


def _descend(gradient, start, learning_rate, tolerance, most_steps):
    w = start
    for steps in range(most_steps):
        slope = gradient(w)
        if np.linalg.norm(slope) < tolerance:
            return w, steps
        w = w - learning_rate * slope
    return w, most_steps


def bowl(w):
    """Return the gradient of w0² + w1² + ..."""
    return 2 * w


def ravine(w):
    """Return the gradient of w0²/20 + w1²."""
    return np.array([0.1, 2.0]) * w


def slanted(w):
    """Return the gradient of a slanted bowl with its lowest place at (1, -2)."""
    return np.array([[2.0, 1.0], [1.0, 3.0]]) @ (w - np.array([1.0, -2.0]))


def _descend_inputs(rng):
    return [
        (bowl, np.array([-3.0, 4.0]), 0.25, 1.0, 100),
        (bowl, np.array([0.0, 0.0]), 0.1, 1e-6, 100),
        (ravine, np.array([-7.0, 2.0]), 0.9, 1e-3, 5),
        (ravine, np.array([-7.0, 2.0]), 0.9, 0.05, 500),
        (bowl, np.array([1.0, 1.0]), 1.1, 1e-6, 7),
        (bowl, np.array([3.0]), 0.1, 0.5, 0),
        (slanted, rng.normal(size=2).round(1), 0.3, 1e-4, 200),
        (bowl, np.array([-3.0, 4.0]), 0.25, 1.25, 100),  # the length is 1.25 after three steps
    ]


def _descent(rule, stop=np.linalg.norm, late=False):
    """Return a solution with another step, another stopping rule, or a late stop."""

    def faulty(gradient, start, learning_rate, tolerance, most_steps):
        w = start
        for steps in range(most_steps):
            slope = gradient(w)
            if not late and stop(slope) < tolerance:
                return w, steps
            w = w + rule(slope, learning_rate)
            if late and stop(slope) < tolerance:
                return w, steps + 1
        return w, most_steps

    return faulty


def _stopped_by(length):
    return _descent(lambda slope, rate: -rate * slope, stop=length)


def _short_step(gradient, start, learning_rate, tolerance, most_steps):
    return _descend(gradient, start, learning_rate, tolerance / learning_rate, most_steps)


def _counted_from_1(*walk):
    w, steps = _descend(*walk)
    return w, steps + 1


def _step_before_the_question(gradient, start, learning_rate, tolerance, most_steps):
    w = start
    for steps in range(most_steps):
        w = w - learning_rate * gradient(w)
        if np.linalg.norm(gradient(w)) < tolerance:
            return w, steps + 1
    return w, most_steps


def _stopped_by_the_weights(gradient, start, learning_rate, tolerance, most_steps):
    w = start
    for steps in range(most_steps):
        if np.linalg.norm(w) < tolerance:
            return w, steps
        w = w - learning_rate * gradient(w)
    return w, most_steps


def _from_the_start_again(gradient, start, learning_rate, tolerance, most_steps):
    w = start
    for steps in range(most_steps):
        slope = gradient(w)
        if np.linalg.norm(slope) < tolerance:
            return w, steps
        w = start - learning_rate * slope
    return w, most_steps


def _last_index(gradient, start, learning_rate, tolerance, most_steps):
    w, steps = _descend(gradient, start, learning_rate, tolerance, most_steps)
    return w, steps - 1 if steps == most_steps > 0 else steps


def _in_place(gradient, start, learning_rate, tolerance, most_steps):
    for steps in range(most_steps):
        slope = gradient(start)
        if np.linalg.norm(slope) < tolerance:
            return start, steps
        start -= learning_rate * slope
    return start, most_steps


def _descend_by_while(gradient, start, learning_rate, tolerance, most_steps):
    w, steps = np.array(start), 0
    while steps < most_steps and np.sum(gradient(w) ** 2) ** 0.5 >= tolerance:
        w = w - learning_rate * gradient(w)
        steps += 1
    return w, steps


def _descend_by_recursion(gradient, start, learning_rate, tolerance, most_steps):
    slope = gradient(start)
    if most_steps == 0 or math.hypot(*slope) < tolerance:
        return start, 0
    following = start - learning_rate * slope
    w, steps = _descend_by_recursion(gradient, following, learning_rate, tolerance, most_steps - 1)
    return w, steps + 1


def _descend_in_place_of_a_copy(gradient, start, learning_rate, tolerance, most_steps):
    w, steps = start.copy(), 0
    for _ in range(most_steps):
        slope = gradient(w)
        if np.sqrt(slope @ slope) < tolerance:
            break
        w -= learning_rate * slope
        steps += 1
    return [w.tolist(), np.int64(steps)]


def _descend_in_float32(gradient, start, learning_rate, tolerance, most_steps):
    w = start.astype("float32")
    for steps in range(most_steps + 1):
        slope = gradient(w)
        if np.linalg.norm(slope) < tolerance or steps == most_steps:
            return w, float(steps)
        w = w - learning_rate * slope


descend = Exercise(
    name="descend",
    reference=_descend,
    right=[
        _descend_by_while,
        _descend_by_recursion,
        _descend_in_place_of_a_copy,
        _descend_in_float32,
    ],
    inputs=_descend_inputs,
    mistakes=[
        Mistake(
            "uphill",
            "The gradient points uphill. Go against it.",
            _descent(lambda slope, rate: rate * slope),
        ),
        Mistake(
            "steps of a fixed length",
            "Each step is the learning rate times the gradient, so steps get shorter where it is "
            "flatter. You divide by the gradient's length first.",
            _descent(lambda slope, rate: -rate * slope / max(np.linalg.norm(slope), 1e-300)),
        ),
        Mistake(
            "one step too many",
            "Ask whether the gradient is short before the step, not after it: where it is short "
            "enough, no further step is made.",
            _descent(lambda slope, rate: -rate * slope, late=True),
        ),
        Mistake(
            "one step not counted",
            "The steps of a loop are numbered from 0, so its number after the last step is one "
            "less than the steps made.",
            _last_index,
        ),
        Mistake(
            "one component is enough",
            "You stop as soon as one partial derivative is small. The length of the whole gradient "
            "must be.",
            _stopped_by(lambda slope: np.abs(slope).min()),
        ),
        Mistake(
            "largest component",
            "The largest partial derivative is not the length of the gradient: that is the root "
            "of the sum of all squares.",
            _stopped_by(lambda slope: np.abs(slope).max()),
        ),
        Mistake(
            "another length",
            "The Euclidean norm is the root of the sum of all squares; neither the sum of the "
            "squares nor that of the absolute values.",
            _stopped_by(lambda slope: np.sum(slope**2)),
            also=[_stopped_by(lambda slope: np.abs(slope).sum())],
        ),
        Mistake(
            "length of the step",
            "The question is how long the gradient is, not how long the step would be.",
            _short_step,
        ),
        Mistake(
            "stops at the tolerance itself",
            "Stop where the length is below the tolerance. Where it is equal, go on.",
            _stopped_by(lambda slope: np.nextafter(np.linalg.norm(slope), 0)),
        ),
        Mistake(
            "too many steps allowed",
            "After most_steps steps the walk is over, however long the gradient still is.",
            lambda *walk: _descend(*walk[:4], 5000),
            also=[
                lambda *walk: _descend(*walk[:4], walk[4] + 1),
                lambda *walk: (_descend(*walk[:4], walk[4] + 1)[0], _descend(*walk)[1]),
            ],
        ),
        Mistake(
            "gradient of the start only",
            "The gradient changes from place to place. Compute it anew before each step.",
            lambda gradient, start, *rest: _descend(lambda w: gradient(start), start, *rest),
        ),
        Mistake(
            "never stops early",
            "You always make all steps. Stop once the gradient is shorter than the tolerance.",
            _stopped_by(lambda slope: np.inf),
        ),
        Mistake(
            "no learning rate",
            "Each step is the learning rate times the gradient. Yours is the whole gradient.",
            _descent(lambda slope, rate: -slope),
        ),
        Mistake(
            "steps counted from 1",
            "If the gradient is short at the start, no step was made: the count is 0 there.",
            _counted_from_1,
        ),
        Mistake(
            "a step before the question",
            "Before each step, also before the first one, ask whether the gradient is short.",
            _step_before_the_question,
        ),
        Mistake(
            "length of the weights",
            "The question is how long the gradient is. The weights may be long where it is flat.",
            _stopped_by_the_weights,
        ),
        Mistake(
            "each step from the start",
            "A step begins where the last one ended, not at the start again.",
            _from_the_start_again,
        ),
        Mistake(
            "sum with signs",
            "Partial derivatives of opposite sign cancel in a sum. Take the length of the "
            "gradient.",
            _stopped_by(np.sum),
        ),
        Mistake(
            "changes its input",
            "`w -= ...` writes into the array that the caller gave you as the start. Make a new "
            "array at each step.",
            _in_place,
        ),
    ],
    hints=[
        "A loop of at most so many rounds; in each: gradient, question, step.",
        "np.linalg.norm gives the length of the gradient. Return from within the loop when it is "
        "short, and after the loop otherwise.",
    ],
)
