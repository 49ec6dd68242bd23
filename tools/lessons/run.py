"""Runs notebooks, each in a fresh kernel that knows nothing of the machine's owner."""

from __future__ import annotations

import asyncio
import os
import re
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from jupyter_client.kernelspec import KernelSpecManager
from jupyter_client.manager import AsyncKernelManager
from nbclient import NotebookClient
from nbclient.exceptions import CellControlSignal, CellTimeoutError, DeadKernelError
from traitlets import default

from .problems import Problem, Refused

SECONDS_PER_CELL = 300
ONE_THREAD = (
    "OMP_NUM_THREADS",
    "OPENBLAS_NUM_THREADS",
    "MKL_NUM_THREADS",
    "VECLIB_MAXIMUM_THREADS",
    "TF_NUM_INTRAOP_THREADS",
    "TF_NUM_INTEROP_THREADS",
)
_ANSI = re.compile(r"\x1b\[[0-9;]*m")


class _ThisPython(AsyncKernelManager):
    """Starts the interpreter that runs the builder, whatever kernels the user has."""

    @default("kernel_spec_manager")
    def _no_other_kernels(self) -> KernelSpecManager:
        return KernelSpecManager(kernel_dirs=[])


def run_all(notebooks: list, jobs: int, done: Callable[[int, float], None]) -> list:
    """Execute notebooks in place, ``jobs`` at a time.

    Returns one entry for each: None, or (cell id, message) where it broke.
    ``done(index, seconds)`` is called as each one ends.
    """
    return asyncio.run(_run_all(notebooks, jobs, done))


async def _run_all(notebooks: list, jobs: int, done: Callable[[int, float], None]) -> list:
    gate = asyncio.Semaphore(jobs)

    async def one(index: int):
        async with gate:
            start = time.perf_counter()
            failure = await _run(notebooks[index])
            done(index, time.perf_counter() - start)
            return failure

    return await asyncio.gather(*map(one, range(len(notebooks))))


async def _run(notebook) -> tuple[str, str] | None:
    """Execute one notebook; return where and why it broke, if it did."""
    reached: list[str] = [notebook.cells[0].id]
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        client = NotebookClient(
            notebook,
            timeout=SECONDS_PER_CELL,
            kernel_name="python3",
            kernel_manager_class=_ThisPython,
            # Else the kernel warns on the builder's terminal that local sockets are not encrypted.
            extra_arguments=["--IPKernelApp.log_level=ERROR"],
            record_timing=False,
            store_widget_state=False,
            resources={"metadata": {"path": folder}},
            on_cell_start=lambda cell, cell_index: reached.append(cell.id),
        )
        try:
            await client.async_execute(env=_environment(Path(folder)))
        except CellTimeoutError:
            return reached[-1], f"ran longer than {SECONDS_PER_CELL} s; make it smaller."
        except (CellControlSignal, DeadKernelError) as error:
            return reached[-1], f"execution broke; mend the cell.\n{_tail(str(error))}"
    return None


def _environment(folder: Path) -> dict[str, str]:
    """Return the kernel's environment: one thread each, no user's settings or record."""
    home = {"DLCOURSE_HOME": folder / "dlcourse", "IPYTHONDIR": folder / "ipython"}
    return {
        **os.environ,
        **dict.fromkeys(ONE_THREAD, "1"),
        **{name: str(path) for name, path in home.items()},
        "KERAS_BACKEND": "tensorflow",
    }


def _tail(text: str, lines: int = 12) -> str:
    return "\n".join("    " + line for line in _ANSI.sub("", text).strip().splitlines()[-lines:])


def broken(path: Path, failure: tuple[str, str]) -> Refused:
    """Return the refusal for a notebook whose execution broke."""
    cell, message = failure
    return Refused([Problem(path, cell, message)])
