"""Tied layers, transposed convolution and upsampling against Keras, forward and backward."""

from pathlib import Path

import keras
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from other_backends import run_on
from small_steps import assert_gradients_are_those_of_small_steps

from dlcourse import scratch
from dlcourse.layers import TiedConv2DTranspose, TiedDense
from dlcourse.training import gradients

# Keras' own way of reading weights is not yet made for the newest NumPy.
pytestmark = pytest.mark.filterwarnings("ignore:__array__ implementation:DeprecationWarning")

RNG = np.random.default_rng(0)
pairs = st.tuples(st.integers(1, 4), st.integers(1, 4))


def dense_pair(n_in, units, front=(), rng=RNG):
    """Return encoder and tied decoder in NumPy."""
    dense = scratch.Dense(rng.normal(size=(*front, n_in, units)), rng.normal(size=(*front, units)))
    return [dense, scratch.TiedDense(dense, rng.normal(size=(*front, n_in)))]


def test_tied_dense_equals_keras_forward_backward_and_step_by_step():
    x = RNG.normal(size=(12, 5)).astype("float32")
    dense = keras.layers.Dense(3, name="dense")
    back = TiedDense(dense, bias_initializer="ones", name="back")
    model = keras.Sequential([keras.Input((5,)), dense, keras.layers.Activation("tanh"), back])
    kernel, bias, of_back = model.get_weights()
    ours = scratch.Dense(kernel, bias)
    layers = [ours, scratch.Activation(scratch.tanh), scratch.TiedDense(ours, of_back)]
    network = scratch.Network(layers, scratch.MeanSquaredError())
    expected = keras.ops.convert_to_numpy(model(x))
    np.testing.assert_allclose(network.predict(x), expected, atol=1e-5)
    found = gradients(model, x, x, keras.losses.MeanSquaredError())
    network.backward(x, x)
    assert list(found) == ["dense/kernel", "dense/bias", "back/bias"]
    for mine, theirs in zip(network.gradients, found.values(), strict=True):
        np.testing.assert_allclose(mine, theirs, atol=1e-5)
    network.fit(x, x, epochs=5, batch_size=4, seed=None, optimizer=scratch.SGD(0.1, momentum=0.9))
    model.compile(keras.optimizers.SGD(0.1, momentum=0.9), "mse")
    model.fit(x, x, epochs=5, batch_size=4, shuffle=False, verbose=0)
    for mine, theirs in zip(network.weights, model.get_weights(), strict=True):
        np.testing.assert_allclose(mine, theirs, atol=1e-4)


@pytest.mark.parametrize("variants", [None, 3])
def test_both_uses_of_a_kernel_pass_the_gradient_check(variants):
    front = () if variants is None else (variants,)
    (outer, outer_back), (inner, inner_back) = dense_pair(4, 3, front), dense_pair(3, 2, front)
    squash = scratch.Activation(scratch.tanh)
    layers = [outer, squash, inner, inner_back, outer_back]
    network = scratch.Network(layers, scratch.MeanSquaredError())
    x, y = RNG.normal(size=(6, 4)), RNG.normal(size=(6, 4))
    network.backward(x, y)
    assert_gradients_are_those_of_small_steps(network, lambda: np.sum(network.backward(x, y)))


def test_more_variants_than_one_chunk_learn_as_each_alone():
    kernels, biases, backs = RNG.normal(size=(70, 5, 2)), np.zeros((70, 2)), np.zeros((70, 5))
    x = RNG.normal(size=(20, 5))

    def trained(rows):
        dense = scratch.Dense(kernels[rows], biases[rows])
        layers = [dense, scratch.TiedDense(dense, backs[rows])]
        network = scratch.Network(layers, scratch.MeanSquaredError())
        network.fit(x, x, epochs=4, batch_size=10, optimizer=scratch.Adam(0.05))
        return network.weights[0]

    together = trained(slice(None))
    for v in (0, 40, 69):
        np.testing.assert_allclose(together[v], trained(v), rtol=1e-6)


def test_without_the_way_back_no_gradient_is_added():
    dense, back = dense_pair(4, 2)
    x, dy = RNG.normal(size=(3, 4)), RNG.normal(size=(3, 4))
    alone = scratch.Dense(dense.kernel, dense.bias)
    dense.backward(back.backward(dy + 0 * back.forward(dense.forward(x))))
    alone.forward(x)
    alone.backward(dy @ dense.kernel)
    assert not np.allclose(dense.gradients[0], alone.gradients[0])
    np.testing.assert_allclose(dense.gradients[0] - back.dense.tied_gradient, alone.gradients[0])


