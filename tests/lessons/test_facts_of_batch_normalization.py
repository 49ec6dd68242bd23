"""Facts of batch normalization that are not worth a claim: tests prove them."""

import keras
import numpy as np
import pytest

from dlcourse import exercises, scratch
from dlcourse.course.edition import SOLVED
from tools.builder.notebooks import read_notebook
from tools.builder.outputs import text_of
from tools.builder.source import Course


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


def test_the_patients_of_the_exercise_look_as_the_answer_says():
    notebook = read_notebook(Course().notebook("10_batch_normalization", SOLVED))
    (cell,) = [cell for cell in notebook.cells if cell.id == "patients"]
    looks = {
        1: ["nearly all"] * 3,
        2: ["one in ten"] * 3,
        3: ["nearly all", "nearly all", "one in ten"],
        4: ["nearly all", "about half", "about half"],
    }
    rows = "".join(map(text_of, cell.outputs)).splitlines()[1:]
    for row, number in zip(rows, exercises.sick_runs.reference(), strict=True):
        assert " ".join(row.split()[1:]) == " ".join(looks[number])


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
