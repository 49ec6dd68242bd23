"""Right answers on outputs of a network, written in other ways than the references."""

import numpy as np


def softmax_by_rows(z):
    rows = []
    for row in z:
        exps = np.exp(row - max(row))
        rows.append(exps / sum(exps))
    return np.stack(rows)


def softmax_by_logarithm(z):
    shifted = z - np.amax(z, axis=-1)[:, np.newaxis]
    return np.exp(shifted - np.log(np.exp(shifted).sum(axis=-1))[:, np.newaxis])


def one_hot_by_identity(labels, n_classes):
    return np.eye(n_classes)[labels]


def one_hot_by_comparison(labels, n_classes):
    return (labels[:, None] == np.arange(n_classes)).astype("float32")


VARIANTS = {
    "stable_softmax": [softmax_by_rows, softmax_by_logarithm],
    "to_one_hot": [one_hot_by_identity, one_hot_by_comparison],
}
