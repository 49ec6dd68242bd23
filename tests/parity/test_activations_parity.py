"""The NumPy activations equal Keras, and their derivatives the measured slopes."""

import math
import warnings

import keras
import numpy as np
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp

from dlcourse.scratch import activations as scratch

# name -> (scratch function, Keras function); the numbers are ones that Keras does not default to.
PAIRS = {
    "linear": (scratch.linear, keras.activations.linear),
    "step": (scratch.step, lambda z: keras.ops.cast(z > 0, z.dtype)),
    "sign": (scratch.sign, keras.ops.sign),
    "sigmoid": (scratch.sigmoid, keras.activations.sigmoid),
    "tanh": (scratch.tanh, keras.activations.tanh),
    "relu": (scratch.relu, keras.activations.relu),
    "leaky_relu": (scratch.leaky_relu, keras.activations.leaky_relu),
    "leaky_relu_0.01": (
        lambda z: scratch.leaky_relu(z, 0.01),
        lambda z: keras.activations.leaky_relu(z, 0.01),
    ),
    "elu": (scratch.elu, keras.activations.elu),
    "elu_0.3": (lambda z: scratch.elu(z, 0.3), lambda z: keras.activations.elu(z, 0.3)),
    "selu": (scratch.selu, keras.activations.selu),
    "softplus": (scratch.softplus, keras.activations.softplus),
    "gelu": (scratch.gelu, keras.activations.gelu),
    "silu": (scratch.silu, keras.activations.silu),
}

# name -> (function, derivative), everything that has a slope to be measured.
SLOPES = {
    name: (getattr(scratch, name), getattr(scratch, name).derivative)
    for name in (
        "linear step sign sigmoid tanh relu leaky_relu rrelu elu selu softplus gelu silu".split()
    )
} | {
    "prelu": (lambda z: scratch.prelu(z, 0.25), lambda z: scratch.prelu.derivative(z, 0.25)),
    "leaky_relu_2": (
        lambda z: scratch.leaky_relu(z, 2.0),
        lambda z: scratch.leaky_relu.derivative(z, 2.0),
    ),
    "elu_0.3": (lambda z: scratch.elu(z, 0.3), lambda z: scratch.elu.derivative(z, 0.3)),
}

WITHOUT_ZERO = np.concatenate([np.linspace(-12, -0.01, 150), np.linspace(0.01, 12, 150)])

any_floats = hnp.arrays(
    st.sampled_from([np.float32, np.float64]),
    hnp.array_shapes(min_dims=0, max_dims=4, min_side=0, max_side=5),
    elements={"allow_nan": False, "allow_infinity": False},
)


@pytest.mark.parametrize("name", PAIRS)
def test_values_equal_keras(name):
    ours, theirs = PAIRS[name]
    z = np.linspace(-20, 20, 2001, dtype="float32").reshape(3, 23, 29)
    expected = keras.ops.convert_to_numpy(theirs(keras.ops.convert_to_tensor(z)))
    np.testing.assert_allclose(ours(z), expected, rtol=1e-6, atol=1e-6)


@pytest.mark.parametrize("name", SLOPES)
def test_derivatives_equal_central_differences(name):
    function, derivative = SLOPES[name]
    h = 1e-5
    measured = (function(WITHOUT_ZERO + h) - function(WITHOUT_ZERO - h)) / (2 * h)
    np.testing.assert_allclose(derivative(WITHOUT_ZERO), measured, rtol=1e-8, atol=1e-9)


@pytest.mark.skipif(keras.backend.backend() != "tensorflow", reason="needs a gradient tape")
@pytest.mark.parametrize("name", sorted(set(PAIRS) & set(SLOPES) - {"step"}))
def test_derivatives_equal_the_gradients_of_keras(name):
    import tensorflow as tf

    kinks = name in ("sign", "selu")  # at 0 Keras takes the slope of SELU from the right
    z = WITHOUT_ZERO if kinks else np.append(WITHOUT_ZERO, 0)
    z = tf.constant(z.astype("float32"))
    with tf.GradientTape() as tape:
        tape.watch(z)
        total = keras.ops.sum(PAIRS[name][1](z))
    expected = tape.gradient(total, z).numpy()
    np.testing.assert_allclose(SLOPES[name][1](z.numpy()), expected, rtol=1e-6, atol=1e-6)


def test_prelu_equals_the_keras_layer():
    alpha = np.array([0.0, 0.1, -0.5], dtype="float32")
    z = np.random.default_rng(0).normal(size=(8, 3)).astype("float32")
    layer = keras.layers.PReLU()
    layer.build(z.shape)
    layer.set_weights([alpha])
    expected = keras.ops.convert_to_numpy(layer(z))
    np.testing.assert_allclose(scratch.prelu(z, alpha), expected, atol=1e-6)


def test_rrelu_takes_the_given_slopes_and_otherwise_the_middle():
    z = np.array([-2.0, -1.0, 3.0])
    np.testing.assert_allclose(scratch.rrelu(z, np.array([0.1, 0.2, 0.3])), [-0.2, -0.2, 3])
    np.testing.assert_allclose(scratch.rrelu(z, lower=0.1, upper=0.3), [-0.4, -0.2, 3])
    np.testing.assert_allclose(scratch.rrelu.derivative(z, lower=0.1, upper=0.3), [0.2, 0.2, 1])


def test_conventions_at_zero():
    assert scratch.step(0.0) == 0
    assert scratch.step(0.0, at_zero=1) == 1
    assert scratch.relu.derivative(0.0) == 0
    assert scratch.leaky_relu.derivative(0.0, 0.01) == 0.01
    assert scratch.elu.derivative(0.0, 0.5) == 0.5


