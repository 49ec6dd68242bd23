"""Rows of lessons/claims.csv that are arithmetic or shapes: true, and not worth a claim.

`@pytest.mark.proves("L00-12")` tells the ledger (tools/ledger.py) which row a test proves.
"""

import keras
import numpy as np
import pytest

from dlcourse import datasets, models, scratch, training
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


@pytest.mark.proves("L00-06")
def test_a_bend_on_its_own_makes_the_list_longer_and_the_function_no_other():
    together = keras.Sequential([keras.Input((4,)), keras.layers.Dense(3, "relu")])
    apart = [keras.Input((4,)), keras.layers.Dense(3), keras.layers.Activation("relu")]
    apart = keras.Sequential(apart)
    apart.set_weights(together.get_weights())
    x = np.random.default_rng(0).normal(size=(5, 4)).astype("float32")
    np.testing.assert_allclose(together.predict(x), apart.predict(x), rtol=1e-5)
    assert [sum(bool(layer.weights) for layer in m.layers) for m in (together, apart)] == [1, 1]


@pytest.mark.proves("L00-11")
def test_numpy_and_keras_tensors_hold_the_same_numbers():
    box = np.random.default_rng(0).normal(size=(3, 4)).astype("float32")
    tensor = keras.ops.convert_to_tensor(box)
    assert tuple(tensor.shape) == box.shape and len(tensor.shape) == box.ndim
    assert keras.backend.standardize_dtype(tensor.dtype) == box.dtype
    np.testing.assert_array_equal(keras.ops.convert_to_numpy(tensor), box)


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


def scores(*shape):
    return np.random.default_rng(0).normal(size=shape)


@pytest.mark.proves("L03-05")
def test_a_dense_layer_has_as_many_weights_for_any_number_of_samples():
    d, p, n = 784, 50, 32
    layer = keras.layers.Dense(p)
    assert layer(np.zeros((1, d), "float32")).shape == (1, p)
    assert layer(np.zeros((n, d), "float32")).shape == (n, p)
    assert layer.get_weights()[0].size == d * p
    assert d * d * n not in (d * p, n * d * p)  # "columns of x times rows of w times rows of x"


@pytest.mark.proves("L03-06")
def test_each_unit_of_a_dense_layer_reacts_to_each_input():
    layer = keras.layers.Dense(5)
    x = scores(1, 4).astype("float32")
    changes = np.asarray(layer(x + np.eye(4, dtype="float32"))) - np.asarray(layer(x))
    assert np.count_nonzero(np.abs(changes) > 1e-6) == 4 * 5
    assert layer.count_params() == 4 * 5 + 5


@pytest.mark.proves("L03-11")
def test_softmax_shares_out_one_whole_and_sigmoids_are_independent():
    z = np.array([2.0, 1.0, 0.0])
    assert scratch.softmax(z).sum() == pytest.approx(1)
    assert scratch.sigmoid(z).sum() > 2
    two = scores(100, 2)
    of_difference = scratch.sigmoid(two[:, 0] - two[:, 1])
    np.testing.assert_allclose(scratch.softmax(two)[:, 0], of_difference)
    np.testing.assert_array_equal(keras.activations.linear(z), z)  # any number, also above 1


@pytest.mark.proves("L03-14")
def test_softmax_keeps_the_winner_and_a_loss_of_scores_has_to_know_that_they_are_scores():
    z = scores(200, 10)
    np.testing.assert_array_equal(scratch.softmax(z).argmax(axis=1), z.argmax(axis=1))
    label, one = np.array([0]), np.array([[2.0, -1.0, 0.5]], "float32")
    right = -np.log(scratch.softmax(one)[0, 0])
    loss = keras.losses.SparseCategoricalCrossentropy
    assert float(loss(from_logits=True)(label, one)) == pytest.approx(right, rel=1e-5)
    assert abs(float(loss()(label, one)) - right) > 0.1  # no error, and wrong


@pytest.mark.proves("L03-15")
def test_one_hot_is_the_vector_and_argmax_the_index():
    np.testing.assert_array_equal(keras.utils.to_categorical([1], 4), [[0, 1, 0, 0]])
    labels = datasets.load_digits().y_train
    np.testing.assert_array_equal(keras.utils.to_categorical(labels, 10).argmax(axis=1), labels)


@pytest.mark.proves("L03-17")
def test_the_exponential_is_the_numerator_and_the_sum_the_denominator():
    z = scores(5, 10)
    numerator = np.exp(z - z.max(axis=-1, keepdims=True))
    denominator = numerator.sum(axis=-1, keepdims=True)
    np.testing.assert_allclose(numerator / denominator, keras.ops.softmax(z), rtol=1e-5)


@pytest.mark.proves("L03-18")
def test_keepdims_keeps_the_summed_axis_with_length_one():
    for shape, without, kept in [((2, 3), (2,), (2, 1)), ((1, 2, 3), (1, 2), (1, 2, 1))]:
        ones = np.ones(shape)
        assert ones.sum(axis=-1).shape == without
        assert ones.sum(axis=-1, keepdims=True).shape == kept
    with pytest.raises(ValueError):
        np.ones((2, 3)) / np.ones((2, 3)).sum(axis=-1)


@pytest.mark.proves("L03-19")
def test_one_look_into_the_identity_makes_all_one_hot_vectors():
    labels = np.random.default_rng(0).integers(0, 10, size=1000)
    one_by_one = np.array([np.eye(10)[label] for label in labels])
    np.testing.assert_array_equal(np.eye(10)[labels], one_by_one)
    z = scores(2, 3, 4)  # with three axes, the classes are not shape[1]
    assert np.eye(z.shape[-1])[z.argmax(axis=-1)].shape == z.shape
    assert np.eye(z.shape[1])[z.argmax(axis=1)].shape != z.shape


def usable(n_units, label):
    """Say whether the loss of one sample with equal scores comes out as log(n_units)."""
    loss = keras.losses.SparseCategoricalCrossentropy(from_logits=True)
    try:
        value = float(loss(np.array([label]), np.zeros((1, n_units), "float32")))
    except Exception:  # its type depends on the backend
        return False
    return bool(np.isclose(value, np.log(n_units)))


@pytest.mark.proves("L03-20")
def test_exclusive_classes_take_a_unit_each():
    assert len(np.unique(datasets.load_digits().y_train)) == 10
    assert usable(10, label=9) and not usable(9, label=9)
