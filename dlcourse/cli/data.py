"""List the data sets with their checksums, or fetch an optional one.

What comes with the course is verified against its checksums. No lesson needs the optional sets.
"""

import argparse
from collections.abc import Callable
from types import ModuleType
from typing import Any

from dlcourse._text import called, did_you_mean
from dlcourse.cli.terminal import fill, mark
from dlcourse.course.errors import CourseError


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments of `dlcourse data`."""
    actions = parser.add_subparsers(dest="action", metavar="ACTION")
    actions.add_parser("list", help="list the data sets (the default)")
    fetch = actions.add_parser("fetch", help="download optional data sets, once")
    fetch.add_argument("names", nargs="+", metavar="NAME", help="name of a data set")


def run(options: argparse.Namespace) -> int:
    """List the data sets, or load the named ones so that Keras keeps them."""
    if options.action == "fetch":
        return _fetch(options.names)
    from dlcourse import datasets
    from dlcourse.datasets import downloads

    try:
        problems = datasets.verify_files()
    except (datasets.DataFileError, FileNotFoundError) as error:
        raise CourseError(str(error)) from error
    print("With the course:")
    for name, loader in _shipped().items():
        mine = {file: text for file, text in problems.items() if file.startswith(f"{name}.")}
        print(_line("✗" if mine else "✓", name, loader))
        for text in mine.values():
            print(f"      {text}")
    print(f"Optional, with {called('data fetch NAME')}:")
    for name, loader in _loaders(downloads).items():
        print(_line("·", name, loader))
    return 1 if problems else 0


def _fetch(names: list[str]) -> int:
    from dlcourse.datasets import downloads

    loaders = known()
    for name in names:
        if name not in loaders:
            hint = did_you_mean(name, loaders)
            raise CourseError(f"Unknown data set {name!r}.{hint} {called('data')} lists them.")
    import dlcourse

    dlcourse.setup()  # imports Keras without its messages
    for name in names:
        try:
            data = loaders[name]()
        except downloads.DownloadError as error:
            raise CourseError(str(error)) from error
        print(f"{mark('✓')} {name}: {_sizes(data)}")
    return 0


def _sizes(data: Any) -> str:
    if hasattr(data, "x_train"):
        return f"{len(data.x_train)} training and {len(data.x_test)} test samples"
    return repr(data)


def known() -> dict[str, Callable[[], Any]]:
    """Return the loaders of all data sets by name."""
    from dlcourse import datasets

    return _loaders(datasets)


def _shipped() -> dict[str, Callable[[], Any]]:
    """Return the loaders of what comes with the course, by name."""
    from dlcourse.datasets import downloads

    optional = _loaders(downloads)
    return {name: loader for name, loader in known().items() if name not in optional}


def _loaders(module: ModuleType) -> dict[str, Callable[[], Any]]:
    """Return the functions `load_NAME` of a module by NAME."""
    return {n.removeprefix("load_"): f for n, f in vars(module).items() if n.startswith("load_")}


def _line(sign: str, name: str, loader: Callable[[], Any]) -> str:
    return f"  {mark(sign)} {name:<16}{fill(_about(loader), 20, first=20)}"


def _about(loader: Callable[[], Any]) -> str:
    """Return the first line of the loader's docstring, which says what it loads."""
    return (loader.__doc__ or "").partition("\n")[0].removeprefix("Load ").rstrip(".")
