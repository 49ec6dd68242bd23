"""Draws and divergences in NumPy against Keras and against differences, with many variants too."""

import keras
import numpy as np
import pytest
from small_steps import assert_gradients_are_those_of_small_steps

from dlcourse import scratch
from dlcourse.layers import Sampling
from dlcourse.models import VariationalAutoencoder

RNG = np.random.default_rng(22)


def numbers(tensor):
    return keras.ops.convert_to_numpy(tensor)


def parts(n=4, k=3):
    return RNG.normal(size=(n, k)), RNG.normal(scale=0.5, size=(n, k))


def test_with_the_same_noise_both_draw_the_same():
    mean, log_var = (part.astype("float32") for part in parts())
    ours = scratch.Sampling(seed=3)
    drawn = ours.forward(np.concatenate([mean, log_var], axis=-1), training=True)
    noise = (drawn - mean) / np.exp(log_var / 2)
    with_noise = numbers(Sampling(seed=1)([mean, log_var]))
    theirs = (with_noise - mean) / np.exp(log_var / 2)
    np.testing.assert_allclose(theirs, numbers(Sampling(seed=1)([0 * mean, 0 * mean])), atol=1e-4)
    again = scratch.Sampling(seed=3).forward(np.zeros((4, 6), "float32"), training=True)
    np.testing.assert_allclose(noise, again, atol=1e-4)
    np.testing.assert_array_equal(scratch.Sampling().forward(np.hstack([mean, log_var])), mean)


def test_the_divergence_and_its_loss_equal_those_of_the_model():
    mean, log_var = (part.astype("float32") for part in parts(5, 2))
    logits, x = RNG.normal(size=(5, 7)).astype("float32"), RNG.random((5, 7)).astype("float32")
    vae = VariationalAutoencoder(
        keras.Sequential([keras.Input((7,))]), keras.Sequential([keras.Input((2,))]), beta=0.5
    )
    loss = vae.compute_loss(x, x, (logits, mean, log_var))
    bce = scratch.BinaryCrossentropy(from_logits=True)
    reconstruction, kl = 7 * bce(x, logits), scratch.gaussian_kl(mean, log_var).mean()
    assert float(loss) == pytest.approx(reconstruction + 0.5 * kl, rel=1e-5)
    assert float(vae.kl_tracker.result()) == pytest.approx(kl, rel=1e-5)
    assert float(vae.reconstruction_tracker.result()) == pytest.approx(reconstruction, rel=1e-5)


def test_the_divergence_is_that_of_many_draws():
    mean, log_var = np.array([0.7, -0.2]), np.array([-0.4, 0.5])
    z = mean + np.exp(log_var / 2) * RNG.normal(size=(400_000, 2))
    log_ratio = -0.5 * ((z - mean) ** 2 / np.exp(log_var) + log_var - z**2).sum(axis=1)
    assert log_ratio.mean() == pytest.approx(float(scratch.gaussian_kl(mean, log_var)), abs=0.01)


def network(beta, seed, variants=None):
    rng = np.random.default_rng(5)
    shapes = [(3, 4), (2, 3)]
    kernels = [rng.normal(scale=0.5, size=shape) for shape in shapes]
    biases = [rng.normal(size=shape[1]) for shape in shapes]
    if variants:
        kernels = [np.stack([kernel] * variants) for kernel in kernels]
        biases = [np.stack([bias] * variants) for bias in biases]
    first, last = (scratch.Dense(*pair) for pair in zip(kernels, biases, strict=True))
    return scratch.Network(
        [first, scratch.Sampling(beta, seed), last], scratch.BinaryCrossentropy(from_logits=True)
    )


X = RNG.random((6, 3))


def test_gradients_are_those_of_differences():
    net = network(0.3, 1)

    def cost():
        net.layers[1]._sources = [np.random.default_rng(9)]  # the same noise each time
        return net.backward(X, X, training=True)

    cost()
    assert_gradients_are_those_of_small_steps(net, cost)


def test_each_variant_goes_its_own_way():
    betas, seeds = np.array([0.0, 0.1, 1.0]), [4, 5, 6]
    many = network(betas, seeds, variants=3)
    losses = many.backward(X, X, training=True)
    for v, (beta, seed) in enumerate(zip(betas, seeds, strict=True)):
        one = network(beta, seed)
        assert one.backward(X, X, training=True) == pytest.approx(losses[v], rel=1e-9)
        for mine, other in zip(one.gradients, many.gradients, strict=True):
            np.testing.assert_allclose(mine, other[v], rtol=1e-7, atol=1e-12)
    part = many.layers[1].select(slice(1, 3))
    assert part.n_variants == 2
    np.testing.assert_array_equal(part.beta, betas[1:])


@pytest.mark.parametrize(
    "wrong",
    [
        lambda: scratch.Sampling(-1.0),
        lambda: scratch.Sampling([0.1, 0.2], seed=[1, 2, 3]),
        lambda: scratch.Sampling().forward(np.ones((2, 3))),
    ],
)
def test_what_cannot_be_is_refused(wrong):
    with pytest.raises(ValueError, match=r"Expected .*Received: "):
        wrong()


def test_nothing_goes_back_before_it_went_forward():
    assert scratch.Sampling().penalty() == 0
    with pytest.raises(RuntimeError):
        scratch.Sampling().backward(np.ones((2, 1)))
