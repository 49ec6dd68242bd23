"""The penalty for busy units: its value, its scale, its twin, saved models, other backends."""

import keras
import numpy as np
import pytest
from other_backends import run_on

from dlcourse import scratch
from dlcourse.regularizers import KLSparsity

# Keras' own way of saving and reading weights is not yet made for the newest NumPy.
pytestmark = pytest.mark.filterwarnings("ignore:__array__ implementation:DeprecationWarning")

CODES = np.random.default_rng(0).uniform(0.05, 0.95, size=(8, 5)).astype("float32")


def numbers(tensor):
    return keras.ops.convert_to_numpy(tensor)


def model_of(penalty):
    codes = keras.layers.Dense(5, activation="sigmoid", activity_regularizer=penalty)
    return keras.Sequential([keras.Input((4,)), codes, keras.layers.Dense(4)])


def test_it_is_the_divergence_of_two_coins():
    q = CODES.mean(axis=0)
    coins = 0.2 * np.log(0.2 / q) + 0.8 * np.log(0.8 / (1 - q))
    assert float(KLSparsity(0.2, 3.0)(CODES)) == pytest.approx(8 * 3 * coins.sum(), rel=1e-5)
    assert float(KLSparsity(0.3, 1.0)(np.full((4, 2), 0.3, "float32"))) == pytest.approx(
        0, abs=1e-6
    )


@pytest.mark.parametrize("n", [1, 4, 64])
def test_the_loss_of_a_model_does_not_depend_on_the_batch_size(n):
    model = model_of(KLSparsity(0.1, 0.5))
    x = np.tile(np.linspace(-1, 1, 4, dtype="float32"), (n, 1))
    model(x)
    q = numbers(model.layers[0](x[:1]))[0]
    coins = 0.1 * np.log(0.1 / q) + 0.9 * np.log(0.9 / (1 - q))
    model(x)
    assert float(numbers(model.losses[-1])) == pytest.approx(0.5 * coins.sum(), rel=1e-4)


def test_units_that_are_never_or_always_active_cost_a_finite_amount():
    codes = np.array([[0.0, 1.0], [0.0, 1.0]], "float32")
    assert np.isfinite(float(KLSparsity(0.1, 1.0)(codes)))
    assert np.all(np.isfinite(scratch.KLSparsity(0.1, 1.0).gradient(codes)))


def test_the_twin_is_equal():
    theirs, ours = KLSparsity(0.1, 0.7), scratch.KLSparsity(0.1, 0.7)
    assert ours(CODES) == pytest.approx(float(theirs(CODES)), rel=1e-5)


@pytest.mark.parametrize("penalty", ["KLSparsity", "L1", "L2"])
def test_a_step_of_training_equals_the_twins(penalty):
    rng = np.random.default_rng(1)
    x, y = rng.normal(size=(2, 16, 4)).astype("float32")
    options = {"KLSparsity": (0.1, 0.7)}.get(penalty, (0.05,))
    theirs = KLSparsity if penalty == "KLSparsity" else getattr(keras.regularizers, penalty)
    model = model_of(theirs(*options))
    start = [weight.astype("float64") for weight in model.get_weights()]
    ours = scratch.Activation(scratch.sigmoid, getattr(scratch, penalty)(*options))
    layers = [scratch.Dense(*start[:2]), ours, scratch.Dense(*start[2:])]
    network = scratch.Network(layers, scratch.MeanSquaredError())
    model.compile(keras.optimizers.SGD(0.5), "mse")
    loss = model.train_on_batch(x, y)
    assert network.train_on_batch(x, y, scratch.SGD(0.5)) == pytest.approx(float(loss), rel=1e-4)
    for mine, other in zip(network.weights, model.get_weights(), strict=True):
        np.testing.assert_allclose(mine, other, atol=2e-6)


def test_training_brings_the_mean_activity_to_the_target():
    model = model_of(KLSparsity(0.1, 1.0))
    x = np.random.default_rng(2).normal(size=(64, 4)).astype("float32")
    model.compile(keras.optimizers.Adam(0.05), "mse")
    before = numbers(model.layers[0](x)).mean(axis=0)
    again = np.tile(x, (300, 1))  # 300 steps in one epoch: each epoch costs more than a step
    model.fit(again, again, batch_size=64, shuffle=False, verbose=0)
    after = numbers(model.layers[0](x)).mean(axis=0)
    assert np.all(np.abs(before - 0.5) < 0.3) and np.all(np.abs(after - 0.1) < 0.06)


def test_a_saved_model_answers_the_same_and_keeps_its_penalty(tmp_path):
    model = model_of(KLSparsity(0.15, 0.25))
    model.save(tmp_path / "model.keras")
    again = keras.saving.load_model(tmp_path / "model.keras")
    x = np.random.default_rng(3).normal(size=(6, 4)).astype("float32")
    np.testing.assert_allclose(numbers(again(x)), numbers(model(x)), atol=1e-6)
    penalty = again.layers[0].activity_regularizer
    assert (penalty.target, penalty.strength) == (0.15, 0.25)


@pytest.mark.parametrize("options", [(0.0,), (1.0,), (0.1, -1.0), (float("nan"),)])
@pytest.mark.parametrize("kind", [KLSparsity, scratch.KLSparsity])
def test_what_cannot_be_is_refused(kind, options):
    with pytest.raises(ValueError, match=r"Expected .*Received: "):
        kind(*options)


@pytest.mark.parametrize("backend", ["jax", "torch"])
def test_the_other_backends_give_the_same(backend):
    run_on(backend, __file__, tests="not other_backends")
