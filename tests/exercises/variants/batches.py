"""Right answers to the exercises on batches, written in other ways."""

import random

import keras
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


def updates_by_negation(n_samples, batch_size, epochs):
    return np.int32(-(-n_samples // batch_size)) * epochs


def updates_as_a_float(n_samples, batch_size, epochs):
    return np.ceil(n_samples / batch_size) * epochs


def batches_by_pythons_random(n_samples, batch_size, seed):
    order = random.Random(seed).sample(range(n_samples), n_samples)
    return tuple(order[i : i + batch_size] for i in range(0, n_samples, batch_size))


def batches_by_keras(n_samples, batch_size, seed):
    order = keras.random.shuffle(keras.ops.arange(n_samples), seed=seed)
    return [order[i : i + batch_size] for i in range(0, n_samples, batch_size)]


def batches_by_drawing_from_the_rest(n_samples, batch_size, seed):
    rng, left, batches = np.random.default_rng(seed), np.arange(n_samples), []
    while len(left):
        batches.append(rng.choice(left, min(batch_size, len(left)), replace=False))
        left = np.setdiff1d(left, batches[-1])
    return batches


VARIANTS = {
    "updates_in_training": [
        updates_by_integers,
        updates_by_counting,
        updates_by_negation,
        updates_as_a_float,
    ],
    "epoch_batches": [
        batches_by_split,
        batches_by_lists,
        batches_by_pythons_random,
        batches_by_keras,
        batches_by_drawing_from_the_rest,
    ],
}
