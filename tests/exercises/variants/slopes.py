"""Right answers to the exercises on slopes, written in other ways."""

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


VARIANTS = {
    "partial_derivative": [partial_by_unit_vector, partial_by_one_knob],
    "line_gradient": [line_by_matrix, line_by_loop],
}
