"""The layers that Keras lacks behave like layers of Keras."""

import keras
import numpy as np
import pytest

from dlcourse import scratch
from dlcourse.layers import RReLU

Z = np.linspace(-3, 3, 4000, dtype="float32").reshape(40, 100)


def numbers(tensor):
    return keras.ops.convert_to_numpy(tensor)


def slopes(layer, training):
    """Return the slope used for every negative entry."""
    return numbers(layer(Z, training=training))[Z < 0] / Z[Z < 0]


def test_training_draws_a_slope_per_entry_from_the_whole_range():
    drawn = slopes(RReLU(0.1, 0.5, seed=1), training=True)
    assert drawn.min() == pytest.approx(0.1, abs=0.005)
    assert drawn.max() == pytest.approx(0.5, abs=0.005)
    assert drawn.mean() == pytest.approx(0.3, abs=0.01)
    assert drawn.std() == pytest.approx(0.4 / np.sqrt(12), rel=0.05)


def test_two_training_calls_differ_and_two_inference_calls_do_not():
    layer = RReLU(seed=1)
    assert not np.allclose(slopes(layer, True), slopes(layer, True))
    np.testing.assert_array_equal(numbers(layer(Z)), numbers(layer(Z, training=False)))


def test_inference_equals_the_twin_in_numpy():
    np.testing.assert_allclose(numbers(RReLU()(Z)), scratch.rrelu(Z), atol=1e-6)
    layer = RReLU(0.0, 0.5)
    np.testing.assert_allclose(numbers(layer(Z)), scratch.rrelu(Z, lower=0, upper=0.5), atol=1e-6)


def test_training_equals_the_twin_with_the_same_slopes():
    out = numbers(RReLU(seed=3)(Z, training=True))
    alpha = np.where(Z < 0, out / Z, 0.2)
    np.testing.assert_allclose(out, scratch.rrelu(Z, alpha), atol=1e-6)


def test_positive_inputs_are_untouched():
    out = numbers(RReLU(seed=1)(Z, training=True))
    np.testing.assert_array_equal(out[Z >= 0], Z[Z >= 0])


def test_equal_ends_give_a_leaky_relu_also_in_training():
    out = numbers(RReLU(0.2, 0.2)(Z, training=True))
    np.testing.assert_allclose(out, scratch.leaky_relu(Z, 0.2), atol=1e-6)


def test_the_seed_repeats_the_draws():
    one, two, other = (slopes(RReLU(seed=s), True) for s in (1, 1, 2))
    np.testing.assert_array_equal(one, two)
    assert not np.allclose(one, other)


def test_config_round_trip():
    layer = RReLU(0.05, 0.4, seed=7, name="noisy")
    twin = keras.layers.deserialize(keras.layers.serialize(layer))
    assert (twin.lower, twin.upper, twin.seed, twin.name) == (0.05, 0.4, 7, "noisy")


# Keras' own way of saving weights is not yet made for the newest NumPy.
@pytest.mark.filterwarnings("ignore:__array__ implementation:DeprecationWarning")
def test_a_saved_model_answers_the_same(tmp_path):
    model = keras.Sequential([keras.Input((4,)), keras.layers.Dense(8), RReLU(0.0, 0.9)])
    model.save(tmp_path / "model.keras")
    again = keras.saving.load_model(tmp_path / "model.keras")
    x = np.random.default_rng(0).normal(size=(5, 4)).astype("float32")
    np.testing.assert_allclose(numbers(again(x)), numbers(model(x)), atol=1e-6)


def test_it_trains_inside_a_model():
    model = keras.Sequential([keras.Input((4,)), keras.layers.Dense(8), RReLU(seed=0)])
    model.add(keras.layers.Dense(1))
    model.compile("sgd", "mse")
    rng = np.random.default_rng(0)
    x = rng.normal(size=(64, 4)).astype("float32")
    losses = model.fit(x, x.sum(axis=1), epochs=5, verbose=0).history["loss"]
    assert losses[-1] < losses[0]
    assert model.predict(x, verbose=0).shape == (64, 1)


def test_half_precision_and_any_batch_size():
    layer = RReLU(dtype="float16")
    assert numbers(layer(Z.astype("float16"), training=True)).dtype == np.float16
    symbolic = RReLU()(keras.Input((3, 2)))
    assert symbolic.shape == (None, 3, 2)


def test_ends_in_the_wrong_order_are_refused():
    with pytest.raises(ValueError, match=r"lower <= upper\. Received: lower=0\.5, upper=0\.1"):
        RReLU(0.5, 0.1)
