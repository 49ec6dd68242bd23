"""Right answers to the exercises on gradient descent, written in other ways."""

import math

import numpy as np


def partial_by_unit_vector(f, w, k, h):
    nudge = np.zeros(len(w))
    nudge[k] = h
    return (f(w + nudge) - f(w - nudge)) / (2 * h)


def partial_by_one_knob(f, w, k, h):
    def turned(value):
        return f(np.array([value if i == k else other for i, other in enumerate(w)]))

    return 0.5 * (turned(w[k] + h) - turned(w[k] - h)) / h


def line_by_matrix(w, b, x, y):
    design = np.stack([x, np.ones_like(x)], axis=1)
    return tuple(2 / len(x) * design.T @ (design @ [w, b] - y))


def line_by_loop(w, b, x, y):
    dw = db = 0.0
    for xi, yi in zip(x, y, strict=True):
        error = w * xi + b - yi
        dw += 2 * error * xi / len(x)
        db += 2 * error / len(x)
    return [dw, db]


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
    "partial_derivative": [partial_by_unit_vector, partial_by_one_knob],
    "line_gradient": [line_by_matrix, line_by_loop],
    "descend": [descend_by_while, descend_by_recursion],
}
