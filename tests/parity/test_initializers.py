"""scratch initializers draw from the distributions of Keras."""

import keras
import numpy as np
import pytest

from dlcourse import scratch

SHAPE = (1000, 800)


@pytest.mark.parametrize(
    ("ours", "theirs"),
    [
        (scratch.glorot_uniform, keras.initializers.GlorotUniform(seed=0)),
        (scratch.he_normal, keras.initializers.HeNormal(seed=0)),
        (scratch.random_normal, keras.initializers.RandomNormal(seed=0)),
    ],
)
def test_the_distribution_is_that_of_keras(ours, theirs):
    mine, other = ours(SHAPE, np.random.default_rng(0)), np.asarray(theirs(SHAPE))
    assert mine.shape == SHAPE
    assert mine.dtype == np.float32
    levels = np.linspace(0.05, 0.95, 25)
    scale = other.std()
    np.testing.assert_allclose(
        np.quantile(mine, levels) / scale, np.quantile(other, levels) / scale, atol=0.01
    )
    if ours is not scratch.random_normal:  # the others have sharp ends
        assert abs(mine).max() == pytest.approx(abs(other).max(), rel=1e-2)


def test_zeros_are_zeros():
    assert not scratch.zeros((3,)).any()


@pytest.mark.parametrize("shape", [(3,), (2, 0), (1, 2, 3)])
def test_a_kernel_has_two_axes(shape):
    with pytest.raises(ValueError, match="Expected the shape"):
        scratch.he_normal(shape, np.random.default_rng(0))
