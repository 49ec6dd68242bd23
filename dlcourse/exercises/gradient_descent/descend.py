"""Gradient descent with a stopping rule."""

import math

import numpy as np

from dlcourse.exercises.gradient_descent import _wrong_walks as wrong_walks
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
            wrong_walks.descent(lambda slope, rate: rate * slope),
        ),
        Mistake(
            "steps of a fixed length",
            "Each step is the learning rate times the gradient, so steps get shorter where it is "
            "flatter. You divide by the gradient's length first.",
            wrong_walks.descent(
                lambda slope, rate: -rate * slope / max(np.linalg.norm(slope), 1e-300)
            ),
        ),
        Mistake(
            "one step too many",
            "Ask whether the gradient is short before the step, not after it: where it is short "
            "enough, no further step is made.",
            wrong_walks.descent(lambda slope, rate: -rate * slope, late=True),
        ),
        Mistake(
            "one step not counted",
            "Your number is one less than the steps made. A loop numbers its rounds from 0.",
            wrong_walks.last_index,
            also=[wrong_walks.counted_from_minus_1],
        ),
        Mistake(
            "one component is enough",
            "You stop as soon as one partial derivative is small. The length of the whole gradient "
            "must be.",
            wrong_walks.stopped_by(lambda slope: np.abs(slope).min()),
        ),
        Mistake(
            "largest component",
            "The largest partial derivative is not the length of the gradient: that is the root "
            "of the sum of all squares.",
            wrong_walks.stopped_by(lambda slope: np.abs(slope).max()),
        ),
        Mistake(
            "another length",
            "The Euclidean norm is the root of the sum of all squares. Yours is another number: a "
            "sum without the root, a mean in place of the sum, or a sum of absolute values?",
            wrong_walks.stopped_by(lambda slope: np.sum(slope**2)),
            also=[
                wrong_walks.stopped_by(lambda slope: np.abs(slope).sum()),
                wrong_walks.stopped_by(lambda slope: np.sqrt(np.mean(slope**2))),
                wrong_walks.stopped_by(lambda slope: np.mean(slope**2)),
                wrong_walks.stopped_by(lambda slope: np.mean(np.abs(slope))),
            ],
        ),
        Mistake(
            "length of the step",
            "The question is how long the gradient is, not how long the step would be.",
            wrong_walks.short_step,
        ),
        Mistake(
            "stops at the tolerance itself",
            "Stop where the length is below the tolerance. Where it is equal, go on.",
            wrong_walks.stopped_by(lambda slope: np.nextafter(np.linalg.norm(slope), 0)),
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
            wrong_walks.stopped_by(lambda slope: np.inf),
        ),
        Mistake(
            "no learning rate",
            "Each step is the learning rate times the gradient. Yours is the whole gradient.",
            wrong_walks.descent(lambda slope, rate: -slope),
        ),
        Mistake(
            "steps counted from 1",
            "If the gradient is short at the start, no step was made: the count is 0 there.",
            wrong_walks.counted_from_1,
        ),
        Mistake(
            "a step before the question",
            "Before each step, also before the first one, ask whether the gradient is short.",
            wrong_walks.step_before_the_question,
        ),
        Mistake(
            "length of the weights",
            "The question is how long the gradient is. The weights may be long where it is flat.",
            wrong_walks.stopped_by_the_weights,
        ),
        Mistake(
            "each step from the start",
            "A step begins where the last one ended, not at the start again.",
            wrong_walks.from_the_start_again,
        ),
        Mistake(
            "sum with signs",
            "Partial derivatives of opposite sign cancel in a sum. Take the length of the "
            "gradient.",
            wrong_walks.stopped_by(np.sum),
        ),
        Mistake(
            "changes its input",
            "`w -= ...` writes into the array that the caller gave you as the start. Make a new "
            "array at each step.",
            wrong_walks.in_place,
        ),
        Mistake(
            "the rate shrinks",
            "The learning rate is the same in each step. Steps get shorter by themselves, where "
            "the gradient does.",
            wrong_walks.with_rate(lambda t: 1 / (t + 1)),
            also=[
                wrong_walks.with_rate(lambda t: 0.9**t),
                wrong_walks.with_rate(lambda t: 0.99**t),
                wrong_walks.with_rate(lambda t: 0.5**t),
                wrong_walks.with_rate(lambda t: 0.95**t),
                wrong_walks.with_rate(lambda t: (t + 1) ** -0.5),
            ],
        ),
        Mistake(
            "one number for all weights",
            "Each weight moves by its own partial derivative. You made one number of all of them.",
            wrong_walks.descent(lambda slope, rate: -rate * slope.mean()),
            also=[
                wrong_walks.descent(lambda slope, rate: -rate * slope.sum()),
                wrong_walks.descent(lambda slope, rate: -rate * np.linalg.norm(slope)),
            ],
        ),
        Mistake(
            "another multiple of the gradient",
            "A step is the learning rate times the gradient, neither halved nor doubled, nor "
            "divided by the number of weights.",
            wrong_walks.descent(lambda slope, rate: -rate * slope / 2),
            also=[
                wrong_walks.descent(lambda slope, rate: -rate * slope / len(slope)),
                wrong_walks.descent(lambda slope, rate: -2 * rate * slope),
            ],
        ),
        Mistake(
            "signs only",
            "You use the signs of the partial derivatives. Their sizes count as well.",
            wrong_walks.descent(lambda slope, rate: -rate * np.sign(slope)),
        ),
        Mistake(
            "negative derivatives count as small",
            "A derivative of -4 is as steep as one of 4. Below tolerance must be the length.",
            wrong_walks.stopped_by(np.max),
        ),
        Mistake(
            "stops while the gradient is long",
            "You stop where the gradient is longer than the tolerance. Stop where it is shorter.",
            wrong_walks.stopped_while_long,
        ),
        Mistake(
            "too few steps allowed",
            "most_steps steps may be made, not one less.",
            lambda *walk: wrong_walks.right_walk(*walk[:4], max(walk[4] - 1, 0)),
        ),
        Mistake(
            "most_steps returned",
            "Return how many steps were made; it may be fewer than most_steps.",
            lambda *walk: (wrong_walks.right_walk(*walk)[0], walk[4]),
        ),
        Mistake(
            "the number of steps is missing",
            "Two things are returned: the weights and the number of steps.",
            lambda *walk: wrong_walks.right_walk(*walk)[0],
        ),
        Mistake(
            "nothing after the loop",
            "Where all most_steps steps were made, the weights and the number are returned, too.",
            wrong_walks.nothing_at_the_end,
        ),
        Mistake(
            "one step only",
            "The walk goes on, step by step, until the gradient is short.",
            lambda *walk: wrong_walks.right_walk(*walk[:4], min(walk[4], 1)),
        ),
        Mistake(
            "momentum",
            "Each step follows the gradient at its place alone, not those of earlier steps.",
            wrong_walks.with_momentum,
        ),
    ],
    further="It is `keras.optimizers.SGD` without its extras; Cauchy wrote it down in 1847.",
    hints=[
        "A loop of at most so many rounds; in each: gradient, question, step.",
        "np.linalg.norm gives the length of the gradient. Return from within the loop when it is "
        "short, and after the loop otherwise.",
    ],
)
