"""The gates of Keras' own layers, computed again: the states they lead to are Keras'."""

import keras
import numpy as np
import pytest

from dlcourse.training import gates

RNG = np.random.default_rng(17)
X = RNG.normal(size=(3, 7, 2)).astype("float32")


def keras_layer(kind, **options):
    layer = getattr(keras.layers, kind)(5, return_sequences=True, **options)
    layer.build((None, None, 2))
    layer.set_weights([RNG.normal(size=w.shape) for w in layer.get_weights()])
    return layer


@pytest.mark.parametrize(
    ("kind", "options"),
    [
        ("LSTM", {}),
        ("LSTM", {"use_bias": False}),
        ("GRU", {}),
        ("GRU", {"reset_after": False}),
        ("GRU", {"use_bias": False}),
        ("GRU", {"use_bias": False, "reset_after": False}),
    ],
)
def test_the_states_are_those_of_keras(kind, options):
    layer = keras_layer(kind, **options)
    found = gates(layer, X)
    states = keras.ops.convert_to_numpy(layer(X))
    np.testing.assert_allclose(found["state"], states, atol=1e-5)
    for name, values in found.items():
        assert values.shape == (3, 7, 5)
        low = -1 if name in ("candidate", "state") else 0
        if name != "cell":
            assert low <= values.min() and values.max() <= 1


def test_the_gates_make_the_states():
    lstm = gates(keras_layer("LSTM"), X)
    before = np.pad(lstm["cell"], ((0, 0), (1, 0), (0, 0)))[:, :-1]
    cell = lstm["forget"] * before + lstm["input"] * lstm["candidate"]
    np.testing.assert_allclose(lstm["cell"], cell, atol=1e-5)
    np.testing.assert_allclose(lstm["state"], lstm["output"] * np.tanh(cell), atol=1e-5)
    gru = gates(keras_layer("GRU"), X)
    before = np.pad(gru["state"], ((0, 0), (1, 0), (0, 0)))[:, :-1]
    state = gru["update"] * before + (1 - gru["update"]) * gru["candidate"]
    np.testing.assert_allclose(gru["state"], state, atol=1e-5)


def test_a_layer_inside_of_a_model_gets_what_comes_before_it():
    first, second = keras_layer("LSTM", name="first"), keras.layers.GRU(4, name="second")
    letters = keras.layers.Embedding(6, 2)
    model = keras.Sequential([keras.Input((None,)), letters, first, second, keras.layers.Dense(1)])
    numbers = RNG.integers(6, size=(2, 7))
    embedded = keras.ops.convert_to_numpy(letters(numbers))
    expected = gates(first, embedded)["cell"]
    np.testing.assert_allclose(gates(model, numbers)["cell"], expected, atol=1e-6)
    between = keras.ops.convert_to_numpy(first(embedded))
    expected = gates(second, between)["update"]
    np.testing.assert_allclose(gates(model, numbers, "second")["update"], expected, atol=1e-6)


def test_the_model_is_left_alone():
    layer = keras_layer("LSTM")
    before = layer.get_weights()
    gates(layer, X)
    for one, other in zip(before, layer.get_weights(), strict=True):
        np.testing.assert_array_equal(one, other)


def test_what_cannot_be_looked_into_is_refused():
    dense = keras.Sequential([keras.Input((2,)), keras.layers.Dense(1)])
    with pytest.raises(ValueError, match=r"Expected an LSTM or a GRU\. Received layers"):
        gates(dense, X)
    model = keras.Sequential([keras.Input((None, 2)), keras.layers.LSTM(3)])
    with pytest.raises(ValueError, match="called 'other'"):
        gates(model, X, "other")
    with pytest.raises(ValueError, match="Expected a built layer"):
        gates(keras.layers.LSTM(3), X)
    with pytest.raises(ValueError, match="Expected activation 'tanh'. Received: 'relu'"):
        gates(keras_layer("LSTM", activation="relu"), X)
    with pytest.raises(ValueError, match="go_backwards"):
        gates(keras_layer("GRU", go_backwards=True), X)
