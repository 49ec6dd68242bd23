"""Property tests try the same examples on every machine, unless new ones are asked for."""

from hypothesis import given, settings
from hypothesis import strategies as st


def drawn():
    """Return what a property test is given."""
    numbers = []

    @settings(max_examples=20)
    @given(st.integers())
    def keep(number):
        numbers.append(number)

    keep()
    return numbers


def test_every_run_draws_the_same_unless_the_random_profile_is_chosen(pytestconfig):
    random = pytestconfig.getoption("hypothesis_profile") == "random"
    assert settings.default.derandomize is not random
    if not random:
        assert drawn() == drawn()


def test_slow_machines_fail_no_property_test():
    assert settings.default.deadline is None
