"""The tied layers behave like layers of Keras: saved, trained, refused; and layers one by one."""

from pathlib import Path

import keras
import numpy as np
import pytest
from other_backends import run_on

from dlcourse.layers import TiedConv2DTranspose, TiedDense
from dlcourse.training import train_layerwise

# Keras' own way of saving and reading weights is not yet made for the newest NumPy.
pytestmark = pytest.mark.filterwarnings("ignore:__array__ implementation:DeprecationWarning")

X = np.random.default_rng(0).uniform(size=(32, 8)).astype("float32")


def autoencoder():
    """Return an autoencoder 8-5-3-5-8 with tied weights, and its first layers."""
    outer, inner = keras.layers.Dense(5, "relu"), keras.layers.Dense(3)
    way_back = [TiedDense(inner, "relu"), TiedDense(outer, "sigmoid")]
    return keras.Sequential([keras.Input((8,)), outer, inner, *way_back]), outer, inner


def images():
    """Return a convolutional autoencoder with tied weights."""
    outer = keras.layers.Conv2D(4, 3, strides=2, padding="same", activation="relu")
    inner = keras.layers.Conv2D(2, 3, strides=2, padding="valid")
    way_back = [TiedConv2DTranspose(inner, "relu"), TiedConv2DTranspose(outer, "sigmoid")]
    return keras.Sequential([keras.Input((6, 6, 1)), outer, inner, *way_back])


def test_the_kernel_is_the_one_of_the_encoder_transposed():
    model, outer, inner = autoencoder()
    code = np.ones((1, 3), "float32")
    kernel = keras.ops.convert_to_numpy(inner.kernel)
    found = keras.ops.convert_to_numpy(model.layers[2](code))
    np.testing.assert_allclose(found, np.maximum(code @ kernel.T, 0), atol=1e-6)
    assert model.count_params() == 8 * 5 + 5 + 5 * 3 + 3 + 5 + 8
    model.compile("sgd", "mse")
    model.fit(X, X, verbose=0)
    assert model.layers[3].tied_to.kernel is outer.kernel


@pytest.mark.parametrize("make", [lambda: autoencoder()[0], images])
def test_a_saved_model_answers_the_same_and_is_still_tied(make, tmp_path):
    model = make()
    x = X if len(model.input_shape) == 2 else X[:, :6, None, None] * np.ones((1, 6, 6, 1))
    model.compile("adam", "mse")
    losses = model.fit(x, x, epochs=30, verbose=0).history["loss"]
    assert losses[-1] < losses[0]
    model.save(tmp_path / "model.keras")
    again = keras.saving.load_model(tmp_path / "model.keras")
    expected = model.predict(x, verbose=0)
    np.testing.assert_allclose(again.predict(x, verbose=0), expected, atol=1e-6)
    assert again.count_params() == model.count_params()
    again.fit(x, x, verbose=0)
    assert again.layers[3].tied_to is again.layers[0]


def test_a_decoder_is_saved_with_the_kernels_that_it_needs(tmp_path):
    model, _, inner = autoencoder()
    decoder = keras.Sequential([keras.Input((3,)), *model.layers[2:]])
    decoder.save(tmp_path / "decoder.keras")
    again = keras.saving.load_model(tmp_path / "decoder.keras")
    codes = X[:, :3]
    expected = decoder.predict(codes, verbose=0)
    np.testing.assert_allclose(again.predict(codes, verbose=0), expected, atol=1e-6)


def nested():
    """Return a model of two models, 8-5-3 and 3-5-8, with tied weights."""
    _, outer, inner = autoencoder()
    encoder = keras.Sequential([keras.Input((8,)), outer, inner])
    decoder = keras.Sequential([keras.Input((3,)), TiedDense(inner), TiedDense(outer)])
    return keras.Sequential([encoder, decoder])


