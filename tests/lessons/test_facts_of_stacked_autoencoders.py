"""Facts that the lesson on stacked autoencoders states in passing."""

import keras
import numpy as np

from dlcourse import scratch
from dlcourse.layers import TiedDense


def test_the_gradient_of_a_tied_kernel_is_the_sum_of_two():
    rng = np.random.default_rng(0)
    x, kernel = rng.normal(size=(7, 4)), rng.normal(size=(4, 2))
    dense = scratch.Dense(kernel, np.zeros(2))
    tied = scratch.Network(
        [dense, scratch.TiedDense(dense, np.zeros(4))], loss=scratch.MeanSquaredError()
    )
    there, back = scratch.Dense(kernel, np.zeros(2)), scratch.Dense(kernel.T, np.zeros(4))
    untied = scratch.Network([there, back], scratch.MeanSquaredError())
    tied.backward(x, x)
    untied.backward(x, x)
    np.testing.assert_allclose(dense.gradients[0], there.gradients[0] + back.gradients[0].T)


def test_tying_leaves_a_little_more_than_half_of_the_weights():
    outer, inner = keras.layers.Dense(64), keras.layers.Dense(16)
    tied = keras.Sequential([keras.Input((196,)), outer, inner, TiedDense(inner), TiedDense(outer)])
    untied = keras.Sequential(
        [keras.Input((196,)), *(keras.layers.Dense(n) for n in (64, 16, 64, 196))]
    )
    assert 0.5 < tied.count_params() / untied.count_params() < 0.52


def test_glorots_kernels_times_root_two_are_as_large_as_hes_where_layers_are_equally_wide():
    rng = np.random.default_rng(0)
    glorot, he = (f((64, 64), rng) for f in (scratch.glorot_uniform, scratch.he_uniform))
    assert abs(2**0.5 * glorot.std() / he.std() - 1) < 0.05
