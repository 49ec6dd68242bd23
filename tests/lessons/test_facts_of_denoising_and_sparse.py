"""Facts of denoising and sparse autoencoders: the diagnosis tried, and what a batch measures."""

import keras
import numpy as np
import pytest

from dlcourse import datasets, exercises, scratch

RNG = np.random.default_rng(0)
X = np.repeat(datasets.load_digits().x_train.reshape(-1, 64), 20, axis=0)
NOISE = 0.5


def noise():
    return NOISE * RNG.normal(size=X.shape)


def fitted(target):
    """Return the best straight-line map from noisy digits to these targets, as a function."""
    inputs = X + FIRST
    ones = np.ones((len(X), 1))
    weights = np.linalg.lstsq(np.hstack([inputs, ones]), target, rcond=None)[0]
    return np.hstack([inputs, ones]) @ weights


FIRST = noise()
CLEANED = fitted(X)
OFF = RNG.random(X.shape) < 0.5
TARGETS = {
    "A": np.where(OFF, 0, 2 * X),
    "B": (X + FIRST)[:, ::-1],
    "C": np.where(OFF, 0, X),
    "D": np.maximum(X + noise(), 0),
    "E": X + FIRST + noise(),
}


def test_what_comes_out_is_what_the_exercise_says():
    noisy, found = X + FIRST, []
    for target in TARGETS.values():
        given = fitted(target)
        mirrored = given[:, ::-1]
        if min(np.mean((image - noisy) ** 2) for image in (given, mirrored)) < 0.02:
            found.append(2)
        else:
            found.append(1 if np.mean((given - CLEANED) ** 2) < 0.002 else 3)
    assert found == exercises.what_comes_out.reference()


@pytest.mark.proves("L21-03")
def test_the_mean_of_noisy_copies_is_the_clean_image():
    copies = X[0] + NOISE * RNG.normal(size=(20000, 64))
    np.testing.assert_allclose(copies.mean(axis=0), X[0], atol=0.02)


@pytest.mark.proves("L21-06")
def test_a_small_batch_measures_the_mean_activity_badly():
    codes = RNG.beta(0.2, 1.8, size=64000)  # mean 0.1
    spreads = [codes.reshape(-1, n).mean(axis=1).std() for n in (2, 64)]
    assert spreads[0] / spreads[1] == pytest.approx(np.sqrt(32), rel=0.15)
    penalty = scratch.KLSparsity(0.1, 1.0)
    assert penalty(np.full((1, 1), 0.3)) == pytest.approx(0.116, abs=0.001)
    assert penalty(np.full((1, 1), 0.1)) == pytest.approx(0, abs=1e-12)


@pytest.mark.proves("L21-07")
def test_slopes_of_divergence_and_square():
    penalty = scratch.KLSparsity(0.1, 1.0)
    for q, slope in [(0.3, 0.95), (0.5, 1.6), (0.9, 8.9), (0.01, -9.1)]:
        assert penalty.gradient(np.full((1, 1), q))[0, 0] == pytest.approx(slope, rel=0.01)
        assert abs(slope) > 2 * abs(q - 0.1)


def test_behind_a_sigmoid_the_slope_is_the_difference():
    """Where all samples agree, the walls of the divergence undo the sigmoid's flat ends."""
    layer = scratch.Activation(scratch.sigmoid, scratch.KLSparsity(0.1, 1.0))
    codes = layer.forward(np.full((4, 3), [-6.0, 0.0, 6.0]))
    np.testing.assert_allclose(4 * layer.backward(np.zeros((4, 3))), codes - 0.1, atol=1e-9)


def test_the_exercise_on_the_penalty_is_the_one_that_the_engine_uses():
    codes = RNG.uniform(0.1, 0.9, size=(5, 3))
    penalty, gradient = exercises.kl_penalty.reference(codes, 0.2)
    ours = scratch.KLSparsity(0.2, 1.0)
    assert ours(codes) == pytest.approx(5 * penalty)
    np.testing.assert_allclose(ours.gradient(codes), 5 * gradient)


def test_the_exercise_on_contraction_agrees_with_differences():
    kernel, x = RNG.normal(size=(4, 3)), RNG.normal(size=(6, 4))
    codes = scratch.sigmoid(x @ kernel)
    step, total = 1e-6, 0.0
    for pixel in range(4):
        moved = scratch.sigmoid((x + step * np.eye(4)[pixel]) @ kernel)
        total += np.mean(np.sum(((moved - codes) / step) ** 2, axis=1))
    assert exercises.contraction.reference(codes, kernel) == pytest.approx(total, rel=1e-4)


@pytest.mark.proves("L21-04")
@pytest.mark.parametrize("layer", [keras.layers.GaussianNoise(0.5), keras.layers.Dropout(0.5)])
def test_damage_is_done_in_training_alone(layer):
    x = np.ones((3, 40), "float32")
    in_use, in_training = (
        keras.ops.convert_to_numpy(layer(x, training=training)) for training in (False, True)
    )
    np.testing.assert_array_equal(in_use, x)
    assert np.mean(in_training != x) > 0.9
