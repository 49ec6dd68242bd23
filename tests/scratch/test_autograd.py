"""Value: the chain rule, applied to any graph of scalars."""

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from dlcourse import scratch
from dlcourse.scratch import Value

FUNCTIONS = {
    "polynomial": lambda a, b, c: (a * b + c) ** 2,
    "differences": lambda a, b, c: (a - b) * (3 - c) - -a,
    "quotients": lambda a, b, c: a / (b * b + 1) + 2 / (c * c + 1) + c / 4,
    "used twice": lambda a, b, c: a * a * a + b * a + a,
    "softplus": lambda a, b, c: ((a * b - c).exp() + 1).log(),
    "relu": lambda a, b, c: (a + 10).relu() * b + (c - 10).relu(),
    "sigmoid": lambda a, b, c: (a * b - c * 3).sigmoid() * (5 * a).sigmoid(),
}
numbers = st.floats(-2, 2).map(lambda x: round(x, 3))


@pytest.mark.parametrize("name", FUNCTIONS)
@given(point=st.tuples(numbers, numbers, numbers))
def test_gradients_equal_central_differences(name, point):
    function = FUNCTIONS[name]
    values = [Value(x) for x in point]
    function(*values).backward()
    expected = scratch.numerical_gradient(
        lambda x: function(*(Value(entry) for entry in x)).data, np.array(point), h=1e-5
    )
    np.testing.assert_allclose([v.gradient for v in values], expected, rtol=1e-6, atol=1e-7)


def test_a_second_backward_starts_anew():
    a = Value(3.0)
    y = a * a
    y.backward()
    y.backward()
    assert a.gradient == 6.0


def test_a_deep_graph_is_no_problem():
    a = Value(1.0)
    total = Value(0.0)
    for _ in range(5000):
        total = total + a
    total.backward()
    assert a.gradient == 5000.0


def test_a_shared_part_is_visited_once():
    a = Value(1.0)
    y = a
    for _ in range(60):  # 2**60 paths lead from y to a
        y = y + y
    y.backward()
    assert a.gradient == math.ldexp(1, 60)


def test_relu_stops_the_gradient_at_and_below_zero():
    slopes = []
    for x in (-1.0, 0.0, 2.0):
        v = Value(x)
        v.relu().backward()
        slopes.append(v.gradient)
    assert slopes == [0.0, 0.0, 1.0]


@pytest.mark.parametrize("other", ["1", None, True, [1.0]])
def test_only_numbers_mix_with_values(other):
    with pytest.raises(TypeError, match="Expected a Value or a number. Received"):
        Value(1.0) + other


def test_a_plain_number_is_part_of_the_operation_and_no_parent():
    a = Value(3.0)
    for y, operation, number in (
        (a + 2, "+", 2),
        (a - 2, "+", -2),
        (2 * a, "*", 2),
        (a / 4, "*", 0.25),
        (a**2, "**", 2),
    ):
        assert y.parents == (a,) and (y.operation, y.number) == (operation, number)
    assert (a.operation, a.number) == ("", None)
    assert ((a - a).operation, (a - a).number) == ("-", None)


def test_a_sigmoid_of_a_huge_number_does_not_overflow():
    for x, expected in ((-1000.0, 0.0), (1000.0, 1.0)):
        v = Value(x)
        y = v.sigmoid()
        y.backward()
        assert y.data == expected and v.gradient == 0.0
