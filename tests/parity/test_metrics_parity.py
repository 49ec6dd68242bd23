"""scratch metrics equal Keras, and broadcast over variants."""

import keras
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dlcourse import scratch

CLASSES = {
    "accuracy": keras.metrics.Accuracy,
    "binary_accuracy": keras.metrics.BinaryAccuracy,
    "categorical_accuracy": keras.metrics.CategoricalAccuracy,
    "sparse_categorical_accuracy": keras.metrics.SparseCategoricalAccuracy,
    "r2_score": keras.metrics.R2Score,
}


def example(name, n, k, seed):
    """Return targets and predictions for a metric."""
    rng = np.random.default_rng(seed)
    labels, y_pred = rng.integers(0, k, n), rng.random((n, k))
    if name == "accuracy":
        return labels, rng.integers(0, k, n)
    y_true = {
        "binary_accuracy": rng.integers(0, 2, (n, k)),
        "categorical_accuracy": np.eye(k)[labels],
        "sparse_categorical_accuracy": labels,
        # spread out, for where targets vary little, Keras' formula cancels their digits
        "r2_score": rng.permuted(np.arange(n)[:, None] + rng.random((n, k)) / 2, axis=0),
    }
    return y_true[name], y_pred


@pytest.mark.parametrize("name", CLASSES)
@given(n=st.integers(2, 9), k=st.integers(1, 4), seed=st.integers(0, 999))
@settings(max_examples=10)
def test_metrics_equal_keras(name, n, k, seed):
    y_true, y_pred = example(name, n, k, seed)
    metric = CLASSES[name]()
    metric.update_state(y_true, y_pred)
    ours = getattr(scratch, name)(y_true, y_pred)
    np.testing.assert_allclose(ours, float(metric.result()), rtol=1e-4, atol=1e-5)


@pytest.mark.parametrize("name", CLASSES)
def test_each_variant_is_measured_alone(name):
    metric = getattr(scratch, name)
    examples = [example(name, 7, 3, seed) for seed in range(6)]
    y_true = examples[0][0]
    y_pred = np.stack([y_pred for _, y_pred in examples]).reshape(2, 3, *examples[0][1].shape)
    values = metric(y_true, y_pred)
    assert values.shape == (2, 3)
    for v in np.ndindex(2, 3):
        np.testing.assert_allclose(values[v], metric(y_true, y_pred[v]), rtol=1e-6)


def test_the_threshold_itself_says_no_as_in_keras():
    y_true, y_pred = np.array([0, 0, 1]), np.array([[0.5], [0.5], [0.5]])
    metric = keras.metrics.BinaryAccuracy()
    metric.update_state(y_true[:, None], y_pred)
    assert scratch.binary_accuracy(y_true, y_pred) == pytest.approx(float(metric.result()))
    assert scratch.binary_accuracy(y_true, y_pred) == pytest.approx(2 / 3)
    assert scratch.binary_accuracy([1, 0], [[0.1], [-0.1]], threshold=0) == 1.0


def test_r2_is_0_for_the_mean_and_1_for_the_truth():
    y = np.array([[1.0, 5.0], [2.0, -3.0], [6.0, 0.0]])
    guesses = np.stack([y, np.broadcast_to(y.mean(axis=0), y.shape)])
    np.testing.assert_allclose(scratch.r2_score(y, guesses), [1, 0])
    assert scratch.r2_score(y[:, 0], y[:, :1]) == 1
    with pytest.raises(ValueError, match=r"Expected targets that vary. Received: 2.0 only"):
        scratch.r2_score([2.0, 2.0], [1.0, 2.0])


def test_the_confusion_matrix_has_the_right_class_in_rows():
    counts = scratch.confusion_matrix([0, 0, 0, 1, 2], [0, 1, 1, 1, 0], n_classes=3)
    np.testing.assert_array_equal(counts, [[1, 2, 0], [0, 1, 0], [1, 0, 0]])
    assert counts.dtype == np.int64


def test_confusion_matrices_of_variants_and_of_small_whole_numbers():
    rng = np.random.default_rng(0)
    y_true, y_pred = rng.integers(0, 30, 200), rng.integers(0, 30, (2, 4, 200))
    counts = scratch.confusion_matrix(y_true.astype(np.uint8), y_pred.astype(np.uint8), 30)
    assert counts.shape == (2, 4, 30, 30)
    expected = np.zeros((30, 30), dtype=int)
    np.add.at(expected, (y_true, y_pred[1, 2]), 1)
    np.testing.assert_array_equal(counts[1, 2], expected)


def test_bad_input_is_told_what_was_expected():
    with pytest.raises(ValueError, match="Expected class numbers from 0 to 2. Received: 0 to 3"):
        scratch.confusion_matrix([0, 3], [0, 0], n_classes=3)
    with pytest.raises(ValueError, match="Expected class numbers from 0 to 2. Received: -1 to 0"):
        scratch.confusion_matrix([0, 0], [0, -1], n_classes=3)
    for metric in (scratch.accuracy, lambda *y: scratch.confusion_matrix(*y, 3)):
        with pytest.raises(ValueError, match=r"y_true.shape=\(2,\), y_pred.shape=\(2, 3\)"):
            metric([0, 1], np.zeros((2, 3), dtype=int))
        with pytest.raises(ValueError, match=r"Received: y_true.shape=\(0,\)"):
            metric([], [])
    with pytest.raises(ValueError, match="one whole class number"):
        scratch.sparse_categorical_accuracy([0.0, 1.0], [[0.5, 0.5], [0.5, 0.5]])
