"""dlcourse.training.inside: right on models whose answer is known, on every backend there is."""

import keras
import numpy as np
import pytest
from keras import layers
from other_backends import run_on

from dlcourse.training import grad_cam, input_gradients, occlusion

RNG = np.random.default_rng(0)


def corner_reader():
    """Two logits of images (4, 4): three times the upper left pixel, and the lower right one."""
    model = keras.Sequential([keras.Input((4, 4, 1)), layers.Flatten(), layers.Dense(2)])
    kernel = np.zeros((16, 2))
    kernel[0, 0], kernel[15, 1] = 3, 1
    model.set_weights([kernel, np.zeros(2)])
    return model


def test_the_slope_of_a_linear_model_is_its_kernel():
    slopes = input_gradients(corner_reader(), RNG.normal(size=(3, 4, 4, 1)), [0, 1, 0])
    expected = np.zeros((3, 4, 4, 1))
    expected[[0, 2], 0, 0], expected[1, 3, 3] = 3, 1
    np.testing.assert_array_equal(slopes, expected)
    assert slopes.dtype == np.float32


def test_the_slope_is_that_of_small_differences():
    keras.utils.set_random_seed(0)
    body = [layers.Conv2D(3, 3, activation="tanh"), layers.Flatten(), layers.Dropout(0.5)]
    model = keras.Sequential([keras.Input((5, 5, 1)), *body, layers.Dense(2)])
    x = RNG.normal(size=(2, 5, 5, 1)).astype("float32")
    slopes = input_gradients(model, x, 1)
    for place in [(0, 0, 0), (2, 2, 0), (4, 1, 0)]:
        more, less = x.copy(), x.copy()
        more[1][place] += 1e-2
        less[1][place] -= 1e-2
        above, below = map(keras.ops.convert_to_numpy, (model(more), model(less)))
        difference = above[1, 1] - below[1, 1]
        assert slopes[1][place] == pytest.approx(difference / 2e-2, rel=1e-2, abs=1e-4)


def test_one_step_of_a_sequence_depends_on_those_before_it():
    keras.utils.set_random_seed(0)
    recurrent = layers.SimpleRNN(3, return_sequences=True)
    model = keras.Sequential([keras.Input((6, 2)), recurrent, layers.Dense(1)])
    x = RNG.normal(size=(2, 6, 2))
    third = input_gradients(model, x, (2, 0))
    assert np.all(third[:, :3] != 0)
    assert np.all(third[:, 3:] == 0)
    assert input_gradients(model, x, (-1, 0))[:, 5].all()


def test_an_input_without_influence_has_slope_zero():
    inputs = keras.Input((3,))
    model = keras.Model(inputs, layers.Dense(1)(keras.ops.zeros_like(inputs)))
    assert not input_gradients(model, np.ones((2, 3))).any()


def two_maps():
    """One logit of two maps: 2 x (what is bright) - 1 x (what is dark), each averaged."""
    image = keras.Input((4, 4, 1))
    maps = layers.Conv2D(2, 1, activation="relu", name="maps")(image)
    pooled = layers.MaxPooling2D(1, name="pool")(maps)
    logit = layers.Dense(1, use_bias=False)(layers.GlobalAveragePooling2D()(pooled))
    model = keras.Model(image, logit)
    model.set_weights([np.array([[[[1.0, -1.0]]]]), np.zeros(2), np.array([[2.0], [-1.0]])])
    return model


def test_grad_cam_adds_maps_by_their_mean_slope():
    x = RNG.normal(size=(3, 4, 4, 1))
    heat = grad_cam(two_maps(), x)
    # The slope with respect to each of 16 places is 2 / 16; the other map is dropped as negative.
    expected = np.maximum(2 / 16 * np.maximum(x, 0) - 1 / 16 * np.maximum(-x, 0), 0)[..., 0]
    np.testing.assert_allclose(heat, expected, rtol=1e-5, atol=1e-7)
    np.testing.assert_allclose(grad_cam(two_maps(), x, layer="pool"), heat, rtol=1e-5)


