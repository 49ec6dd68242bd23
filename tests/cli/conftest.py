"""The fixture of all tests of the command line."""

import pytest
from tiny_course import CHECKS, Course, notebook


@pytest.fixture
def course(tmp_path):
    """Return a course of three lessons: a good one, one that fails, and one of a similar name."""
    course = Course(tmp_path)
    course.add(
        "01_good",
        notebook("Good morning", ("greet", "print(6 * 7)"), CHECKS, budget=90, minutes=75),
    )
    course.add(
        "02_bad",
        notebook(
            "Bad day",
            ("fine", "x = 0"),
            ("divide", "y = 1\nz = y / x"),
            ("after", "print('never')"),
        ),
    )
    course.add("03_badminton", notebook("Sports", ("ball", "print('ball')")))
    return course
