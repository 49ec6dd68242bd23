"""The exercises on convolutional networks, and that what they call right is true of Keras."""

import keras
import numpy as np
import pytest
from every_exercise import EveryExercise
from keras import layers

from dlcourse import exercises, training


class TestConvolutionalNetworks(EveryExercise):
    topic = "convolutional_networks"


def network(after):
    keras.utils.set_random_seed(1)
    body = [layers.Conv2D(4, 3), layers.ReLU(), layers.MaxPooling2D(), layers.Conv2D(5, 3)]
    model = keras.Sequential([keras.Input((22, 22, 1)), *body, layers.ReLU(), *after])
    model.set_weights([np.zeros_like(w) if w.ndim == 1 else w for w in model.get_weights()])
    return model


IMAGE = np.zeros((1, 22, 22, 1), dtype="float32")
IMAGE[0, 8:12, 8:12, 0] = np.random.default_rng(0).uniform(size=(4, 4))


def changed(model, change):
    """Return whether the ten answers stay as they were."""
    before = model.predict_on_batch(IMAGE)
    weights, image = change([w.copy() for w in model.get_weights()])
    model.set_weights(weights)
    return np.allclose(model.predict_on_batch(image), before, atol=1e-5)


def flat():
    return network([layers.Flatten(), layers.Dense(10)])


def reordered(weights, second):
    order = [2, 0, 3, 1]
    weights[0], weights[1] = weights[0][..., order], weights[1][order]
    if second:
        weights[2] = weights[2][:, :, order]
    return weights, IMAGE


def scaled(weights):
    return [2 * weights[0], weights[1], weights[2] / 2, *weights[3:]], IMAGE


def moved(weights):
    return weights, np.roll(IMAGE, 2, axis=2)


def test_what_leaves_the_answers_as_they_were():
    model = flat()
    conv, relu, pool, *rest = model.layers
    exchanged = keras.Sequential([keras.Input((22, 22, 1)), conv, pool, relu, *rest])
    same = np.allclose(model.predict_on_batch(IMAGE), exchanged.predict_on_batch(IMAGE), atol=1e-6)
    averaged = network([layers.GlobalAveragePooling2D(), layers.Dense(10)])
    found = [
        changed(flat(), lambda weights: reordered(weights, True)),
        changed(flat(), lambda weights: reordered(weights, False)),
        same,
        changed(flat(), scaled),
        changed(flat(), moved),
        changed(averaged, moved),
    ]
    assert found == exercises.same_logits.reference()


@pytest.mark.parametrize("kernel", [3, 5])
def test_shapes_and_parameters_are_those_of_keras(kernel):
    body = [layers.Conv2D(6, kernel), layers.MaxPooling2D(), layers.Conv2D(7, kernel)]
    model = keras.Sequential([keras.Input((29, 29, 3)), *body])
    declared = [("conv", 6, kernel), ("pool", 2), ("conv", 7, kernel)]
    size, channels, parameters = exercises.trace_shapes.reference(29, 3, declared)
    assert model.output_shape == (None, size, size, channels)
    assert model.count_params() == parameters


def test_a_receptive_field_is_where_the_slope_is_not_zero():
    body = [layers.Conv2D(2, 5), layers.AveragePooling2D(2), layers.Conv2D(2, 3, strides=2)]
    model = keras.Sequential([keras.Input((30, 30, 1)), *body])
    model.set_weights([np.ones_like(w) for w in model.get_weights()])
    slope = training.input_gradients(model, np.ones((1, 30, 30, 1)), (2, 2, 0))
    seen = np.flatnonzero(slope[0, :, :, 0].any(axis=0))
    assert len(seen) == np.ptp(seen) + 1
    assert len(seen) == exercises.receptive_field.reference([(5, 1), (2, 2), (3, 2)])


def test_the_mean_of_a_class_activation_map_is_the_logit():
    model = network([layers.GlobalAveragePooling2D(), layers.Dense(10)])
    maps = keras.Model(model.inputs, model.layers[4].output).predict_on_batch(IMAGE)[0]
    heat = exercises.class_activation_map.reference(maps, model.get_weights()[-2], 3)
    np.testing.assert_allclose(np.mean(heat), model.predict_on_batch(IMAGE)[0, 3], rtol=1e-4)
