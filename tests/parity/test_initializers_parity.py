"""scratch initializers draw from the distributions of Keras."""

import math

import keras
import numpy as np
import pytest

from dlcourse import scratch

SHAPE = (1000, 800)
NAMES = [
    *("random_normal", "random_uniform", "orthogonal"),
    *("glorot_uniform", "glorot_normal", "he_uniform", "he_normal"),
    *("lecun_uniform", "lecun_normal"),
]
SCALED = NAMES[3:]


@pytest.fixture(autouse=True)
def same_draws_each_time():
    """Let Keras draw the same numbers on every run, or a test fails now and then by chance."""
    keras.utils.set_random_seed(0)


def drawn(name, shape=SHAPE, seed=0, **options):
    return getattr(scratch, name)(shape, np.random.default_rng(seed), **options)


@pytest.mark.parametrize("name", NAMES)
def test_the_distribution_is_that_of_keras(name):
    mine, other = drawn(name), np.asarray(keras.initializers.get(name)(SHAPE))
    assert mine.shape == SHAPE
    assert mine.dtype == np.float32
    levels = np.linspace(0.05, 0.95, 25)
    scale = other.std()
    assert mine.std() == pytest.approx(scale, rel=0.005)
    np.testing.assert_allclose(
        np.quantile(mine, levels) / scale, np.quantile(other, levels) / scale, atol=0.01
    )
    if name not in ("random_normal", "orthogonal"):  # the others have sharp ends
        assert abs(mine).max() == pytest.approx(abs(other).max(), rel=1e-2)


@pytest.mark.parametrize("name", SCALED)
@pytest.mark.parametrize("shape", [(3, 3, 40, 60), (7, 30, 80), (50, 400), (400, 50)])
def test_kernels_of_any_number_of_axes_are_scaled_as_in_keras(name, shape):
    mine = drawn(name, shape, kernel_axes=len(shape))
    other = np.asarray(keras.initializers.get(name)(shape))
    assert mine.std() == pytest.approx(other.std(), rel=0.03)


@pytest.mark.parametrize("name", SCALED)
def test_axes_in_front_are_variants_each_of_the_full_variance(name):
    alone, many = drawn(name, (300, 200)), drawn(name, (4, 300, 200))
    assert many.shape == (4, 300, 200)
    np.testing.assert_allclose(many.std(axis=(1, 2)), alone.std(), rtol=0.02)
    assert abs(np.corrcoef(many.reshape(4, -1)) - np.eye(4)).max() < 0.02


@pytest.mark.parametrize(
    ("name", "variance"),
    [
        *[("glorot_uniform", 2 / 500), ("glorot_normal", 2 / 500)],
        *[("he_uniform", 2 / 300), ("he_normal", 2 / 300)],
        *[("lecun_uniform", 1 / 300), ("lecun_normal", 1 / 300)],
    ],
)
def test_the_variance_is_the_one_stated(name, variance):
    assert drawn(name, (20, 300, 200)).var() == pytest.approx(variance, rel=0.01)


def test_uniform_numbers_fill_their_range():
    values = drawn("random_uniform", (10_000,), minval=2.0, maxval=5.0)
    assert 2 <= values.min() < 2.01 < 4.99 < values.max() <= 5


def test_the_standard_deviation_may_differ_from_variant_to_variant():
    stddev = np.array([0.01, 1.0])[:, None, None]
    kernels = drawn("random_normal", (2, 100, 100), stddev=stddev)
    np.testing.assert_allclose(kernels.std(axis=(1, 2)), stddev.ravel(), rtol=0.05)


@pytest.mark.parametrize("shape", [(5, 3), (3, 5), (4, 4)])
def test_orthogonal_kernels_keep_lengths(shape):
    kernels = drawn("orthogonal", (2, *shape), gain=3.0) / 3
    for kernel in kernels:
        product = kernel.T @ kernel if shape[0] >= shape[1] else kernel @ kernel.T
        np.testing.assert_allclose(product, np.eye(min(shape)), atol=1e-6)
    assert not np.allclose(kernels[0], kernels[1])
    assert drawn("orthogonal", (3, 3, 2, 5), kernel_axes=4).shape == (3, 3, 2, 5)


def test_orthogonal_kernels_favour_no_sign():
    corners = np.array([drawn("orthogonal", (3, 3), seed=seed)[0, 0] for seed in range(400)])
    assert abs(corners.mean()) < 0.1


def test_variance_scaling_offers_what_the_names_do_not():
    wide = drawn("variance_scaling", (200, 300), scale=3, mode="fan_out")
    assert wide.var() == pytest.approx(3 / 300, rel=0.02)
    whole = drawn("variance_scaling", SHAPE, distribution="untruncated_normal")
    assert whole.var() == pytest.approx(1 / 1000, rel=0.01)
    assert abs(whole).max() > 4 * math.sqrt(1 / 1000), "the tails are there"


def test_zeros_and_ones_need_no_random_numbers():
    assert not scratch.zeros((3,)).any() and scratch.ones((2, 1)).all()
    assert scratch.zeros((3,)).dtype == scratch.ones((3,)).dtype == np.float32


@pytest.mark.parametrize(("shape", "axes"), [((3,), 2), ((2, 0), 2), ((2, 3), 4), ((2, 3), 1)])
def test_a_kernel_has_at_least_two_axes(shape, axes):
    for name in ("he_normal", "orthogonal"):
        with pytest.raises(ValueError, match="Expected a shape of at least"):
            drawn(name, shape, kernel_axes=axes)


def test_unknown_modes_are_told_what_there_is():
    with pytest.raises(ValueError, match="'fan_avg', 'fan_in', 'fan_out'.*mode='fan'"):
        drawn("variance_scaling", mode="fan")
