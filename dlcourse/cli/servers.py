"""What the commands that serve pages share: a port that is free, and the right kernel."""

import argparse
import atexit
import os
import shutil
import signal
import socket
import tempfile
import warnings
from pathlib import Path

from dlcourse.course.errors import CourseError


def add_server_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare `--port` and `--no-browser`."""
    parser.add_argument(
        "--port", type=int, metavar="N", help="port of the server (default: a free one)"
    )
    parser.add_argument(
        "--no-browser", action="store_true", help="print the address, open no browser"
    )


def require_free_port(port: int | None) -> None:
    """Check that a server can listen on `port`; None means that the server chooses.

    Raises:
        CourseError: The port is no port, is occupied, or is not for this user.
    """
    if port is None:
        return
    if not 1 <= port <= 65535:
        raise CourseError(f"Expected a port from 1 to 65535. Received: --port {port}")
    try:
        _listen(port)
    except PermissionError as error:
        raise CourseError(
            f"Port {port} is not for you to use; choose one above 1023 with --port."
        ) from error
    except OSError as error:
        raise CourseError(
            f"Port {port} is occupied; choose another with --port, or leave --port out."
        ) from error


def free_port(usual: int) -> int:
    """Return `usual` if a server can listen on it, or any port that is free."""
    try:
        return _listen(usual)
    except OSError:
        return _listen(0)


def _listen(port: int) -> int:
    """Listen on `port` for a moment and return its number; 0 stands for any free one."""
    with socket.socket() as probe:
        if os.name == "posix":
            # As servers do: a port that was closed a moment ago counts as free.
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        probe.bind(("localhost", port))
        probe.listen()
        return probe.getsockname()[1]


def prepare_to_serve() -> None:
    """Prepare this process for a Jupyter server: own kernel, no noise, a clean end by Ctrl-C."""
    prefer_own_kernel()
    _provide_folders()
    # Importing Voila, which JupyterLab does too, turns on warnings for its developers.
    import voila  # noqa: F401

    warnings.filterwarnings("ignore", category=DeprecationWarning, module="traitlets")
    signal.signal(signal.SIGINT, _stop)


def kernel_arguments() -> list[str]:
    """Return what a Jupyter server is told about its kernels.

    Without encryption every kernel warns of eavesdroppers, on a channel that stays on this machine.
    """
    import zmq

    return [f"--KernelManager.transport_encryption={'auto' if zmq.has('curve') else 'disabled'}"]


def _provide_folders() -> None:
    """Give Jupyter folders for its own notes where those in the user's home cannot be written."""
    from jupyter_core import paths

    usual = {
        "JUPYTER_CONFIG_DIR": paths.jupyter_config_dir(),
        "JUPYTER_DATA_DIR": paths.jupyter_data_dir(),
        "JUPYTER_RUNTIME_DIR": paths.jupyter_runtime_dir(),
    }
    for variable, folder in usual.items():
        try:
            Path(folder).mkdir(mode=0o700, parents=True, exist_ok=True)
            with tempfile.TemporaryFile(dir=folder):
                pass
        except OSError:
            os.environ[variable] = tempfile.mkdtemp(prefix="dlcourse-jupyter-")
            atexit.register(shutil.rmtree, os.environ[variable], ignore_errors=True)


def _stop(*_) -> None:
    """Stop the server as SIGTERM does: its kernels end, and it leaves no files behind.

    Without a terminal, Jupyter's own way with Ctrl-C skips that and may wait for its threads.
    """
    if signal.getsignal(signal.SIGTERM) is signal.SIG_DFL:
        raise KeyboardInterrupt  # The server has not begun to run.
    signal.raise_signal(signal.SIGTERM)


def prefer_own_kernel() -> None:
    """Make Jupyter prefer the kernels of this environment to others that the user has installed.

    Call it before Jupyter is imported. The kernel `python3` of this environment is this Python.
    """
    os.environ["JUPYTER_PREFER_ENV_PATH"] = "1"
