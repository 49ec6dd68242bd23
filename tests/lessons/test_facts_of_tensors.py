"""Facts of tensors that are not worth a claim: tests prove them."""

import keras
import numpy as np
import pytest


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


@pytest.mark.proves("L00-14")
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


@pytest.mark.proves("L00-19")
def test_a_reshape_keeps_the_reading_order_and_is_no_transpose():
    box = 10 * np.arange(1, 13).reshape(3, 4)
    np.testing.assert_array_equal(box.reshape(2, 6).ravel(), box.ravel())
    assert box.T.shape == box.reshape(4, 3).shape
    assert np.mean(box.T != box.reshape(4, 3)) > 0.5
    with pytest.raises(ValueError, match="reshape"):
        box.reshape(5, 3)


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
