"""Facts of the perceptron that are not worth a claim: tests prove them."""

import numpy as np
import pytest

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