def test_leaky_relu_holds_for_slopes_above_one():
    np.testing.assert_array_equal(scratch.leaky_relu([-2.0, -1.0, 1.0], 2.0), [-4, -2, 1])


def test_fix_gives_parameters_once_for_all():
    gentle = scratch.leaky_relu.fix(negative_slope=0.1)
    np.testing.assert_allclose(gentle([-2.0, 3.0]), [-0.2, 3])
    np.testing.assert_allclose(gentle.derivative([-2.0, 3.0]), [0.1, 1])
    assert gentle.__name__ == "leaky_relu"
    assert scratch.leaky_relu(-1.0) == -0.2, "the original keeps its default"


def test_swish_is_silu():
    assert scratch.swish is scratch.silu


@pytest.mark.parametrize("name", SLOPES)
@given(z=any_floats)
@settings(max_examples=60)
def test_finite_input_gives_finite_output_of_the_same_kind(name, z):
    if name in ("leaky_relu_2",):  # twice the largest float is no float
        z = z / 4
    if name == "selu":
        z = z / 2
    before = z.copy()
    with warnings.catch_warnings(), np.errstate(over="raise", invalid="raise", divide="raise"):
        warnings.simplefilter("error")
        results = [function(z) for function in SLOPES[name]]
    for result in results:
        assert np.shape(result) == z.shape
        assert np.asarray(result).dtype == z.dtype
        assert np.all(np.isfinite(result))
    np.testing.assert_array_equal(z, before)


@given(z=any_floats)
@example(z=np.array([1e-9, 1e-8, 3e-9, 0.0]))  # rounding once took the slope of sigmoid above 1/4
@settings(max_examples=60)
def test_ranges(z):
    assert np.all((scratch.sigmoid(z) >= 0) & (scratch.sigmoid(z) <= 1))
    assert np.all(np.abs(scratch.tanh(z)) <= 1)
    assert np.all(scratch.relu(z) >= 0)
    assert np.all(scratch.elu(z) >= -1)
    assert np.all(scratch.softplus(z) >= scratch.relu(z))
    assert np.all((scratch.sigmoid.derivative(z) >= 0) & (scratch.sigmoid.derivative(z) <= 0.25))
    assert np.all((scratch.tanh.derivative(z) >= 0) & (scratch.tanh.derivative(z) <= 1))
    assert set(np.unique(scratch.step(z))) <= {0.0, 1.0}


@pytest.mark.parametrize("name", ["sigmoid", "tanh"])
@pytest.mark.parametrize("dtype", [np.float32, np.float64])
def test_slopes_near_their_greatest_never_exceed_it(name, dtype):
    z = np.concatenate([np.geomspace(1e-16, 1e-2, 20_000), np.linspace(0, 1e-3, 20_000)])
    z = np.concatenate([z, -z]).astype(dtype)
    greatest = {"sigmoid": 0.25, "tanh": 1.0}[name]
    assert getattr(scratch, name).derivative(z).max() == greatest


@pytest.mark.parametrize(("dtype", "digits"), [(np.float32, 4e-7), (np.float64, 4e-16)])
def test_gelu_is_exact_to_the_digits_of_its_dtype(dtype, digits):
    z = np.linspace(-45, 45, 20_001).astype(dtype)
    normal_cdf = np.array([math.erfc(-v / math.sqrt(2)) / 2 for v in z.tolist()])
    density = np.exp(-(z.astype(float) ** 2) / 2) / math.sqrt(2 * math.pi)
    size = np.maximum(1, np.abs(z))
    assert np.max(np.abs(scratch.gelu(z) - z * normal_cdf) / size) < digits
    slopes = normal_cdf + z * density
    np.testing.assert_allclose(scratch.gelu.derivative(z), slopes, rtol=0, atol=2 * digits)


def test_gelu_keeps_its_digits_in_the_left_tail():
    z = np.linspace(-36, -1, 2_001)
    exact = [v * math.erfc(-v / math.sqrt(2)) / 2 for v in z.tolist()]
    np.testing.assert_allclose(scratch.gelu(z), exact, rtol=1e-12)


def test_gelu_of_large_and_of_transposed_arrays():
    z = np.random.default_rng(0).normal(size=(300, 70)).T  # several blocks, not in order of memory
    np.testing.assert_array_equal(scratch.gelu(z), [[scratch.gelu(v) for v in row] for row in z])


@pytest.mark.parametrize("z", [-40.0, -20.0, 20.0, 40.0])
def test_tails_of_the_slopes_keep_their_digits(z):
    """1 - tanh(z)**2 would give 0 here; the true slope is small and known: 4 exp(-2|z|)."""
    assert scratch.tanh.derivative(z) == pytest.approx(4 * np.exp(-2 * abs(z)), rel=1e-9, abs=0)
    assert scratch.sigmoid.derivative(z) == pytest.approx(np.exp(-abs(z)), rel=1e-8, abs=0)


def test_nan_stays_nan():
    for name in SLOPES:
        if name not in ("step",):
            assert np.isnan(SLOPES[name][0](np.nan)), name


def test_lists_and_whole_numbers_are_accepted():
    result = scratch.sigmoid([0, 1])
    assert result.dtype == np.float64
    assert isinstance(scratch.relu(3), np.float64)


@pytest.mark.parametrize("bad", ["text", [1j], [None]])
def test_other_input_is_refused_with_what_was_received(bad):
    with pytest.raises(TypeError, match=r"Expected real numbers\. Received: z with dtype"):
        scratch.relu(bad)
