"""Facts of activation functions that are not worth a claim: tests prove them."""

import keras
import numpy as np
import pytest

from dlcourse import scratch


@pytest.mark.proves("L02-01")
@pytest.mark.parametrize("name", ["linear", "sigmoid", "tanh", "relu"])
def test_a_layer_is_a_weighted_sum_and_then_an_activation_function(name):
    x = np.random.default_rng(0).normal(size=(5, 3)).astype("float32")
    layer = keras.layers.Dense(4, activation=name, bias_initializer="ones")
    outputs = keras.ops.convert_to_numpy(layer(x))
    kernel, bias = layer.get_weights()
    by_hand = getattr(scratch, name)(x @ kernel + bias)
    np.testing.assert_allclose(by_hand, outputs, atol=1e-6)


@pytest.mark.proves("L02-03")
def test_a_step_knows_no_degrees_and_has_no_slope():
    z, nudge = np.array([-3.0, -1.0, -0.1, 0.1, 1.0, 3.0]), 1e-4
    np.testing.assert_array_equal(scratch.step([-1.0, 1.0, 2.0]), [0, 1, 1])
    np.testing.assert_array_equal(scratch.step(z + nudge), scratch.step(z - nudge))
    assert scratch.sigmoid(1.0) < scratch.sigmoid(2.0)
    assert np.all(scratch.sigmoid(z + nudge) > scratch.sigmoid(z - nudge))


@pytest.mark.proves("L02-05")
def test_the_sigmoid_squeezes_every_number_between_0_and_1():
    values = scratch.sigmoid(np.linspace(-30, 30, 6001))
    assert 0 < values.min() and values.max() < 1 and np.all(np.diff(values) > 0)
    assert scratch.sigmoid(0.0) == 0.5
    assert scratch.sigmoid(np.float32(17)) == 1  # as a float of 32 bits; lesson 02 says so


@pytest.mark.proves("L02-07")
def test_a_soft_step_cut_at_one_half_decides_as_the_hard_one():
    z = np.linspace(-30, 30, 6001)
    np.testing.assert_array_equal(scratch.sigmoid(z) > 0.5, scratch.step(z) > 0.5)


@pytest.mark.proves("L02-11")
def test_relu_does_not_saturate_on_the_right():
    np.testing.assert_array_equal(scratch.relu([-2.0, -1.0, 0.0, 1.0, 2.0]), [0, 0, 0, 1, 2])
    np.testing.assert_array_equal(scratch.relu.derivative([1.0, 10.0, 1000.0]), 1)
    assert scratch.sigmoid.derivative(1000.0) < 1e-9
