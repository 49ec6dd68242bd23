"""Facts of convolution and pooling that are not worth a claim: tests prove them."""

import itertools

import keras
import numpy as np
import pytest

from dlcourse import exercises, scratch

IMAGE = np.array([[1, 2, 3, 0], [0, 1, 2, 3], [3, 0, 1, 2], [2, 3, 0, 1]], "float32")
KERNEL = np.array([[2, 0, 1], [0, 1, 2], [1, 0, 2]], "float32")


def by_loops(image, kernel, stride=1):
    """Four loops, as on paper."""
    size = [(n - k) // stride + 1 for n, k in zip(image.shape, kernel.shape, strict=True)]
    result = np.zeros(size)
    for i, j in np.ndindex(*size):
        for k, m in np.ndindex(kernel.shape):
            result[i, j] += image[i * stride + k, j * stride + m] * kernel[k, m]
    return result


def by_keras(image, kernel, bias=0.0, **options):
    layer = keras.layers.Conv2D(1, kernel.shape, **options)
    layer.build((None, *image.shape, 1))
    layer.set_weights([kernel[..., None, None], np.array([bias])])
    return np.array(layer(image[None, ..., None]))[0, ..., 0]


@pytest.mark.proves("L13-01")
def test_a_layer_does_not_turn_its_kernel():
    assert by_loops(IMAGE, KERNEL).tolist() == [[15, 16], [6, 15]]
    np.testing.assert_allclose(by_keras(IMAGE, KERNEL), by_loops(IMAGE, KERNEL))
    turned = KERNEL[::-1, ::-1]
    assert by_loops(IMAGE, turned).tolist() == [[11, 12], [10, 11]]
    np.testing.assert_allclose(by_keras(IMAGE, turned), by_loops(IMAGE, turned))


@pytest.mark.proves("L13-02")
def test_the_worked_example_window_by_window():
    sums = [[int((IMAGE[i : i + 3, j : j + 3] * KERNEL).sum()) for j in range(2)] for i in range(2)]
    assert sums == [[15, 16], [6, 15]]


@pytest.mark.proves("L13-03")
def test_the_bias_is_added_to_every_sum_and_learned_like_the_kernel():
    np.testing.assert_allclose(by_keras(IMAGE, KERNEL, bias=3), [[18, 19], [9, 18]])
    layer = keras.layers.Conv2D(1, 3)
    layer.build((None, 4, 4, 1))
    assert [weight.name for weight in layer.trainable_weights] == ["kernel", "bias"]


@pytest.mark.proves("L13-04")
def test_padding_adds_zeros_and_keeps_the_size():
    padded = by_loops(np.pad(IMAGE, 1), KERNEL)
    assert padded.tolist() == [[7, 12, 10, 2], [4, 15, 16, 10], [10, 6, 15, 6], [8, 10, 4, 3]]
    np.testing.assert_allclose(by_keras(IMAGE, KERNEL, padding="same"), padded)
    for padding, sizes in {"valid": [6, 4, 2], "same": [8, 8, 8]}.items():
        maps, found = np.zeros((1, 8, 8, 1)), []
        for _ in sizes:
            maps = keras.layers.Conv2D(1, 3, padding=padding)(maps)
            found.append(maps.shape[1])
        assert found == sizes


@pytest.mark.proves("L13-05")
def test_a_larger_stride_makes_a_smaller_map():
    rows = [[1, 2, 3, 0], [0, 1, 2, 3], [3, 0, 1, 2], [2, 3, 0, 1]]
    image = np.array([(rows[i % 4] * 2)[:7] for i in range(7)], "float32")
    assert [len(by_loops(image, KERNEL, stride)) for stride in (1, 2, 3)] == [5, 3, 2]
    expected = [[15, 17, 15], [17, 15, 17], [15, 17, 15]]
    found = by_loops(image, KERNEL, 2)
    np.testing.assert_allclose(by_keras(image, KERNEL, strides=2), found)
    assert found.tolist() == expected


@pytest.mark.proves("L13-06")
def test_the_rule_for_the_size_of_a_map_is_keras():
    size = exercises.output_size.reference
    known = {
        (4, 1, 3, 1): 4,
        (7, 0, 3, 2): 3,
        (28, 2, 5, 1): 28,
        (31, 2, 5, 3): 11,
        (8, 0, 3, 2): 3,
    }
    for (image, padding, kernel, stride), rows in known.items():
        assert size(image, kernel, padding, stride) == rows
    cases = itertools.product(range(1, 16), range(1, 6), range(3), range(1, 5))
    tried = 0
    for image, kernel, padding, stride in cases:
        if kernel <= image + 2 * padding:
            layer = keras.layers.Conv2D(1, kernel, strides=stride)
            shape = (None, image + 2 * padding, image + 2 * padding, 1)
            assert layer.compute_output_shape(shape)[1] == size(image, kernel, padding, stride)
            tried += 1
    assert tried > 700
    for image, stride in itertools.product(range(1, 16), range(1, 5)):
        layer = keras.layers.Conv2D(1, 3, strides=stride, padding="same")
        assert layer.compute_output_shape((None, image, image, 1))[1] == -(-image // stride)


@pytest.mark.proves("L13-07")
def test_a_filter_has_weights_for_every_channel():
    layer = keras.layers.Conv2D(8, 3)
    assert layer(np.zeros((1, 5, 5, 3))).shape == (1, 3, 3, 8)
    assert layer.kernel.shape == (3, 3, 3, 8)
    with pytest.raises(ValueError, match="Received: x.shape"):
        scratch.Conv2D(np.zeros((3, 3, 3, 8)), np.zeros(8)).forward(np.zeros((1, 5, 5, 2)))
    with pytest.raises(ValueError, match="expected axis -1"):
        layer(np.zeros((1, 5, 5, 2)))


POOLED = np.array([[1, 2, 1, 0], [0, 1, 2, 3], [3, 0, 1, 2], [2, 4, 0, 1]], "float32")


@pytest.mark.proves("L13-08")
def test_pooling_keeps_the_largest_or_the_mean_of_each_window():
    expected = {
        "MaxPooling2D": [[2, 3], [4, 2]],
        "AveragePooling2D": [[1, 1.5], [2.25, 1]],
    }
    for kind, numbers in expected.items():
        for module in (keras.layers, scratch):
            layer = getattr(module, kind)(2)
            call = layer if module is keras.layers else layer.forward
            np.testing.assert_allclose(np.array(call(POOLED[None, ..., None]))[0, ..., 0], numbers)
    assert keras.layers.MaxPooling2D(2).strides == (2, 2)
    assert keras.layers.MaxPooling2D(2)(np.zeros((1, 8, 8, 3))).shape == (1, 4, 4, 3)
    assert keras.layers.MaxPooling2D(3, strides=2)(np.zeros((1, 8, 8, 3))).shape == (1, 3, 3, 3)


@pytest.mark.proves("L13-09")
def test_each_channel_is_pooled_by_itself():
    maps = np.random.default_rng(0).normal(size=(1, 8, 8, 3)).astype("float32")
    together = np.array(keras.layers.MaxPooling2D(2)(maps))
    alone = [np.array(keras.layers.MaxPooling2D(2)(maps[..., c : c + 1])) for c in range(3)]
    assert together.shape == (1, 4, 4, 3)
    np.testing.assert_array_equal(together, np.concatenate(alone, axis=-1))


@pytest.mark.proves("L13-10")
def test_pooling_has_nothing_to_learn():
    model = keras.Sequential([keras.Input((8, 8, 1)), keras.layers.Conv2D(8, 3)])
    pooling = keras.layers.MaxPooling2D(2)
    model.add(pooling)
    assert pooling.weights == [] and model.count_params() == 80
    model.compile("sgd", "mse")
    model.fit(np.zeros((2, 8, 8, 1)), np.zeros((2, 3, 3, 8)), verbose=0)
    assert pooling.weights == [] and scratch.MaxPooling2D(2).weights == []


@pytest.mark.proves("L13-11")
def test_a_shift_passes_through_pooling_as_soon_as_it_leaves_the_windows():
    letter = np.zeros((8, 8))
    letter[1, 0:5] = letter[1:5, 2] = 1

    def pooled(image):
        return image.reshape(4, 2, 4, 2).max(axis=(1, 3))

    moved = [np.roll(letter, shift, axis=1) for shift in (1, 2)]
    assert np.array_equal(pooled(moved[0]), pooled(letter))
    assert np.mean(moved[0] != letter) == 0.125
    assert np.mean(pooled(moved[1]) != pooled(letter)) == 6 / 16
    assert np.mean(pooled(np.roll(letter, 1, axis=0)) != pooled(letter)) == 5 / 16


def kernel_of(returned):
    kernel, bias = returned
    return np.asarray(kernel, "float32"), bias


def test_the_filter_of_the_exercise_finds_diagonals_in_an_image():
    kernel, bias = kernel_of(exercises.rising_diagonal.reference())
    image = np.zeros((12, 12), "float32")
    for k in range(4):
        image[4 - k, 1 + k] = image[6 + k, 6 + k] = 1  # rising above, falling below
    found = np.argwhere(by_keras(image, kernel, bias) > 0)
    assert found.tolist() == [[1, 2], [2, 1]]


@pytest.mark.parametrize("doubling", [False, True])
@pytest.mark.parametrize("pixels", [1, 3, 7, 8, 15, 16])
def test_so_many_layers_are_needed_to_see_so_many_pixels(pixels, doubling):
    layers = exercises.layers_needed.reference(pixels, doubling)
    seen = []
    for n in (layers - 1, layers):
        light = np.eye(63, dtype="float32")[31][None, None, :, None]
        for k in range(n):
            rate = 2**k if doubling else 1
            ones = {"padding": "same", "dilation_rate": (1, rate), "kernel_initializer": "ones"}
            light = keras.layers.Conv2D(1, (1, 3), **ones)(light)
        seen.append(np.count_nonzero(light))
    assert seen[1] >= pixels and (layers == 0 or seen[0] < pixels)
