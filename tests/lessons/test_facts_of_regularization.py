"""Facts of regularization that are not worth a claim: tests prove them."""

import keras
import numpy as np
import pytest

from dlcourse import datasets, exercises, scratch


@pytest.mark.proves("L11-03")
def test_with_plain_descent_the_l2_penalty_is_weight_decay():
    rng = np.random.default_rng(0)
    x, y, kernel = rng.normal(size=(20, 4)), rng.integers(3, size=20), rng.normal(size=(4, 3))
    loss = scratch.SparseCategoricalCrossentropy(from_logits=True)
    with_penalty = scratch.Dense(kernel, np.zeros(3), scratch.L2(0.05))
    plain = scratch.Dense(kernel, np.zeros(3))
    networks = [scratch.Network([layer], loss) for layer in (with_penalty, plain)]
    for _ in range(10):
        networks[0].train_on_batch(x, y, scratch.SGD(0.3))
        networks[1].backward(x, y)
        plain.kernel[...] = (1 - 2 * 0.3 * 0.05) * plain.kernel - 0.3 * plain.gradients[0]
        plain.bias[...] -= 0.3 * plain.gradients[1]
    np.testing.assert_allclose(with_penalty.kernel, plain.kernel, rtol=1e-12)


@pytest.mark.proves("L11-04")
def test_the_penalty_asks_for_the_size_and_not_for_differences():
    penalty = scratch.L2(1.0)
    assert penalty(np.array([5.0, 5.0, 5.0])) == 75
    assert penalty(np.array([-1.0, 0.0, 1.0])) == 2


@pytest.mark.proves("L11-06")
def test_pulls_of_the_two_penalties():
    w = np.array([0.1, 1.0, 3.0])
    np.testing.assert_allclose(scratch.L1(1.0).gradient(w), [1, 1, 1])
    np.testing.assert_allclose(scratch.L2(1.0).gradient(w), [0.2, 2, 6])


@pytest.mark.proves("L11-07")
def test_the_exercise_on_dropout_is_keras_dropout():
    """Keras' own mask, read from its output, put into the exercise's reference."""
    h = np.random.default_rng(1).normal(size=(50, 40)).astype("float32")
    layer = keras.layers.Dropout(0.3, seed=4)
    theirs = keras.ops.convert_to_numpy(layer(h, training=True))
    draws = np.where(theirs == 0, 0.0, 0.9)
    ours, _ = exercises.dropout_layer.reference(h, draws, 0.3, True)
    np.testing.assert_allclose(theirs, ours, rtol=1e-5)


@pytest.mark.proves("L11-08")
def test_predict_leaves_dropout_out():
    model = keras.Sequential([keras.Input((6,)), keras.layers.Dropout(0.5), keras.layers.Dense(3)])
    x = np.ones((4, 6), "float32")
    one, two = (model.predict(x, verbose=0) for _ in range(2))
    np.testing.assert_array_equal(one, two)
    first, second = (keras.ops.convert_to_numpy(model(x, training=True)) for _ in range(2))
    assert np.abs(first - second).max() > 0


def _random_features(seed, n_images, pixels, repeat=1, strength=1e-6):
    """Shares of new images read with the random units of the lesson, by width."""
    digits = datasets.load_mnist_5k(flat=True)
    x, x_new = (
        images[:, :pixels] - digits.x_train.mean() for images in (digits.x_train, digits.x_test)
    )
    rng = np.random.default_rng(seed)
    chosen = np.tile(rng.permutation(4000)[:n_images], repeat)
    wrong = np.tile(rng.random(n_images) < 0.3, repeat)
    labels = (digits.y_train[chosen] + wrong) % 10
    weights = rng.normal(size=(pixels, 600)) / 14
    hidden, new = (np.maximum(one @ weights, 0) for one in (x[chosen], x_new))
    goals, shares = np.eye(10)[labels] - 0.1, {}
    for width in (100, 150, 200, 300, 400, 600):
        h = hidden[:, :width]
        gram = h @ h.T + strength * np.eye(len(h))
        output = h.T @ np.linalg.solve(gram, goals)
        shares[width] = np.mean((new[:, :width] @ output).argmax(axis=1) == digits.y_test)
    return shares


@pytest.mark.parametrize("seed", range(3))
def test_the_exercise_on_the_worst_number_of_units_is_right(seed):
    with_l2 = _random_features(seed, 300, 784, strength=100.0)
    found = [
        _random_features(seed, 200, 784),
        _random_features(seed, 200, 392),
        _random_features(seed, 150, 784, repeat=2),
    ]
    worst = [min(shares, key=shares.get) for shares in found]
    assert [*worst, 0] == exercises.worst_units.reference()
    assert with_l2[300] > with_l2[100] - 0.02, "no peak of the error at 300 units"
