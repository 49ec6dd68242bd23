"""scratch losses equal Keras, forward and backward, for any shape and any size of number."""

import math

import keras
import numpy as np
import pytest
import tensorflow as tf
from hypothesis import given, settings
from hypothesis import strategies as st

from dlcourse import scratch

REGRESSION = ["MeanSquaredError", "MeanAbsoluteError", "Huber"]
ENTROPIES = ["BinaryCrossentropy", "CategoricalCrossentropy", "SparseCategoricalCrossentropy"]


def keras_values(name, y_true, y_pred, **options):
    """Return Keras' loss and its gradient by automatic differentiation."""
    y_pred = tf.Variable(y_pred)
    with tf.GradientTape() as tape:
        loss = getattr(keras.losses, name)(dtype=y_pred.dtype.name, **options)(y_true, y_pred)
    return loss.numpy(), tape.gradient(loss, y_pred).numpy()


def central_difference(function, x, h=1e-6):
    gradient = np.empty_like(x)
    for place in np.ndindex(x.shape):
        step = np.zeros_like(x)
        step[place] = h
        gradient[place] = (function(x + step) - function(x - step)) / (2 * h)
    return gradient


def example(name, n, k, scale, seed, dtype):
    """Return targets and predictions (logits or errors) for the loss."""
    rng = np.random.default_rng(seed)
    y_pred = (rng.normal(size=(n, k)) * scale).astype(dtype)
    labels = rng.integers(0, k, n)
    targets = {
        "BinaryCrossentropy": rng.integers(0, 2, (n, k)).astype(dtype),
        "CategoricalCrossentropy": np.eye(k, dtype=dtype)[labels],
        "SparseCategoricalCrossentropy": labels,
    }
    return targets.get(name, rng.normal(size=(n, k)).astype(dtype)), y_pred


cases = st.tuples(
    st.integers(1, 5),
    st.integers(1, 4),
    st.sampled_from([1e-3, 1.0, 30.0, 1e4]),
    st.integers(0, 99),
)


@pytest.mark.parametrize("name", REGRESSION)
@given(case=cases)
@settings(max_examples=10)
def test_regression_losses_equal_keras(name, case):
    y_true, y_pred = example(name, *case, np.float32)
    loss = getattr(scratch, name)()
    value, gradient = keras_values(name, y_true, y_pred)
    np.testing.assert_allclose(loss(y_true, y_pred), value, rtol=1e-5, atol=1e-7)
    np.testing.assert_allclose(loss.gradient(y_true, y_pred), gradient, rtol=1e-5, atol=1e-7)


@pytest.mark.filterwarnings("ignore:In loss categorical_crossentropy:SyntaxWarning")
@pytest.mark.parametrize("name", ENTROPIES)
@given(case=cases)
@settings(max_examples=10)
def test_entropies_of_logits_equal_keras(name, case):
    y_true, y_pred = example(name, *case, np.float32)
    loss = getattr(scratch, name)(from_logits=True)
    value, gradient = keras_values(name, y_true, y_pred, from_logits=True)
    np.testing.assert_allclose(loss(y_true, y_pred), value, rtol=1e-5, atol=1e-6)
    np.testing.assert_allclose(loss.gradient(y_true, y_pred), gradient, rtol=1e-5, atol=1e-6)


@pytest.mark.filterwarnings("ignore:In loss categorical_crossentropy:SyntaxWarning")
@pytest.mark.parametrize("name", ENTROPIES)
@given(case=cases)
@settings(max_examples=10)
def test_entropies_of_probabilities_equal_keras(name, case):
    n, k, scale, seed = case
    y_true, z = example(name, n, k, min(scale, 5.0), seed, np.float64)
    squash = scratch.sigmoid if name == "BinaryCrossentropy" else scratch.softmax
    y_pred = squash(z)
    loss = getattr(scratch, name)()
    value, gradient = keras_values(name, y_true, y_pred)
    np.testing.assert_allclose(loss(y_true, y_pred), value, rtol=1e-6, atol=2e-7)
    if k > 1 or name != "CategoricalCrossentropy":  # one class alone is clipped at probability 1
        np.testing.assert_allclose(loss.gradient(y_true, y_pred), gradient, rtol=1e-5, atol=1e-6)


