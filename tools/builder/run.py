"""Runs notebooks, each in a fresh kernel that knows nothing of the machine's owner."""

from __future__ import annotations

import asyncio
import copy
import os
import re
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from jupyter_client.kernelspec import KernelSpecManager
from jupyter_client.manager import AsyncKernelManager
from nbclient import NotebookClient
from nbclient.exceptions import CellControlSignal, CellTimeoutError
from traitlets import default

SECONDS_PER_CELL = 300
SECONDS_TO_START = 120
ONE_THREAD = (
    "OMP_NUM_THREADS",
    "OPENBLAS_NUM_THREADS",
    "MKL_NUM_THREADS",
    "VECLIB_MAXIMUM_THREADS",
    "TF_NUM_INTRAOP_THREADS",
    "TF_NUM_INTEROP_THREADS",
)
# Settings of the builder's own session that would change what a cell shows.
PRIVATE = ("MPLBACKEND", "MATPLOTLIBRC", "PYTHONSTARTUP", "PYTHONWARNINGS", "COLUMNS")
_ANSI = re.compile(r"\x1b\[[0-9;]*m")

Failure = tuple[str, str]


class _ThisPython(AsyncKernelManager):
    """Starts the interpreter that runs the builder, whatever kernels the user has."""

    @default("kernel_spec_manager")
    def _no_other_kernels(self) -> KernelSpecManager:
        return KernelSpecManager(kernel_dirs=[])


def run_all(notebooks: list, jobs: int, done: Callable[[int, float], None]) -> list[Failure | None]:
    """Execute notebooks in place, ``jobs`` at a time.

    Returns one entry for each: None, or (cell id, message) where it broke.
    ``done(index, seconds)`` is called as each one ends.
    """
    return asyncio.run(_run_all(notebooks, jobs, done))


async def _run_all(notebooks: list, jobs: int, done: Callable[[int, float], None]) -> list:
    gate = asyncio.Semaphore(jobs)

    async def one(index: int) -> Failure | None:
        async with gate:
            start = time.perf_counter()
            failure = await _run(notebooks[index])
            done(index, time.perf_counter() - start)
            return failure

    return await asyncio.gather(*map(one, range(len(notebooks))))


async def _run(notebook) -> Failure | None:
    """Execute one notebook; return where and why it broke, if it did."""
    metadata = copy.deepcopy(notebook.metadata)
    reached = [notebook.cells[0].id]
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        client = _client(notebook, folder)
        client.on_cell_start = lambda cell, cell_index: reached.append(cell.id)
        try:
            await client.async_execute(env=kernel_environment(Path(folder)))
        except CellTimeoutError:
            return reached[-1], f"ran longer than {SECONDS_PER_CELL} s; make it smaller."
        except (CellControlSignal, RuntimeError) as error:
            return reached[-1], f"execution broke; mend the cell.\n{_tail(str(error))}"
        finally:
            notebook.metadata = metadata  # without the kernel's account of itself
    return None


def _client(notebook, folder: str) -> NotebookClient:
    return NotebookClient(
        notebook,
        timeout=SECONDS_PER_CELL,
        startup_timeout=SECONDS_TO_START,
        kernel_name="python3",
        kernel_manager_class=_ThisPython,
        # Else each kernel warns on the terminal that local sockets are not encrypted.
        extra_arguments=["--IPKernelApp.log_level=ERROR"],
        record_timing=False,
        store_widget_state=False,
        resources={"metadata": {"path": folder}},
    )


def kernel_environment(folder: Path) -> dict[str, str]:
    """Return the kernel's environment: one thread each, no user's settings or record."""
    inherited = {name: value for name, value in os.environ.items() if name not in PRIVATE}
    return {
        **inherited,
        **dict.fromkeys(ONE_THREAD, "1"),
        "DLCOURSE_HOME": str(folder / "dlcourse"),
        "IPYTHONDIR": str(folder / "ipython"),
        "KERAS_BACKEND": "tensorflow",
    }


def _tail(text: str, lines: int = 12) -> str:
    return "\n".join("    " + line for line in _ANSI.sub("", text).strip().splitlines()[-lines:])
