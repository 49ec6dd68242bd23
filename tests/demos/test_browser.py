"""The demos in a real browser: set DLCOURSE_BROWSER to the path of Chromium or Chrome.

What happens in the browser cannot be seen from Python: layout, keyboard, a server that is gone.
DLCOURSE_AXE, the path of axe-core's `axe.min.js`, adds what it says about accessibility.
"""

import os
import time
from pathlib import Path

import pytest

from dlcourse import demos
from tools.browser import Demos, browser, wait_for

BROWSER = os.environ.get("DLCOURSE_BROWSER")
AXE = os.environ.get("DLCOURSE_AXE")
pytestmark = pytest.mark.skipif(not BROWSER, reason="DLCOURSE_BROWSER: path of a browser")
needs_axe = pytest.mark.skipif(not AXE, reason="DLCOURSE_AXE: path of axe.min.js")

SIZES = [(1920, 1080), (1366, 768), (1080, 1920)]
PICTURE = "document.querySelector('.dlcourse-demo img')"
BANNER = "document.querySelector('.dlcourse-demo .banner')"
STOPS = ".dlcourse-demo :is(a, input, select, button)"
READY = f"{PICTURE}?.naturalWidth > 0 && {BANNER}.hidden"


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


# layout

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


@pytest.mark.parametrize("name", demos.names())
def test_a_page_fills_the_window_and_nothing_is_cut(show, name):
    tab = show(name, *SIZES[0])
    for width, height in SIZES:
        tab.resize(width, height)
        drawn = f"Math.abs({PICTURE}.naturalWidth - {PICTURE}.clientWidth) <= 1"
        tab.wait(f"innerWidth === {width} && {drawn}")
        settle(tab)
        wrong = {word: found for word, found in tab.run(LAYOUT).items() if found}
        assert not wrong, f"{name} at {width}x{height}: {wrong}"
    assert [e for e in tab.events if e["method"] == "Runtime.exceptionThrown"] == []


def test_the_picture_is_drawn_for_the_pixels_of_the_screen(show):
    tab = show("folding_plane", scale=2.0)
    wide = f"{PICTURE}.naturalWidth / {PICTURE}.clientWidth"
    assert tab.run(wide) == pytest.approx(2, rel=0.01)


# keyboard and words


def test_each_control_is_one_stop_of_the_tab_key(show):
    tab = show("training_monitor")
    seen = []
    for _ in range(20):
        tab.press("Tab", 9)
        here = tab.run(
            "document.activeElement.matches('.dlcourse-demo *') &&"
            " (document.activeElement.ariaLabel || document.activeElement.textContent"
            "  || document.activeElement.labels[0].textContent)"
        )
        if not here:
            break
        seen.append(here.split("0.001")[0])
    train, play = "Train one epoch", "Play Train one epoch"
    controls = [train, play, "Start again", "", "hidden units", "careless labels"]
    assert seen == ["All demos", *controls, "Reset"]


def test_an_arrow_key_moves_a_slider_and_the_picture_follows(show):
    tab = show("folding_plane")
    settle(tab)
    before, words, shown = tab.run(f"[{PICTURE}.src, {PICTURE}.alt, {PICTURE}.alt]")[:3]
    tab.run("document.querySelector('.dlcourse-demo input[type=range]').focus()")
    tab.press("ArrowRight", 39)
    tab.wait(f"{PICTURE}.src !== {before!r}")
    settle(tab)
    assert tab.run(f"{PICTURE}.alt") != words and shown
    slider = "document.querySelector('.dlcourse-demo input[type=range]')"
    text = tab.run(f"{slider}.getAttribute('aria-valuetext')")
    assert tab.run(f"{slider}.closest('.slider').querySelector('output').textContent") == text


def test_space_plays_a_slider_and_stops_it(show):
    tab = show("perceptron_line#updates=0")
    settle(tab)
    value = "document.querySelector('.dlcourse-demo input[type=range]').valueAsNumber"
    tab.run("document.querySelector('.dlcourse-demo .play').focus()")
    tab.press(" ", 32, " ")
    tab.wait(f"{value} >= 2")
    assert tab.run("document.activeElement.getAttribute('aria-pressed')") == "true"
    tab.press(" ", 32, " ")
    settle(tab)
    there = tab.run(value)
    time.sleep(1)
    assert tab.run(value) == there < 40


def test_a_change_that_waits_for_the_next_step_is_confirmed(show):
    """The learning rate of a training that has not begun changes one label; careless ones none."""
    tab = show("training_monitor")
    settle(tab)
    tab.run("document.querySelector('.dlcourse-demo input[type=checkbox]').click()")
    note = "document.querySelector('.dlcourse-demo [role=status]').textContent"
    assert "careless labels: taken" in tab.wait(note)


@needs_axe
@pytest.mark.parametrize("path", ["", *demos.names()])
def test_axe_finds_nothing_critical_or_serious(show, path):
    tab = show(path, ready=READY if path else "document.images.length > 7")
    if path:
        settle(tab)
    tab.run(Path(AXE).read_text() + ";0")
    found = tab.run("axe.run(document).then(found => found.violations.map(v => [v.impact, v.id,"
                    " v.nodes.map(n => n.html)]))")  # fmt: skip
    assert [each for each in found if each[0] in ("critical", "serious")] == []


# moves


