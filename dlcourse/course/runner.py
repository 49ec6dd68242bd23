"""Run a notebook from its first cell to its last, without a browser, in one known environment.

The builder makes the stored outputs here, the tests compare them in the same `environment`, and
`dlcourse run` repeats them in it.
"""

import asyncio
import contextlib
import os
import re
import subprocess
import tempfile
import time
from collections.abc import AsyncIterator, Callable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from dlcourse._text import called, without_colour
from dlcourse.course.errors import CourseError

if TYPE_CHECKING:
    from nbclient import NotebookClient
    from nbformat import NotebookNode

#: Each limits the threads of one library: with one, sums are added up in one order everywhere.
ONE_THREAD = (
    "OMP_NUM_THREADS",
    "OPENBLAS_NUM_THREADS",
    "MKL_NUM_THREADS",
    "VECLIB_MAXIMUM_THREADS",
    "TF_NUM_INTRAOP_THREADS",
    "TF_NUM_INTEROP_THREADS",
)
SECONDS_TO_START = 120
# Settings of the user's own session that would change what a cell shows.
_PRIVATE = ("MPLBACKEND", "MATPLOTLIBRC", "PYTHONSTARTUP", "PYTHONWARNINGS", "COLUMNS")
_PLACE = re.compile(r"Cell In\[\d+\], line (\d+)")


class Failure(NamedTuple):
    """Where and why a notebook stopped.

    Attributes:
        cell: The id of the cell.
        reason: The kind of error and its message.
        line: The line of the cell at which it happened, or an empty text if that is not known.
        traceback: What the cell would show below itself, without colours.
    """

    cell: str
    reason: str
    line: str = ""
    traceback: str = ""


class Execution(NamedTuple):
    """What became of a notebook that was run.

    Attributes:
        seconds: How long it took, the start of the kernel included.
        failure: Where it stopped, or None if it ran to its end.
    """

    seconds: float
    failure: Failure | None


def environment(folder: Path) -> dict[str, str]:
    """Return the environment of a lesson's kernel: one thread, no user's settings or record.

    Args:
        folder: An empty folder for what the kernel writes about itself.
    """
    inherited = {name: value for name, value in os.environ.items() if name not in _PRIVATE}
    return {
        **inherited,
        **dict.fromkeys(ONE_THREAD, "1"),
        "DLCOURSE_HOME": str(folder / "dlcourse"),
        "IPYTHONDIR": str(folder / "ipython"),
        "KERAS_BACKEND": "tensorflow",
    }


def read_notebook(path: Path) -> "NotebookNode":
    """Return the notebook at `path`.

    Raises:
        CourseError: The file is no notebook.
    """
    import nbformat

    try:
        return nbformat.read(path, as_version=4)
    except (nbformat.reader.NotJSONError, nbformat.ValidationError) as error:
        raise CourseError(f"{path} is damaged and cannot be read as a notebook.") from error


def execute(notebook: "NotebookNode", **options) -> Execution:
    """Run a notebook as `async_execute` does, which takes the same options, and wait for it."""
    return asyncio.run(async_execute(notebook, **options))


async def async_execute(
    notebook: "NotebookNode",
    *,
    folder: Path | None = None,
    variables: Mapping[str, str] | None = None,
    timeout: int = 600,
    on_cell: Callable[[int, int], None] | None = None,
) -> Execution:
    """Run a notebook in a fresh kernel of this Python; it gets the new outputs.

    Several notebooks can run at once; each has a kernel and an environment of its own.

    Args:
        notebook: The notebook; outputs that it has are removed first.
        folder: The folder in which it runs, by default an empty one that goes afterwards.
        variables: Variables of the kernel in place of those of `environment`.
        timeout: How many seconds one cell may take.
        on_cell: Called with the number of cells done and of all, before the first and after each.

    Raises:
        CourseError: The kernel does not start.
    """
    for cell in notebook.cells:
        if cell.cell_type == "code":
            cell.outputs, cell.execution_count = [], None
    with tempfile.TemporaryDirectory(prefix="dlcourse-", ignore_cleanup_errors=True) as own:
        client = _client(notebook, folder or Path(own), timeout)
        chosen = {**environment(Path(own)), **(variables or {})}
        started = time.perf_counter()
        failure = await _run_cells(client, chosen, on_cell or (lambda done, total: None))
        return Execution(time.perf_counter() - started, failure)


