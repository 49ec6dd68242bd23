"""Arithmetic and shapes that lesson 14 tells, and facts that one lesson has no time to show."""

import keras
import numpy as np
import pytest
from keras import layers

from dlcourse import datasets, scratch, training


@pytest.mark.proves("L14-07")
def test_a_convolution_has_fewer_parameters_than_a_dense_layer_of_its_size():
    convolution = keras.Sequential([keras.Input((28, 28, 3)), layers.Conv2D(8, 3)])
    assert convolution.output_shape == (None, 26, 26, 8)
    assert convolution.count_params() == 224
    assert (28 * 28 * 3 + 1) * 26 * 26 * 8 == 12_725_024
    outputs = 24 * 24 * 8  # the first convolution of the lesson
    assert 3.55e6 < (28 * 28 + 1) * outputs < 3.65e6


@pytest.mark.proves("L14-04")
def test_receptive_fields_of_two_layers_overlap_and_cover_the_image():
    model = keras.Sequential([keras.Input((8, 8, 1)), layers.Conv2D(2, 3), layers.Conv2D(1, 3)])
    model.set_weights([np.ones_like(w) for w in model.get_weights()])
    image, seen = np.ones((1, 8, 8, 1)), np.zeros((8, 8), dtype=bool)
    fields = {}
    for place in np.ndindex(4, 4):
        fields[place] = training.input_gradients(model, image, (*place, 0))[0, ..., 0] != 0
        seen |= fields[place]
    assert fields[1, 2].sum() == 25
    assert fields[1, 2][1:6, 2:7].all()
    assert np.sum(fields[1, 2] & fields[1, 3]) == 20
    assert seen.all()


def test_three_pixels_to_the_right_hardly_any_ink_leaves_the_image():
    images = np.concatenate([datasets.load_mnist_5k().x_train, datasets.load_mnist_5k().x_test])
    assert images[:, :, -3:].sum() < 1e-3 * images.sum()
    assert images[:, :, -4:].sum() < 5e-3 * images.sum()


@pytest.mark.proves("L14-07")
def test_the_stack_of_the_lesson_in_numpy_gives_the_same_logits():
    block = [layers.Conv2D(8, 5, activation="relu"), layers.MaxPooling2D()]
    second = [layers.Conv2D(24, 5, activation="relu"), layers.MaxPooling2D(), layers.Flatten()]
    dense = [layers.Dense(64, activation="relu"), layers.Dense(10)]
    model = keras.Sequential([keras.Input((28, 28, 1)), *block, *second, *dense])
    w = model.get_weights()
    stack = [
        *[scratch.Conv2D(*w[:2]), scratch.Activation(scratch.relu), scratch.MaxPooling2D(2)],
        *[scratch.Conv2D(*w[2:4]), scratch.Activation(scratch.relu), scratch.MaxPooling2D(2)],
        *[scratch.Flatten(3), scratch.Dense(*w[4:6]), scratch.Activation(scratch.relu)],
        scratch.Dense(*w[6:]),
    ]
    images = datasets.load_mnist_5k().x_test[:20, ..., None]
    h = images
    for layer in stack:
        h = layer.forward(h)
    np.testing.assert_allclose(h, model.predict_on_batch(images), atol=1e-4)


def test_maps_without_padding_cover_the_inner_part_of_the_image():
    """Where lesson 14 draws the heat: the middles of the fields lie in rows 2 to 25."""
    body = [layers.ZeroPadding2D(4), layers.Conv2D(1, 5), layers.AveragePooling2D(2)]
    model = keras.Sequential([keras.Input((28, 28, 1)), *body, layers.Conv2D(1, 5)])
    model.set_weights([np.ones_like(w) for w in model.get_weights()])
    assert model.output_shape == (None, 12, 12, 1)
    for unit in (2, 5, 9):  # those whose field lies inside of the image
        slope = training.input_gradients(model, np.ones((1, 28, 28, 1)), (unit, unit, 0))
        seen = np.flatnonzero(slope[0, :, :, 0].any(axis=1))
        assert seen.mean() == 2 + 2 * unit + 0.5