def test_grad_cam_of_one_class_for_each_image():
    keras.utils.set_random_seed(0)
    body = [layers.Conv2D(3, 3), layers.ReLU(), layers.MaxPooling2D(), layers.Flatten()]
    model = keras.Sequential([keras.Input((8, 8, 1)), *body, layers.Dense(4)])
    x = RNG.normal(size=(2, 8, 8, 1))
    both = grad_cam(model, x, [3, 1])
    assert both.shape == (2, 6, 6)
    np.testing.assert_allclose(both[0], grad_cam(model, x[:1], 3)[0], rtol=1e-4, atol=1e-6)
    np.testing.assert_allclose(both[1], grad_cam(model, x[1:], 1)[0], rtol=1e-4, atol=1e-6)


def test_a_square_lowers_the_answer_where_it_covers_what_counts():
    x = np.ones((2, 4, 4, 1))
    x[1] = 2
    answers = occlusion(corner_reader(), x, 0, size=3, value=0.5)
    expected = np.full((4, 4), 3.0)
    expected[:2, :2] = 1.5  # a square of 3 around these pixels covers the corner
    np.testing.assert_array_equal(answers[0], expected)
    assert answers.shape == (2, 4, 4)
    assert answers[1, 3, 3] == 6


@pytest.mark.parametrize("batch_size", [1, 3, 256])
def test_places_keep_their_order_whatever_the_batches(batch_size):
    x = RNG.normal(size=(1, 4, 4, 1))
    found = occlusion(corner_reader(), x, [1], size=1, stride=2, value=9, batch_size=batch_size)
    expected = np.full((2, 2), x[0, 3, 3, 0])
    expected[1, 1] = 9  # stride 2: the middles are the pixels 1 and 3
    np.testing.assert_allclose(found[0], expected, rtol=1e-6)


def test_logits_become_probabilities():
    found = occlusion(corner_reader(), np.ones((1, 4, 4, 1)), 0, size=1, value=0, from_logits=True)
    assert found[0, 1, 1] == pytest.approx(1 / (1 + np.exp(-2)), rel=1e-5)
    assert found[0, 0, 0] == pytest.approx(1 / (1 + np.exp(1)), rel=1e-5)


@pytest.mark.parametrize("backend", ["jax", "torch"])
def test_the_other_backends_give_the_same(backend):
    run_on(backend, __file__, tests="not other_backends")


IMAGES = np.ones((2, 4, 4, 1))


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (lambda: input_gradients(corner_reader(), IMAGES), "Expected which number.*output=()"),
        (lambda: input_gradients(corner_reader(), IMAGES, 2), r"shape \(2,\).*output=2"),
        (lambda: input_gradients(corner_reader(), IMAGES, 0.5), "Received: output=0.5"),
        (lambda: input_gradients(corner_reader(), IMAGES, [0, 1, 1]), "one for each of the 2"),
        (lambda: input_gradients(corner_reader(), IMAGES[0], 0), r"\(n, 4, 4, 1\).*\(4, 4, 1\)"),
        (lambda: grad_cam(corner_reader(), IMAGES, 0), "Expected the name of a layer.*layer=None"),
        (lambda: grad_cam(two_maps(), IMAGES, layer="nose"), "'maps'.*Received: layer='nose'"),
        (lambda: occlusion(corner_reader(), IMAGES, 0, stride=0), "Received: stride=0"),
        (lambda: occlusion(corner_reader(), IMAGES, 0, size=1.5), "Received: size=1.5"),
    ],
)
def test_bad_input_is_told_what_was_expected(call, message):
    with pytest.raises(ValueError, match=message):
        call()


def test_models_that_have_no_slope_are_told():
    with pytest.raises(ValueError, match="Expected a built model"):
        input_gradients(keras.Sequential([layers.Dense(1)]), IMAGES)
    words = keras.Sequential([keras.Input((4,), dtype="int32"), layers.Embedding(9, 2)])
    with pytest.raises(ValueError, match="Expected a model of real numbers"):
        input_gradients(words, np.ones((1, 4)), (0, 0))


def test_a_layer_that_something_passes_by_is_told():
    image = keras.Input((4, 4, 1))
    maps = layers.Conv2D(1, 3, padding="same", name="beside")(image)
    model = keras.Model(image, layers.Dense(1)(layers.Flatten()(layers.Add()([image, maps]))))
    with pytest.raises(ValueError, match="through which all passes. Received: layer='beside'"):
        grad_cam(model, IMAGES, layer="beside")
