"""The program that ``run_process`` starts: runs the source of an answer and tells what it does."""

from __future__ import annotations

import importlib
import json
import linecache
import math
import os
import re
import sys
from pathlib import Path
from typing import Any, BinaryIO

import numpy as np

from dlcourse.judging.contain import contained
from dlcourse.judging.exercise import Exercise
from dlcourse.judging.observation import Form, Observation
from dlcourse.judging.observe import observe
from dlcourse.judging.raised import read_exception
from dlcourse.judging.run_process import DONE, READY
from dlcourse.judging.wire import write_line

_FILE = "<answer>"


def main() -> None:
    """Read a request from the standard input and answer it, line by line, on standard output."""
    request = json.loads(sys.stdin.buffer.read())
    exercise = _find(request["module"], request["exercise"])
    usage = exercise.task.usage
    pipe = _private_output()
    pipe.write(READY)
    _limit(request["seconds"], request["memory"])

    def tell(told: Form | Observation) -> None:
        pipe.write(write_line(told))

    with contained() as printed:
        try:
            answer = _define(request["source"], exercise.name)
        except BaseException as error:
            tell(Form(broken=read_exception(error)))
        else:
            observe(answer, usage, printed, tell)
    pipe.write(DONE)


def _find(module: str, name: str) -> Exercise:
    declared = vars(importlib.import_module(module)).values()
    return next(each for each in declared if isinstance(each, Exercise) and each.name == name)


def _private_output() -> BinaryIO:
    """Return what was standard output; ``contained`` silences it for the answer."""
    return os.fdopen(os.dup(1), "wb", buffering=0)


def _limit(seconds: float, memory: int) -> None:
    """Limit the memory, and the computing in case that nobody is left to end this process."""
    try:
        import resource
    except ImportError:  # Windows
        return
    used = sum(resource.getrusage(resource.RUSAGE_SELF)[:2])
    most = math.ceil(used + seconds * (os.cpu_count() or 1)) + 1
    resource.setrlimit(resource.RLIMIT_CPU, (most, most))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    if sys.platform == "linux":
        pages = int(Path("/proc/self/statm").read_text().split()[0])
        most = pages * resource.getpagesize() + memory
        resource.setrlimit(resource.RLIMIT_AS, (most, most))


def _define(source: str, name: str) -> Any:
    """Run the source as a cell of a lesson, and return what it calls ``name``."""
    names: dict[str, Any] = {"__name__": "__main__", "np": np}
    if re.search(r"\bkeras\b", source):
        names["keras"] = importlib.import_module("keras")
    if re.search(r"\bdl\b", source):
        names["dl"] = importlib.import_module("dlcourse")
    linecache.cache[_FILE] = (len(source), None, source.splitlines(keepends=True), _FILE)
    exec(compile(source, _FILE, "exec"), names)
    return names.get(name)


if __name__ == "__main__":
    main()
