"""What the tests of demos share."""

import matplotlib.pyplot as plt
import parabola as example
import pytest


@pytest.fixture
def parabola():
    return example.demo


@pytest.fixture(autouse=True)
def no_figure_left_open():
    before = plt.get_fignums()
    yield
    assert plt.get_fignums() == before
