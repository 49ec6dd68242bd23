"""`scratch.rnn` builds what Keras' layers start as."""

import keras
import numpy as np
import pytest

from dlcourse import scratch

KINDS = {"simple": "SimpleRNN", "lstm": "LSTM", "gru": "GRU"}


@pytest.mark.parametrize("cell", KINDS)
def test_it_starts_as_keras_does(cell):
    keras.utils.set_random_seed(0)
    theirs = getattr(keras.layers, KINDS[cell])(6)
    theirs.build((None, None, 3))
    (layer, dense), expected = scratch.rnn((3, 6, 2), cell=cell).layers, theirs.get_weights()
    assert [w.shape for w in layer.weights] == [w.shape for w in expected]
    np.testing.assert_array_equal(layer.weights[2], expected[2])  # biases, 1 for forget gates
    for mine, other in zip(layer.weights[:2], expected, strict=False):
        assert np.std(mine) == pytest.approx(np.std(other), rel=0.35)
    np.testing.assert_allclose(layer.weights[1] @ layer.weights[1].T, np.eye(6), atol=1e-5)
    assert dense.weights[0].shape == (6, 2)


@pytest.mark.parametrize("cell", KINDS)
def test_variants_start_as_the_single_network_of_their_seed(cell):
    many = scratch.rnn((3, 6, 2), cell=cell, variants=2, seed=[4, 5], return_sequences=True)
    for variant, seed in enumerate([4, 5]):
        one = scratch.rnn((3, 6, 2), cell=cell, seed=seed, return_sequences=True)
        for mine, other in zip(many.weights, one.weights, strict=True):
            np.testing.assert_array_equal(mine[variant], other)
    assert many.predict(np.ones((4, 7, 3))).shape == (2, 4, 7, 2)


def test_options_reach_the_layer():
    before = scratch.rnn((3, 6, 2), cell="gru", reset_after=False).layers[0]
    assert before.weights[2].shape == (18,)
    assert np.all(scratch.rnn((3, 6, 2), cell="lstm", forget_bias=3.0).layers[0].weights[2] < 3.1)
    zeros = scratch.rnn((3, 6, 2), recurrent_initializer="zeros", activation=scratch.relu).layers[0]
    assert not zeros.weights[1].any() and zeros.activation is scratch.relu


@pytest.mark.parametrize(
    "wrong", [{"sizes": (3, 6)}, {"sizes": (3, 0, 1)}, {"cell": "rnn"}, {"variants": 0}]
)
def test_what_cannot_be_is_refused(wrong):
    with pytest.raises(ValueError, match=r"Expected .*Received: "):
        scratch.rnn(**{"sizes": (3, 6, 2), **wrong})
