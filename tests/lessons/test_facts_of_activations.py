"""Facts of activation functions that are not worth a claim: tests prove them."""

from itertools import pairwise

import keras
import numpy as np
import pytest

from dlcourse import datasets, scratch


@pytest.mark.proves("L02-01")
@pytest.mark.parametrize("name", ["linear", "sigmoid", "tanh", "relu"])
def test_a_layer_is_a_weighted_sum_and_then_an_activation_function(name):
    x = np.random.default_rng(0).normal(size=(5, 3)).astype("float32")
    layer = keras.layers.Dense(4, activation=name, bias_initializer="ones")
    outputs = keras.ops.convert_to_numpy(layer(x))
    kernel, bias = layer.get_weights()
    by_hand = getattr(scratch, name)(x @ kernel + bias)
    np.testing.assert_allclose(by_hand, outputs, atol=1e-6)


@pytest.mark.proves("L02-03")
def test_a_step_knows_no_degrees_and_has_no_slope():
    z, nudge = np.array([-3.0, -1.0, -0.1, 0.1, 1.0, 3.0]), 1e-4
    np.testing.assert_array_equal(scratch.step([-1.0, 1.0, 2.0]), [0, 1, 1])
    np.testing.assert_array_equal(scratch.step(z + nudge), scratch.step(z - nudge))
    assert scratch.sigmoid(1.0) < scratch.sigmoid(2.0)
    assert np.all(scratch.sigmoid(z + nudge) > scratch.sigmoid(z - nudge))


@pytest.mark.proves("L02-05")
def test_the_sigmoid_squeezes_every_number_between_0_and_1():
    values = scratch.sigmoid(np.linspace(-30, 30, 6001))
    assert 0 < values.min() and values.max() < 1 and np.all(np.diff(values) > 0)
    assert scratch.sigmoid(0.0) == 0.5
    assert scratch.sigmoid(np.float32(17)) == 1  # as a float of 32 bits; lesson 02 says so


@pytest.mark.proves("L02-07")
def test_a_soft_step_cut_at_one_half_decides_as_the_hard_one():
    z = np.linspace(-30, 30, 6001)
    np.testing.assert_array_equal(scratch.sigmoid(z) > 0.5, scratch.step(z) > 0.5)


@pytest.mark.proves("L02-11")
def test_relu_does_not_saturate_on_the_right():
    np.testing.assert_array_equal(scratch.relu([-2.0, -1.0, 0.0, 1.0, 2.0]), [0, 0, 0, 1, 2])
    np.testing.assert_array_equal(scratch.relu.derivative([1.0, 10.0, 1000.0]), 1)
    assert scratch.sigmoid.derivative(1000.0) < 1e-9


def hidden_weights(gain):
    """Return the random weights of lesson 02: the ten outputs start with a gain of 1."""

    def weights(shape, rng):
        return rng.normal(0, (1 if shape[1] == 10 else gain) / np.sqrt(shape[0]), shape)

    return weights


def left(phi, gain, h, widths, rng):
    """Return what layers of random weights leave of a nudge, per number, of those that see `h`."""
    nudge = rng.normal(size=h.shape)
    first = np.linalg.norm(nudge)
    for shape in pairwise(widths):
        kernel = rng.normal(scale=gain / np.sqrt(shape[0]), size=shape)
        z = h @ kernel
        h, nudge = phi(z), (nudge @ kernel) * phi.derivative(z)
    return np.linalg.norm(nudge) / first * np.sqrt(widths[0] / widths[-1])


def left_after_six(phi, gain):
    """Return what six layers leave of a nudge, with the numbers that lesson 02 draws."""
    rng = np.random.default_rng(0)
    return left(phi, gain, rng.normal(size=(50, 100)), 7 * [100], rng)


