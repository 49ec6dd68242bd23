"""A real browser steered through the DevTools protocol, for tests and benchmarks of pages.

Needs Chromium or Chrome and the package websocket-client, which JupyterLab brings.
"""

import base64
import contextlib
import json
import os
import socket
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

QUIET = "--no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking"
QUIET += " --disable-component-update --disable-sync --hide-scrollbars --remote-allow-origins=*"
TOKEN = "known-to-the-tests"  # what JupyterLab asks of a browser
PATIENCE = 120.0  # seconds, for a busy machine


def wait_for(condition: Callable[[], Any], patience: float = PATIENCE) -> Any:
    """Return the first true value of `condition`, or raise TimeoutError."""
    end = time.monotonic() + patience
    while time.monotonic() < end:
        if value := condition():
            return value
        time.sleep(0.1)
    raise TimeoutError(f"waited {patience:g} s in vain")


def free_port() -> int:
    with socket.socket() as listener:
        listener.bind(("localhost", 0))
        return listener.getsockname()[1]


def answers(address: str) -> bool:
    """Whether a server answers, be it with an error."""
    try:
        urllib.request.urlopen(address).close()
    except urllib.error.HTTPError as error:
        error.close()
    except OSError:
        return False
    return True


class Tab:
    """A page in the browser."""

    def __init__(self, port: int, width: int, height: int, scale: float = 1.0) -> None:
        import websocket

        self.devtools = f"http://127.0.0.1:{port}/json"
        request = urllib.request.Request(f"{self.devtools}/new?about:blank", method="PUT")
        with urllib.request.urlopen(request) as answer:
            target = json.load(answer)
        self.id, self.events = target["id"], []
        self.socket = websocket.create_connection(target["webSocketDebuggerUrl"], timeout=PATIENCE)
        self._sent = 0
        for domain in ("Runtime", "Page", "Log"):
            self.call(f"{domain}.enable")
        self.resize(width, height, scale)

    def call(self, method: str, **params: Any) -> dict:
        """Call a method of DevTools; what the page tells meanwhile is kept in `events`."""
        self._sent += 1
        self.socket.send(json.dumps({"id": self._sent, "method": method, "params": params}))
        while True:
            answer = json.loads(self.socket.recv())
            if answer.get("id") == self._sent:
                return answer["result"]
            self.events.append(answer)

    def resize(self, width: int, height: int, scale: float = 1.0) -> None:
        size = {"width": width, "height": height, "deviceScaleFactor": scale}
        self.call("Emulation.setDeviceMetricsOverride", mobile=False, **size)

    def open(self, address: str) -> None:
        self.call("Page.bringToFront")  # a page behind is not laid out
        self.call("Page.navigate", url=address)

    def run(self, script: str) -> Any:
        """Return the value of an expression; a promise is waited for."""
        options = {"returnByValue": True, "awaitPromise": True}
        answer = self.call("Runtime.evaluate", expression=script, **options)
        if "exceptionDetails" in answer:
            raise RuntimeError(json.dumps(answer["exceptionDetails"])[:2000])
        return answer["result"].get("value")

    def wait(self, script: str, patience: float = PATIENCE) -> Any:
        """Return the first true value of an expression."""
        return wait_for(lambda: self.run(script), patience)

    def press(self, key: str, code: int, text: str = "", *, shift: bool = False) -> None:
        name = {"key": key, "code": key, "windowsVirtualKeyCode": code, "modifiers": 8 * shift}
        self.call(
            "Input.dispatchKeyEvent", type="keyDown", **name, **({"text": text} if text else {})
        )
        self.call("Input.dispatchKeyEvent", type="keyUp", **name)

    def mouse(self, kind: str, x: float, y: float) -> None:
        """Send a mouse event: mousePressed, mouseMoved or mouseReleased."""
        place = {"x": x, "y": y, "button": "left", "buttons": 1, "clickCount": 1}
        self.call("Input.dispatchMouseEvent", type=kind, **place)

    def shoot(self, path: str | Path) -> None:
        """Save what is seen as PNG."""
        shot = self.call("Page.captureScreenshot", format="png")["data"]
        Path(path).write_bytes(base64.b64decode(shot))

    def close(self) -> None:
        """Close the tab as a user does."""
        with contextlib.suppress(Exception):
            self.call("Page.close")
        self.socket.close()


