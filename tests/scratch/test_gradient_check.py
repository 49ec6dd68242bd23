"""Central differences, and the distance of two gradients."""

import numpy as np
import pytest

from dlcourse.scratch import gradient_error, numerical_gradient


def test_a_known_gradient_is_found():
    x = np.array([[1.0, -2.0], [0.5, 3.0]])
    gradient = numerical_gradient(lambda x: np.sum(x**3), x)
    np.testing.assert_allclose(gradient, 3 * x**2, rtol=1e-8)
    np.testing.assert_array_equal(x, [[1.0, -2.0], [0.5, 3.0]])


def test_the_error_falls_with_the_square_of_h():
    errors = [abs(numerical_gradient(lambda x: np.exp(x), 0.0, h=h) - 1) for h in (1e-1, 1e-2)]
    assert 90 < errors[0] / errors[1] < 110


def test_a_wrong_gradient_is_far_from_the_right_one():
    right = np.array([1.0, 2.0])
    assert gradient_error(right, right) == 0
    assert gradient_error(right, right * (1 + 1e-9)) < 1e-8
    assert gradient_error(right, 2 * right) == pytest.approx(1 / 3)
    assert gradient_error(right, -right) == 1
    assert gradient_error(np.zeros(2), np.zeros(2)) == 0


def test_bad_input_is_told_what_was_expected():
    with pytest.raises(ValueError, match="h above 0"):
        numerical_gradient(np.sum, [1.0], h=0)
    with pytest.raises(ValueError, match="returns one number"):
        numerical_gradient(lambda x: x, [1.0, 2.0])
    with pytest.raises(ValueError, match="one shape"):
        gradient_error([1.0], [1.0, 2.0])
