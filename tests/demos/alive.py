"""A demo's page in a real browser: where its parts are, and when it is at rest.

DLCOURSE_BROWSER is the path of Chromium or Chrome.
"""

import os
import time

import pytest

BROWSER = os.environ.get("DLCOURSE_BROWSER")
needs_browser = pytest.mark.skipif(not BROWSER, reason="DLCOURSE_BROWSER: path of a browser")

PICTURE = "document.querySelector('.dlcourse-demo img')"
BANNER = "document.querySelector('.dlcourse-demo .banner')"
STOPS = ".dlcourse-demo :is(a, input, select, button)"
READY = f"{PICTURE}?.naturalWidth > 0 && {BANNER}.hidden"


def settle(tab):
    """Wait until the picture has stood still for a while: what was asked for is drawn."""
    before, since = None, time.monotonic()
    while time.monotonic() - since < 1.5:
        now = tab.run(f"{PICTURE}.src + {PICTURE}.alt + location.hash")
        if now != before:
            before, since = now, time.monotonic()
        time.sleep(0.1)


def await_another_page(tab, leave):
    """Call `leave`, after which the tab shows another page; wait until its demo is alive."""
    tab.run("window.before = true")
    leave()
    tab.wait("!window.before && " + READY)


def state(tab):
    """What the controls show, by label."""
    return tab.run(
        "Object.fromEntries([...document.querySelectorAll('.dlcourse-demo label')].map(label =>"
        " [label.textContent, label.control.checked + ' ' + label.control.value]))"
    )