def _client(notebook: "NotebookNode", folder: Path, timeout: int) -> "NotebookClient":
    from jupyter_client.kernelspec import KernelSpecManager
    from jupyter_client.manager import AsyncKernelManager
    from nbclient import NotebookClient

    # Without folders of kernels there is one left: this Python, whatever kernels the user has.
    this_python = AsyncKernelManager(
        kernel_name="python3", kernel_spec_manager=KernelSpecManager(kernel_dirs=[])
    )
    client = NotebookClient(
        notebook,
        km=this_python,
        timeout=timeout,
        startup_timeout=SECONDS_TO_START,
        record_timing=False,
        store_widget_state=False,
        resources={"metadata": {"path": str(folder)}},
    )
    client.log.disabled = True  # What went wrong is in the failure.
    return client


async def _run_cells(
    client: "NotebookClient", variables: dict[str, str], on_cell: Callable[[int, int], None]
) -> Failure | None:
    cells = client.nb.cells
    on_cell(0, len(cells))
    async with _kernel(client, variables):
        for index, cell in enumerate(cells):
            if failure := await _run_cell(client, cell, index):
                return failure
            on_cell(index + 1, len(cells))
    return None


async def _run_cell(client: "NotebookClient", cell: "NotebookNode", index: int) -> Failure | None:
    from nbclient.exceptions import CellExecutionError, CellTimeoutError, DeadKernelError

    name = cell.get("id", f"number {index + 1}")  # old notebooks have no ids
    try:
        await client.async_execute_cell(cell, index)
    except CellExecutionError as error:
        trace = _traceback(cell)
        reason = without_colour(f"{error.ename}: {error.evalue}")
        return Failure(name, reason, _line(cell, trace), trace)
    except CellTimeoutError:
        return Failure(name, f"it took more than {client.timeout} s")
    except DeadKernelError:
        if (task := asyncio.current_task()) and task.cancelling():  # nbclient mistakes Ctrl-C
            raise asyncio.CancelledError from None
        return Failure(name, "the kernel died; often the memory was not enough")
    return None


@contextlib.asynccontextmanager
async def _kernel(client: "NotebookClient", variables: dict[str, str]) -> AsyncIterator[None]:
    """Start the kernel, and end it whatever happens.

    nbclient's own way takes Ctrl-C for itself: the kernel would end, and not this program.
    """
    from jupyter_client.kernelspec import NoSuchKernel
    from jupyter_core.utils import ensure_async

    kernel = client.km
    assert kernel is not None  # `_client` gave it one
    try:
        try:
            # What a kernel says outside of its cells is about itself, not about the lesson.
            await client.async_start_new_kernel(env=variables, stderr=subprocess.DEVNULL)
            await client.async_start_new_kernel_client()
        except (NoSuchKernel, RuntimeError) as error:
            raise CourseError(
                f"The kernel did not start ({error}); {called('doctor')} says how to mend it."
            ) from error
        yield
    finally:
        if client.kc:
            client.kc.stop_channels()
        if kernel.has_kernel:
            # A polite farewell takes seconds, and all is said by now.
            await ensure_async(kernel.shutdown_kernel(now=True))


def _traceback(cell: "NotebookNode") -> str:
    traces = ["\n".join(o.traceback) for o in cell.outputs if o.output_type == "error"]
    return without_colour(traces[-1]) if traces else ""


def _line(cell: "NotebookNode", trace: str) -> str:
    """Return the line of the cell that its traceback names."""
    place = _PLACE.search(trace)
    lines = cell.source.splitlines()
    if place is None or int(place[1]) > len(lines):
        return ""
    return lines[int(place[1]) - 1].strip()
