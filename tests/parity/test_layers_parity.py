"""Normalization, dropout and penalties against Keras, forward, backward and in their buffers."""

import keras
import numpy as np
import pytest
import tensorflow as tf
from hypothesis import given
from hypothesis import strategies as st
from small_steps import assert_gradients_are_those_of_small_steps

from dlcourse import scratch

RNG = np.random.default_rng(0)


def twins(kind, n_features, dtype="float64", axes=(), **options):
    """Return a Keras layer with weights of its own, and the scratch layer with the same."""
    layer = getattr(keras.layers, kind)(dtype=dtype, **options)
    layer.build((None, *axes, n_features))
    rng = np.random.default_rng(n_features)
    layer.set_weights([rng.uniform(0.5, 2, w.shape) for w in layer.get_weights()])
    return layer, getattr(scratch, kind)(*layer.get_weights(), **options)


def by_keras(layer, x, rng, **call):
    """Return the output, a gradient for it, and those for the input and for the weights."""
    x = tf.convert_to_tensor(x)
    with tf.GradientTape() as tape:
        tape.watch(x)
        y = layer(x, **call)
        dy = 3 * rng.normal(size=y.shape)
        loss = tf.reduce_sum(y * dy)
    weights = [v.value for v in layer.trainable_variables]
    return y.numpy(), dy, [g.numpy() for g in tape.gradient(loss, [x, *weights])]


#: Of each layer: the axes that its samples have before their features, and how it is called.
KINDS = {
    "BatchNormalization": [((), {"training": True}), ((), {"training": False})],
    "LayerNormalization": [((), {}), ((3, 2), {})],
}
CASES = [(kind, *case) for kind, cases in KINDS.items() for case in cases]


@pytest.mark.parametrize(("kind", "axes", "call"), CASES)
@given(n=st.integers(2, 6), features=st.integers(1, 5), seed=st.integers(0, 99))
def test_forward_and_backward_equal_keras(kind, axes, call, n, features, seed):
    rng = np.random.default_rng(seed)
    x = 3 * rng.normal(size=(n, *axes, features))
    theirs, ours = twins(kind, features, axes=axes)
    y, dy, (dx, *d_weights) = by_keras(theirs, x, rng, **call)
    np.testing.assert_allclose(ours.forward(x, call.get("training", True)), y, atol=1e-10)
    np.testing.assert_allclose(ours.backward(dy), dx, atol=1e-9)
    for mine, other in zip(ours.gradients, d_weights, strict=True):
        np.testing.assert_allclose(mine, other, atol=1e-9)


@pytest.mark.parametrize("options", [{}, {"momentum": 0.8, "epsilon": 0.1}])
def test_running_statistics_follow_keras(options):
    theirs, ours = twins("BatchNormalization", 3, "float32", **options)
    for _ in range(10):
        x = RNG.normal(2, 3, size=(8, 3)).astype("float32")
        theirs(x, training=True)
        ours.forward(x, training=True)
    for mine, other in zip([*ours.weights, *ours.buffers], theirs.get_weights(), strict=True):
        np.testing.assert_allclose(mine, other, rtol=1e-5)
    x = RNG.normal(size=(1, 3)).astype("float32")
    np.testing.assert_allclose(ours.forward(x), theirs(x, training=False), rtol=1e-5)


@pytest.mark.parametrize("x", [np.ones((1, 2)), np.full((5, 2), 7.0)])
def test_a_batch_without_variance_gives_beta(x):
    theirs, ours = twins("BatchNormalization", 2)
    np.testing.assert_allclose(
        ours.forward(x, training=True), np.tile(ours.weights[1], (len(x), 1))
    )
    np.testing.assert_allclose(ours.forward(x, training=True), theirs(x, training=True), atol=1e-6)
    assert np.all(np.isfinite(ours.backward(np.ones_like(x))))


