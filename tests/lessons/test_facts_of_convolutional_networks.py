"""Arithmetic and shapes that lesson 14 tells, and facts that one lesson has no time to show."""

import keras
import numpy as np
import pytest
from keras import layers

from dlcourse import datasets, training


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
