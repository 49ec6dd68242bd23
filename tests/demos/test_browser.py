"""The demos as pages in a real browser: set DLCOURSE_BROWSER to the path of Chromium or Chrome.

What happens in the browser cannot be seen from Python: a widget that JavaScript refuses to show
looks whole from here.
"""

import json
import os
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request

import pytest

from dlcourse import demos

BROWSER = os.environ.get("DLCOURSE_BROWSER")
pytestmark = pytest.mark.skipif(not BROWSER, reason="DLCOURSE_BROWSER: path of a browser")
QUIET = "--no-sandbox --disable-gpu --no-first-run --disable-background-networking --disable-sync"
PATIENCE = 120  # seconds, for a busy machine


def wait_for(condition):
    end = time.monotonic() + PATIENCE
    while time.monotonic() < end:
        value = condition()
        if value:
            return value
        time.sleep(0.2)
    pytest.fail(f"waited {PATIENCE} s in vain")


class Page:
    """A browser page steered through the DevTools protocol."""

    def __init__(self, devtools, address):
        websocket = pytest.importorskip("websocket")
        with urllib.request.urlopen(devtools) as answer:
            target = next(target for target in json.load(answer) if target["type"] == "page")
        self.socket = websocket.create_connection(target["webSocketDebuggerUrl"], timeout=PATIENCE)
        self.sent, self.complaints = 0, []
        self.call("Runtime.enable")
        self.call("Page.navigate", url=address)

    def call(self, method, **params):
        self.sent += 1
        self.socket.send(json.dumps({"id": self.sent, "method": method, "params": params}))
        while True:
            answer = json.loads(self.socket.recv())
            if "Could not create" in str(answer.get("params", "")):
                self.complaints.append(answer["params"]["args"])
            if answer.get("id") == self.sent:
                return answer["result"]

    def run(self, script):
        answer = self.call("Runtime.evaluate", expression=script, returnByValue=True)
        return answer["result"].get("value")

    def press(self, key, code):
        for kind in ("keyDown", "keyUp"):
            name = {"key": key, "code": key, "windowsVirtualKeyCode": code}
            self.call("Input.dispatchKeyEvent", type=kind, **name)


@pytest.fixture(scope="module")
def addresses(tmp_path_factory):
    """Serve all demos and start a browser; return the address of the pages and of DevTools."""
    folder, user = tmp_path_factory.mktemp("pages"), tmp_path_factory.mktemp("user")
    for name in demos.names():
        (folder / f"{name}.ipynb").write_text(json.dumps(demos.page(name)))
    pages = f"http://localhost:{free_port()}"
    port = pages.rpartition(":")[2]
    voila = [sys.executable, "-m", "voila", str(folder), "--no-browser", f"--port={port}"]
    browser = [BROWSER, "--headless", *QUIET.split(), "--remote-allow-origins=*"]
    browser += ["--remote-debugging-port=0", f"--user-data-dir={user}", "about:blank"]
    started = [subprocess.Popen(c, stderr=subprocess.DEVNULL) for c in (voila, browser)]
    try:
        devtools = user / "DevToolsActivePort"
        wait_for(lambda: devtools.exists() and devtools.read_text())
        wait_for(lambda: answers(f"{pages}/voila/static/"))
        yield pages, f"http://127.0.0.1:{devtools.read_text().split()[0]}/json"
    finally:
        for process in started:
            process.terminate()
            process.wait(PATIENCE)


@pytest.fixture(params=demos.names())
def page(request, addresses):
    pages, devtools = addresses
    page = Page(devtools, f"{pages}/voila/render/{request.param}.ipynb")
    yield page
    page.socket.close()


def free_port():
    with socket.socket() as listener:
        listener.bind(("localhost", 0))
        return listener.getsockname()[1]


def answers(address):
    try:
        urllib.request.urlopen(address).close()
    except urllib.error.HTTPError as error:
        error.close()
    except OSError:
        return False
    return True


def test_a_key_moves_the_slider_and_the_picture_follows(page):
    picture = "document.querySelector('.dlcourse-demo img')"
    wait_for(lambda: page.run(f"!!{picture} && {picture}.naturalWidth > 0"))
    assert page.complaints == []
    assert "javascript error" not in page.run("document.body.innerText").lower()
    before = page.run(f"{picture}.src")
    page.run("document.querySelector('.dlcourse-demo .noUi-handle').focus()")
    page.press("ArrowRight", 39)
    wait_for(lambda: page.run(f"{picture}.src") != before)
    assert page.run("document.querySelectorAll('.dlcourse-demo pre').length") == 0
