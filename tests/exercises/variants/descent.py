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


def descend_in_place_of_a_copy(gradient, start, learning_rate, tolerance, most_steps):
    w, steps = start.copy(), 0
    for _ in range(most_steps):
        slope = gradient(w)
        if np.sqrt(slope @ slope) < tolerance:
            break
        w -= learning_rate * slope
        steps += 1
    return [w.tolist(), np.int64(steps)]


def descend_in_float32(gradient, start, learning_rate, tolerance, most_steps):
    w = start.astype("float32")
    for steps in range(most_steps + 1):
        slope = gradient(w)
        if np.linalg.norm(slope) < tolerance or steps == most_steps:
            return w, float(steps)
        w = w - learning_rate * slope


VARIANTS = {
    "descend": [
        descend_by_while,
        descend_by_recursion,
        descend_in_place_of_a_copy,
        descend_in_float32,
    ],
}