@contextlib.contextmanager
def browser(program: str) -> Iterator[Callable[..., Tab]]:
    """Start a browser; yield what opens a tab of a width and a height; end the browser."""
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as user:
        command = [program, "--headless", *QUIET.split(), "--remote-debugging-port=0"]
        command += [f"--user-data-dir={user}", "about:blank"]
        process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        try:
            told = Path(user, "DevToolsActivePort")
            wait_for(lambda: told.exists() and told.read_text())
            port = int(told.read_text().split()[0])
            yield lambda width=1366, height=768, scale=1.0: Tab(port, width, height, scale)
        finally:
            process.terminate()
            process.wait(PATIENCE)


class Server:
    """A command of dlcourse that serves pages, as a process; `address` leads to them."""

    def __init__(self, *arguments: str, port: int | None = None) -> None:
        self.port = port or free_port()
        command = [sys.executable, "-m", "dlcourse", *arguments, "--no-browser"]
        self.process = subprocess.Popen(
            [*command, f"--port={self.port}"],
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            encoding="utf-8",
            env={**os.environ, "JUPYTER_TOKEN": TOKEN},
        )
        self.address = f"http://localhost:{self.port}/"

    def kernels(self) -> int:
        """Return how many kernels of this server run."""
        import psutil

        def is_kernel(child: psutil.Process) -> bool:
            try:
                return any("ipykernel" in word for word in child.cmdline())
            except psutil.Error:  # it has just ended
                return False

        return sum(map(is_kernel, psutil.Process(self.process.pid).children(recursive=True)))

    def stop(self, *, kill: bool = False) -> None:
        """End the server: politely, or at once, with what it started."""
        import psutil

        children = psutil.Process(self.process.pid).children(recursive=True)
        (self.process.kill if kill else self.process.terminate)()
        self.process.wait(PATIENCE)
        self.process.stdout.close()
        for child in children if kill else ():
            with contextlib.suppress(psutil.NoSuchProcess):
                child.kill()


class Demos(Server):
    """`dlcourse demo`; `said` is the line that it prints when it answers."""

    def __init__(self, *arguments: str, port: int | None = None) -> None:
        super().__init__("demo", *arguments, port=port)
        self.said = self.process.stdout.readline()


class Lab(Server):
    """`dlcourse start`, with a folder that holds notebooks beside the lessons."""

    def __init__(self, folder: Path, port: int | None = None) -> None:
        super().__init__("start", f"--workspace={folder}", port=port)
        wait_for(lambda: answers(self.address))

    def run(self, tab: Tab, notebook: str) -> None:
        """Open a notebook in a tab, with nothing beside it, and run its first cell."""
        stay = "addEventListener('beforeunload', event => event.stopImmediatePropagation(), true)"
        tab.call("Page.addScriptToEvaluateOnNewDocument", source=stay)  # no "Leave this page?"
        tab.open(f"{self.address}lab/workspaces/alone/tree/{notebook}?reset&token={TOKEN}")
        tab.wait("document.querySelector('.jp-KernelName')?.innerText.startsWith('Python')")
        tab.wait("!!document.querySelector('.jp-Notebook-ExecutionIndicator[data-status=idle]')")
        tab.wait("!!document.querySelector('.jp-Notebook .jp-CodeCell .cm-content')")
        tab.run("document.querySelector('.jp-Notebook .jp-CodeCell .cm-content').focus()")
        tab.press("Enter", 13, "\r", shift=True)
