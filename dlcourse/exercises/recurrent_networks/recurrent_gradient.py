"""The gradient of the recurrent kernel, through time."""

import numpy as np

from dlcourse.judging import Exercise, Mistake


def _recurrent_gradient(states, recurrent_kernel, d_last):
    gradient = np.zeros_like(recurrent_kernel)
    d_h = d_last
    for t in range(len(states) - 1, 0, -1):
        delta = d_h * (1 - states[t] ** 2)
        gradient = gradient + np.outer(states[t - 1], delta)
        d_h = recurrent_kernel @ delta
    return gradient


def _recurrent_gradient_inputs(rng):
    def case(steps, units):
        states = np.tanh(rng.normal(size=(steps + 1, units))).round(2)
        kernel, d_last = rng.normal(size=(units, units)).round(1), rng.normal(size=units).round(1)
        return states, kernel, d_last

    one = np.array([[0.0], [0.5], [0.5]]), np.array([[2.0]]), np.array([1.0])
    return [one, case(1, 2), case(2, 2), case(3, 3), case(8, 4)]


def _by_all_deltas(states, recurrent_kernel, d_last):
    slopes = 1 - np.square(states[1:])
    deltas = np.zeros_like(slopes)
    deltas[-1] = slopes[-1] * d_last
    for t in reversed(range(len(deltas) - 1)):
        deltas[t] = slopes[t] * deltas[t + 1].dot(recurrent_kernel.T)
    return states[:-1].T @ deltas


def _by_recursion(states, recurrent_kernel, d_last):
    if len(states) == 1:
        return 0.0 * recurrent_kernel
    delta = (1 - states[-1] * states[-1]) * d_last
    before = _by_recursion(states[:-1], recurrent_kernel, delta @ recurrent_kernel.T)
    return before + states[-2][:, None] * delta


def _walk(states, kernel, d_last, *, slope=None, back=None, product=None):
    """Go back with some of the three rules replaced."""
    slope = slope or (lambda h: 1 - h**2)
    back = back or (lambda kernel, delta: kernel @ delta)
    product = product or (lambda states, t, delta: np.outer(states[t - 1], delta))
    gradient, d_h = np.zeros_like(kernel), d_last
    for t in range(len(states) - 1, 0, -1):
        delta = d_h * slope(states[t])
        gradient = gradient + product(states, t, delta)
        d_h = back(kernel, delta)
    return gradient


def _last_step_only(states, kernel, d_last):
    return _recurrent_gradient(states[-2:], kernel, d_last)


def _mean(states, kernel, d_last):
    return _recurrent_gradient(states, kernel, d_last) / (len(states) - 1)


recurrent_gradient = Exercise(
    name="recurrent_gradient",
    reference=_recurrent_gradient,
    right=[_by_all_deltas, _by_recursion],
    inputs=_recurrent_gradient_inputs,
    mistakes=[
        Mistake(
            "the last step alone",
            "The kernel was used in every step, and every use has its share. Go on to the first.",
            _last_step_only,
        ),
        Mistake(
            "an average over the steps",
            "The shares of the steps are added up, not averaged.",
            _mean,
        ),
        Mistake(
            "no slope",
            "On its way back the gradient passes tanh, too: multiply by its slope, which the state "
            "after it tells.",
            lambda *a: _walk(*a, slope=lambda h: 1.0),
        ),
        Mistake(
            "the slope at the wrong place",
            "The slope of tanh at a sum is 1 minus the square of the state. You took the slope at "
            "the state, or forgot the square.",
            lambda *a: _walk(*a, slope=lambda h: 1 - np.tanh(h) ** 2),
            also=[lambda *a: _walk(*a, slope=lambda h: 1 - h)],
        ),
        Mistake(
            "the kernel not transposed on the way back",
            "What went from unit i to unit j comes back from j to i.",
            lambda *a: _walk(*a, back=lambda kernel, delta: delta @ kernel),
        ),
        Mistake(
            "the state after the step",
            "What the kernel was multiplied with is the state before the step.",
            lambda *a: _walk(*a, product=lambda states, t, delta: np.outer(states[t], delta)),
        ),
        Mistake(
            "rows and columns exchanged",
            "The gradient has the shape of the kernel: its rows belong to the old state.",
            lambda *a: _recurrent_gradient(*a).T,
        ),
        Mistake(
            "the same delta in every step",
            "From step to step what comes back changes: it passes the kernel.",
            lambda *a: _walk(*a, back=lambda kernel, delta: delta),
        ),
    ],
    further="Werbos wrote it down for any loop in 1990: Backpropagation through time.",
    hints=[
        "Three lines in a loop that begins at the last step: the delta of the sum, its share in "
        "the gradient, and what goes on to the state before.",
        "The share of a step: each number of the old state times each delta, as in a Dense layer.",
    ],
)
