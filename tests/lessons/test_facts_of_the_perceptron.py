"""Facts of the perceptron that are not worth a claim: tests prove them."""

from itertools import pairwise

import numpy as np
import pytest

from dlcourse.datasets import logic_gate
from dlcourse.demos.gallery.perceptron_line import train
from dlcourse.scratch import Perceptron, ThresholdUnit

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


def streets_hit(gap, longest, clouds=20, epochs=500):
    """Return in how many clouds of lesson 01 training ends, with no weights beyond `longest`."""
    return sum(ends(*cloud(gap, seed), longest, epochs) for seed in range(clouds))


def cloud(gap, seed):
    points = np.random.default_rng(seed).uniform(-1, 1, size=(100, 2))
    targets = points @ [0.6, 0.8] > 0.1
    away = np.where(targets, gap / 2, -gap / 2)
    return points + away[:, None] * [0.6, 0.8], targets.astype(int)


def ends(points, targets, longest, epochs):
    weights, bias = np.zeros(2), 0.0
    for _ in range(epochs):
        mistakes = 0
        for x, target in zip(points, targets, strict=True):
            error = target - int(x @ weights + bias > 0)
            if error:
                mistakes += 1
                weights, bias = weights + error * x, bias + error
                shrink = min(1.0, longest / np.linalg.norm(weights))  # moves no line
                weights, bias = shrink * weights, shrink * bias
        if mistakes == 0:
            return True
    return False


def test_short_weights_do_not_turn_the_line_finely_enough_for_a_narrow_street():
    assert streets_hit(0.1, longest=np.inf) == streets_hit(0.4, longest=np.inf) == 20
    assert streets_hit(0.1, longest=2) < 5 < 15 < streets_hit(0.4, longest=2)


def test_on_xor_the_demo_comes_to_misjudge_two_points_and_never_the_same_pair_twice_running():
    gate = logic_gate("xor")
    late = train("xor", direction=150, use_bias=True)[9:]
    pairs = [
        tuple((gate.x_train @ now.weights + now.bias > 0) != gate.y_train.astype(bool))
        for now in late
    ]
    assert {sum(pair) for pair in pairs} == {2}
    assert all(one != other for one, other in pairwise(pairs))
