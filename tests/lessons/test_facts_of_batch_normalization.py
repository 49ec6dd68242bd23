"""Facts of batch normalization that are not worth a claim: tests prove them."""

import re

import keras
import numpy as np
import pytest

from dlcourse import datasets, exercises, scratch
from tools.builder.source import Course, read_source


def _outputs(kernel, bias, x, epsilon=1e-12):
    layer = scratch.BatchNormalization(np.full(3, 2.0), np.full(3, 0.5), epsilon=epsilon)
    return layer.forward(x @ kernel + bias, training=True)


@pytest.mark.proves("L10-03", "L10-04")
@pytest.mark.parametrize("seed", range(5))
def test_the_exercise_on_what_is_not_noticed_is_right(seed):
    rng = np.random.default_rng(seed)
    x, kernel, bias = rng.normal(size=(20, 5)), rng.normal(size=(5, 3)), rng.normal(size=3)
    one_unit, other = np.array([1, 100, 1]), x.copy()
    other[7] = rng.normal(size=5)
    changed = [
        _outputs(2 * kernel, 2 * bias, x),
        _outputs(kernel, bias + 5, x),
        _outputs(kernel * one_unit, bias * one_unit, x),
        _outputs(-kernel, -bias, x),
        _outputs(kernel, bias, other),
        _outputs(kernel, bias, x + 3),
    ]
    before = _outputs(kernel, bias, x)
    found = [int(np.abs(after[0] - before[0]).max() < 1e-6) for after in changed]
    assert found == exercises.same_output.reference()


@pytest.mark.proves("L10-07")
@pytest.mark.parametrize("c", [0.2, 3.0, 10.0])
def test_a_longer_kernel_goes_the_same_way_at_the_rate_of_the_exercise(c):
    rng = np.random.default_rng(1)
    x, y, kernel = rng.normal(size=(30, 5)), rng.normal(size=(30, 3)), rng.normal(size=(5, 3))
    outputs, gradient, rate = exercises.same_path.reference(c)
    paths = {}
    for factor, eta in ((1, 0.1), (c, 0.1 * rate)):
        dense = scratch.Dense(factor * kernel, np.zeros(3))
        layer = scratch.BatchNormalization(np.ones(3), np.zeros(3), epsilon=1e-14)
        network = scratch.Network([dense, layer], scratch.MeanSquaredError())
        steps = []
        for _ in range(20):
            network.backward(x, y, training=True)
            steps.append((dense.weights[0] / factor, dense.gradients[0].copy()))
            dense.weights[0] -= eta * dense.gradients[0]
        paths[factor] = steps, layer.forward(dense.forward(x), training=True)
    (one, one_out), (other, other_out) = paths[1], paths[c]
    np.testing.assert_allclose(other[0][1], gradient * one[0][1], rtol=1e-6, atol=1e-12)
    np.testing.assert_allclose(other[-1][0], one[-1][0], rtol=1e-6)
    np.testing.assert_allclose(other_out, outputs * one_out, rtol=1e-6, atol=1e-9)


def test_the_gradient_is_at_a_right_angle_to_each_unit_s_weights():
    """So each step makes the kernel longer: the brake of the lesson."""
    rng = np.random.default_rng(4)
    dense = scratch.Dense(rng.normal(size=(5, 3)), np.zeros(3))
    layer = scratch.BatchNormalization(np.ones(3), np.zeros(3), epsilon=1e-14)
    network = scratch.Network([dense, layer], scratch.MeanSquaredError())
    network.backward(rng.normal(size=(30, 5)), rng.normal(size=(30, 3)), training=True)
    kernel, gradient = dense.weights[0], dense.gradients[0]
    assert np.abs(gradient).max() > 1e-3
    np.testing.assert_allclose(np.sum(kernel * gradient, axis=0), 0, atol=1e-10)


def _trained(momentum, batch_size, epochs, n_images):
    """Return networks of section 5 from four draws, trained at the rate 0.3, and their images."""
    x, y, _, _ = _digits()
    networks = scratch.mlp(
        [64, *5 * [40], 10],
        variants=4,
        kernel_initializer="he_normal",
        seed=[0, 1, 2, 3],
        batch_normalization={"momentum": momentum},
    )
    sgd = scratch.SGD(np.full(4, 0.3))
    networks.fit(x[:n_images], y[:n_images], epochs=epochs, batch_size=batch_size, optimizer=sgd)
    return networks, x[:n_images], y[:n_images]


def _digits():
    digits = datasets.load_digits(flat=True)
    mean, std = digits.x_train.mean(), digits.x_train.std()
    x, x_new = ((images - mean) / std for images in (digits.x_train[:1344], digits.x_test))
    return x, digits.y_train[:1344], x_new, digits.y_test


