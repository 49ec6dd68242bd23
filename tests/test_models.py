"""dlcourse.models: the model is the one that its sizes and names say."""

import keras
import numpy as np
import pytest

from dlcourse import models


def test_an_mlp_is_dense_layers_in_a_row():
    keras.utils.set_random_seed(3)
    model = models.mlp([4, 5, 3, 2], activation="tanh", output="softmax")
    x = np.random.default_rng(0).normal(size=(6, 4))
    W1, b1, W2, b2, W3, b3 = model.get_weights()
    hidden = np.tanh(np.tanh(x @ W1 + b1) @ W2 + b2)
    scores = np.exp(hidden @ W3 + b3)
    expected = scores / scores.sum(axis=1, keepdims=True)
    np.testing.assert_allclose(keras.ops.convert_to_numpy(model(x)), expected, rtol=1e-5)
    assert [layer.name for layer in model.layers] == ["hidden_1", "hidden_2", "output"]


def test_by_default_hidden_units_are_relu_and_outputs_are_linear():
    model = models.mlp([1, 1, 1], name="bent")
    model.set_weights([np.array(w, "float32") for w in ([[1]], [0], [[-2]], [1])])
    answers = keras.ops.convert_to_numpy(model(np.array([[-3.0], [3.0]])))
    np.testing.assert_array_equal(answers, [[1.0], [-5.0]])
    assert answers.dtype == "float32"
    assert model.name == "bent"


def test_the_arithmetic_can_be_that_of_another_dtype():
    model = models.mlp([3, 4, 1], dtype="float64")
    assert {layer.compute_dtype for layer in model.layers} == {"float64"}
    assert {v.dtype for v in model.variables} == {"float64"}


def test_the_seed_of_keras_decides_the_start():
    starts = []
    for seed in (1, 1, 2):
        keras.utils.set_random_seed(seed)
        starts.append(models.mlp([3, 4, 1]).get_weights()[0])
    np.testing.assert_array_equal(starts[0], starts[1])
    assert not np.array_equal(starts[0], starts[2])


def test_without_hidden_layers_it_is_one_layer():
    model = models.mlp(np.array([3, 2]))
    assert [w.shape for w in model.get_weights()] == [(3, 2), (2,)]


@pytest.mark.parametrize("sizes", [[], [3], [3, 0], [3, -1, 2]])
def test_too_few_or_too_small_sizes_are_named(sizes):
    with pytest.raises(ValueError, match=r"Received: sizes=\["):
        models.mlp(sizes)


def test_sizes_are_whole_numbers():
    with pytest.raises(TypeError):
        models.mlp([3, 2.5, 1])
