"""Facts of backpropagation that are not worth a claim: tests prove them."""

import keras
import numpy as np
import pytest

from dlcourse import models, scratch, training


@pytest.mark.proves("L06-01")
def test_three_optimizers_make_three_updates_of_one_gradient():
    start, gradient = np.array([1.0, -2.0], "float32"), np.array([0.5, 0.1], "float32")
    sgd, momentum = keras.optimizers.SGD(0.1), keras.optimizers.SGD(0.1, momentum=0.9)
    ends = []
    for optimizer in (sgd, momentum, keras.optimizers.Adam(0.1)):
        weight = keras.Variable(start)
        for _ in range(2):  # in its first step, momentum has no past yet
            optimizer.apply([keras.ops.convert_to_tensor(gradient)], [weight])
        ends.append(weight.value.numpy())
    assert min(np.abs(ends[i] - ends[j]).max() for i, j in ((0, 1), (0, 2), (1, 2))) > 1e-3


@pytest.mark.proves("L06-02")
def test_going_back_computes_gradients_and_the_step_changes_weights():
    network = scratch.mlp([4, 3, 2], seed=6)
    before = [weight.copy() for weight in network.weights]
    network.backward(np.eye(4), [0, 1, 0, 1])
    assert [g.shape for g in network.gradients] == [w.shape for w in network.weights]
    assert all(map(np.array_equal, network.weights, before))
    scratch.SGD(0.1).apply(network.gradients, network.weights)
    assert not any(map(np.array_equal, network.weights[::2], before[::2]))


@pytest.mark.proves("L06-03")
def test_one_weight_of_a_2_2_1_network_by_hand_by_differences_and_in_keras():
    rng, sigmoid = np.random.default_rng(6), scratch.sigmoid
    x, y = np.array([0.8, -0.5]), 1.0
    W1, b1, W2, b2 = (rng.normal(size=shape) for shape in ((2, 2), 2, (2, 1), 1))
    h = sigmoid(x @ W1 + b1)
    out = sigmoid(h @ W2 + b2).item()
    by_hand = 2 * (out - y) * out * (1 - out) * W2[0, 0] * h[0] * (1 - h[0]) * x[0]

    def squared_error(kernel):
        return (sigmoid(sigmoid(x @ kernel + b1) @ W2 + b2).item() - y) ** 2

    tiny = models.mlp([2, 2, 1], activation="sigmoid", output="sigmoid", dtype="float64")
    tiny.set_weights([W1, b1, W2, b2])
    loss = keras.losses.MeanSquaredError(dtype="float64")
    by_keras = training.gradients(tiny, x[None], np.array([[y]]), loss)["hidden_1/kernel"]
    assert np.isclose(by_hand, scratch.numerical_gradient(squared_error, W1)[0, 0], rtol=1e-6)
    assert np.isclose(by_hand, by_keras[0, 0], rtol=1e-6)


@pytest.mark.proves("L06-03")
def test_the_first_signal_is_the_probability_minus_the_target():
    rng = np.random.default_rng(6)
    logits, targets = rng.normal(size=(6, 10)), np.eye(10)[rng.integers(0, 10, size=6)]
    dense = keras.layers.Dense(10, use_bias=False, dtype="float64")
    holder = keras.Sequential([keras.Input((6,), dtype="float64"), dense])
    holder.set_weights([logits])  # fed with the identity, it outputs its kernel
    loss = keras.losses.CategoricalCrossentropy(from_logits=True, dtype="float64")
    (by_keras,) = training.gradients(holder, np.eye(6), targets, loss).values()
    np.testing.assert_allclose((scratch.softmax(logits) - targets) / 6, by_keras, atol=1e-7)


@pytest.mark.proves("L06-04")
def test_the_chain_rule_on_the_square_of_a_sum():
    x, y = 1.5, -0.4
    t = x + y
    dz_dt, dt_dx = 2 * t, 1.0
    measured = scratch.numerical_gradient(lambda v: (v[0] + v[1]) ** 2, [x, y])
    np.testing.assert_allclose(measured, [dz_dt * dt_dx] * 2, rtol=1e-8)


@pytest.mark.proves("L06-07")
def test_delta_the_kernels_gradient_and_the_jacobian_are_three_objects():
    rng = np.random.default_rng(6)
    W, X, delta = rng.normal(size=(20, 30)), rng.normal(size=(32, 20)), rng.normal(size=(32, 30))
    jacobian = [scratch.numerical_gradient(lambda x, j=j: (x @ W)[j], X[0]) for j in range(30)]
    assert (X.T @ delta).shape == W.shape == (20, 30)
    assert np.shape(jacobian) == (30, 20)
    np.testing.assert_allclose(jacobian, W.T, atol=1e-8)