def _share_read(networks, x, y, training, batch_size):
    """Return the share of images that is read, mean of the networks, in batches of one mode."""
    right = 0
    for start in range(0, len(x), batch_size):
        outputs = x[start : start + batch_size]
        for layer in networks.layers:
            outputs = layer.forward(outputs, training)
        right += np.sum(outputs.argmax(axis=-1) == y[start : start + batch_size])
    return right / (4 * len(x))


def _in_words(share):
    if share > 0.9:
        return "nearly all"
    if share < 0.2:
        return "one in ten"
    assert 0.3 < share < 0.7
    return "about half"


def test_the_patients_of_the_exercise_look_as_the_table_says():
    lesson = read_source(Course().find("10_batch_normalization"))
    (cell,) = [cell for cell in lesson.cells if cell.id == "exercise-sick-text"]
    rows = [re.split(r" *\| *", line)[1:-1] for line in cell.source.splitlines() if line[:1] == "|"]
    told = {letter: looks for letter, *looks in rows[2:]}
    settings = {  # momentum, batch size, epochs, images; is it used in training mode?
        1: (0.9, 64, 5, 1344, False),
        2: (0.9, 1, 1, 300, False),
        3: (0.9, 64, 5, 1344, True),
        4: (0.99, 192, 5, 1344, False),
    }
    _, _, x_new, y_new = _digits()
    for letter, number in zip("ABCD", exercises.sick_runs.reference(), strict=True):
        momentum, batch_size, epochs, n_images, mode = settings[number]
        networks, x, y = _trained(momentum, batch_size, epochs, n_images)
        together = _share_read(networks, x_new, y_new, mode, len(x_new))
        alone = _share_read(networks, x_new[:200], y_new[:200], mode, 1)
        learned = _share_read(networks, x, y, True, batch_size)
        assert told[letter] == [_in_words(share) for share in (learned, together, alone)]


@pytest.mark.proves("L10-02")
@pytest.mark.parametrize("seed", range(3))
def test_what_goes_back_is_what_a_straight_line_cannot_explain(seed):
    rng = np.random.default_rng(seed)
    z, d = rng.normal(3, 2, size=(16, 1)), rng.normal(size=(16, 1))
    layer = scratch.BatchNormalization(np.ones(1), np.zeros(1), epsilon=1e-14)
    z_hat = layer.forward(z, training=True)[:, 0]
    slope, height = np.polyfit(z_hat, d[:, 0], 1)
    rest = (d[:, 0] - height - slope * z_hat) / z.std()
    np.testing.assert_allclose(layer.backward(d)[:, 0], rest, atol=1e-9)


@pytest.mark.proves("L10-02")
def test_a_layer_has_four_numbers_for_each_unit_and_trains_two():
    layer = keras.layers.BatchNormalization()
    layer.build((None, 7))
    assert layer.count_params() == 4 * 7
    assert [v.shape for v in layer.trainable_variables] == [(7,), (7,)]
    assert layer.momentum == 0.99 and layer.epsilon == 1e-3


@pytest.mark.proves("L10-03")
@pytest.mark.parametrize("n", [1, 2, 5, 16])
def test_no_image_gets_further_out_than_the_root_of_n_less_1(n):
    rng, layer = np.random.default_rng(n), scratch.BatchNormalization([1.0], [0.0], epsilon=1e-12)
    for _ in range(50):
        z = rng.standard_cauchy(size=(n, 1))
        assert np.abs(layer.forward(z, training=True)).max() <= np.sqrt(n - 1) + 1e-6
    far = np.array([[1e6], *[[0.0]] * (n - 1)])
    reached = np.abs(layer.forward(far, training=True)).max()
    assert reached == pytest.approx(np.sqrt(n - 1), rel=1e-6)


@pytest.mark.proves("L10-05")
def test_keras_folds_as_the_exercise_says():
    rng = np.random.default_rng(2)
    pair = keras.Sequential(
        [
            keras.Input((6,)),
            keras.layers.Dense(4, use_bias=False),
            keras.layers.BatchNormalization(),
        ]
    )
    pair.set_weights([rng.uniform(0.5, 2, w.shape) for w in pair.get_weights()])
    kernel, bias = exercises.fold_into_dense.reference(*pair.get_weights(), 1e-3)
    x = rng.normal(size=(5, 6)).astype("float32")
    by_keras = keras.ops.convert_to_numpy(pair(x, training=False))
    np.testing.assert_allclose(x @ kernel + bias, by_keras, atol=1e-5)
