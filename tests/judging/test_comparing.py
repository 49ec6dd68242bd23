"""How close is equal: as NumPy says, by operators alone."""

import itertools

import numpy as np
import pytest

from dlcourse.judging.compare import Tolerance

TOLERANCE = Tolerance(rtol=1e-3, atol=1e-6, same_kind=False)
NUMBERS = [0.0, -0.0, 1.0, 1.0009, 1.0011, -1.0, 1e-7, 2e-6, 1e300, np.inf, -np.inf, np.nan]


@pytest.mark.parametrize("one", ["float64", "float32", "complex128", "int64", "uint8", "bool"])
@pytest.mark.parametrize("two", ["float64", "float32", "complex128", "int64", "uint8", "bool"])
def test_numbers_are_close_as_for_numpy(one, two):
    pairs = np.array(list(itertools.product(NUMBERS, NUMBERS)))
    with np.errstate(all="ignore"):
        received, expected = pairs[:, 0].astype(one), pairs[:, 1].astype(two)
        close = np.isclose(received, expected, rtol=1e-3, atol=1e-6, equal_nan=True)
    np.testing.assert_array_equal(TOLERANCE.differs(received, expected), ~close)


def test_the_lessons_own_error_states_do_not_matter():
    with np.errstate(all="raise"):
        assert TOLERANCE.differs(np.array([np.inf, 1.0]), np.array([np.inf, 1e300])).tolist() == [
            False,
            True,
        ]


def test_texts_are_equal_or_not():
    assert TOLERANCE.differs(np.array(["a", "b"]), np.array(["a", "c"])).tolist() == [False, True]


@pytest.mark.parametrize(
    ("received", "expected", "misfit"),
    [
        (np.ones(2), np.ones(2, int), None),
        (np.ones(2), np.ones(3), "shape"),
        (np.ones(2), np.array(["a", "b"]), "kind"),
        (np.ones(2), np.ones(2) * 1j, "kind"),
    ],
)
def test_what_does_not_fit_says_why(received, expected, misfit):
    assert TOLERANCE.misfit(received, expected) == misfit


def test_kinds_of_numbers_count_only_if_declared():
    strict = Tolerance(rtol=0.0, atol=0.0, same_kind=True)
    assert strict.misfit(np.ones(2, bool), np.ones(2, int)) == "kind"
    assert strict.misfit(np.ones(2, "uint8"), np.ones(2, "int64")) is None
