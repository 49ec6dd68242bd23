"""Rows of lessons/claims.csv that are arithmetic or shapes: true, and not worth a claim.

`@pytest.mark.proves("L00-12")` tells the ledger (tools/ledger.py) which row a test proves.
"""

import keras
import numpy as np
import pytest

from dlcourse import models, scratch, training
from dlcourse.scratch import Perceptron, ThresholdUnit


@pytest.mark.proves("L00-12")
def test_each_axis_more_is_one_rank_more():
    matrix = np.array([[1, 2, 3], [4, 5, 6]])
    boxes = [np.array(12), np.array([12, 3, 6, 14]), matrix, np.stack([matrix, matrix])]
    boxes += [np.zeros((4, 32, 32, 3)), np.zeros((4, 16, 32, 32, 3))]
    assert [box.ndim for box in boxes] == [0, 1, 2, 3, 4, 5]
    np.testing.assert_array_equal(matrix[0], [1, 2, 3])  # the first axis counts the rows
    assert np.array([1, 2, 3, 4, 5]).ndim == 1  # "five-dimensional", and of rank 1


def test_the_rank_is_the_length_of_the_shape_and_the_size_its_product():
    box = np.zeros((4, 2, 6), dtype="float32")
    assert (box.ndim, box.shape, box.size, box.dtype) == (3, (4, 2, 6), 48, np.float32)
    assert np.linalg.matrix_rank(np.ones((3, 5))) == 1  # linear algebra's rank is another


@pytest.mark.parametrize(
    ("layer", "shape"),
    [
        (keras.layers.Dense(5), (7, 4)),
        (keras.layers.SimpleRNN(5), (7, 8, 4)),
        (keras.layers.Conv2D(5, 3), (7, 8, 8, 3)),
        (keras.layers.Conv3D(5, 3), (7, 4, 8, 8, 3)),
    ],
    ids=["vectors", "sequences", "images", "videos"],
)
def test_keras_has_a_layer_for_each_kind_of_data_and_keeps_the_samples(layer, shape):
    assert layer(np.zeros(shape, "float32")).shape[0] == shape[0]


@pytest.mark.proves("L00-16")
def test_element_wise_operations_work_on_each_place():
    a, b = np.array([1, 2, 3, 4, 5]), np.array([10, 20, 30, 40, 50])
    np.testing.assert_array_equal(a + b, [11, 22, 33, 44, 55])
    np.testing.assert_array_equal(a * b, [10, 40, 90, 160, 250])
    np.testing.assert_array_equal(a * 100, [100, 200, 300, 400, 500])


def test_broadcasting_stretches_lengths_of_one_on_either_side():
    row, table = np.array([1, 2, 3]), np.array([[10, 20, 30], [40, 50, 60]])
    np.testing.assert_array_equal(row + table, [[11, 22, 33], [41, 52, 63]])
    assert (np.zeros((3, 1)) + np.zeros((1, 4))).shape == (3, 4)
    with pytest.raises(ValueError):
        table + np.array([1, 2])


@pytest.mark.proves("L00-18")
def test_the_matrix_product_takes_rows_times_columns():
    a = np.array([[1, 2, 3], [4, 5, 6]])
    b = np.array([[10, 20, 30, 40], [30, 40, 50, 60], [50, 60, 70, 80]])
    np.testing.assert_array_equal(a @ b, [[220, 280, 340, 400], [490, 640, 790, 940]])
    assert (a @ b)[0, 1] == sum(a[0, k] * b[k, 1] for k in range(3))
    with pytest.raises(ValueError):
        b @ a


def test_reshaping_keeps_the_reading_order_and_the_size():
    a = np.arange(10, 130, 10).reshape(3, 4)
    np.testing.assert_array_equal(a.reshape(2, 6)[1], [70, 80, 90, 100, 110, 120])
    assert (a.reshape(4, 3) != a.T).any()
    with pytest.raises(ValueError):
        a.reshape(5, 3)


GATE_INPUTS = np.array([[0, 0], [0, 1], [1, 0], [1, 1]])


@pytest.mark.proves("L01-01")
def test_synapses_cell_body_and_hillock_are_the_weighted_sum_and_its_threshold():
    weights, threshold = np.array([0.5, 0.9, -0.2]), 0.25
    patterns = np.array([[a, b, c] for a in (0, 1) for b in (0, 1) for c in (0, 1)])
    part_by_part = []
    for signals in patterns:
        in_the_cell_body = 0.0
        for signal, synapse in zip(signals, weights, strict=True):
            in_the_cell_body += synapse * signal
        part_by_part.append(in_the_cell_body > threshold)
    np.testing.assert_array_equal(ThresholdUnit(weights, threshold)(patterns), part_by_part)


@pytest.mark.proves("L01-04")
def test_fixed_units_compute_and_or_and_not():
    np.testing.assert_array_equal(ThresholdUnit([1, 1], 1.5)(GATE_INPUTS), [0, 0, 0, 1])
    np.testing.assert_array_equal(ThresholdUnit([1, 1], 0.5)(GATE_INPUTS), [0, 1, 1, 1])
    np.testing.assert_array_equal(ThresholdUnit([-1], -0.5)([[0], [1]]), [1, 0])
    assert not hasattr(ThresholdUnit, "fit")  # nothing is learned


@pytest.mark.proves("L01-07")
def test_real_numbers_go_in_and_only_0_and_1_come_out():
    rng = np.random.default_rng(0)
    x, weights, bias = rng.normal(size=(1000, 3)), rng.normal(size=3), rng.normal()
    outputs = Perceptron(weights, bias).predict(x)
    assert set(outputs) == {0.0, 1.0}
    # A bias is a threshold with the sign changed.
    np.testing.assert_array_equal(outputs, ThresholdUnit(weights, -bias)(x))


@pytest.mark.proves("L01-08")
def test_a_layer_is_one_matrix_and_each_column_one_unit():
    kernel, biases = np.array([[1, 1, -1], [1, 1, -1]]), np.array([-1.5, -0.5, 1.5])
    outputs = np.heaviside(GATE_INPUTS @ kernel + biases, 0)
    for column, weights, bias in zip(outputs.T, kernel.T, biases, strict=True):
        np.testing.assert_array_equal(column, Perceptron(weights, bias).predict(GATE_INPUTS))


@pytest.mark.proves("L01-10")
def test_an_input_moves_the_sum_by_its_weight_on_the_scale_it_is_written_in():
    weights, one_more = np.array([3.0, -3.0, 0.1]), np.eye(3)
    np.testing.assert_allclose(one_more @ weights, [3, -3, 0.1])
    finer = one_more * [1, 1, 100]  # the third input in centimetres instead of metres
    assert np.abs(finer @ weights).argmax() == 2
    assert np.array([0.5, 0.5]) @ [1, 1] - 0.7 > 0 > np.array([0.5, 0.5]) @ [1, 0] - 0.7


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
