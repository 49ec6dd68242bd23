"""A layer that reads both ways against Keras, forward and back through time."""

import keras
import numpy as np
import pytest
import tensorflow as tf
from hypothesis import given, settings
from hypothesis import strategies as st

from dlcourse import scratch

KINDS = ["SimpleRNN", "LSTM", "GRU"]


def twins(kind, features, units, sequences, seed=0):
    """Return a Keras layer with random weights, and the scratch layer alike."""
    inner = getattr(keras.layers, kind)(units, return_sequences=sequences, dtype="float64")
    theirs = keras.layers.Bidirectional(inner, dtype="float64")
    theirs.build((None, None, features))
    rng = np.random.default_rng(seed)
    theirs.set_weights([rng.normal(size=w.shape) for w in theirs.get_weights()])
    return theirs, ours(kind, theirs.get_weights(), sequences)


def ours(kind, weights, sequences):
    cell = getattr(scratch, kind)
    return scratch.Bidirectional(
        cell(*weights[:3], return_sequences=sequences),
        cell(*weights[3:], return_sequences=sequences),
    )


@pytest.mark.parametrize("sequences", [False, True])
@pytest.mark.parametrize("kind", KINDS)
@given(
    n=st.integers(1, 4),
    steps=st.integers(1, 6),
    features=st.integers(1, 3),
    units=st.integers(1, 4),
)
@settings(max_examples=4)
def test_forward_and_backward_equal_keras(kind, sequences, n, steps, features, units):
    theirs, layer = twins(kind, features, units, sequences)
    rng = np.random.default_rng(1)
    x = rng.normal(size=(n, steps, features))
    y = layer.forward(x)
    dy = rng.normal(size=y.shape)
    with tf.GradientTape() as tape:
        inputs = tf.constant(x)
        tape.watch(inputs)
        outputs = theirs(inputs)
        total = tf.reduce_sum(outputs * dy)
    dx, *gradients = tape.gradient(total, [inputs, *[w.value for w in theirs.trainable_weights]])
    np.testing.assert_allclose(y, outputs, atol=1e-10)
    np.testing.assert_allclose(layer.backward(dy), dx, atol=1e-10)
    for mine, other in zip(layer.gradients, gradients, strict=True):
        np.testing.assert_allclose(mine, other, atol=1e-9)
        mine[...] = 0
    layer.backward_weights(dy)
    for mine, other in zip(layer.gradients, gradients, strict=True):
        np.testing.assert_allclose(mine, other, atol=1e-9)


@pytest.mark.parametrize("kind", KINDS)
def test_variants_are_what_each_is_alone(kind):
    alone = [twins(kind, 2, 3, True, seed)[1] for seed in range(4)]
    together = [np.stack(weights) for weights in zip(*(a.weights for a in alone), strict=True)]
    layer, x = ours(kind, together, True), np.random.default_rng(2).normal(size=(5, 4, 2))
    y, dy = layer.forward(x), np.random.default_rng(3).normal(size=(4, 5, 4, 6))
    dx = layer.backward(dy)
    part = layer.select(slice(2, 4))
    np.testing.assert_allclose(part.forward(x), y[2:])
    np.testing.assert_allclose(part.backward(dy[2:]), dx[2:])
    for k, one in enumerate(alone):
        np.testing.assert_allclose(one.forward(x), y[k])
        np.testing.assert_allclose(one.backward(dy[k]), dx[k])
        for mine, all_of_them in zip(one.gradients, layer.gradients, strict=True):
            np.testing.assert_allclose(mine, all_of_them[k], atol=1e-12)


@pytest.mark.parametrize("variants", [None, 3, scratch.network.CHUNK + 2])
def test_a_network_learns_what_comes_later(variants):
    """At each step the first and the last number: nobody who reads one way knows both."""
    front = () if variants is None else (variants,)
    rng = np.random.default_rng(4)

    def draw(*shape, scale=0.5):
        return rng.normal(0, scale, (*front, *shape)).astype("float32")

    weights = [
        draw(1, 8),
        draw(8, 8, scale=0.3),
        draw(8),
        draw(1, 8),
        draw(8, 8, scale=0.3),
        draw(8),
    ]
    layers = [ours("SimpleRNN", weights, True), scratch.Dense(draw(16, 2), draw(2))]
    network = scratch.Network(layers, scratch.MeanSquaredError())
    x = rng.uniform(-1, 1, size=(256, 3, 1)).astype("float32")
    y = np.repeat(np.concatenate([x[:, :1], x[:, -1:]], axis=-1), 3, axis=1)
    losses = network.fit(x, y, epochs=25, batch_size=32, optimizer=scratch.Adam(0.02))
    assert np.max(losses[-1]) < 0.05 < np.min(losses[0])


@pytest.mark.parametrize(
    "other",
    [
        lambda: scratch.SimpleRNN(np.zeros((2, 3)), np.zeros((3, 3)), np.zeros(3), True),
        lambda: scratch.SimpleRNN(np.zeros((1, 3)), np.zeros((3, 3)), np.zeros(3)),
        lambda: scratch.SimpleRNN(np.zeros((5, 2, 3)), np.zeros((5, 3, 3)), np.zeros((5, 3))),
    ],
)
def test_what_does_not_fit_is_refused(other):
    layer = scratch.SimpleRNN(np.zeros((2, 3)), np.zeros((3, 3)), np.zeros(3))
    with pytest.raises(ValueError, match=r"Expected two layers alike .*Received: "):
        scratch.Bidirectional(layer, other())
    with pytest.raises(ValueError, match="the same layer"):
        scratch.Bidirectional(layer, layer)


def test_backward_needs_forward_and_its_shape():
    layer = twins("GRU", 2, 3, False)[1]
    with pytest.raises(RuntimeError):
        layer.backward(np.ones((1, 6)))
    layer.forward(np.ones((1, 4, 2)))
    with pytest.raises(ValueError, match="dy"):
        layer.backward(np.ones((1, 5)))
