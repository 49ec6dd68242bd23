"""The threshold unit and the perceptron: the rule, its history, its limits."""

import inspect

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from dlcourse.scratch import Perceptron, ThresholdUnit, Update

X = np.array([[0.0, 0.0], [0.0, 1.0], [1.0, 0.0], [1.0, 1.0]])
GATES = {"and": [0, 0, 0, 1], "or": [0, 1, 1, 1], "nand": [1, 1, 1, 0]}
XOR = [0, 1, 1, 0]
whole = st.integers(-4, 4)


def test_threshold_unit_is_silent_exactly_on_its_threshold():
    unit = ThresholdUnit([2, -1], 1)
    np.testing.assert_array_equal(unit([[1, 1], [1, 0.5], [0, 0]]), [0, 1, 0])


def test_threshold_unit_cannot_learn():
    assert not [name for name, _ in inspect.getmembers(ThresholdUnit, inspect.isfunction)][2:]


def test_one_update_by_hand():
    unit = Perceptron([0.5, -1.0], 0.25, learning_rate=0.5).fit([[2.0, 3.0]], [1], epochs=1)
    update = unit.history[0]
    assert update[:3] == (0, 0, 1.0)
    np.testing.assert_array_equal(update.weights, [1.5, 0.5])
    assert update.bias == 0.75 and unit.bias == 0.75


def test_a_sum_of_zero_is_an_error_for_class_1_alone():
    assert Perceptron([0, 0]).fit([[1, 1]], [1], epochs=1).mistakes == [1]
    assert Perceptron([0, 0]).fit([[1, 1]], [0], epochs=1).mistakes == [0]


@pytest.mark.parametrize("gate", GATES)
@pytest.mark.parametrize("seed", range(8))
def test_learns_every_separable_gate(gate, seed):
    start = np.random.default_rng(seed).normal(size=2)
    unit = Perceptron(start, learning_rate=0.25).fit(X, GATES[gate])
    np.testing.assert_array_equal(unit.predict(X), GATES[gate])
    assert unit.mistakes[-1] == 0 and len(unit.mistakes) < 100


def test_xor_repeats_a_state_and_never_ends():
    unit = Perceptron([0, 0]).fit(X, XOR, epochs=100)
    assert len(unit.mistakes) == 100 and min(unit.mistakes) > 0
    states = [(u.sample, *u.weights, u.bias) for u in unit.history]
    assert states[-1] in states[:-1]


def test_history_counts_every_mistake_and_ends_at_the_present_weights():
    unit = Perceptron([-1, 0.5], 0.5, learning_rate=0.125).fit(X, GATES["and"])
    assert len(unit.history) == sum(unit.mistakes)
    np.testing.assert_array_equal(unit.history[-1].weights, unit.weights)
    assert unit.history[-1].bias == unit.bias
    assert np.bincount([u.epoch for u in unit.history]).tolist() == unit.mistakes[:-1]


def test_history_keeps_old_weights_as_they_were():
    unit = Perceptron([0, 0]).fit(X, GATES["and"])
    weights = np.zeros(2)
    for update in unit.history:
        weights = weights + update.error * X[update.sample]
        np.testing.assert_array_equal(update.weights, weights)


def test_fit_goes_on_where_it_stopped():
    once = Perceptron([0, 0]).fit(X, GATES["and"], epochs=6)
    twice = Perceptron([0, 0]).fit(X, GATES["and"], epochs=2).fit(X, GATES["and"], epochs=4)
    assert [u[:3] for u in twice.history] == [u[:3] for u in once.history]


def test_without_bias_it_keeps_its_start():
    unit = Perceptron([0, 0], bias=-0.5, use_bias=False).fit(X, GATES["and"])
    assert unit.bias == -0.5


def test_start_is_copied():
    start = np.array([1.0, 2.0])
    Perceptron(start).fit(X, XOR, epochs=3)
    np.testing.assert_array_equal(start, [1.0, 2.0])


@given(st.lists(st.tuples(whole, whole, st.booleans()), min_size=1, max_size=8), st.data())
def test_learning_rate_only_rescales_from_zeros(rows, data):
    x, t = np.array([row[:2] for row in rows]), [row[2] for row in rows]
    rate = data.draw(st.sampled_from([0.125, 0.5, 4.0]))
    one = Perceptron([0, 0]).fit(x, t, epochs=5)
    other = Perceptron([0, 0], learning_rate=rate).fit(x, t, epochs=5)
    assert one.mistakes == other.mistakes
    np.testing.assert_array_equal(other.weights, rate * one.weights)
    assert other.bias == rate * one.bias


@given(st.lists(st.tuples(whole, whole), min_size=1, max_size=8), whole, whole, whole)
def test_corrections_stay_below_novikoffs_bound(rows, w1, w2, b):
    x, u = np.array([[*row, 1] for row in rows]), np.array([w1, w2, b + 0.5])
    z = x @ u  # never 0: b + 0.5 makes it half of an odd number
    bound = (x**2).sum(axis=1).max() * (u @ u) / (z**2).min()
    unit = Perceptron([0, 0]).fit(x[:, :2], z > 0, epochs=10_000)
    assert unit.mistakes[-1] == 0 and len(unit.history) <= bound


@pytest.mark.parametrize("weights", [[], 1.0, [[1.0, 2.0]]])
@pytest.mark.parametrize("make", [Perceptron, lambda w: ThresholdUnit(w, 0.0)])
def test_weights_of_wrong_shape_are_refused(make, weights):
    with pytest.raises(ValueError, match=r"shape \(inputs,\)\. Received: weights\.shape="):
        make(weights)


@pytest.mark.parametrize("rate", [0, -1, float("nan")])
def test_learning_rate_must_be_positive(rate):
    with pytest.raises(ValueError, match="above 0. Received: learning_rate="):
        Perceptron([0], learning_rate=rate)


@pytest.mark.parametrize("x", [[1.0, 2.0], [[1.0]], [[1.0, 2.0, 3.0]]])
def test_samples_of_wrong_shape_are_refused(x):
    for call in (Perceptron([0, 0]).predict, ThresholdUnit([0, 0], 0)):
        with pytest.raises(ValueError, match=r"shape \(samples, 2\)\. Received: x\.shape="):
            call(x)


@pytest.mark.parametrize("targets", [[0, 1], [[0], [1], [1], [0]]])
def test_one_target_per_sample(targets):
    with pytest.raises(ValueError, match=r"shape \(4,\)\. Received: targets\.shape="):
        Perceptron([0, 0]).fit(X, targets)


@pytest.mark.parametrize("targets", [[-1, 1, 1, -1], [0, 1, 2, 3], [0, 0.5, 1, 1]])
def test_targets_are_0_or_1(targets):
    with pytest.raises(ValueError, match="Expected targets 0 or 1. Received:"):
        Perceptron([0, 0]).fit(X, targets)


def test_update_fields():
    assert Update._fields == ("epoch", "sample", "error", "weights", "bias")
