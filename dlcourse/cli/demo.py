"""Open a demo as a page, or list the demos."""

import argparse
import json
import tempfile
from pathlib import Path

from dlcourse._text import did_you_mean
from dlcourse.cli.lessons import sound_lessons
from dlcourse.cli.servers import (
    add_server_arguments,
    free_port,
    prepare_to_serve,
    require_free_port,
)
from dlcourse.course.errors import CourseError

USUAL_PORT = 8866
# The browser asks this server alone: Voila's page names style sheets elsewhere, for which a
# classroom without internet would wait.
HERE_ALONE = "default-src 'self' data: blob: ws: 'unsafe-inline' 'unsafe-eval'"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments of `dlcourse demo`."""
    parser.add_argument("name", nargs="?", help="name of the demo")
    add_server_arguments(parser)


def run(options: argparse.Namespace) -> int:
    """Serve one demo until the user stops the server, or list all of them."""
    from dlcourse import demos

    if options.name is None:
        lessons = {name: lesson.number for lesson in sound_lessons() for name in lesson.demos}
        for name in sorted(demos.names(), key=lambda name: (lessons.get(name, "~"), name)):
            print(f"{name:<24}{lessons.get(name, ''):<4}{demos.get(name).title}")
        return 0
    name = options.name.strip().lower().replace("-", "_")
    if name not in demos.names():
        raise CourseError(
            f"Unknown demo {options.name!r}.{did_you_mean(name, demos.names())} "
            "`dlcourse demo` lists the demos."
        )
    require_free_port(options.port)
    port = options.port or free_port(USUAL_PORT)
    print(f"Demo {name}: http://localhost:{port}/  Ctrl-C stops it.", flush=True)
    _serve(demos.page(name), name, port, options.no_browser)
    return 0


def _serve(page: dict, name: str, port: int, no_browser: bool) -> None:
    prepare_to_serve()
    from voila.app import Voila

    with tempfile.TemporaryDirectory(prefix="dlcourse-", ignore_cleanup_errors=True) as folder:
        notebook = Path(folder) / f"{name}.ipynb"
        notebook.write_text(json.dumps(page), encoding="utf-8")
        arguments = [
            str(notebook),
            f"--port={port}",
            "--Voila.port_retries=0",
            "--Voila.log_level=ERROR",
        ]
        headers = {"Content-Security-Policy": HERE_ALONE}
        Voila.launch_instance(
            arguments + ["--no-browser"] * no_browser, tornado_settings={"headers": headers}
        )