@np.errstate(all="ignore")  # at the largest rates some explode
def most_digits(phi, gains):
    """Return the part of the digits read at each gain with the best rate, mean of two starts."""
    digits, rates = datasets.load_digits(flat=True), (0.01, 0.03, 0.1, 0.3, 0.5, 0.7, 1, 3)
    trials = [(gain, rate, seed) for gain in gains for rate in rates for seed in (0, 1)]
    networks = scratch.mlp(
        [64] + 6 * [32] + [10],
        activation=phi,
        variants=len(trials),
        seed=[seed for _, _, seed in trials],
        kernel_initializer=[hidden_weights(gain) for gain, _, _ in trials],
    )
    optimizer = scratch.SGD(np.array([rate for _, rate, _ in trials]))
    networks.fit(digits.x_train, digits.y_train, epochs=10, batch_size=30, optimizer=optimizer)
    accuracy = networks.accuracy(digits.x_test, digits.y_test)
    return accuracy.reshape(len(gains), len(rates), 2).mean(axis=2).max(axis=1)


@pytest.mark.proves("L02-12")
@pytest.mark.parametrize("name", ["sigmoid", "tanh", "relu"])
def test_where_less_than_a_thousandth_of_the_nudge_is_left_no_network_reads_four_in_ten(name):
    """Lesson 02 shows one or two such gains of each function; here are those between them."""
    phi = getattr(scratch, name)
    gains = [gain for gain in np.geomspace(0.2, 2, 32) if 1e-4 < left_after_six(phi, gain) < 1e-3]
    assert len(gains) >= 4, gains
    assert left_after_six(phi, gains[-1]) > 6e-4, "one of them is near the border"
    accuracy = most_digits(phi, gains)
    assert accuracy.max() < 0.4, dict(zip(gains, accuracy, strict=True))


def test_a_little_above_a_thousandth_it_depends_on_the_function():
    """With about as much of the nudge left, the sigmoid guesses and tanh reads half."""
    assert 0.0035 < left_after_six(scratch.sigmoid, 2) < 0.0045
    assert 0.0025 < left_after_six(scratch.tanh, 0.4) < 0.0035
    assert most_digits(scratch.sigmoid, [2])[0] < 0.2
    assert 0.4 < most_digits(scratch.tanh, [0.4])[0] < 0.75


def test_a_sigmoid_that_keeps_less_than_a_hundredth_of_the_nudge_learns_slowly():
    """Lesson 02 tries ten epochs, and says what patience does at a gain of 2."""
    digits = datasets.load_digits(flat=True)
    networks = scratch.mlp(
        [64] + 6 * [32] + [10],
        activation="sigmoid",
        seed=[0, 1],
        variants=2,
        kernel_initializer=hidden_weights(2),
    )
    accuracies = {}
    for epochs in (10, 140):
        networks.fit(
            digits.x_train, digits.y_train, epochs=epochs, batch_size=30, optimizer=scratch.SGD(1.0)
        )
        accuracies[epochs] = networks.accuracy(digits.x_test, digits.y_test).mean()
    assert accuracies[10] < 0.2 and accuracies[140] > 0.85, accuracies


def test_raw_images_leave_many_units_of_one_colour_and_centred_ones_none():
    x = datasets.load_digits(flat=True).x_train
    found = {"raw": [], "centred": []}
    for seed in range(100):
        kernel = np.random.default_rng(seed).normal(scale=np.sqrt(2 / 64), size=(64, 24))
        for name, images in (("raw", x), ("centred", x - x.mean(axis=0))):
            active = np.mean((images @ kernel)[:40] > 0, axis=0)
            found[name].append(np.sum(np.abs(active - 0.5) > 0.4))
    assert 7 <= np.median(found["raw"]) <= 11 and max(found["centred"]) == 0, found


def test_a_nudge_is_about_as_large_in_networks_that_see_digits_as_in_wide_ones_that_see_noise():
    """Lesson 02 draws the second beside what the first have learned."""
    x = datasets.load_digits(flat=True).x_train
    for name in ("sigmoid", "tanh", "relu"):
        phi, noise = getattr(scratch, name), np.random.default_rng(0).normal(size=(50, 100))
        for gain in (0.25, 1.4, 2, 4, 10, 20):
            wide, small = (
                np.mean([left(phi, gain, h, widths, np.random.default_rng(k)) for k in range(5)])
                for h, widths in ((noise, 7 * [100]), (x, [64] + 6 * [32]))
            )
            assert 0.4 < small / wide < 2.5, (name, gain, small / wide)
