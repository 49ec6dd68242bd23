"""A lesson under test: one pytest item for each code cell of both of its notebooks.

Learners get a notebook with blank exercises, teachers the solved one; all other cells are the
same. Running both would take twice the time to prove the same, so they share a kernel. The
learner's notebook runs whole, its exercises blank, as it does for a learner. After it, in the
same kernel, run those cells of the solved notebook that differ in source or in stored output:
the exercises and their checks. A solved cell that is equal in both is proved by the learner's.
"""

from __future__ import annotations

import shutil
import tempfile
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

import nbformat
import pytest
from nbval.plugin import IPyNbCell, IPyNbFile, NbCellError, coalesce_streams, nocolors

from dlcourse._text import without_colour
from dlcourse.course.edition import SOLVED

from .kernel import KernelDied, LessonKernel, Setting
from .pictures import PICTURES, changes, pictures_in
from .room import PROPERTY, texts_in, uses
from .text import Output, Tolerance, without_library_log

SECONDS_FOR_LAST_OUTPUT = 30  # after the kernel says that it has done; nbval's 5 s suit no busy CI


def setting_of(config: pytest.Config) -> Setting:
    """Return the setting that was asked for on the command line."""
    option = config.option
    return Setting(option.cpu_setting, option.perturb_seed, option.perturb_draws, option.perturb_by)


def is_proved_by_learners(path: Path, session: pytest.Session) -> bool:
    """Say whether a notebook is a solved one that needs no run of its own.

    It runs whole and alone if it, or the folder of solved notebooks, is asked for by name.
    """
    learners = path.parent.parent / path.name
    named = session.isinitpath(path) or session.isinitpath(path.parent)
    return path.parent.name == SOLVED.folder and learners.exists() and not named


class LessonFile(IPyNbFile):
    """nbval's collector of the cells of a notebook, for a lesson."""

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.skip_compare += PICTURES  # nbval's comparison skips them; figures have their own
        self.cells: list[LessonCell] = []

    def collect(self) -> Iterator[LessonCell]:
        """Yield the cells of the learner's notebook, then the solved ones that differ."""
        cells = {cell.id: cell for cell in code_cells(self.path)}
        solved = SOLVED.path(self.path.parent, self.path.stem)
        if solved.exists() and is_proved_by_learners(solved, self.session):
            for cell in code_cells(solved):
                if proves(cell) != proves(cells.get(cell.id)):
                    cells[f"{SOLVED.folder}:{cell.id}"] = cell
        for number, (name, cell) in enumerate(cells.items()):
            item = LessonCell.from_parent(self, name=name, number=number, cell=cell)
            self.cells.append(item)
        yield from self.cells

    def setup(self) -> None:
        """Start the kernel in a folder of its own; forget the changed figures of the last run."""
        option = self.config.option
        self.folder = tempfile.TemporaryDirectory(prefix="lesson-", ignore_cleanup_errors=True)
        shutil.rmtree(self.figure_changes, ignore_errors=True)
        self.kernel = LessonKernel(
            Path(self.folder.name), setting_of(self.config), option.nbval_kernel_startup_timeout
        )

    def teardown(self) -> None:
        """End the kernel."""
        if self.kernel is not None:
            self.kernel.stop()
        self.folder.cleanup()

    @property
    def figure_changes(self) -> Path:
        """Return the folder for pictures of the figures that changed in this lesson."""
        folder = self.config.rootpath / self.config.option.figure_changes
        return folder / self.path.relative_to(self.config.rootpath).with_suffix("")

    def catch_up(self, wanted: LessonCell) -> None:
        """Run the cells before one that were not run, as when it alone is asked for."""
        for cell in self.cells[: self.cells.index(wanted)]:
            if not cell.has_run:
                cell.run_unchecked()


def code_cells(path: Path) -> list[nbformat.NotebookNode]:
    """Return the code cells of a notebook that hold any code, each stream as one output."""
    notebook = nbformat.read(path, as_version=4)
    cells = [cell for cell in notebook.cells if cell.cell_type == "code" and cell.source.strip()]
    for cell in cells:
        cell.outputs = coalesce_streams(cell.outputs)  # clock and load decide where it is split
    return cells


