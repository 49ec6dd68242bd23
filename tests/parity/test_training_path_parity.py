"""From the same start, the scratch network and Keras take the same path."""

import keras
import numpy as np
import pytest
import tensorflow as tf
from small_steps import by_small_steps

from dlcourse import models, scratch

LOSSES = {
    "categorical": (scratch.CategoricalCrossentropy, keras.losses.CategoricalCrossentropy),
    "sparse": (scratch.SparseCategoricalCrossentropy, keras.losses.SparseCategoricalCrossentropy),
    "regression": (scratch.MeanSquaredError, keras.losses.MeanSquaredError),
}


def twins(kind, activation, sizes, dtype="float32", seed=0):
    """Return a scratch network and a Keras model with equal weights and equal losses."""
    keras.utils.set_random_seed(seed)
    model = models.mlp(sizes, activation=activation, dtype=dtype)
    options = {} if kind == "regression" else {"from_logits": True}
    ours, theirs = LOSSES[kind]
    layers = []
    for layer in model.layers:
        layers += [scratch.Dense(*layer.get_weights()), None]
    layers = [x or scratch.Activation(getattr(scratch, activation)) for x in layers[:-1]]
    return scratch.Network(layers, ours(**options)), model, theirs(**options, dtype=dtype)


def batch(kind, sizes, n, dtype, seed=0):
    rng = np.random.default_rng(seed)
    x, labels = rng.normal(size=(n, sizes[0])).astype(dtype), rng.integers(0, sizes[-1], n)
    y = {"sparse": labels, "categorical": np.eye(sizes[-1], dtype=dtype)[labels]}
    return x, y.get(kind, rng.normal(size=(n, sizes[-1])).astype(dtype))


@pytest.mark.parametrize("kind", LOSSES)
@pytest.mark.parametrize("activation", ["relu", "sigmoid", "tanh"])
@pytest.mark.parametrize("n", [1, 7])
def test_loss_and_gradients_equal_automatic_differentiation(kind, activation, n):
    sizes = [5, 8, 6, 3]
    network, model, loss = twins(kind, activation, sizes, "float64")
    x, y = batch(kind, sizes, n, "float64")
    with tf.GradientTape() as tape:
        expected = loss(y, model(x))
    gradients = tape.gradient(expected, model.trainable_variables)
    np.testing.assert_allclose(network.backward(x, y), expected, rtol=1e-10)
    for ours, theirs in zip(network.gradients, gradients, strict=True):
        np.testing.assert_allclose(ours, theirs, rtol=1e-10, atol=1e-13)


@pytest.mark.parametrize(
    ("kind", "activation", "n"),
    [("sparse", "relu", 64), ("regression", "tanh", 64), ("sparse", "tanh", 49)],  # 49 = 3 * 16 + 1
)
def test_a_hundred_steps_of_training_stay_together(kind, activation, n):
    sizes = [6, 16, 4]
    network, model, loss = twins(kind, activation, sizes)
    x, y = batch(kind, sizes, n, "float32")
    model.compile(keras.optimizers.SGD(0.1), loss)
    theirs = model.fit(x, y, epochs=25, batch_size=16, shuffle=False, verbose=0)
    ours = network.fit(x, y, epochs=25, batch_size=16, optimizer=scratch.SGD(0.1), seed=None)
    np.testing.assert_allclose(ours, theirs.history["loss"], rtol=1e-5)
    assert ours[-1] < 0.9 * ours[0]  # it is a path, and not a point
    for mine, other in zip(network.weights, model.get_weights(), strict=True):
        apart = np.linalg.norm(mine - other) / np.linalg.norm(other)
        assert mine.dtype == np.float32
        assert apart <= 1e-5


def test_backpropagation_equals_central_differences():
    sizes = [3, 4, 2]
    network, _, _ = twins("sparse", "tanh", sizes, "float64")
    x, y = batch("sparse", sizes, 5, "float64")
    network.backward(x, y)
    for weight, gradient in zip(network.weights, network.gradients, strict=True):
        numeric = by_small_steps(lambda: network.loss(y, network.predict(x)), weight)
        assert scratch.gradient_error(gradient, numeric) < 1e-8
