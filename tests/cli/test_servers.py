"""`dlcourse start` and `dlcourse demo` serve real pages, and stop when asked to."""

import contextlib
import json
import re
import signal
import socket
import subprocess
import sys
import time
import urllib.request

import pytest
import zmq

from dlcourse.cli.start import SETTINGS

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="signals as on a terminal")


def free_port():
    with socket.create_server(("localhost", 0)) as server:
        return server.getsockname()[1]


@contextlib.contextmanager
def serving(course, *arguments):
    """Start a command; yield the process and its port; stop it in the end."""
    port = free_port()
    process = subprocess.Popen(
        course.command(*arguments, "--no-browser", "--port", port),
        cwd=course.root,
        env=course.environment,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        encoding="utf-8",
    )
    try:
        yield process, port
    finally:
        process.kill()
        process.wait()
        process.stdout.close()


def get(address, patience=90):
    """Return headers and text of a page, waiting for its server."""
    end = time.monotonic() + patience
    while True:
        try:
            with urllib.request.urlopen(address, timeout=patience) as answer:
                return answer.headers, answer.read().decode()
        except ConnectionError:
            assert time.monotonic() < end
        except urllib.error.URLError as error:
            assert isinstance(error.reason, ConnectionError) and time.monotonic() < end
        time.sleep(0.2)


@pytest.mark.parametrize("home", ["usual", "cannot be written"])
def test_start_opens_the_workspace_in_jupyterlab(course, home):
    if home != "usual":  # a file in the way stops every user, root too
        (course.root / "in-the-way").write_text("")
        course.environment["HOME"] = str(course.root / "in-the-way")
    with serving(course, "start", "good") as (process, port):
        said = ""
        while "token=" not in said:
            line = process.stdout.readline()
            assert line, said
            said += line
        assert "(3 new)" in said and "Good morning" in said and "Traceback" not in said
        address, token = re.search(
            r"(http://localhost:\d+/lab/tree/01_good\.ipynb)\?(\S+)", said
        ).groups()
        assert f":{port}/" in address
        _, page = get(f"{address}?{token}")
        assert "JupyterLab" in page
        _, contents = get(f"http://localhost:{port}/api/contents?{token}")
        names = [file["name"] for file in json.loads(contents)["content"]]
        assert sorted(names) == ["01_good.ipynb", "02_bad.ipynb", "03_badminton.ipynb"]
        process.send_signal(signal.SIGINT)
        assert process.wait(30) == 0
        assert "Traceback" not in process.stdout.read()
    assert (course.root / "dlcourse-lessons/01_good.ipynb").is_file()
    # A server that has ended as it should has removed the notes that it leaves for others.
    assert not list(course.home.rglob("jpserver-*"))


def test_jupyterlab_opens_without_news_warnings_or_questions(course):
    """As defaults of the course: what the user has set comes before."""
    with serving(course, "start", "good") as (process, port):
        said = ""
        while "token=" not in said:
            said += process.stdout.readline()
        token = re.search(r"token=\w+", said).group()
        _, settings = get(f"http://localhost:{port}/lab/api/settings?{token}")
        defaults = {each["id"]: each["schema"] for each in json.loads(settings)["settings"]}
        for plugin, values in json.loads((SETTINGS / "overrides.json").read_text()).items():
            for name, value in values.items():
                assert defaults[plugin]["properties"][name]["default"] == value
        address = f"http://localhost:{port}/api/contents/01_good.ipynb?{token}"
        cells = json.loads(get(address)[1])["content"]["cells"]
        code = [cell for cell in cells if cell["cell_type"] == "code"]
        assert code and all(cell["metadata"]["trusted"] for cell in code)
        start = urllib.request.Request(f"http://localhost:{port}/api/kernels?{token}", b"{}")
        urllib.request.urlopen(start).close()
        (connection,) = course.home.rglob("kernel-*.json")
        # The kernel would warn of what could overhear it.
        assert ("curve_publickey" in json.loads(connection.read_text())) == zmq.has("curve")
        process.send_signal(signal.SIGINT)
        process.wait(30)
        said += process.stdout.read()
    assert "WARN" not in said and "[W" not in said


def test_demo_is_served_and_asks_for_nothing_from_elsewhere(course):
    with serving(course, "demo", "perceptron-line") as (process, port):
        address = f"http://localhost:{port}/perceptron_line"
        assert process.stdout.readline() == f"{address}  Ctrl-C stops it.\n"
        socket.create_connection(("localhost", port)).close()  # what is told answers
        headers, page = get(address)
        assert "<title>A perceptron learns a gate" in page
        assert "application/vnd.jupyter.widget-view+json" in page
        assert headers["Content-Security-Policy"].startswith("default-src 'self'")
        process.send_signal(signal.SIGINT)
        assert process.wait(30) == 0


def test_two_servers_of_a_kind_find_ports_of_their_own():
    from dlcourse.cli.servers import free_port as course_port
    from dlcourse.cli.servers import require_free_port

    with socket.create_server(("localhost", 0)) as server:
        taken = server.getsockname()[1]
        other = course_port(taken)
        assert other != taken
        require_free_port(other)
    assert course_port(taken) == taken
