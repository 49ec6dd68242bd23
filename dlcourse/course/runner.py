"""Run one notebook from its first cell to its last, without a browser."""

import contextlib
import os
import re
import subprocess
import time
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from dlcourse.cli.errors import CommandError
from dlcourse.cli.servers import prefer_own_kernel

if TYPE_CHECKING:
    from nbclient import NotebookClient
    from nbformat import NotebookNode

_COLOUR = re.compile(r"\x1b\[[0-9;]*m")
_PLACE = re.compile(r"Cell In\[\d+\], line (\d+)")


class Failure(NamedTuple):
    """Where and why a notebook stopped.

    Attributes:
        cell: The id of the cell.
        reason: The kind of error and its message.
        line: The line of the cell at which it happened, or an empty text if that is not known.
    """

    cell: str
    reason: str
    line: str = ""


class Execution(NamedTuple):
    """A notebook that was run.

    Attributes:
        notebook: The notebook with its new outputs.
        seconds: How long it took, the start of the kernel included.
        failure: Where it stopped, or None if it ran to its end.
    """

    notebook: "NotebookNode"
    seconds: float
    failure: Failure | None


def execute(
    path: Path,
    *,
    folder: Path,
    variables: Mapping[str, str],
    timeout: int,
    on_cell: Callable[[int, int], None],
) -> Execution:
    """Run the notebook at `path` in a fresh kernel; the file stays as it is.

    Args:
        path: The notebook.
        folder: The folder in which it runs.
        variables: Environment variables of the kernel, on top of those of this process.
        timeout: How many seconds one cell may take.
        on_cell: Called with the number of cells done and of all, before the first and after each.

    Raises:
        CommandError: The file is no notebook.
    """
    prefer_own_kernel()
    from nbclient import NotebookClient

    notebook = _read(path)
    client = NotebookClient(
        notebook,
        timeout=timeout,
        kernel_name="python3",
        shutdown_kernel="immediate",  # a polite farewell takes seconds, and all is said by then
        resources={"metadata": {"path": str(folder)}},
    )
    client.log.disabled = True  # What went wrong is in the failure.
    started = time.perf_counter()
    failure = _run_cells(client, {**os.environ, **variables}, on_cell)
    return Execution(notebook, time.perf_counter() - started, failure)


def _read(path: Path) -> "NotebookNode":
    import nbformat

    try:
        notebook = nbformat.read(path, as_version=4)
    except (nbformat.reader.NotJSONError, nbformat.ValidationError) as error:
        raise CommandError(f"{path} is damaged and cannot be read as a notebook.") from error
    for cell in notebook.cells:
        if cell.cell_type == "code":
            cell.outputs, cell.execution_count = [], None
    return notebook


def _run_cells(
    client: "NotebookClient", environment: dict[str, str], on_cell: Callable[[int, int], None]
) -> Failure | None:
    from nbclient.exceptions import CellExecutionError, CellTimeoutError, DeadKernelError

    cells = client.nb.cells
    on_cell(0, len(cells))
    with _kernel(client, environment):
        for index, cell in enumerate(cells):
            try:
                client.execute_cell(cell, index)
            except CellExecutionError as error:
                return Failure(cell.id, f"{error.ename}: {error.evalue}", _line(cell))
            except CellTimeoutError:
                return Failure(cell.id, f"it took more than {client.timeout} s (--timeout)")
            except DeadKernelError:
                return Failure(cell.id, "the kernel died; often the memory was not enough")
            on_cell(index + 1, len(cells))
    return None


@contextlib.contextmanager
def _kernel(client: "NotebookClient", environment: dict[str, str]) -> Iterator[None]:
    from jupyter_client.kernelspec import NoSuchKernel

    with contextlib.ExitStack() as stack:
        try:
            # What a kernel says outside of its cells is about itself, not about the lesson.
            stack.enter_context(client.setup_kernel(env=environment, stderr=subprocess.DEVNULL))
        except (NoSuchKernel, RuntimeError) as error:
            raise CommandError(
                f"The kernel did not start ({error}); `dlcourse doctor` says how to mend it."
            ) from error
        yield


def _line(cell: "NotebookNode") -> str:
    """Return the line of the cell that its traceback names."""
    traces = ["\n".join(o.traceback) for o in cell.outputs if o.output_type == "error"]
    place = _PLACE.search(_COLOUR.sub("", traces[-1])) if traces else None
    lines = cell.source.splitlines()
    if place is None or int(place[1]) > len(lines):
        return ""
    return lines[int(place[1]) - 1].strip()
