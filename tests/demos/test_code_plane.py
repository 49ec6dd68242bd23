"""The demo of the plane of codes: it paints what Keras paints, also with models of your own."""

import importlib

import keras
import numpy as np
import pytest
from matplotlib.figure import Figure

import dlcourse as dl
from dlcourse import datasets

module = importlib.import_module("dlcourse.demos.gallery.code_plane")


def test_it_paints_what_keras_paints_with_these_weights():
    decoder = keras.Sequential(
        [
            keras.Input((2,)),
            keras.layers.Dense(48, "elu"),
            keras.layers.Dense(64, "elu"),
            keras.layers.Dense(784, "sigmoid"),
        ]
    )
    shipped = datasets.load_code_plane()
    decoder.set_weights(shipped.weights)
    by_keras = keras.ops.convert_to_numpy(decoder(shipped.codes[:50]))
    np.testing.assert_allclose(module.plane().paint(shipped.codes[:50]), by_keras, atol=1e-5)


def test_a_digit_is_painted_at_its_code_and_better_than_the_mean_image():
    here, images = module.plane(), module.images()
    error = np.mean((here.paint(here.codes) - images) ** 2)
    assert error == pytest.approx(0.0441, abs=2e-4), "the card says so"
    assert error < 0.7 * np.mean((images.mean(axis=0) - images) ** 2)
    assert np.mean(np.abs(here.codes) < 10) > 0.97


def test_the_ring_shows_the_place_and_the_nearest_digit():
    scene = module.Door(Figure(figsize=(12, 5.6), layout="none"))
    code = np.round(module.plane().codes[3].astype(float) * 4) / 4
    said = scene.update(tuple(code), module.DIGITS, None, None)
    np.testing.assert_array_equal(np.ravel(scene.point.get_data()), code)
    far = np.hypot(*(module.plane().codes - code).T)
    shown = np.asarray(scene.nearest.get_array()).ravel()
    np.testing.assert_array_equal(shown, module.images()[far.argmin()])
    painted = np.asarray(scene.painted.get_array()).ravel()
    np.testing.assert_allclose(painted, module.plane().paint(code[None])[0])
    assert f"a {datasets.load_mnist_5k().y_test[far.argmin()]}," in said


def test_models_of_your_own_have_a_plane_too():
    encoder = keras.Sequential([keras.Input((784,)), keras.layers.Dense(2)])
    decoder = keras.Sequential([keras.Input((2,)), keras.layers.Dense(784, "sigmoid")])
    here = module.plane(encoder, decoder)
    np.testing.assert_allclose(
        np.percentile(here.codes, [1, 99], axis=0), [[-9] * 2, [9] * 2], rtol=1e-3
    )
    whole = keras.Sequential([encoder, decoder]).predict(module.images()[:20], verbose=0)
    np.testing.assert_allclose(here.paint(here.codes[:20]), whole, atol=1e-4)
    first = dl.demos.code_plane(encoder=encoder, decoder=decoder).png
    assert first != dl.demos.code_plane().png
    with pytest.raises(ValueError, match=r"Received: output shapes \[\(None, 784\), \(None, 2\)\]"):
        module.plane(decoder, encoder)


def test_it_begins_where_a_six_is_taken_for_a_one():
    place = module.demo.controls[0].value
    painted = module.plane().paint(np.array([place]))[0]
    far = np.hypot(*(module.plane().codes - place).T)
    data = datasets.load_mnist_5k()
    assert data.y_test[far.argmin()] == 6
    train = data.x_train.reshape(-1, 784)
    alike = ((train - painted) ** 2).sum(axis=1).argsort()[:20]
    assert np.all(data.y_train[alike] == 1)