@pytest.mark.parametrize("name", ["CategoricalCrossentropy", "SparseCategoricalCrossentropy"])
@pytest.mark.parametrize("label", [0, 1, 2])
@pytest.mark.parametrize(
    "p", [(0.6, 1e-8, 0.4), (0.0, 0.0, 1.0), (0.3, 0.3, 0.3), (2.0, 1e-9, 0.1)]
)
def test_clipped_and_unscaled_probabilities_equal_keras(name, label, p):
    y_pred = np.array([p])
    y_true = np.array([label]) if name.startswith("Sparse") else np.eye(3)[[label]]
    value, gradient = keras_values(name, y_true, y_pred)
    loss = getattr(scratch, name)()
    np.testing.assert_allclose(loss(y_true, y_pred), value, rtol=1e-6)
    np.testing.assert_allclose(loss.gradient(y_true, y_pred), gradient, rtol=1e-6, atol=1e-6)


@pytest.mark.parametrize("name", [*REGRESSION, *ENTROPIES])
@pytest.mark.parametrize("from_logits", [False, True])
def test_gradients_equal_central_differences(name, from_logits):
    y_true, y_pred = example(name, 3, 4, 1.0, 0, np.float64)
    options = {"from_logits": from_logits} if name in ENTROPIES else {}
    if options and not from_logits:
        y_pred = scratch.softmax(y_pred)
    loss = getattr(scratch, name)(**options)
    numerical = central_difference(lambda y: loss(y_true, y), y_pred)
    np.testing.assert_allclose(loss.gradient(y_true, y_pred), numerical, rtol=1e-7, atol=1e-9)


@pytest.mark.parametrize("delta", [0.5, 2.0])
def test_huber_takes_its_border_from_delta(delta):
    y_true, y_pred = np.zeros((1, 4)), np.array([[0.1, -delta, 3.0, -40.0]])
    value, gradient = keras_values("Huber", y_true, y_pred, delta=delta)
    np.testing.assert_allclose(scratch.Huber(delta)(y_true, y_pred), value)
    np.testing.assert_allclose(scratch.Huber(delta).gradient(y_true, y_pred), gradient)


@pytest.mark.parametrize("name", ["BinaryCrossentropy", "CategoricalCrossentropy"])
def test_certainty_in_the_wrong_answer_costs_much_but_not_infinitely_much(name):
    y_true, y_pred = np.array([[1.0, 0.0]]), np.array([[0.0, 1.0]])
    value, gradient = keras_values(name, y_true, y_pred)
    loss = getattr(scratch, name)()
    np.testing.assert_allclose(loss(y_true, y_pred), value, rtol=1e-6)
    np.testing.assert_allclose(loss.gradient(y_true, y_pred), gradient, atol=1e-6)


def test_the_loss_of_a_batch_is_the_mean_of_its_samples():
    y_true, y_pred = example("CategoricalCrossentropy", 6, 3, 1.0, 0, np.float64)
    loss = scratch.CategoricalCrossentropy(from_logits=True)
    costs = loss.per_sample(y_true, y_pred)
    assert costs.shape == (6,)
    np.testing.assert_allclose(loss(y_true, y_pred), costs.mean())
    np.testing.assert_allclose(costs[2], loss(y_true[2:3], y_pred[2:3]))


def test_one_output_may_come_without_its_axis():
    loss = scratch.MeanSquaredError()
    assert loss([1.0, 2.0], [1.0, 4.0]) == loss([[1.0], [2.0]], [[1.0], [4.0]]) == 2.0
    assert loss([1.0, 2.0], [[1.0], [4.0]]) == 2.0
    assert loss.gradient([1.0, 2.0], [1.0, 4.0]).shape == (2,)


@pytest.mark.parametrize("name", [*REGRESSION, *ENTROPIES])
@pytest.mark.parametrize("from_logits", [False, True])
@pytest.mark.parametrize("samples", [(5,), (2, 3), (1,)])
@pytest.mark.parametrize("variants", [(4,), (1,), (2, 2)])
def test_variants_cost_what_each_costs_alone(name, from_logits, samples, variants):
    options = {"from_logits": from_logits} if name in ENTROPIES else {}
    loss = getattr(scratch, name)(**options)
    n = math.prod(samples)
    y_true, _ = example(name, n, 3, 1.0, 0, np.float64)
    y_true = y_true.reshape(*samples, *y_true.shape[1:])
    y_pred = scratch.softmax(np.random.default_rng(1).normal(size=(*variants, *samples, 3)))
    value, gradient = loss(y_true, y_pred), loss.gradient(y_true, y_pred)
    assert value.shape == variants and gradient.shape == y_pred.shape
    assert loss.per_sample(y_true, y_pred).shape == (*variants, *samples)
    for v in np.ndindex(variants):
        np.testing.assert_allclose(value[v], loss(y_true, y_pred[v]), rtol=1e-12)
        np.testing.assert_allclose(gradient[v], loss.gradient(y_true, y_pred[v]), rtol=1e-12)


