"""Walks against a gradient that go wrong in one detail."""

import numpy as np


def right_walk(gradient, start, learning_rate, tolerance, most_steps):
    """Do what the exercise asks for."""
    return descent(lambda slope, rate: -rate * slope)(
        gradient, start, learning_rate, tolerance, most_steps
    )


def descent(rule, stop=np.linalg.norm, late=False):
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


def stopped_by(length):
    return descent(lambda slope, rate: -rate * slope, stop=length)


def short_step(gradient, start, learning_rate, tolerance, most_steps):
    return right_walk(gradient, start, learning_rate, tolerance / learning_rate, most_steps)


def counted_from_1(*walk):
    w, steps = right_walk(*walk)
    return w, steps + 1


def step_before_the_question(gradient, start, learning_rate, tolerance, most_steps):
    w = start
    for steps in range(most_steps):
        w = w - learning_rate * gradient(w)
        if np.linalg.norm(gradient(w)) < tolerance:
            return w, steps + 1
    return w, most_steps


def stopped_by_the_weights(gradient, start, learning_rate, tolerance, most_steps):
    w = start
    for steps in range(most_steps):
        if np.linalg.norm(w) < tolerance:
            return w, steps
        w = w - learning_rate * gradient(w)
    return w, most_steps


def from_the_start_again(gradient, start, learning_rate, tolerance, most_steps):
    w = start
    for steps in range(most_steps):
        slope = gradient(w)
        if np.linalg.norm(slope) < tolerance:
            return w, steps
        w = start - learning_rate * slope
    return w, most_steps


def last_index(gradient, start, learning_rate, tolerance, most_steps):
    w, steps = right_walk(gradient, start, learning_rate, tolerance, most_steps)
    return w, steps - 1 if steps == most_steps > 0 else steps


def in_place(gradient, start, learning_rate, tolerance, most_steps):
    for steps in range(most_steps):
        slope = gradient(start)
        if np.linalg.norm(slope) < tolerance:
            return start, steps
        start -= learning_rate * slope
    return start, most_steps


def counted_from_minus_1(*walk):
    w, steps = right_walk(*walk)
    return w, steps - 1


def with_rate(schedule):
    """Return a walk whose learning rate in step t is multiplied by `schedule(t)`."""

    def answer(gradient, start, learning_rate, tolerance, most_steps):
        w = start
        for steps in range(most_steps):
            slope = gradient(w)
            if np.linalg.norm(slope) < tolerance:
                return w, steps
            w = w - learning_rate * schedule(steps) * slope
        return w, most_steps

    return answer


def with_momentum(gradient, start, learning_rate, tolerance, most_steps):
    w, velocity = start, 0.0
    for steps in range(most_steps):
        slope = gradient(w)
        if np.linalg.norm(slope) < tolerance:
            return w, steps
        velocity = 0.9 * velocity + slope
        w = w - learning_rate * velocity
    return w, most_steps


def stopped_while_long(gradient, start, learning_rate, tolerance, most_steps):
    w = start
    for steps in range(most_steps):
        slope = gradient(w)
        if np.linalg.norm(slope) > tolerance:
            return w, steps
        w = w - learning_rate * slope
    return w, most_steps


def nothing_at_the_end(gradient, start, learning_rate, tolerance, most_steps):
    w, steps = right_walk(gradient, start, learning_rate, tolerance, most_steps)
    return None if steps == most_steps else (w, steps)