@pytest.mark.parametrize("padding", ["valid", "same"])
@settings(max_examples=25)
@given(size=pairs, strides=st.integers(1, 3), channels=st.sampled_from([1, 5]), filters=pairs)
def test_transposed_convolution_equals_keras(padding, size, strides, channels, filters):
    rng, filters = np.random.default_rng(1), filters[0]
    theirs = keras.layers.Conv2DTranspose(filters, size, strides, padding, name="up")
    model = keras.Sequential([keras.Input((4, 5, channels)), theirs])
    model.set_weights([rng.normal(size=w.shape) for w in model.get_weights()])
    ours = scratch.Conv2DTranspose(*model.get_weights(), strides, padding)
    x = rng.normal(size=(2, 4, 5, channels)).astype("float32")
    y, expected = ours.forward(x), keras.ops.convert_to_numpy(model(x))
    np.testing.assert_allclose(y, expected, atol=1e-4)
    target = rng.normal(size=y.shape).astype("float32")
    found = gradients(model, x, target, keras.losses.MeanSquaredError())
    ours.backward((2 * (y - target) / y.size).astype("float32"))
    for mine, other in zip(ours.gradients, found.values(), strict=True):
        np.testing.assert_allclose(mine, other, atol=1e-4)


@settings(max_examples=40)
@given(size=pairs, strides=pairs, padding=st.sampled_from(["valid", "same"]), shared=st.booleans())
def test_forward_is_the_way_back_of_a_convolution(size, strides, padding, shared):
    rng = np.random.default_rng(2)
    kernel = rng.normal(size=(3, *size, 2, 4))
    x = rng.normal(size=(2, 3, 4, 4) if shared else (3, 2, 3, 4, 4))
    up = scratch.Conv2DTranspose(kernel, np.zeros((3, 2)), strides, padding)
    conv = scratch.Conv2D(kernel, np.zeros((3, 4)), strides, padding)
    y = up.forward(x)
    of_images = conv.forward(rng.normal(size=y.shape))
    np.testing.assert_allclose(y, conv.backward(np.broadcast_to(x, of_images.shape)), atol=1e-9)
    dy = rng.normal(size=y.shape)
    np.testing.assert_allclose(up.backward(dy), conv.forward(dy), atol=1e-9)
    assert up.gradients[0].shape == kernel.shape
    np.testing.assert_allclose(up.gradients[1], dy.sum(axis=(1, 2, 3)))


@pytest.mark.parametrize("strides", [1, 2])
@pytest.mark.parametrize("padding", ["valid", "same"])
def test_a_tied_convolution_goes_back_with_the_same_kernel(strides, padding):
    conv = keras.layers.Conv2D(4, 3, strides, padding, name="conv")
    side = 9 if padding == "valid" else 8
    model = keras.Sequential([keras.Input((side, side, 2)), conv, TiedConv2DTranspose(conv)])
    x = RNG.normal(size=(3, side, side, 2)).astype("float32")
    inside = keras.ops.convert_to_numpy(conv(x))
    kernel = model.get_weights()[0]
    ours = scratch.Conv2DTranspose(kernel, np.zeros(2), strides, padding).forward(inside)
    np.testing.assert_allclose(keras.ops.convert_to_numpy(model(x)), ours, atol=1e-4)


@settings(max_examples=20)
@given(size=pairs, variants=st.booleans())
def test_upsampling_equals_keras(size, variants):
    x = RNG.normal(size=(3, 2, 3, 4, 5) if variants else (2, 3, 4, 5))
    layer = scratch.UpSampling2D(size)
    y, dy = layer.forward(x), RNG.normal(size=(*x.shape[:-3], 3 * size[0], 4 * size[1], 5))
    assert y.dtype == x.dtype
    one = (lambda array: array[0]) if variants else (lambda array: array)
    theirs = keras.layers.UpSampling2D(size)(one(x).astype("float32"))
    np.testing.assert_allclose(one(y), keras.ops.convert_to_numpy(theirs), atol=1e-6)
    assert np.sum(y * dy) == pytest.approx(np.sum(x * layer.backward(dy)))  # it is linear


KERNEL = np.ones((3, 3, 2, 4))


@pytest.mark.parametrize(
    "wrong",
    [
        lambda: scratch.TiedDense(scratch.Dense(np.ones((3, 2)), np.ones(2)), np.ones(2)),
        lambda: dense_pair(3, 2)[1].forward(np.ones((1, 3))),
        lambda: scratch.Conv2DTranspose(KERNEL, np.ones(4)),
        lambda: scratch.Conv2DTranspose(np.ones((3, 3)), np.ones(2)),
        lambda: scratch.Conv2DTranspose(KERNEL, np.ones(2), strides=0),
        lambda: scratch.Conv2DTranspose(KERNEL, np.ones(2)).forward(np.ones((1, 5, 5, 2))),
        lambda: scratch.Conv2DTranspose(KERNEL, np.ones(2)).forward(np.ones((2, 1, 5, 5, 4))),
        lambda: scratch.UpSampling2D(0),
        lambda: scratch.UpSampling2D().forward(np.ones((5, 5))),
    ],
)
def test_what_cannot_be_is_refused(wrong):
    with pytest.raises(ValueError, match=r"Expected .*Received: "):
        wrong()


@pytest.mark.parametrize("backend", ["jax", "torch"])
def test_another_backend_gives_the_same(backend):
    run_on(backend, Path(__file__), tests="not another_backend")
