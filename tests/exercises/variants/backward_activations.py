"""Right answers on backward passes of activations, written in other ways than the references."""

import numpy as np


def relu_by_mask(dy, z):
    return dy * (z > 0)


def relu_in_place_of_a_copy(dy, z):
    dz = dy.copy()
    dz[z <= 0] = 0
    return dz


def sigmoid_by_quotient(dy, z):
    return dy * np.exp(-z) / (1 + np.exp(-z)) ** 2


def sigmoid_by_tanh(dy, z):
    return dy * (1 - np.tanh(z / 2) ** 2) / 4


def logits_by_log_sum_exp(logits, targets):
    z = logits - np.max(logits, axis=-1)[:, None]
    log_shares = z - np.log(np.sum(np.exp(z), axis=-1))[:, None]
    return (np.exp(log_shares) - targets) / targets.shape[0]


def logits_by_jacobian(logits, targets):
    rows = []
    for z, t in zip(logits, targets, strict=True):
        y = np.exp(z - z.max()) / np.exp(z - z.max()).sum()
        log_slopes = np.eye(len(y)) - y  # row k: d log y_k / d z
        rows.append(-(t @ log_slopes) / len(logits))
    return np.array(rows)


VARIANTS = {
    "relu_backward": [relu_by_mask, relu_in_place_of_a_copy],
    "sigmoid_backward": [sigmoid_by_quotient, sigmoid_by_tanh],
    "logits_gradient": [logits_by_log_sum_exp, logits_by_jacobian],
}
