"""Fixtures: the bench, and a stand-in for kernels where only the bookkeeping matters."""

import pytest
from lesson_bench import PIXEL, Bench
from nbformat.v4 import new_output

from dlcourse.course import runner


@pytest.fixture
def bench(tmp_path):
    bench = Bench(tmp_path / "lessons")
    bench.write()
    return bench


@pytest.fixture
def runs(monkeypatch):
    """Replace kernels by plain bookkeeping; return the list of (edition, number of cells)."""
    counted = []

    def execute(notebook, timeout):
        cells = [cell for cell in notebook.cells if cell.cell_type == "code"]
        counted.append((notebook.metadata["dlcourse"]["edition"], len(cells)))
        for count, cell in enumerate(cells, start=1):
            cell.execution_count = count
            cell.outputs = [*_pretend(cell, len(counted))]
        return runner.Execution(0.0, None)

    monkeypatch.setattr(runner, "execute", execute)
    return counted


def _pretend(cell, run):
    if "alt" in cell.metadata:
        yield new_output("display_data", {"image/png": PIXEL, "text/plain": "<Image>"})
    if "print" in cell.source or "check" in cell.source:
        yield new_output("stream", name="stdout", text=f"printed in run {run}\n")
