"""Convolution and pooling against Keras, forward and backward, over many shapes and options."""

import keras
import numpy as np
import pytest
import tensorflow as tf
from hypothesis import given, settings
from hypothesis import strategies as st
from small_steps import assert_gradients_are_those_of_small_steps

from dlcourse import scratch

RNG = np.random.default_rng(0)
PADDINGS = ["valid", "same"]
#: Of each layer without weights: options for Keras and for scratch.
KINDS = {
    "MaxPooling2D": [{}, {"pool_size": 3, "strides": 2}, {"pool_size": (2, 3), "padding": "same"}],
    "AveragePooling2D": [{"pool_size": 2}, {"pool_size": 3, "strides": 2, "padding": "same"}],
    "GlobalAveragePooling2D": [{}],
    "Flatten": [{}],
}
CASES = [(kind, options) for kind, cases in KINDS.items() for options in cases]


def by_keras(layer, x, rng):
    """Return the output, a gradient for it, and those for the input and for the weights."""
    x = tf.convert_to_tensor(x)
    with tf.GradientTape() as tape:
        tape.watch(x)
        y = layer(x)
        dy = 3 * rng.normal(size=y.shape)
        loss = tf.reduce_sum(y * tf.cast(dy, y.dtype))
    weights = [v.value for v in layer.trainable_variables]
    return y.numpy(), dy, [g.numpy() for g in tape.gradient(loss, [x, *weights])]


def assert_equal_to_keras(theirs, ours, x, rng):
    """Compare outputs and all gradients, to the precision of the dtype of `x`."""
    y, dy, gradients = by_keras(theirs, x, rng)
    within = 1e-10 if x.dtype == np.float64 else 2e-4
    mine = ours.forward(x)
    assert mine.dtype == x.dtype
    np.testing.assert_allclose(mine, y, atol=within)
    dx = ours.backward(dy.astype(x.dtype))
    for found, expected in zip([dx, *ours.gradients], gradients, strict=True):
        assert found.dtype == x.dtype
        np.testing.assert_allclose(found, expected, atol=within)


def convolutions(rng, dtype, size, channels, filters, **options):
    """Return both layers, with equal weights."""
    theirs = keras.layers.Conv2D(filters, size, dtype=dtype, **options)
    theirs.build((None, 14, 14, channels))
    theirs.set_weights([rng.normal(size=w.shape) for w in theirs.get_weights()])
    return theirs, scratch.Conv2D(*theirs.get_weights(), **options)


pairs = st.tuples(st.integers(1, 4), st.integers(1, 4))
images = st.tuples(st.integers(1, 3), st.integers(4, 9), st.integers(4, 9), st.integers(1, 6))


@pytest.mark.parametrize("dtype", ["float32", "float64"])
@settings(max_examples=40)
@given(
    shape=images,
    size=pairs,
    filters=st.integers(1, 3),
    strides=pairs,
    padding=st.sampled_from(PADDINGS),
)
def test_convolution_equals_keras(dtype, shape, size, filters, strides, padding):
    rng = np.random.default_rng(3)
    if dtype == "float32":  # TensorFlow 2.21 reads past the image there if the two differ
        strides = strides[0]
    theirs, ours = convolutions(
        rng, dtype, size, shape[-1], filters, strides=strides, padding=padding
    )
    assert_equal_to_keras(theirs, ours, rng.normal(size=shape).astype(dtype), rng)


@settings(max_examples=30)
@given(size=pairs, rate=pairs, padding=st.sampled_from(PADDINGS), channels=st.sampled_from([2, 5]))
def test_dilated_windows_equal_keras_and_numerical_gradients(size, rate, padding, channels):
    rng = np.random.default_rng(1)
    theirs, ours = convolutions(
        rng, "float64", size, channels, 2, dilation_rate=rate, padding=padding
    )
    x = rng.normal(size=(2, 13, 14, channels))
    y = ours.forward(x)
    np.testing.assert_allclose(y, theirs(x), atol=1e-10)
    dy = rng.normal(size=y.shape)  # TensorFlow has no gradient of dilated windows on CPUs
    dx, direction = ours.backward(dy), rng.normal(size=x.shape)
    step = np.sum(ours.forward(x + direction) * dy) - np.sum(y * dy)
    assert np.sum(dx * direction) == pytest.approx(step)  # exact, for the layer is linear
    of_kernel, of_bias = (g.copy() for g in ours.gradients)
    direction = rng.normal(size=of_kernel.shape)
    other = scratch.Conv2D(ours.kernel + direction, ours.bias, 1, padding, rate)
    step = np.sum(other.forward(x) * dy) - np.sum(y * dy)
    assert np.sum(of_kernel * direction) == pytest.approx(step)
    np.testing.assert_allclose(of_bias, dy.sum(axis=(0, 1, 2)))


