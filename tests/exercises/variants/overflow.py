"""Right answers, written differently from the references."""

import numpy as np


def sigmoid_by_masks(z):
    z = np.asarray(z)
    result = np.empty(z.shape)
    result[z >= 0] = 1 / (1 + np.exp(-z[z >= 0]))
    result[z < 0] = np.exp(z[z < 0]) / (1 + np.exp(z[z < 0]))
    return result


def sigmoid_by_logaddexp(z):
    return np.exp(-np.logaddexp(0, -z))


def sigmoid_by_two_minima(z):
    return np.exp(np.minimum(z, 0)) / (1 + np.exp(np.minimum(z, -z)))


def elu_by_expm1(z, alpha):
    return np.maximum(z, 0) + alpha * np.expm1(np.minimum(z, 0))


def elu_by_mask(z, alpha):
    result = np.array(z, dtype=float)
    left = result <= 0
    result[left] = alpha * (np.exp(result[left]) - 1)
    return result


VARIANTS = {
    "stable_sigmoid": [sigmoid_by_masks, sigmoid_by_logaddexp, sigmoid_by_two_minima],
    "stable_elu": [elu_by_expm1, elu_by_mask],
}
