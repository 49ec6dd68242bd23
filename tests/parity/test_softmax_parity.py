"""scratch.softmax equals keras.ops.softmax, and stays finite where the formula overflows."""

import keras
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp

from dlcourse.scratch import softmax

scores = hnp.arrays(
    np.float64, hnp.array_shapes(max_dims=3, max_side=5), elements=st.floats(-700, 700)
)


def keras_softmax(z, axis=-1):
    return keras.ops.convert_to_numpy(keras.ops.softmax(keras.ops.convert_to_tensor(z), axis=axis))


@given(scores, st.data())
@settings(max_examples=40)
def test_equals_keras_along_every_axis(z, data):
    axis = data.draw(st.integers(-z.ndim, z.ndim - 1))
    p = softmax(z, axis=axis)
    if z.shape[axis] > 1:  # one score alone has the probability 1, and Keras warns of it
        np.testing.assert_allclose(p, keras_softmax(z, axis), rtol=1e-9, atol=1e-12)
    np.testing.assert_allclose(p.sum(axis=axis), 1, rtol=1e-12)


@given(scores, st.floats(-500, 500))
@settings(max_examples=40)
def test_a_constant_added_to_all_scores_changes_nothing(z, constant):
    np.testing.assert_allclose(softmax(z + constant), softmax(z), rtol=1e-9, atol=1e-12)


@pytest.mark.parametrize("z", [[1010.0, 1000, 990], [1e300, 0, -1e300], [-np.inf, 0], [-1e4, -1e4]])
def test_no_overflow(z):
    p = softmax(z)  # a NumPy warning would fail this test
    assert np.isfinite(p).all()
    np.testing.assert_allclose(p, keras_softmax(np.array(z)), rtol=1e-9)


@pytest.mark.parametrize("dtype", ["float32", "float64"])
def test_keeps_the_dtype(dtype):
    assert softmax(np.ones(3, dtype)).dtype == softmax.jacobian(np.ones(3, dtype)).dtype == dtype


def test_whole_numbers_give_floats():
    assert softmax([0, 0]).tolist() == [0.5, 0.5]


def test_the_input_is_not_changed():
    z = np.array([[1.0, 2.0]])
    softmax(z)
    assert z.tolist() == [[1.0, 2.0]]


@given(hnp.arrays(np.float64, hnp.array_shapes(max_dims=2, max_side=4), elements=st.floats(-5, 5)))
@settings(max_examples=40)
def test_jacobian_equals_central_differences(z):
    h, steps = 1e-6, np.eye(z.shape[-1])
    columns = [(softmax(z + h * s) - softmax(z - h * s)) / (2 * h) for s in steps]
    np.testing.assert_allclose(softmax.jacobian(z), np.stack(columns, axis=-1), atol=1e-8)


@pytest.mark.parametrize("shape", [(), (0,), (3, 0)])
def test_no_scores_are_refused(shape):
    with pytest.raises(ValueError, match=r"Expected at least one score .* Received: z\.shape="):
        softmax(np.zeros(shape))
