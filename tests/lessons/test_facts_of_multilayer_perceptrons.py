"""Facts of multilayer perceptrons that are not worth a claim: tests prove them."""

import keras
import numpy as np
import pytest

from dlcourse import datasets, scratch


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
