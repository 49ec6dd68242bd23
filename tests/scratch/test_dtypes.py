"""Weights decide in which precision a network computes, whatever the data come in."""

import numpy as np
import pytest

from dlcourse import scratch

X = np.random.default_rng(0).normal(size=(6, 3))


@pytest.mark.parametrize("dtype", ["float32", "float64"])
@pytest.mark.parametrize("given", ["float32", "float64", "int64"])
def test_a_dense_layer_computes_in_the_precision_of_its_kernel(dtype, given):
    layer = scratch.Dense(np.ones((3, 2), dtype), np.zeros(2, dtype))
    assert layer.forward(X.astype(given)).dtype == dtype
    assert layer.backward(np.ones((6, 2))).dtype == dtype
    assert {gradient.dtype.name for gradient in layer.gradients} == {dtype}


@pytest.mark.parametrize("dtype", ["float32", "float64"])
def test_training_converts_the_data_once_and_not_in_every_layer(dtype):
    seen = set()

    class Watching(scratch.Dense):
        def forward(self, x, training=False):
            seen.add(x.dtype.name)
            return super().forward(x, training)

    layer = Watching(np.ones((3, 2), dtype), np.zeros(2, dtype))
    network = scratch.Network([layer], scratch.MeanSquaredError())
    network.fit(X, X[:, :2], optimizer=scratch.SGD(0.1), batch_size=4)
    assert seen == {dtype} and network.predict(X).dtype == dtype