class LessonCell(IPyNbCell):
    """nbval's test of one cell, with figures, tolerance, and nothing left unchecked."""

    def __init__(self, name: str, parent: LessonFile, number: int, cell) -> None:
        # nbval's other marks would switch the comparison off; a lesson cannot.
        raises = "raises-exception" in cell.metadata.get("tags", [])
        options = defaultdict(bool, check=True, check_exception=raises)
        super().__init__(name, parent, number, cell, options)
        self.colors = nocolors
        self.output_timeout = SECONDS_FOR_LAST_OUTPUT
        self.has_run = False

    def setup(self) -> None:
        """Skip the cell where the kernel has been lost; the cell that lost it has failed."""
        if self.parent.timed_out:
            pytest.skip("an earlier cell lost the kernel or ran out of time")

    def runtest(self) -> None:
        """Run the cell and compare its outputs with the stored ones."""
        if reason := unproved(self.cell, may_raise=self.options["check_exception"]):
            self.raise_cell_error(reason)
        try:
            self.tolerance = Tolerance.declared(self.cell.metadata)
            self.parent.catch_up(self)
            self.has_run = True
            super().runtest()
        except ValueError as error:
            self.raise_cell_error(f"Its metadata is wrong. {error}")
        except KernelDied as error:
            self.parent.timed_out = True
            self.raise_cell_error(str(error))

    def run_unchecked(self) -> None:
        """Run the cell for its effects."""
        kernel = self.parent.kernel
        request = kernel.execute_cell_input(self.cell.source, allow_stdin=False)
        kernel.await_reply(request, timeout=self.config.option.nbval_cell_timeout)
        kernel.await_idle(request, self.output_timeout)
        self.has_run = True

    def compare_outputs(self, test, ref, skip_compare=None) -> bool:
        """Compare the texts as nbval does, then the figures; `ref` are the stored outputs."""
        if is_live(self.cell):
            return True
        outputs = without_log(test), without_log(ref)
        same_texts = super().compare_outputs(*outputs, skip_compare)
        stem = self.parent.figure_changes / self.name.replace(":", "-")
        changed = list(changes(pictures_in(ref), pictures_in(test), stem))
        self.comparison_traceback += changed
        if self.config.option.room:
            self.user_properties.append((PROPERTY, self._uses(ref, test)))
        return same_texts and not changed

    def _uses(self, ref, test) -> list[tuple]:
        """Return what was used up, in plain tuples: xdist hands them from process to process."""
        texts = (map(self.sanitize, texts_in(without_log(outputs))) for outputs in (ref, test))
        figures = (pictures_in(outputs) for outputs in (ref, test))
        return [tuple(use) for use in uses(zip(*texts, strict=False), zip(*figures, strict=False))]

    def sanitize(self, s):
        """Make nbval compare a text as an `Output`, which knows what does not matter."""
        return Output(super().sanitize(s), self.tolerance) if isinstance(s, str) else s

    def format_output_compare(self, key, left, right) -> None:
        """Print the difference as nbval does, and which numbers were too far from the stored."""
        super().format_output_compare(key, left, right)
        if not isinstance(left, Output):
            return
        for pair in left.pairs(right):
            if pair.used > 1:
                line = f"  {pair.stored} became {pair.new}: more than {pair.limit}"
                self.comparison_traceback.append(line)

    def repr_failure(self, excinfo) -> str:
        """Say which cell failed and why; a fault of this program itself gets its traceback."""
        error = excinfo.value
        if not isinstance(error, NbCellError):
            return pytest.Item.repr_failure(self, excinfo)
        parts = [str(error), error.source, error.inner_traceback]
        return without_colour("\n\n".join(part for part in parts if part))

    def reportinfo(self) -> tuple[Path, int, str]:
        """Return where pytest reports this cell."""
        return self.path, 0, self.name


def proves(cell) -> tuple | None:
    """Return what a run of the cell proves: its code, and its outputs if they are compared."""
    if cell is None:
        return None
    return cell.source, cell.metadata, cell.execution_count, None if is_live(cell) else cell.outputs


def is_live(cell) -> bool:
    """Say whether the cell shows what no second run shows again, such as a progress bar."""
    return cell.metadata.get("live") is True


def unproved(cell, may_raise: bool) -> str | None:
    """Say why the stored outputs of a cell prove nothing, whatever a run may give."""
    if cell.execution_count is None:
        return "Stored without having been run: build the lesson."
    errors = [output for output in cell.outputs if output.output_type == "error"]
    if errors and not may_raise:
        return f"Its stored output is an error, {errors[0].ename}: mend the cell, build the lesson."
    return None


def without_log(outputs: list) -> list:
    """Return outputs without what C++ libraries logged to stderr, warnings of Python kept.

    A warning is for the learner who sees it: a new one fails, and one that a lesson shows on
    purpose must come again.
    """
    kept = []
    for output in outputs:
        if output.get("name") == "stderr":
            output = nbformat.from_dict({**output, "text": without_library_log(output.text)})
        if output.get("text") != "":
            kept.append(output)
    return kept
