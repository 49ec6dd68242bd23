"""Every figure of these tests has the course's style."""

import matplotlib
import pytest

from dlcourse.plots.style import STYLE


@pytest.fixture(autouse=True)
def course_style():
    with matplotlib.rc_context(STYLE | {"backend": "agg"}):
        yield
