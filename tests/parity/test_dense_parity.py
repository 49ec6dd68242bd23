"""scratch.Dense equals keras.layers.Dense, forward and backward."""

import keras
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dlcourse.scratch import Dense


def random_layer(seed, n_inputs, n_units, dtype="float64"):
    rng = np.random.default_rng(seed)
    return Dense(
        rng.normal(size=(n_inputs, n_units)).astype(dtype), rng.normal(size=n_units).astype(dtype)
    )


def keras_twin(layer, dtype):
    twin = keras.layers.Dense(layer.kernel.shape[1], dtype=dtype)
    twin.build((None, layer.kernel.shape[0]))
    twin.set_weights(layer.weights)
    return twin


def keras_gradients(layer, x, dy):
    """d(sum(y * dy)) / d(kernel, bias), found by Keras: one step of SGD(1) moves by the gradient.

    `keras.ops` has no gradient function, but every backend can take this training step.
    """
    inputs = keras.Input(x.shape[1:], dtype="float64")
    weighted = keras.layers.Multiply(dtype="float64")
    dense = keras.layers.Dense(layer.kernel.shape[1], dtype="float64")
    dy_in = keras.Input(dy.shape[1:], dtype="float64")
    model = keras.Model([inputs, dy_in], weighted([dense(inputs), dy_in]))
    dense.set_weights(layer.weights)
    model.compile(keras.optimizers.SGD(1.0), loss=lambda _, y: keras.ops.sum(y))
    model.train_on_batch([x, dy], np.zeros_like(dy))
    return [w - after for w, after in zip(layer.weights, dense.get_weights(), strict=True)]


def central_difference(f, array, h=1e-6):
    gradient = np.zeros_like(array)
    for i in np.ndindex(array.shape):
        kept = array[i]
        array[i] = kept + h
        above = f()
        array[i] = kept - h
        gradient[i] = (above - f()) / (2 * h)
        array[i] = kept
    return gradient


@given(st.integers(1, 5), st.integers(1, 6), st.integers(1, 4), st.integers(0, 2**16))
@settings(max_examples=15)
def test_forward_equals_keras(n_samples, n_inputs, n_units, seed):
    layer = random_layer(seed, n_inputs, n_units)
    x = np.random.default_rng(seed + 1).normal(size=(n_samples, n_inputs))
    expected = keras.ops.convert_to_numpy(keras_twin(layer, "float64")(x))
    np.testing.assert_allclose(layer.forward(x), expected, rtol=1e-12, atol=1e-12)


@pytest.mark.parametrize("shape", [(3,), (1, 3), (2, 5, 3), (2, 1, 4, 3)])
def test_leading_axes_are_samples(shape):
    layer = random_layer(0, 3, 2)
    x = np.random.default_rng(1).normal(size=shape)
    assert layer.forward(x).shape == (*shape[:-1], 2)
    if len(shape) > 1:  # Keras asks for a batch axis
        expected = keras.ops.convert_to_numpy(keras_twin(layer, "float64")(x))
        np.testing.assert_allclose(layer.forward(x), expected, rtol=1e-12, atol=1e-12)


@given(st.integers(1, 4), st.integers(1, 4), st.integers(1, 3), st.integers(0, 2**16))
@settings(max_examples=25)
def test_backward_equals_central_differences(n_samples, n_inputs, n_units, seed):
    layer = random_layer(seed, n_inputs, n_units)
    rng = np.random.default_rng(seed + 1)
    x, dy = rng.normal(size=(n_samples, n_inputs)), rng.normal(size=(n_samples, n_units))
    layer.forward(x)
    dx = layer.backward(dy)

    def loss():
        return np.sum(dy * layer.forward(x))

    for analytic, array in zip([dx, *layer.gradients], [x, *layer.weights], strict=True):
        np.testing.assert_allclose(analytic, central_difference(loss, array), rtol=1e-6, atol=1e-7)


@pytest.mark.parametrize("shape", [(1, 3), (4, 3), (2, 5, 3)])
def test_backward_equals_keras(shape):
    layer = random_layer(2, 3, 2)
    rng = np.random.default_rng(3)
    x, dy = rng.normal(size=shape), rng.normal(size=(*shape[:-1], 2))
    layer.forward(x)
    layer.backward(dy)
    for ours, theirs in zip(layer.gradients, keras_gradients(layer, x, dy), strict=True):
        np.testing.assert_allclose(ours, theirs, rtol=1e-10, atol=1e-12)


@pytest.mark.parametrize("dtype", ["float32", "float64"])
def test_the_dtype_of_the_kernel_rules(dtype):
    layer = random_layer(0, 3, 2, dtype)
    y = layer.forward(np.array([[1, 2, 3]]))
    dx = layer.backward([[1, 0]])
    assert {a.dtype for a in (y, dx, *layer.gradients)} == {np.dtype(dtype)}


def test_whole_number_weights_become_floats():
    assert Dense([[1, 2]], [0, 0]).forward([[0.5]]).tolist() == [[0.5, 1.0]]


def test_the_input_is_not_changed():
    layer, x, dy = random_layer(0, 3, 2), np.ones((4, 3)), np.ones((4, 2))
    layer.forward(x)
    layer.backward(dy)
    assert np.all(x == 1) and np.all(dy == 1)


@pytest.mark.parametrize(
    ("kernel", "bias"), [(np.ones(3), np.ones(3)), (np.ones((3, 2)), np.ones(3)), ([[1.0]], 0.0)]
)
def test_weights_that_do_not_fit_are_refused(kernel, bias):
    with pytest.raises(ValueError, match=r"Expected kernel of shape .* Received: kernel\.shape="):
        Dense(kernel, bias)


@pytest.mark.parametrize("shape", [(0, 3), (4, 2), (0,), ()])
def test_an_input_that_does_not_fit_is_refused(shape):
    with pytest.raises(ValueError, match=r"Expected x of shape .* Received: x\.shape="):
        random_layer(0, 3, 2).forward(np.zeros(shape))


def test_backward_needs_forward():
    with pytest.raises(RuntimeError, match="forward"):
        random_layer(0, 3, 2).backward(np.ones((1, 2)))


@pytest.mark.parametrize("shape", [(4, 3), (3, 2), (2,)])
def test_a_gradient_that_does_not_fit_is_refused(shape):
    layer = random_layer(0, 3, 2)
    layer.forward(np.ones((4, 3)))
    with pytest.raises(ValueError, match=r"Expected dy of shape .* Received: dy\.shape="):
        layer.backward(np.ones(shape))