@pytest.mark.parametrize(("kind", "options"), CASES)
@pytest.mark.parametrize("dtype", ["float32", "float64"])
def test_layers_without_weights_equal_keras(kind, options, dtype):
    x = RNG.normal(size=(3, 7, 8, 5)).astype(dtype)
    theirs = getattr(keras.layers, kind)(**options, dtype=dtype)
    assert_equal_to_keras(theirs, getattr(scratch, kind)(**options), x, RNG)


@pytest.mark.parametrize("kind", ["MaxPooling2D", "AveragePooling2D"])
@settings(max_examples=40)
@given(
    shape=images,
    pool_size=pairs,
    strides=st.none() | pairs,
    padding=st.sampled_from(PADDINGS),
    levels=st.sampled_from([2, 100]),
)
def test_pooling_equals_keras_even_where_several_are_largest(
    kind, shape, pool_size, strides, padding, levels
):
    options = {"pool_size": pool_size, "strides": strides, "padding": padding}
    rng = np.random.default_rng(2)
    x = rng.integers(-levels, levels, size=shape).astype("float64")
    theirs = getattr(keras.layers, kind)(**options, dtype="float64")
    assert_equal_to_keras(theirs, getattr(scratch, kind)(**options), x, rng)


@pytest.mark.parametrize("channels", [1, 5])
@pytest.mark.parametrize("shared", [True, False])
def test_variants_are_networks_side_by_side(channels, shared):
    kernels, biases = RNG.normal(size=(3, 3, 2, channels, 4)), RNG.normal(size=(3, 4))
    x = RNG.normal(size=(2, 6, 7, channels) if shared else (3, 2, 6, 7, channels))
    many = scratch.Conv2D(kernels, biases, strides=2, padding="same")
    pool, flat = scratch.MaxPooling2D(2, strides=1), scratch.Flatten()
    y = flat.forward(pool.forward(many.forward(x)))
    dy = RNG.normal(size=y.shape)
    dx = many.backward(pool.backward(flat.backward(dy)))
    for v in range(3):
        alone = scratch.Conv2D(kernels[v], biases[v], strides=2, padding="same")
        samples = x if shared else x[v]
        np.testing.assert_allclose(y[v], flat.forward(pool.forward(alone.forward(samples))))
        np.testing.assert_allclose(dx[v], alone.backward(pool.backward(flat.backward(dy[v]))))
        for mine, other in zip(many.gradients, alone.gradients, strict=True):
            np.testing.assert_allclose(mine[v], other)


@pytest.mark.parametrize("variants", [None, 2])
def test_a_network_of_all_passes_the_gradient_check(variants):
    front, rng = () if variants is None else (variants,), np.random.default_rng(4)
    network = scratch.Network(
        [
            scratch.Conv2D(rng.normal(size=(*front, 3, 3, 1, 2)), rng.normal(size=(*front, 2))),
            scratch.Activation(scratch.tanh),
            scratch.MaxPooling2D(2),
            scratch.Conv2D(rng.normal(size=(*front, 2, 2, 2, 5)), rng.normal(size=(*front, 5))),
            scratch.AveragePooling2D(2, padding="same"),
            scratch.Flatten(),
            scratch.Dense(rng.normal(size=(*front, 5, 3)), rng.normal(size=(*front, 3))),
        ],
        scratch.MeanSquaredError(),
    )
    x, y = rng.normal(size=(4, 7, 7, 1)), rng.normal(size=(4, 3))
    network.backward(x, y)
    assert_gradients_are_those_of_small_steps(network, lambda: np.sum(network.backward(x, y)))


