"""Facts of first weights that are not worth a claim: tests prove them."""

import keras
import numpy as np
import pytest

from dlcourse import exercises, scratch


def _different_columns(kernel):
    return len(np.unique(kernel.round(6), axis=1).T)


def _starts(rng):
    """The six starts of the exercise `different_units`, hidden and output kernel."""
    hidden, output = rng.normal(size=(3, 4)), rng.normal(size=(4, 2))
    pairs, output_pairs = hidden[:, [0, 0, 2, 2]], output[[0, 0, 2, 2]]
    half, zeros = np.full((3, 4), 0.5), np.zeros((3, 4))
    return [
        (half, np.full((4, 2), 0.5)),
        (half, output),
        (hidden, np.zeros((4, 2))),
        (zeros, np.zeros((4, 2))),
        (pairs, output_pairs),
        (pairs, output),
    ]


@pytest.mark.proves("L09-02")
@pytest.mark.parametrize("seed", range(5))
def test_the_exercise_on_twins_is_right(seed):
    rng = np.random.default_rng(seed)
    x, y = rng.normal(size=(30, 3)), rng.normal(size=(30, 2))
    found = []
    for hidden, output in _starts(rng):
        layers = [
            scratch.Dense(hidden, np.zeros(4)),
            scratch.Activation(scratch.tanh),
            scratch.Dense(output, np.zeros(2)),
        ]
        network = scratch.Network(layers, scratch.MeanSquaredError())
        network.fit(x, y, epochs=200, batch_size=None, optimizer=scratch.SGD(0.1))
        found.append(_different_columns(network.weights[0]))
    assert found == exercises.different_units.reference()


@pytest.mark.proves("L09-07")
@pytest.mark.parametrize("slope", [0.0, 0.1, 0.3, 1.0])
def test_a_leaky_relu_needs_the_variance_2_over_1_plus_the_square_of_its_slope(slope):
    z = np.random.default_rng(0).normal(size=1_000_000)

    def leaky(z):
        return np.where(z > 0, z, slope * z)

    found = exercises.kernel_std.reference(leaky, 100, z)
    assert found == pytest.approx(np.sqrt(2 / (1 + slope**2) / 100), rel=5e-3)


@pytest.mark.proves("L09-06")
def test_glorot_looks_at_both_sides_and_he_and_lecun_at_one():
    for name in ("glorot_normal", "glorot_uniform"):
        there, back = (
            keras.ops.convert_to_numpy(keras.initializers.get(name)(shape)).std()
            for shape in ((400, 100), (100, 400))
        )
        assert there == pytest.approx(back, rel=0.02)
        assert there == pytest.approx(np.sqrt(2 / 500), rel=0.02)
    for name in ("he_normal", "lecun_normal"):
        there, back = (
            keras.ops.convert_to_numpy(keras.initializers.get(name)(shape)).std()
            for shape in ((400, 100), (100, 400))
        )
        assert back == pytest.approx(2 * there, rel=0.03)


@pytest.mark.proves("L09-09")
@pytest.mark.parametrize(
    ("way", "expected"),
    [("clipvalue", [0.9, 1.0]), ("clipnorm", [0.009, 1.0]), ("global_clipnorm", [0.009, 1.0])],
)
def test_by_value_turns_a_step_and_by_norm_does_not(way, expected):
    weight = keras.Variable([0.0, 0.0])
    optimizer = keras.optimizers.SGD(1.0, **{way: 1.0})
    optimizer.apply([keras.ops.convert_to_tensor([0.9, 100.0])], [weight])
    step = -weight.numpy()
    np.testing.assert_allclose(step, expected, rtol=1e-3)
