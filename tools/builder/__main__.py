"""Command line: ``python -m tools.builder build | check | report``."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from .build import build
from .check import check
from .limits import table
from .problems import Refused
from .source import Course, read_source


def main(arguments: list[str] | None = None) -> int:
    """Run the command; return the exit status."""
    options = parser().parse_args(arguments)
    course = Course(options.folder)
    try:
        if options.command == "check":
            problems = check(course)
        elif options.command == "report":
            print(*table([read_source(path) for path in course.sources()]), sep="\n")
            problems = []
        else:
            paths = [course.find(name) for name in options.lesson] or course.sources()
            problems = build(course, paths, jobs=options.jobs, fresh=options.fresh)
    except Refused as error:
        problems = error.problems
    for problem in problems:
        print(problem, file=sys.stderr)
    if problems:
        print(f"{len(problems)} problem(s).", file=sys.stderr)
    return 1 if problems else 0


def parser() -> argparse.ArgumentParser:
    """Return the parser of the command line."""
    top = argparse.ArgumentParser(prog="python -m tools.builder", description=__doc__)
    top.add_argument("--folder", type=Path, default=Course.folder, help="the lessons' folder")
    commands = top.add_subparsers(dest="command", required=True)
    making = commands.add_parser("build", help="write and run the notebooks")
    making.add_argument("lesson", nargs="*", help="01, perceptron or 01_perceptron; default: all")
    making.add_argument("--jobs", type=_positive, default=2, metavar="N", help="kernels at a time")
    making.add_argument("--fresh", action="store_true", help="run even what did not change")
    commands.add_parser("check", help="run nothing; fail on drift, edits and missing outputs")
    commands.add_parser("report", help="say how much each lesson holds; ! is beyond a limit")
    return top


def _positive(text: str) -> int:
    number = int(text)
    if number < 1:
        raise argparse.ArgumentTypeError(f"at least 1. Received: {text}")
    return number


if __name__ == "__main__":
    raise SystemExit(main())