def test_a_network_learns_like_its_twin_in_keras():
    rng = np.random.default_rng(5)
    x = rng.normal(size=(40, 8, 8, 1)).astype("float32")
    y = (x[:, :4].sum(axis=(1, 2, 3)) > x[:, 4:].sum(axis=(1, 2, 3))).astype(int)
    model = keras.Sequential(
        [
            keras.Input((8, 8, 1)),
            keras.layers.Conv2D(4, 3, activation="relu"),
            keras.layers.MaxPooling2D(),
            keras.layers.Flatten(),
            keras.layers.Dense(2),
        ]
    )
    kernel, bias, *dense = model.get_weights()
    conv = scratch.Conv2D(kernel, bias)
    layers = [conv, scratch.Activation(scratch.relu), scratch.MaxPooling2D(), scratch.Flatten()]
    loss = scratch.SparseCategoricalCrossentropy(from_logits=True)
    network = scratch.Network([*layers, scratch.Dense(*dense)], loss)
    history = network.fit(
        x, y, epochs=5, batch_size=10, seed=None, optimizer=scratch.SGD(0.1, momentum=0.9)
    )
    theirs = keras.losses.SparseCategoricalCrossentropy(from_logits=True)
    model.compile(keras.optimizers.SGD(0.1, momentum=0.9), theirs)
    expected = model.fit(x, y, epochs=5, batch_size=10, shuffle=False, verbose=0).history["loss"]
    np.testing.assert_allclose(history, expected, rtol=1e-4)
    for mine, other in zip(network.weights, model.get_weights(), strict=True):
        np.testing.assert_allclose(mine, other, atol=1e-4)


KERNEL = np.ones((3, 3, 2, 4))


@pytest.mark.parametrize(
    "wrong",
    [
        lambda: scratch.Conv2D(np.ones((3, 3)), np.ones(3)),
        lambda: scratch.Conv2D(KERNEL, np.ones(3)),
        lambda: scratch.Conv2D(KERNEL, np.ones(4), strides=0),
        lambda: scratch.Conv2D(KERNEL, np.ones(4), strides=(1, 2, 3)),
        lambda: scratch.Conv2D(KERNEL, np.ones(4), padding="full"),
        lambda: scratch.Conv2D(KERNEL, np.ones(4), strides=2, dilation_rate=2),
        lambda: scratch.Conv2D(KERNEL, np.ones(4)).forward(np.ones((5, 5, 2))),
        lambda: scratch.Conv2D(KERNEL, np.ones(4)).forward(np.ones((1, 5, 5, 3))),
        lambda: scratch.Conv2D(KERNEL, np.ones(4)).forward(np.ones((0, 5, 5, 2))),
        lambda: scratch.Conv2D(KERNEL, np.ones(4)).forward(np.ones((2, 1, 5, 5, 2))),
        lambda: scratch.Conv2D(KERNEL, np.ones(4)).forward(np.ones((1, 2, 5, 2))),
        lambda: scratch.MaxPooling2D(2.5),
        lambda: scratch.MaxPooling2D(2).forward(np.ones((1, 1, 5, 2))),
        lambda: scratch.AveragePooling2D(2).forward(np.ones((5, 2))),
        lambda: scratch.Flatten(0),
        lambda: scratch.Flatten().forward(np.ones((5, 5, 2))),
    ],
)
def test_what_cannot_be_is_refused(wrong):
    with pytest.raises(ValueError, match=r"Expected .*Received: "):
        wrong()


@pytest.mark.parametrize(
    "layer", [scratch.Conv2D(KERNEL, np.ones(4)), scratch.MaxPooling2D(), scratch.Flatten()]
)
def test_backward_needs_a_forward_and_its_shape(layer):
    with pytest.raises(RuntimeError, match="before backward"):
        layer.backward(np.ones((1, 1)))
    layer.forward(np.ones((1, 6, 6, 2)))
    with pytest.raises(ValueError, match="Expected dy of shape"):
        layer.backward(np.ones((1, 1)))
