"""Right answers, written differently from the references."""

import itertools

import numpy as np


def heaviside_by_assignment(z, at_zero):
    result = np.zeros(z.shape)
    result[z > 0] = 1
    result[z == 0] = at_zero
    return result


def heaviside_by_numpy(z, at_zero):
    return np.heaviside(z, at_zero)


def heaviside_by_loop(z, at_zero):
    flat = [1 if v > 0 else at_zero if v == 0 else 0 for v in z.ravel()]
    return np.reshape(flat, z.shape)


def heaviside_from_sign(z, at_zero):
    sign = np.sign(z)
    return (sign + 1) / 2 + (sign == 0) * (at_zero - 0.5)


def at_least_k_next_integer(n, k):
    return [2] * n, 1 - 2 * k


def at_least_k_on_the_count_below(n, k):
    return np.ones(n, dtype=int), np.array([1 - k])


def bias_first(x, w, b):
    return np.c_[np.ones(len(x)), x], np.r_[b, w]


def bias_by_loop(x, w, b):
    return [[*row, 1] for row in x], [*w, b]


def exactly_k_in_words(x, k):
    at_least = [[int(row.sum() >= k), int(row.sum() >= k + 1)] for row in x]
    return at_least, [int(a and not b) for a, b in at_least]


def exactly_k_from_weights(x, k):
    def layer(x, kernel, bias):
        return np.heaviside(x @ kernel + bias, 0)

    hidden = layer(x, np.ones((x.shape[1], 2)), np.array([1 - k, -k]))
    return hidden, layer(hidden, np.array([3.0, -5.0]), -1.0)


def exactly_k_by_itertools(x, k):
    counts = list(itertools.chain.from_iterable(x.sum(axis=1, keepdims=True)))
    hidden = np.array([[c > k - 1, c > k] for c in counts])
    return hidden, hidden[:, 0] & ~hidden[:, 1]


VARIANTS = {
    "heaviside": [
        heaviside_by_assignment,
        heaviside_by_numpy,
        heaviside_by_loop,
        heaviside_from_sign,
    ],
    "at_least_k": [at_least_k_next_integer, at_least_k_on_the_count_below],
    "bias_as_weight": [bias_first, bias_by_loop],
    "exactly_k": [exactly_k_in_words, exactly_k_from_weights, exactly_k_by_itertools],
}
