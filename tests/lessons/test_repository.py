"""The stored lessons are what their sources make, run, quiet, described and lean."""

import pytest

from dlcourse.course.edition import EDITIONS
from tools.builder.check import check
from tools.builder.source import Course

# Both editions of every lesson travel in the wheel.
MOST_BYTES = 1_200_000
COURSE = Course()
NOTEBOOKS = [
    COURSE.notebook(path.stem, edition) for path in COURSE.sources() for edition in EDITIONS
]


def test_nothing_drifted():
    assert [str(problem) for problem in check(COURSE)] == []


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: f"{path.parent.name}/{path.stem}")
def test_notebooks_stay_lean(path):
    assert path.stat().st_size <= MOST_BYTES
