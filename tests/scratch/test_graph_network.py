"""A network of graph convolutions: many starts are single ones, some rows are those of all."""

import numpy as np
import pytest

from dlcourse import datasets, scratch

CLUB = datasets.load_karate_club()
M = scratch.normalize_adjacency(CLUB.adjacency, "row")
EYE = np.eye(34)


def test_many_starts_train_as_each_alone():
    many = scratch.graph_network([34, 4, 2], M, rows=[0, 33], variants=3, seed=[5, 6, 7])
    alone = scratch.graph_network([34, 4, 2], M, rows=[0, 33], seed=6)
    for network in (many, alone):
        adam = scratch.Adam(0.01)
        for _ in range(20):
            network.train_on_batch(EYE, [0, 1], adam)
    for together, single in zip(many.weights, alone.weights, strict=True):
        np.testing.assert_allclose(together[1], single, atol=1e-5)


def test_the_same_weights_answer_for_all_nodes_and_for_other_graphs():
    some = scratch.graph_network([34, 4, 2], M, rows=[33, 0], dtype="float64")
    every = scratch.graph_network([34, 4, 2], M, weights=some.weights, dtype="float64")
    np.testing.assert_allclose(every.predict(EYE)[[33, 0]], some.predict(EYE))
    every.weights[0][...] = 0
    assert some.weights[0].any(), "a copy"
    other = scratch.graph_network([34, 4, 2], np.eye(5), weights=some.weights)
    assert other.predict(EYE[:5]).shape == (5, 2)


def test_two_labels_split_the_club_with_two_mistakes_at_most():
    network = scratch.graph_network([34, 16, 2], M, rows=[0, 33], variants=40, seed=1)
    adam = scratch.Adam(0.01)
    for _ in range(200):
        network.train_on_batch(EYE, [0, 1], adam)
    every = scratch.graph_network([34, 16, 2], M, variants=40, weights=network.weights)
    wrong = every.predict(EYE).argmax(axis=-1) != CLUB.y
    assert wrong.sum(axis=1).max() <= 2 and wrong[:, 8].all()


@pytest.mark.parametrize(
    "wrong",
    [
        lambda: scratch.graph_network([34], M),
        lambda: scratch.graph_network([34, 0], M),
        lambda: scratch.graph_network([34, 2], M, variants=3, seed=[1, 2]),
        lambda: scratch.graph_network([34, 2], M, weights=[np.ones((34, 2)), np.ones(1)]),
        lambda: scratch.graph_network([34, 2], M, weights=[np.ones((34, 2))]),
        lambda: scratch.graph_network([34, 2], M, dtype="int32"),
    ],
)
def test_what_does_not_fit_is_refused(wrong):
    with pytest.raises(ValueError, match=r"Expected .*Received: "):
        wrong()
