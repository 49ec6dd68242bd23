"""A demo's page in a real browser: where its parts are, and when it is at rest.

DLCOURSE_BROWSER is the path of Chromium or Chrome.
"""

import os
import time
from pathlib import Path

import pytest

BROWSER = os.environ.get("DLCOURSE_BROWSER")
needs_browser = pytest.mark.skipif(not BROWSER, reason="DLCOURSE_BROWSER: path of a browser")
AXE = os.environ.get("DLCOURSE_AXE")
needs_axe = pytest.mark.skipif(not AXE, reason="DLCOURSE_AXE: path of axe.min.js")
SIZES = [(1920, 1080), (1366, 768), (1080, 1920)]

PICTURE = "document.querySelector('.dlcourse-demo img')"
BANNER = "document.querySelector('.dlcourse-demo .banner')"
STOPS = ".dlcourse-demo :is(a, input, select, button, canvas)"
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


def box(tab, node):
    return tab.run(f"(b => [b.left, b.top, b.width, b.height])({node}.getBoundingClientRect())")


def drag(tab, node, *places):
    """Press, move and release the mouse at places told as parts of an element."""
    left, top, width, height = box(tab, node)
    spots = [(left + x * width, top + y * height) for x, y in places]
    tab.mouse("mousePressed", *spots[0])
    for spot in spots[1:]:
        tab.mouse("mouseMoved", *spot)
    tab.mouse("mouseReleased", *spots[-1])


# Every name here is something that would be wrong.
LAYOUT = f"""(() => {{
  const inside = (a, b) => a.left >= b.left - 1 && a.right <= b.right + 1
    && a.top >= b.top - 1 && a.bottom <= b.bottom + 1;
  const box = node => node.getBoundingClientRect();
  const view = {{left: 0, top: 0, right: innerWidth, bottom: innerHeight}};
  const fields = document.querySelector('.dlcourse-demo fieldset');
  const all = words => [...document.querySelectorAll(words)].filter(node => node.offsetParent);
  const parts = all('.dlcourse-demo :is(h1, p, label, output, img), {STOPS}');
  const texts = all('.dlcourse-demo :is(button, label, h1, p, output)');
  const picture = box({PICTURE}), root = box(document.querySelector('.dlcourse-demo'));
  const overlap = [...fields.children].filter(node => box(node).right > picture.left + 1
    && box(node).bottom > picture.top + 1 && node.textContent);
  return {{
    "does not fill the window": !inside(view, root) || !inside(root, view),
    "scrolls": document.documentElement.scrollHeight > innerHeight
      || document.documentElement.scrollWidth > innerWidth
      || fields.scrollHeight > fields.clientHeight + 1,
    "beyond the window": parts.filter(node => !inside(box(node), view)).map(node => node.outerHTML),
    "over the picture": overlap.map(node => node.outerHTML),
    "cut": texts.filter(node => node.scrollWidth > node.clientWidth + 1 && node.clientWidth)
      .map(node => node.outerHTML),
    "picture is small": picture.width * picture.height < 0.5 * innerWidth * innerHeight,
  }};
}})()"""


def wrong_layout(tab, width, height):
    """Return what is wrong in a window of this size."""
    tab.resize(width, height)
    drawn = f"Math.abs({PICTURE}.naturalWidth - {PICTURE}.clientWidth) <= 1"
    tab.wait(f"innerWidth === {width} && {drawn}")
    settle(tab)
    return {word: found for word, found in tab.run(LAYOUT).items() if found}


def serious(tab):
    """Return what axe-core finds that is critical or serious."""
    tab.run(Path(AXE).read_text() + ";0")
    found = tab.run(
        "axe.run(document).then(found => found.violations.map(v => [v.impact, v.id,"
        " v.nodes.map(n => n.html)]))"
    )
    return [each for each in found if each[0] in ("critical", "serious")]
