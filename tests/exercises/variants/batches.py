"""Right answers to the exercises on batches, written in other ways."""

import numpy as np


def updates_by_integers(n_samples, batch_size, epochs):
    return epochs * ((n_samples + batch_size - 1) // batch_size)


def updates_by_counting(n_samples, batch_size, epochs):
    return sum(1 for _ in range(epochs) for _ in range(0, n_samples, batch_size))


def batches_by_split(n_samples, batch_size, seed):
    order = np.arange(n_samples)
    np.random.default_rng(seed).shuffle(order)
    return np.split(order, range(batch_size, n_samples, batch_size))


def batches_by_lists(n_samples, batch_size, seed):
    rng = np.random.default_rng(seed)
    left = list(range(n_samples))
    batches = []
    while left:
        size = min(batch_size, len(left))
        batches.append([left.pop(rng.integers(len(left))) for _ in range(size)])
    return batches


VARIANTS = {
    "updates_in_training": [updates_by_integers, updates_by_counting],
    "epoch_batches": [batches_by_split, batches_by_lists],
}