def test_moves_are_coalesced_and_the_newest_wins(show):
    tab = show("perceptron_line")
    settle(tab)
    pictures = tab.run(f"""new Promise(done => {{
      let pictures = 0;
      new MutationObserver(() => pictures++).observe({PICTURE}, {{attributeFilter: ["src"]}});
      const slider = document.querySelector('.dlcourse-demo input[type=range]');
      for (let position = 0; position <= 30; position++) {{
        slider.value = position;
        slider.dispatchEvent(new Event("input"));
      }}
      setTimeout(() => done(pictures), 8000);
    }})""")
    assert 1 < pictures <= 3  # the first move, the newest one, and that sharp
    assert tab.run("location.hash") == "#updates=30"
    assert tab.run("document.querySelector('.dlcourse-demo output').textContent") == "30"


# state


def test_the_state_is_in_the_address_and_survives_a_reload(show):
    tab = show("perceptron_line")
    settle(tab)
    tab.run("""(() => {
      const list = document.querySelector('.dlcourse-demo select');
      list.selectedIndex = 3;
      list.dispatchEvent(new Event("change"));
    })()""")
    tab.wait("location.hash.includes('gate=XOR')")
    settle(tab)
    before, alt = state(tab), tab.run(f"{PICTURE}.alt")
    await_another_page(tab, lambda: tab.call("Page.reload"))
    settle(tab)
    assert state(tab) == before and tab.run(f"{PICTURE}.alt") == alt
    other = show("perceptron_line" + tab.run("location.hash"))
    settle(other)
    assert state(other) == before
    other.run("[...document.querySelectorAll('.dlcourse-demo button')].at(-1).click()")
    other.wait("location.hash === ''")


def test_an_address_that_does_not_fit_is_told(show):
    tab = show("perceptron_line#updates=1000")
    told = tab.wait("document.querySelector('.dlcourse-demo pre').textContent")
    assert "Expected updates from 0 to 40. Received: 1000" in told


# servers and kernels


def test_a_server_that_is_gone_is_told_and_a_new_one_found(show):
    first = Demos("perceptron_line")
    assert first.said == f"{first.address}perceptron_line  Ctrl-C stops it.\n"
    tab = show("perceptron_line#updates=17", server=first)
    settle(tab)
    before = state(tab)
    first.stop(kill=True)
    tab.run("document.querySelector('.dlcourse-demo input[type=range]').focus()")
    tab.press("ArrowRight", 39)
    assert "connection is lost" in tab.wait(f"!{BANNER}.hidden && {BANNER}.textContent")
    assert state(tab) == before  # and not what the picture does not show
    assert tab.run("document.querySelector('.dlcourse-demo input:enabled')") is None
    second = Demos("perceptron_line", port=first.port)
    try:
        tab.wait(f"{READY} && document.querySelector('.dlcourse-demo input:enabled') !== null")
        settle(tab)
        assert state(tab) == before
    finally:
        second.stop()


def test_a_kernel_that_is_gone_is_replaced(show):
    """As when a laptop slept: the server ended the kernel, the page is still open."""
    import psutil

    site = Demos("perceptron_line")
    try:
        tab = show("perceptron_line#updates=17", server=site)
        settle(tab)
        number = tab.run("JSON.parse(document.getElementById('jupyter-config-data').text).kernelId")
        end = f"fetch('/voila/api/shutdown/{number}', {{method: 'POST'}}).then(r => r.status)"
        await_another_page(tab, lambda: tab.run(end))
        settle(tab)
        assert tab.run("location.hash") == "#updates=17" and site.kernels() == 1
        assert psutil.pid_exists(site.process.pid)
    finally:
        site.stop()


def test_the_kernels_of_closed_pages_end(new_tab):
    site = Demos()
    try:
        tabs = [new_tab() for _ in range(3)]
        for tab in tabs:
            tab.open(f"{site.address}perceptron_line")
            tab.wait(READY)
        tabs[0].call("Page.bringToFront")
        await_another_page(tabs[0], lambda: tabs[0].call("Page.reload"))
        wait_for(lambda: site.kernels() == 3)
        for tab in tabs[1:]:
            tab.close()
        wait_for(lambda: site.kernels() == 1, 15)
        tabs[0].socket.send('{"id": 0, "method": "Page.crash"}')  # nobody says goodbye
        wait_for(lambda: site.kernels() == 0, 60)
        tabs[0].socket.close()
    finally:
        site.stop()


# gallery and own demos


def test_the_gallery_shows_every_demo_and_opens_it(show):
    tab = show("", ready="document.images.length > 7")
    links = tab.run("[...document.links].map(link => new URL(link).pathname.slice(1))")
    assert sorted(links) == demos.names()
    tab.run("document.images[7].scrollIntoView()")
    tab.wait("[...document.images].every(image => image.naturalWidth > 0)")
    for width, height in [(1920, 1080), (390, 844)]:
        tab.resize(width, height)
        assert tab.run("document.documentElement.scrollWidth <= innerWidth")
    tab.press("Tab", 9)
    tab.press("Enter", 13, "\r")
    tab.wait(f"location.pathname === '/{links[0]}' && {READY}")


OWN = """
from dlcourse.demos.core.controls import Slider
from parabola import demo_of

demo = demo_of(
    name="wave", title="My own wave", controls=[Slider(name="x", value=1, low=0, high=9, step=1)]
)
"""


def test_a_file_of_your_own_is_shown_beside_the_others(show, tmp_path):
    helper = Path(__file__).with_name("parabola.py").read_text()
    (tmp_path / "parabola.py").write_text(helper)
    (tmp_path / "my wave.py").write_text(OWN)
    site = Demos(str(tmp_path / "my wave.py"))
    try:
        assert site.said.startswith(f"{site.address}my_wave ")
        tab = show("my_wave", server=site)
        assert tab.run("document.title") == "My own wave"
        assert "My own wave" in show("", server=site, ready="document.images.length > 8").run(
            "document.body.innerText"
        )
    finally:
        site.stop()
