"""dlcourse.training: many networks at once do what Keras does with each of them."""

import keras
import numpy as np
import pytest

from dlcourse import models
from dlcourse.training import Networks

RNG = np.random.default_rng(0)
X = RNG.normal(size=(12, 3))
TARGETS = {
    "linear": (RNG.normal(size=(12, 2)), "mean_squared_error", 2),
    "sigmoid": (RNG.integers(0, 2, 12), "binary_crossentropy", 1),
    "softmax": (RNG.integers(0, 4, 12), "sparse_categorical_crossentropy", 4),
}


def keras_twin(networks, index, activation):
    """Return the Keras model with the weights of one of the networks."""
    options = {"activation": activation, "output": networks.output, "dtype": "float64"}
    model = models.mlp(networks.sizes, **options)
    model.set_weights([w[index] for w in flat_weights(networks)])
    return model


def flat_weights(networks):
    """Return kernel, bias, kernel, ... with the shapes of Keras behind the axis of networks."""
    pairs = [(kernel.copy(), bias[:, 0].copy()) for kernel, bias in networks.weights]
    return [array for pair in pairs for array in pair]


@pytest.mark.parametrize(
    ("output", "activation"), [("linear", "relu"), ("sigmoid", "tanh"), ("softmax", "sigmoid")]
)
def test_three_steps_equal_those_of_keras(output, activation):
    y, loss, n_out = TARGETS[output]
    networks = Networks([3, 5, 4, n_out], 3, activation=activation, output=output, seed=1)
    twin = keras_twin(networks, 2, activation)
    networks.fit(X, y, epochs=3, learning_rate=0.01)
    twin.compile(keras.optimizers.Adam(0.01), loss)
    for _ in range(3):
        twin.train_on_batch(X, y)
    for ours, theirs in zip(flat_weights(networks), twin.get_weights(), strict=True):
        np.testing.assert_allclose(ours[2], theirs, rtol=1e-4, atol=1e-6)
    np.testing.assert_allclose(networks.predict(X)[2], twin(X), rtol=1e-4, atol=1e-6)


def test_networks_do_not_influence_each_other():
    alone, together = Networks([3, 4, 1], 1, seed=3), Networks([3, 4, 1], 5, seed=4)
    for (one, bias), (many, many_bias) in zip(alone.weights, together.weights, strict=True):
        many[2], many_bias[2] = one[0], bias[0]
    y = TARGETS["sigmoid"][0]
    alone.fit(X, y, epochs=20, learning_rate=0.05, batch_size=5)
    together.fit(X, y, epochs=20, learning_rate=0.05, batch_size=5)
    np.testing.assert_allclose(together.predict(X)[2], alone.predict(X)[0], rtol=1e-9)
    assert not np.allclose(together.predict(X)[1], together.predict(X)[2], rtol=0.01)


def test_every_sample_is_seen_once_in_an_epoch():
    seen = []
    networks = Networks([1, 2, 1], 1)
    networks._backward = lambda x, targets: seen.append(x)
    networks.fit(np.arange(7.0)[:, None], np.arange(7) % 2, epochs=2, batch_size=3)
    assert [len(batch) for batch in seen] == [3, 3, 1] * 2
    for epoch in (seen[:3], seen[3:]):
        assert sorted(np.concatenate(epoch).ravel()) == list(range(7))


def test_starts_are_those_of_glorot_and_depend_on_the_seed():
    kernel, bias = Networks([6, 4, 1], 500, seed=1).weights[0]
    limit = np.sqrt(6 / 10)
    assert np.abs(kernel).max() <= limit and np.all(bias == 0)
    assert np.std(kernel) == pytest.approx(limit / np.sqrt(3), rel=0.02)
    assert not np.allclose(kernel, Networks([6, 4, 1], 500, seed=2).weights[0][0])


def test_accuracy_and_hidden_activations():
    networks = Networks([2, 3, 1], 2)
    networks.weights[1][0][:] = 0
    networks.weights[1][1][:] = [[[1.0]], [[-1.0]]]  # the first says always 1, the second always 0
    assert networks.accuracy([[0, 0], [1, 1]], [1, 1]).tolist() == [1.0, 0.0]
    assert networks.hidden([[0, 0]]).shape == (2, 1, 3)


def test_accuracy_of_several_classes():
    networks = Networks([2, 3], 1, output="softmax")
    networks.weights[0][0][:], networks.weights[0][1][:] = 0, [[[0.0, 2.0, 1.0]]]
    assert networks.accuracy(np.zeros((4, 2)), [1, 1, 0, 2]).tolist() == [0.5]


@pytest.mark.parametrize(
    ("sizes", "n", "output"),
    [([2], 3, "sigmoid"), ([2, 0, 1], 3, "sigmoid"), ([2, 1], 0, "sigmoid"), ([2, 1], 3, "step")],
)
def test_impossible_networks_are_refused(sizes, n, output):
    with pytest.raises(ValueError, match=r"Expected at least two sizes.* Received: sizes="):
        Networks(sizes, n, output=output)


@pytest.mark.parametrize(
    ("x", "y"),
    [
        (np.ones((4, 3)), [0, 1, 0, 1]),
        (np.ones(2), [0]),
        (np.ones((0, 2)), []),
        (np.ones((4, 2)), [0, 1]),
        (np.ones((4, 2)), np.ones((4, 2))),
    ],
)
def test_data_that_do_not_fit_are_refused(x, y):
    with pytest.raises(ValueError, match=r"Expected .* Received: "):
        Networks([2, 1], 1).fit(x, y, epochs=1)


@pytest.mark.parametrize("y", [[0, 3], [-1, 0], [[0], [1]], [0.5, 1]])
def test_classes_without_an_output_are_refused(y):
    with pytest.raises(ValueError, match=r"Expected classes 0 to 2.* Received: "):
        Networks([2, 3], 1, output="softmax").fit(np.ones((2, 2)), y, epochs=1)


def test_a_function_is_called_after_each_epoch_and_changes_nothing():
    y, seen = TARGETS["sigmoid"][0], []
    watched, alone = Networks([3, 4, 1], 2, seed=1), Networks([3, 4, 1], 2, seed=1)
    options = {"epochs": 3, "batch_size": 5, "learning_rate": 0.1}
    watched.fit(X, y, **options, on_epoch_end=lambda nets: seen.append(nets.predict(X)))
    alone.fit(X, y, **options)
    assert len(seen) == 3
    assert not np.allclose(seen[0], seen[1])
    np.testing.assert_array_equal(seen[-1], watched.predict(X))
    np.testing.assert_array_equal(alone.predict(X), watched.predict(X))
