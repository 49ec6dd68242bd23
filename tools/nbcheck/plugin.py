"""pytest's side: which files are lessons, which options there are."""

from __future__ import annotations

import time
from pathlib import Path

import pytest

from . import room
from .kernel import CPU_SETTINGS
from .lesson import LessonFile, is_proved_by_learners, setting_of
from .perturb import RELATIVE


def pytest_addoption(parser: pytest.Parser) -> None:
    """Add the options of the lessons' tests."""
    group = parser.getgroup("lessons", "lessons (*.ipynb), on top of nbval")
    group.addoption(
        "--cpu-setting",
        choices=sorted(CPU_SETTINGS),
        default="one-thread",
        help="Run the lessons' kernels as on another CPU: %(choices)s. Default: %(default)s.",
    )
    group.addoption(
        "--perturb-seed",
        type=int,
        metavar="N",
        default=int(time.time()),
        help="Seed of --cpu-setting perturbed. Default: a new one each time; the header names it.",
    )
    group.addoption(
        "--perturb-draws",
        action="store_true",
        help="With --cpu-setting perturbed, perturb what the cells draw from NumPy, too.",
    )
    group.addoption(
        "--perturb-by",
        type=float,
        metavar="X",
        default=RELATIVE,
        help="Of --cpu-setting perturbed, relative to each weight. Default: %(default)s.",
    )
    group.addoption(
        "--room",
        action="store_true",
        help="Say which cells used more than half of what may differ.",
    )
    group.addoption(
        "--figure-changes",
        metavar="FOLDER",
        default="build/figure-changes",
        help="Where pictures of changed figures go. Default: %(default)s.",
    )


def pytest_report_header(config: pytest.Config) -> str:
    """Name the CPU setting, so that a log tells what it proves."""
    return f"lessons: CPU setting {setting_of(config)}"


def pytest_terminal_summary(terminalreporter, config: pytest.Config) -> None:
    """Say which cells have little room, if that was asked for."""
    if config.option.room:
        reports = [*terminalreporter.getreports("passed"), *terminalreporter.getreports("failed")]
        terminalreporter.section("room")
        for line in room.summary(r for r in reports if room.PROPERTY in dict(r.user_properties)):
            terminalreporter.line(line)


def pytest_collect_file(file_path: Path, parent: pytest.Collector) -> LessonFile | None:
    """Collect notebooks; solved ones go with the learner's notebook of the same name."""
    plain = parent.config.option.nbval or parent.config.option.nbval_lax  # nbval alone was wanted
    if file_path.suffix != ".ipynb" or plain or is_proved_by_learners(file_path, parent.session):
        return None
    return LessonFile.from_parent(parent, path=file_path)
