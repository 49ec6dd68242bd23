"""What the tests of demos share."""

import matplotlib.pyplot as plt
import parabola as example
import pytest
from alive import BROWSER, READY

from tools.browser import Demos, browser


@pytest.fixture
def parabola():
    return example.demo


@pytest.fixture(autouse=True)
def no_figure_left_open():
    before = plt.get_fignums()
    yield
    assert plt.get_fignums() == before


@pytest.fixture(scope="module")
def new_tab():
    with browser(BROWSER) as new:
        yield new


@pytest.fixture(scope="module")
def site():
    site = Demos()
    yield site
    site.stop()


@pytest.fixture
def show(new_tab, site):
    """Open a page; wait until its demo is alive. All tabs are closed in the end."""
    tabs = []

    def show(path, width=1366, height=768, scale=1.0, server=site, ready=READY):
        tabs.append(new_tab(width, height, scale))
        tabs[-1].open(server.address + path)
        tabs[-1].wait(ready)
        return tabs[-1]

    yield show
    for tab in tabs:
        tab.close()
