"""Embeddings against Keras: alone, and before recurrent layers."""

import keras
import numpy as np
import pytest

from dlcourse import scratch

W = np.ones


def test_a_step_of_training_equals_keras_with_an_embedding_and_two_layers():
    rng = np.random.default_rng(9)
    model = keras.Sequential(
        [
            keras.Input((5,), dtype="int32"),
            keras.layers.Embedding(4, 3),
            keras.layers.LSTM(3, return_sequences=True),
            keras.layers.SimpleRNN(2),
            keras.layers.Dense(4),
        ]
    )
    model.set_weights([rng.normal(0, 0.5, w.shape) for w in model.get_weights()])
    kinds = [scratch.Embedding, scratch.LSTM, scratch.SimpleRNN, scratch.Dense]
    pairs = zip(kinds, model.layers, strict=True)
    layers = [
        kind(*layer.get_weights(), **({"return_sequences": True} if kind is scratch.LSTM else {}))
        for kind, layer in pairs
    ]
    loss = scratch.SparseCategoricalCrossentropy(from_logits=True)
    network = scratch.Network(layers, loss)
    x, y = rng.integers(0, 4, (6, 5)), rng.integers(0, 4, 6)
    model.compile(
        keras.optimizers.SGD(0.5),
        keras.losses.SparseCategoricalCrossentropy(from_logits=True),
    )
    optimizer = scratch.SGD(0.5)
    for _ in range(3):
        model.train_on_batch(x, y)
        network.train_on_batch(x, y, optimizer)
    for mine, other in zip(network.weights, model.get_weights(), strict=True):
        np.testing.assert_allclose(mine, other, atol=2e-5)


@pytest.mark.parametrize("variants", [(), (2,)])
def test_an_embedding_sums_the_gradients_of_each_row(variants):
    rng = np.random.default_rng(10)
    table = rng.normal(size=(*variants, 5, 3))
    layer, x = scratch.Embedding(table), np.array([[1, 1, 4], [0, 1, 4]])
    y = layer.forward(x)
    np.testing.assert_array_equal(y[..., 1, 2, :], table[..., 4, :])
    dy = rng.normal(size=y.shape)
    assert layer.backward(dy).shape == x.shape
    expected = np.zeros_like(table)
    for place in np.ndindex(x.shape):
        expected[..., x[place], :] += dy[(..., *place, slice(None))]
    np.testing.assert_allclose(layer.gradients[0], expected)
    keras_layer = keras.layers.Embedding(5, 3)
    keras_layer.build((None, 3))
    if not variants:
        keras_layer.set_weights([table])
        np.testing.assert_allclose(y, keras_layer(x), atol=1e-6)


@pytest.mark.parametrize(
    "wrong",
    [
        lambda: scratch.Embedding(W(3)),
        lambda: scratch.Embedding(W((3, 2))).forward([3]),
        lambda: scratch.Embedding(W((3, 2))).forward([-1]),
        lambda: scratch.Embedding(W((3, 2))).forward([0.5]),
        lambda: scratch.Embedding(W((3, 2))).forward(["a"]),
        lambda: scratch.Embedding(W((3, 2))).forward([]),
    ],
)
def test_what_cannot_be_is_refused(wrong):
    with pytest.raises(ValueError, match=r"Expected .*Received: "):
        wrong()
