"""Sampling and the variational autoencoder behave like Keras' own parts, on every backend."""

from pathlib import Path

import keras
import numpy as np
import pytest
from other_backends import run_on

from dlcourse.layers import Sampling
from dlcourse.models import VariationalAutoencoder

# Keras' own way of saving and reading weights is not yet made for the newest NumPy.
pytestmark = pytest.mark.filterwarnings("ignore:__array__ implementation:DeprecationWarning")

RNG = np.random.default_rng(0)
X = (RNG.random((60, 6)) < 0.3).astype("float32")


def numbers(tensor):
    return keras.ops.convert_to_numpy(tensor)


def model(beta=1.0, seed=7, shape=(6,), start=3):
    keras.utils.set_random_seed(start)
    x = keras.Input(shape)
    hidden = keras.layers.Dense(5, "tanh")(keras.layers.Flatten()(x))
    encoder = keras.Model(x, [keras.layers.Dense(2)(hidden), keras.layers.Dense(2)(hidden)])
    decoder = keras.Sequential(
        [keras.Input((2,)), keras.layers.Dense(int(np.prod(shape))), keras.layers.Reshape(shape)]
    )
    return VariationalAutoencoder(encoder, decoder, beta, seed)


def test_draws_have_the_mean_and_the_width_that_are_asked_for():
    mean, log_var = np.full((20000, 2), [1.0, -2.0], "float32"), np.full((20000, 2), [0.0, 2.0])
    z = numbers(Sampling(seed=1)([mean, log_var.astype("float32")]))
    np.testing.assert_allclose(z.mean(axis=0), [1, -2], atol=0.06)
    np.testing.assert_allclose(z.std(axis=0), [1, np.e], rtol=0.03)
    assert abs(np.corrcoef(z.T)[0, 1]) < 0.03


def test_two_calls_differ_and_a_seed_repeats_them():
    zeros = np.zeros((3, 2), "float32")
    one, other = (Sampling(seed=5) for _ in range(2))
    first, second = numbers(one([zeros, zeros])), numbers(one([zeros, zeros]))
    assert not np.allclose(first, second)
    np.testing.assert_array_equal(first, numbers(other([zeros, zeros])))


def test_a_layer_comes_back_from_its_config():
    layer = Sampling(seed=5, name="draw")
    twin = keras.layers.deserialize(keras.layers.serialize(layer))
    assert twin.get_config() == layer.get_config()
    assert layer.compute_output_shape([(None, 2), (None, 2)]) == (None, 2)
    zeros = np.zeros((1, 2), "float16")
    assert numbers(Sampling(dtype="float16")([zeros, zeros])).dtype == np.float16


@pytest.mark.parametrize("inputs", [X, [X], [X, X, X], [X, X[:, :2]], [X, X[0]]])
def test_inputs_that_do_not_fit_are_refused(inputs):
    with pytest.raises(ValueError, match="(?s)Expected .*Received: "):
        Sampling()(inputs)


def test_beta_is_not_negative():
    with pytest.raises(ValueError, match="Received: beta=-1"):
        model(beta=-1)


@pytest.mark.parametrize("shape", [(6,), (3, 2, 1)])
def test_training_lowers_the_loss_and_records_both_parts(shape):
    vae, x = model(shape=shape), X.reshape(-1, *shape)
    vae.compile(keras.optimizers.Adam(0.02))
    history = vae.fit(x, x, epochs=30, batch_size=20, verbose=0).history
    assert history["loss"][-1] < 0.9 * history["loss"][0]
    both = np.add(history["reconstruction_loss"], history["kl_loss"])
    np.testing.assert_allclose(history["loss"], both, rtol=1e-4)
    found = vae.evaluate(x, x, verbose=0, return_dict=True)
    assert set(found) == {"loss", "reconstruction_loss", "kl_loss"}


def test_without_targets_the_input_is_the_target():
    losses = []
    for data in ((X, X), (X,)):
        vae = model()
        vae.compile("adam")
        losses.append(vae.fit(*data, epochs=2, shuffle=False, verbose=0).history["loss"])
    np.testing.assert_allclose(*losses, rtol=1e-6)


def test_beta_weighs_the_divergence():
    ends = {}
    for beta in (0.0, 20.0):
        vae = model(beta)
        vae.compile(keras.optimizers.Adam(0.05))
        ends[beta] = vae.fit(X, X, epochs=40, verbose=0).history["kl_loss"][-1]
    assert ends[20.0] < 0.1 < ends[0.0]


def test_samples_that_weigh_nothing_teach_nothing():
    weight, ends = np.r_[np.ones(30), np.zeros(30)].astype("float32"), []
    for other in (X[30:], 1 - X[30:]):
        vae, x = model(), np.concatenate([X[:30], other])
        vae.compile(keras.optimizers.SGD(0.1))
        vae.fit(x, x, sample_weight=weight, batch_size=60, epochs=3, shuffle=False, verbose=0)
        ends.append(vae.get_weights())
    for one, another in zip(*ends, strict=True):
        np.testing.assert_allclose(one, another, atol=1e-5)


def test_gradients_reach_every_weight_through_the_draw():
    vae = model(beta=0.0)
    before = [weight.copy() for weight in vae.encoder.get_weights()]
    vae.compile(keras.optimizers.SGD(0.5))
    vae.fit(X, X, epochs=1, verbose=0)
    moved = [np.abs(a - b).max() for a, b in zip(before, vae.encoder.get_weights(), strict=True)]
    assert min(moved) > 1e-5


def test_a_saved_model_answers_the_same_and_trains_on(tmp_path):
    vae = model(beta=0.5)
    vae.compile("adam")
    vae.fit(X, X, verbose=0)
    vae.save(tmp_path / "vae.keras")
    again = keras.saving.load_model(tmp_path / "vae.keras")
    assert (again.beta, again.seed) == (0.5, 7)
    np.testing.assert_allclose(again.reconstruct(X), vae.reconstruct(X), atol=1e-6)
    np.testing.assert_allclose(again.sample(4, seed=1), vae.sample(4, seed=1), atol=1e-6)
    for one, other in zip(again(X)[1:], vae(X)[1:], strict=True):
        np.testing.assert_allclose(numbers(one), numbers(other), atol=1e-5)
    again.fit(X, X, verbose=0)


def test_chance_enters_at_the_code_alone():
    vae = model()
    (logits, mean, log_var), (other, mean_2, log_var_2) = vae(X), vae(X)
    assert not np.allclose(numbers(logits), numbers(other))
    np.testing.assert_array_equal(numbers(mean), numbers(mean_2))
    np.testing.assert_array_equal(numbers(log_var), numbers(log_var_2))
    np.testing.assert_array_equal(vae.reconstruct(X), vae.reconstruct(X))
    assert vae.sample(5, seed=0).shape == (5, 6)
    assert 0 < vae.sample(5, seed=0).min() < vae.sample(5, seed=0).max() < 1
    assert not np.allclose(vae.sample(5, seed=0), vae.sample(5, seed=1))


@pytest.mark.parametrize("backend", ["jax", "torch"])
def test_another_backend_gives_the_same(backend):
    parity = Path(__file__).parent / "parity" / "test_variational_parity.py"
    run_on(backend, __file__, parity, tests="not another_backend")
