"""Noise and penalties on activities in NumPy: gradients by differences, many variants at once."""

import keras
import numpy as np
import pytest

from dlcourse import scratch

RNG = np.random.default_rng(0)


@pytest.mark.parametrize(
    "penalty", [scratch.KLSparsity(0.1, 0.7), scratch.L1(0.3), scratch.L2(0.2)]
)
def test_the_gradient_is_that_of_the_penalty(penalty):
    codes = RNG.uniform(0.1, 0.9, size=(6, 4))
    numeric = scratch.numerical_gradient(penalty, codes)
    np.testing.assert_allclose(penalty.gradient(codes), numeric, rtol=1e-6, atol=1e-8)


def networks(seeds, penalty):
    layers = []
    for n_in, n_out in [(3, 5), (5, 3)]:
        kernels = [np.random.default_rng(s).normal(size=(n_in, n_out)) for s in seeds]
        layers.append(scratch.Dense(np.stack(kernels), np.zeros((len(seeds), n_out))))
    middle = scratch.Activation(scratch.sigmoid, penalty)
    return scratch.Network([layers[0], middle, layers[1]], scratch.MeanSquaredError())


@pytest.mark.parametrize("n", [3, 40])  # 40: more than are computed together
def test_each_variant_has_a_target_and_a_strength_of_its_own(n):
    x = RNG.normal(size=(10, 3))
    targets, strengths = np.linspace(0.05, 0.5, n), np.linspace(0, 1, n)
    many = networks(range(n), scratch.KLSparsity(targets, strengths))
    losses = many.train_on_batch(x, x, scratch.SGD(0.1))
    for v in range(n):
        one = networks([v], scratch.KLSparsity(targets[v], strengths[v]))
        assert one.train_on_batch(x, x, scratch.SGD(0.1))[0] == pytest.approx(losses[v])
        for mine, all_of_them in zip(one.weights, many.weights, strict=True):
            np.testing.assert_allclose(mine[0], all_of_them[v], rtol=1e-9)


def test_constants_must_fit_the_variants():
    penalty = scratch.KLSparsity([0.1, 0.2], 0.5)
    penalty.check(2)
    with pytest.raises(ValueError, match="one for each variant"):
        penalty.check(3)


def test_noise_has_the_mean_0_and_the_standard_deviation_that_was_asked_for():
    layer, x = scratch.GaussianNoise(0.3), np.ones((400, 500))
    theirs = np.array(keras.layers.GaussianNoise(0.3, seed=1)(x, training=True)) - 1
    ours = layer.forward(x, training=True) - 1
    for noise in (ours, theirs):
        assert noise.mean() == pytest.approx(0, abs=0.005)
        assert noise.std() == pytest.approx(0.3, abs=0.005)
        assert np.mean(np.abs(noise) < 0.3) == pytest.approx(0.683, abs=0.005)
    assert not np.array_equal(layer.forward(x, training=True) - 1, ours)
    np.testing.assert_array_equal(layer.backward(x), x)


@pytest.mark.parametrize("kind", [scratch.GaussianNoise, keras.layers.GaussianNoise])
def test_outside_training_there_is_no_noise(kind):
    x = RNG.normal(size=(4, 3)).astype("float32")
    layer = kind(0.5)
    result = layer.forward(x) if kind is scratch.GaussianNoise else np.array(layer(x))
    np.testing.assert_array_equal(result, x)


def test_each_variant_draws_its_own_noise():
    many = scratch.GaussianNoise([0.1, 0.4], seed=[3, 4])
    y = many.forward(np.zeros((300, 50)), training=True)
    assert y.shape == (2, 300, 50)
    np.testing.assert_allclose(y.std(axis=(1, 2)), [0.1, 0.4], rtol=0.02)
    alone = scratch.GaussianNoise(0.4, seed=4).forward(np.zeros((300, 50)), training=True)
    np.testing.assert_allclose(y[1], alone)
    second = scratch.GaussianNoise([0.1, 0.4], seed=[3, 4]).select(slice(1, 2))
    np.testing.assert_allclose(second.forward(np.zeros((300, 50)), training=True)[0], alone)


@pytest.mark.parametrize("options", [(-0.1,), ([0.1, 0.2], [1, 2, 3]), (0.1, -1)])
def test_impossible_noise_is_refused(options):
    with pytest.raises(ValueError, match=r"Expected .*Received: "):
        scratch.GaussianNoise(*options)


def test_noise_needs_a_forward_before_a_backward():
    with pytest.raises(RuntimeError):
        scratch.GaussianNoise(0.1).backward(np.ones(3))
