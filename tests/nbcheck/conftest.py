"""What these tests share: the course's style, and a lesson with everything in it."""

import matplotlib
import pytest
from bench import notebook
from every_kind import CELLS

from dlcourse.plots.style import STYLE


@pytest.fixture(autouse=True)
def course_style():
    with matplotlib.rc_context(STYLE | {"backend": "agg"}):
        yield


@pytest.fixture(scope="session")
def sound():
    """A lesson with one cell of each kind, run once."""
    return notebook(**CELLS)
