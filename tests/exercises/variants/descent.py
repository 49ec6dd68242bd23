"""Right answers to the exercises on gradient descent, written in other ways."""

import math

import numpy as np


def descend_by_while(gradient, start, learning_rate, tolerance, most_steps):
    w, steps = np.array(start), 0
    while steps < most_steps and np.sum(gradient(w) ** 2) ** 0.5 >= tolerance:
        w = w - learning_rate * gradient(w)
        steps += 1
    return w, steps


def descend_by_recursion(gradient, start, learning_rate, tolerance, most_steps):
    slope = gradient(start)
    if most_steps == 0 or math.hypot(*slope) < tolerance:
        return start, 0
    following = start - learning_rate * slope
    w, steps = descend_by_recursion(gradient, following, learning_rate, tolerance, most_steps - 1)
    return w, steps + 1


VARIANTS = {
    "descend": [descend_by_while, descend_by_recursion],
}