@pytest.mark.parametrize("kind", ["BatchNormalization", "LayerNormalization"])
def test_variants_are_normalized_each_by_itself(kind):
    x, dy = RNG.normal(size=(2, 3, 6, 4))
    alone = [twins(kind, 4)[1] for _ in range(3)]
    many = getattr(scratch, kind)(*(np.stack(3 * [w]) for w in alone[0].weights))
    y, dx = many.forward(x, training=True), many.backward(dy)
    for v, layer in enumerate(alone):
        np.testing.assert_allclose(y[v], layer.forward(x[v], training=True), rtol=1e-10)
        np.testing.assert_allclose(dx[v], layer.backward(dy[v]), rtol=1e-8, atol=1e-10)


@pytest.mark.parametrize(
    "wrong",
    [
        lambda: scratch.BatchNormalization([1.0], [0.0, 0.0]),
        lambda: scratch.BatchNormalization([1.0], [0.0], momentum=1),
        lambda: scratch.LayerNormalization([1.0], [0.0], epsilon=0),
        lambda: scratch.BatchNormalization([1.0], [0.0]).forward(np.ones((2, 3))),
        lambda: scratch.BatchNormalization([1.0], [0.0]).forward(np.ones((0, 1))),
        lambda: scratch.Dropout(1.0),
        lambda: scratch.Dropout(-0.1),
        lambda: scratch.Dropout([0.1, 0.2], seed=[1, 2, 3]),
        lambda: scratch.L2(-1),
    ],
)
def test_what_cannot_be_is_refused(wrong):
    with pytest.raises(ValueError, match=r"Expected .*Received: "):
        wrong()


def test_dropout_keeps_the_mean_and_sends_the_gradient_the_same_way():
    layer, x = scratch.Dropout(0.3), np.ones((400, 500))
    y = layer.forward(x, training=True)
    assert set(np.unique(y)) == {0, 1 / 0.7}
    assert y.mean() == pytest.approx(1, abs=0.01)
    assert np.mean(y == 0) == pytest.approx(0.3, abs=0.01)
    np.testing.assert_array_equal(layer.backward(x), y)
    assert not np.array_equal(layer.forward(x, training=True), y)


def test_dropout_does_nothing_outside_training_or_at_rate_0():
    x = RNG.normal(size=(4, 3))
    for layer, training in [(scratch.Dropout(0.5), False), (scratch.Dropout(0.0), True)]:
        np.testing.assert_array_equal(layer.forward(x, training), x)
        np.testing.assert_array_equal(layer.backward(x), x)


PENALTIES = {"L1": (0.02,), "L2": (0.03,), "L1L2": (0.02, 0.03)}


@pytest.mark.parametrize("name", PENALTIES)
def test_penalties_and_their_gradients_equal_keras(name):
    weight = RNG.normal(size=(4, 3))
    theirs, ours = (
        m(*PENALTIES[name]) for m in (getattr(keras.regularizers, name), getattr(scratch, name))
    )
    variable = tf.Variable(weight)
    with tf.GradientTape() as tape:
        expected = theirs(variable)
    np.testing.assert_allclose(ours(weight), expected, rtol=1e-7)  # Keras: float32 strengths
    slopes = tape.gradient(expected, variable)
    np.testing.assert_allclose(ours.gradient(weight), slopes, rtol=1e-7)


def test_a_network_with_everything_passes_the_gradient_check():
    network = scratch.mlp(
        [3, 5, 4, 2],
        activation="tanh",
        output="linear",
        batch_normalization=True,
        kernel_regularizer=scratch.L1L2(0.01, 0.02),
        seed=3,
        dtype="float64",
    )
    x, y = RNG.normal(size=(7, 3)), RNG.normal(size=(7, 2))
    network.backward(x, y, training=True)
    # The gradient of a bias before a normalization is 0.
    assert_gradients_are_those_of_small_steps(
        network, lambda: network.backward(x, y, training=True), rtol=1e-6, atol=1e-9
    )
