"""Right answers, written differently from the references."""

import functools

import numpy as np


def collapse_by_reduce(layers):
    def merge(first, second):
        return first[0] @ second[0], first[1] @ second[0] + second[1]

    return functools.reduce(merge, layers)


def collapse_by_probing(layers):
    def run(x):
        for kernel, bias in layers:
            x = x @ kernel + bias
        return x

    inputs = layers[0][0].shape[0]
    bias = run(np.zeros(inputs))
    return run(np.eye(inputs)) - bias, bias


def collapse_from_the_end(layers):
    kernel, bias = layers[-1]
    for k, b in layers[-2::-1]:
        bias = b @ kernel + bias
        kernel = k @ kernel
    return [kernel, bias]


def slope_by_where(z):
    return np.where(z > 0, 1.0, 0.0)


def slope_by_heaviside(z):
    return np.heaviside(z, 0)


def slope_by_sign(z):
    return np.maximum(np.sign(z), 0)


def dead_by_any(z):
    return np.sum(~np.any(z > 0, axis=0))


def dead_by_loop(z):
    return sum(all(value <= 0 for value in column) for column in z.T)


def dead_by_outputs(z):
    outputs = np.maximum(z, 0)
    return z.shape[1] - np.count_nonzero(outputs.sum(axis=0))


def leaky_by_sum(z, alpha):
    return np.maximum(z, 0) + alpha * np.minimum(z, 0)


def leaky_by_factor(z, alpha):
    return z * ((z > 0) + alpha * (z <= 0))


VARIANTS = {
    "collapse_layers": [collapse_by_reduce, collapse_by_probing, collapse_from_the_end],
    "relu_slope": [slope_by_where, slope_by_heaviside, slope_by_sign],
    "dead_units": [dead_by_any, dead_by_loop, dead_by_outputs],
    "leaky_relu": [leaky_by_sum, leaky_by_factor],
}
