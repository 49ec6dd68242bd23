"""No hint gives away a line of the solution that stands in the lesson."""

import pytest

from dlcourse import exercises
from tools.builder.leaks import secrets_of, spaced
from tools.builder.solutions import exercised_name
from tools.builder.source import Course, read_source

SECRETS = secrets_of(read_source(path) for path in Course().sources())


@pytest.mark.parametrize("name", exercises.registry())
def test_hints_are_no_solutions(name):
    lines = [s.line for s in SECRETS if exercised_name(s.cell) == name]
    told = [
        line
        for line in lines
        for hint in exercises.registry()[name].hints
        if spaced(line) in spaced(hint)
    ]
    assert told == []


def test_there_are_solutions_to_compare():
    assert {exercised_name(secret.cell) for secret in SECRETS} >= {"perceptron_update"}
