"""Facts of slopes, batches and epochs that are not worth a claim: tests prove them."""

from fractions import Fraction

import keras
import numpy as np
import pytest

from dlcourse.scratch import numerical_gradient
from dlcourse.training import gradients


def test_a_formula_has_no_truncation_error_but_is_rounded():
    """Judge by fractions, which compute with whole numbers and never round."""
    x = 0.1
    exact = 3 * Fraction(x) ** 2
    by_formula, by_nudging = 3 * x * x, ((x + 1e-4) ** 3 - (x - 1e-4) ** 3) / 2e-4
    formula_error, nudging_error = (
        float(abs(Fraction(slope) - exact) / exact) for slope in (by_formula, by_nudging)
    )
    assert 0 < formula_error < 1e-15
    assert 1e-8 < nudging_error < 1e-5


def _slopes_by_keras(f, weights):
    """Let Keras differentiate f at `weights`: those of units that see a 1 and nothing else."""
    layer = keras.layers.Dense(len(weights), use_bias=False, name="only")
    model = keras.Sequential([keras.Input((1,)), layer])
    model.set_weights([np.array([weights])])
    found = gradients(model, np.ones((1, 1)), np.zeros((1, 1)), loss=lambda _, output: f(output))
    return found["only/kernel"][0]


@pytest.mark.proves("L05-03")
def test_automatic_differentiation_is_as_exact_as_its_numbers():
    slope = _slopes_by_keras(lambda w: w[..., 0] ** 3, [0.1])[0]
    exact = 3 * Fraction(float(np.float32(0.1))) ** 2
    assert abs(Fraction(float(slope)) - exact) / exact < 1e-6


@pytest.mark.proves("L05-04")
@pytest.mark.parametrize("place", [(3.0, 4.0), (0.0, 2.0), (3.0, 0.0)])
def test_the_gradient_is_the_vector_of_partial_derivatives(place):
    def bowl(w):
        return w[..., 0] ** 2 + w[..., 1] ** 2

    expected = 2 * np.array(place)
    np.testing.assert_allclose(numerical_gradient(bowl, place), expected, atol=1e-8)
    np.testing.assert_allclose(_slopes_by_keras(bowl, place), expected, atol=1e-6)


def _noisy_line(n):
    rng = np.random.default_rng(5)
    x = rng.uniform(-1, 1, size=n)
    return x, 3 * x + 2 + rng.normal(scale=0.3, size=n)


@pytest.mark.proves("L05-08")
def test_at_the_optimum_the_pulls_of_the_samples_sum_to_0_and_are_not_0():
    x, y = _noisy_line(200)
    inputs = np.stack([x, np.ones(200)], axis=1)

    def pulls(w):
        return 2 * (inputs @ w - y)[:, None] * inputs

    best = np.linalg.lstsq(inputs, y)[0]
    assert np.abs(pulls(best).sum(axis=0)).max() < 1e-9
    assert np.abs(pulls(best)).mean(axis=0).min() > 0.1
    assert np.abs(pulls(np.zeros(2)).sum(axis=0)).min() > 100


@pytest.mark.proves("L05-11")
def test_the_gradient_of_a_batch_is_unbiased_and_its_noise_falls_with_the_root_of_its_size():
    x, y = _noisy_line(4096)
    pull = -2 * y * x  # with respect to w, at w = b = 0, of each sample
    rng, scaled = np.random.default_rng(0), []
    for size in (1, 4, 16, 64, 256):
        estimates = pull[rng.integers(4096, size=(2000, size))].mean(axis=1)
        assert abs(estimates.mean() - pull.mean()) < 4 * estimates.std() / np.sqrt(2000)
        scaled.append(estimates.std() * np.sqrt(size))
    assert max(scaled) < 1.15 * min(scaled)


@pytest.mark.proves("L05-12")
@pytest.mark.parametrize(("batch_size", "per_epoch"), [(32, 43), (1347, 1)])
def test_an_epoch_has_as_many_updates_as_batches(batch_size, per_epoch):
    model = keras.Sequential([keras.Input((1,)), keras.layers.Dense(1)])
    model.compile(optimizer="sgd", loss="mse")
    model.fit(np.zeros((1347, 1)), np.zeros(1347), batch_size=batch_size, epochs=2, verbose=0)
    assert int(model.optimizer.iterations) == 2 * per_epoch


class _Batches(keras.utils.PyDataset):
    def __init__(self, n_samples, batch_size):
        super().__init__()
        self.x, self.batch_size = np.zeros((n_samples, 1)), batch_size

    def __len__(self):
        return -(-len(self.x) // self.batch_size)

    def __getitem__(self, i):
        part = self.x[i * self.batch_size : (i + 1) * self.batch_size]
        return part, part


@pytest.mark.proves("L05-13")
def test_the_batch_size_is_a_number_and_the_last_batch_may_be_smaller():
    data = _Batches(1000, batch_size=32)
    assert [len(data[i][0]) for i in range(len(data))] == 31 * [32] + [8]


@pytest.mark.proves("L05-14")
@pytest.mark.parametrize(("size", "steps"), [(1, 1000), (32, 32), (100, 10), (1000, 1)])
def test_steps_per_epoch_is_a_number_and_an_iterator_hands_out_batches(size, steps):
    data = _Batches(1000, size)
    assert len(data) == steps
    assert len(next(iter(data))[0]) == size


@pytest.mark.proves("L05-15")
def test_the_better_a_hypothesis_the_lower_its_loss():
    x, y = _noisy_line(200)
    bad, better, true = (np.mean((w * x + b - y) ** 2) for w, b in [(0, 0), (1, 1), (3, 2)])
    best = np.mean((np.polyval(np.polyfit(x, y, 1), x) - y) ** 2)
    assert bad > better > true > best  # the best line fits some of the noise, too