@pytest.mark.filterwarnings("ignore:In loss categorical_crossentropy:SyntaxWarning")
@pytest.mark.parametrize("name", [*REGRESSION, *ENTROPIES])
def test_sequences_cost_the_mean_of_all_their_steps_as_in_keras(name):
    y_true, y_pred = example(name, 6, 3, 1.0, 0, np.float64)
    y_true, y_pred = y_true.reshape(2, 3, *y_true.shape[1:]), y_pred.reshape(2, 3, 3)
    options = {"from_logits": True} if name in ENTROPIES else {}
    value, gradient = keras_values(name, y_true, y_pred, **options)
    loss = getattr(scratch, name)(**options)
    np.testing.assert_allclose(loss(y_true, y_pred), value)
    np.testing.assert_allclose(loss.gradient(y_true, y_pred), gradient)


@pytest.mark.parametrize("name", [*REGRESSION, "BinaryCrossentropy"])
def test_targets_of_one_output_need_no_axis_for_it_with_variants_neither(name):
    y_true, y_pred = example(name, 5, 1, 1.0, 0, np.float64)
    loss = getattr(scratch, name)()
    y_pred = scratch.sigmoid(np.stack([y_pred, 2 * y_pred, 3 * y_pred]))
    assert loss(y_true[:, 0], y_pred).shape == (3,)
    np.testing.assert_array_equal(loss(y_true[:, 0], y_pred), loss(y_true, y_pred))
    np.testing.assert_array_equal(
        loss.gradient(y_true[:, 0], y_pred), loss.gradient(y_true, y_pred)
    )


def test_class_numbers_may_come_in_a_column():
    loss = scratch.SparseCategoricalCrossentropy(from_logits=True)
    labels, y_pred = np.array([2, 0]), np.random.default_rng(0).normal(size=(4, 2, 3))
    np.testing.assert_array_equal(loss(labels[:, None], y_pred), loss(labels, y_pred))


@pytest.mark.parametrize("name", [*REGRESSION, *ENTROPIES])
def test_float32_stays_float32(name):
    y_true, y_pred = example(name, 3, 2, 1.0, 0, np.float32)
    loss = getattr(scratch, name)(**({"from_logits": True} if name in ENTROPIES else {}))
    assert loss(y_true, y_pred).dtype == loss.gradient(y_true, y_pred).dtype == np.float32


def test_bad_input_is_told_what_was_expected():
    with pytest.raises(ValueError, match=r"Received: y_pred.shape=\(0, 3\)"):
        scratch.MeanSquaredError()(np.empty((0, 3)), np.empty((0, 3)))
    with pytest.raises(ValueError, match=r"y_true.shape=\(3,\), y_pred.shape=\(3, 2\)"):
        scratch.MeanSquaredError()(np.zeros(3), np.zeros((3, 2)))
    with pytest.raises(ValueError, match=r"y_true.shape=\(3, 1\), y_pred.shape=\(1, 3\)"):
        scratch.MeanSquaredError()(np.zeros((3, 1)), np.zeros((1, 3)))
    with pytest.raises(ValueError, match="or of its last axes"):
        scratch.MeanSquaredError()(np.zeros(1), np.zeros((3, 1)))
    sparse = scratch.SparseCategoricalCrossentropy()
    with pytest.raises(ValueError, match="Expected class numbers from 0 to 1. Received: 0 to 2"):
        sparse([0, 2], [[0.5, 0.5], [0.5, 0.5]])
    with pytest.raises(ValueError, match="one whole class number for each row"):
        sparse([0.0, 1.0], [[0.5, 0.5], [0.5, 0.5]])
    with pytest.raises(ValueError, match=r"y_true.shape=\(2,\).*y_pred.shape=\(3, 2\)"):
        sparse([0, 1], np.ones((3, 2)))
    with pytest.raises(ValueError, match="delta"):
        scratch.Huber(delta=0)
