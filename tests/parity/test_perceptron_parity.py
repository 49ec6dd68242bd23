"""The perceptron against Keras: same answers, and the same path when Keras descends."""

import keras
import numpy as np
import pytest

from dlcourse.scratch import Perceptron

X = np.array([[0.0, 0.0], [0.0, 1.0], [1.0, 0.0], [1.0, 1.0]], dtype="float32")


def step(z):
    return keras.ops.cast(z > 0, z.dtype)


def wrong_side(target, z):
    return keras.ops.mean((step(z) - target) * z)


def test_predictions_equal_a_dense_unit_with_a_step():
    rng = np.random.default_rng(3)
    ours = Perceptron(rng.normal(size=5), rng.normal())
    twin = keras.Sequential([keras.Input((5,)), keras.layers.Dense(1, activation=step)])
    twin.set_weights([ours.weights.reshape(5, 1), np.array([ours.bias])])
    x = rng.normal(size=(200, 5))
    np.testing.assert_array_equal(
        ours.predict(x), keras.ops.convert_to_numpy(twin(x.astype("float32")))[:, 0]
    )


@pytest.mark.parametrize("targets", [[0, 0, 0, 1], [0, 1, 1, 0]], ids=["and", "xor"])
def test_the_rule_is_descent_on_the_distance_to_the_right_side(targets):
    epochs, targets = 6, np.array(targets, dtype="float32")
    ours = Perceptron([0, 0], learning_rate=0.5).fit(X, targets, epochs=epochs)
    unit = keras.Sequential([keras.Input((2,)), keras.layers.Dense(1, kernel_initializer="zeros")])
    unit.compile(keras.optimizers.SGD(learning_rate=0.5), loss=wrong_side)
    unit.fit(X, targets[:, None], batch_size=1, epochs=epochs, shuffle=False, verbose=0)
    kernel, bias = unit.get_weights()
    np.testing.assert_array_equal(kernel[:, 0], ours.weights)
    assert bias[0] == ours.bias
