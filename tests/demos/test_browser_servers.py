"""The demos in a real browser: a state that outlives its page, servers and kernels that end."""

from pathlib import Path

from alive import BANNER, PICTURE, READY, await_another_page, needs_browser, settle, state

from dlcourse import demos
from tools.browser import Demos, wait_for

pytestmark = needs_browser


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