def test_models_within_a_model_are_saved_flat_or_as_weights(tmp_path):
    model, other = nested(), nested()
    expected = model.predict(X, verbose=0)
    flat = keras.Sequential(
        [keras.Input((8,)), *(layer for part in model.layers for layer in part.layers)]
    )
    flat.save(tmp_path / "flat.keras")
    model.save_weights(tmp_path / "nested.weights.h5")
    other.load_weights(tmp_path / "nested.weights.h5")
    for again in (keras.saving.load_model(tmp_path / "flat.keras"), other):
        np.testing.assert_allclose(again.predict(X, verbose=0), expected, atol=1e-6)
        assert again.count_params() == model.count_params()


def test_the_docstring_warns_as_long_as_keras_forgets_who_shares_a_layer(tmp_path):
    nested().save(tmp_path / "nested.keras")
    with pytest.raises(ValueError, match="could not be loaded"):
        keras.saving.load_model(tmp_path / "nested.keras")


def test_without_bias_and_symbolic_shapes():
    conv = keras.layers.Conv2D(4, (3, 2), strides=2, padding="same")
    conv.build((None, None, None, 1))
    layer = TiedConv2DTranspose(conv, use_bias=False)
    assert layer.compute_output_shape((None, None, 4, 4)) == (None, None, 8, 1)
    assert layer(np.ones((2, 3, 4, 4), "float32")).shape == (2, 6, 8, 1)
    assert len(layer.trainable_variables) == 2  # of the convolution
    dense = keras.layers.Dense(4)
    dense.build((None, 7))
    assert TiedDense(dense, use_bias=False)(keras.Input((5, 4))).shape == (None, 5, 7)


def not_built():
    return TiedDense(keras.layers.Dense(2))(np.ones((1, 2)))


def other_shape():
    dense = keras.layers.Dense(2)
    dense.build((None, 5))
    return TiedDense(dense)(np.ones((1, 5)))


@pytest.mark.parametrize(
    ("wrong", "error"),
    [
        (not_built, ValueError),
        (other_shape, ValueError),
        (lambda: TiedDense(keras.layers.Conv2D(2, 3)), TypeError),
        (lambda: TiedConv2DTranspose(keras.layers.Dense(2)), TypeError),
        (lambda: TiedConv2DTranspose(keras.layers.Conv2D(2, 3, dilation_rate=2)), ValueError),
        (lambda: keras.models.clone_model(autoencoder()[0]), ValueError),
        (lambda: keras.models.clone_model(images()), ValueError),
        (lambda: train_layerwise(keras.Sequential([keras.Input((3,))]), X), ValueError),
    ],
)
def test_what_cannot_be_is_refused(wrong, error):
    with pytest.raises(error, match=r"(?s)Expected .*Received: "):
        wrong()


@pytest.mark.parametrize("tied", [False, True])
def test_layers_learn_one_after_the_other(tied):
    keras.utils.set_random_seed(1)
    layers = [keras.layers.Dense(6), keras.layers.Activation("tanh"), keras.layers.Dense(4)]
    encoder = keras.Sequential([keras.Input((8,)), *layers])
    before = encoder.get_weights()
    losses = train_layerwise(encoder, X, epochs=20, optimizer="adam", tied=tied)
    assert [len(of_layer) for of_layer in losses] == [20, 20]
    assert all(of_layer[-1] < 0.9 * of_layer[0] for of_layer in losses)
    assert all(np.any(old != new) for old, new in zip(before, encoder.get_weights(), strict=True))


def test_a_layer_that_has_learned_stays_as_it_is():
    keras.utils.set_random_seed(1)
    layers = [keras.layers.Dense(6, "tanh"), keras.layers.Dense(4)]
    one = keras.Sequential([keras.Input((8,)), layers[0]])
    two = keras.models.clone_model(keras.Sequential([keras.Input((8,)), *layers]))
    two.layers[0].set_weights(one.get_weights())
    keras.utils.set_random_seed(2)
    train_layerwise(one, X, epochs=2)
    keras.utils.set_random_seed(2)
    train_layerwise(two, X, epochs=2)
    for alone, below in zip(one.get_weights(), two.layers[0].get_weights(), strict=True):
        np.testing.assert_allclose(alone, below, atol=1e-6)


@pytest.mark.parametrize("backend", ["jax", "torch"])
def test_another_backend_gives_the_same(backend):
    run_on(backend, Path(__file__), tests="not another_backend")
