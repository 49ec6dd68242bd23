"""What a penalty on the kernel changes, and what it leaves alone."""

import numpy as np

from dlcourse import scratch

RNG = np.random.default_rng(0)


def test_a_penalty_on_the_kernel_adds_to_the_kernels_gradient_alone():
    kernel, bias, x, dy = (RNG.normal(size=shape) for shape in [(3, 2), 2, (5, 3), (5, 2)])
    plain = scratch.Dense(kernel, bias)
    penalised = scratch.Dense(kernel, bias, kernel_regularizer=scratch.L2(0.1))
    for layer in (plain, penalised):
        layer.forward(x)
        layer.backward(dy)
    of_kernel, of_bias = (a - b for a, b in zip(penalised.gradients, plain.gradients, strict=True))
    np.testing.assert_allclose(of_kernel, 0.2 * kernel, rtol=1e-12)
    np.testing.assert_array_equal(of_bias, 0)
