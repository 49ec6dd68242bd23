"""To pretrain or not: what is stored answers the question, and a training finds the same."""

import importlib

import numpy as np
import pytest

from dlcourse import datasets, scratch

module = importlib.import_module("dlcourse.demos.gallery.pretrain_or_not")


def test_each_way_has_a_number_for_each_question():
    assert set(module.FOUND) == set(module.NAMES) == set(module.COLOURS)
    for labels in module.LABELS:
        for found in module.accuracies(labels).values():
            assert found.shape == (5,) and np.all((found > 0.05) & (found < 1))


def test_what_the_text_says_is_in_the_numbers():
    at_50 = module.accuracies(50)
    assert at_50["pretrained"][3] > at_50["random"][3] + 0.1
    assert at_50["4 x random"][3] > at_50["random"][3] + 0.1
    assert np.ptp([of_way[0] for of_way in module.accuracies(500).values()]) < 0.03
    assert at_50["pretrained"][3] == max(of_way[3] for of_way in at_50.values())


def test_a_shallow_network_finds_what_is_stored():
    d = datasets.load_mnist_5k()
    x, x_test = (
        a.reshape(-1, 14, 2, 14, 2).mean(axis=(2, 4)).reshape(-1, 196)
        for a in (d.x_train, d.x_test)
    )
    rng = np.random.default_rng(0)
    rows = np.concatenate([rng.choice(np.flatnonzero(d.y_train == c), 5, False) for c in range(10)])
    network = scratch.mlp([196, 64, 10], kernel_initializer="he_uniform", activation="relu")
    network.fit(x[rows], d.y_train[rows], epochs=200, batch_size=50, optimizer=scratch.SGD(0.1))
    expected = module.accuracies(50)["relu"][0]
    assert network.accuracy(x_test, d.y_test) == pytest.approx(expected, abs=0.08)


def test_the_words_tell_what_is_shown():
    from matplotlib.figure import Figure

    told = module.Ways(Figure(figsize=(11, 5), layout="none")).update(500, 5)
    assert told.startswith("500 labels, 5 hidden layers") and "ReLU, random" in told
