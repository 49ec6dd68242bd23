"""Check this installation and say how to mend it.

A check marked ✗ has failed and must be mended; one marked ! is only good to know.
"""

import argparse
import importlib.util
import json
import os
import platform
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

from dlcourse.cli.terminal import fill, mark
from dlcourse.course.errors import CourseError

OLDEST_PYTHON = (3, 11)
NEEDED_BYTES = 200 * 10**6
PATIENCE_S = 180


class Finding(NamedTuple):
    """What a check has found.

    Attributes:
        good: True, False, or None if it is only good to know.
        text: What there is.
        mend: What to do about it.
    """

    good: bool | None
    text: str
    mend: str = ""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments of `dlcourse doctor`: none."""


def run(options: argparse.Namespace) -> int:
    """Print each check as soon as it is done; status 1 if one has failed."""
    failed = 0
    for name, check in CHECKS.items():
        finding = check()
        sign = {True: "✓", False: "✗", None: "!"}[finding.good]
        print(f"{mark(sign)} {name:<12}{fill(finding.text, 14, first=14)}", flush=True)
        if finding.mend:
            print(f"  {'':<12}→ {fill(finding.mend, 16, first=16)}", flush=True)
        failed += finding.good is False
    print(f"{failed} of {len(CHECKS)} checks failed." if failed else "All is well.")
    return 1 if failed else 0


def check_python() -> Finding:
    """Check the version of this interpreter."""
    version = ".".join(map(str, sys.version_info[:3]))
    oldest = ".".join(map(str, OLDEST_PYTHON))
    good = sys.version_info >= OLDEST_PYTHON
    mend = "" if good else f"Install Python {oldest} or newer, and dlcourse with it."
    return Finding(good, f"Python {version} in {sys.prefix}", mend)


def check_jupyter() -> Finding:
    """Check that JupyterLab and Voila can be found."""
    missing = [n for n in ("jupyterlab", "voila") if importlib.util.find_spec(n) is None]
    if missing:
        return Finding(False, f"missing: {', '.join(missing)}", _install(*missing))
    from importlib.metadata import version

    return Finding(True, f"JupyterLab {version('jupyterlab')}, Voila {version('voila')}")


def check_kernel() -> Finding:
    """Start the kernel of the lessons and check that it is this interpreter."""
    from dlcourse.cli.servers import prefer_own_kernel

    prefer_own_kernel()
    program = (
        "from jupyter_client.manager import run_kernel\n"
        "import json\n"
        "with run_kernel(kernel_name='python3') as client:\n"
        "    reply = client.execute_interactive('', user_expressions="
        "{'where': '__import__(\"sys\").prefix'}, timeout=60)\n"
        "    print(json.dumps(eval(reply['content']['user_expressions']['where']"
        "['data']['text/plain'])))\n"
    )
    prefix, complaint = _ask_python(program)
    if complaint:
        return Finding(False, f"does not start: {complaint}", _install("ipykernel"))
    if prefix != sys.prefix:
        mend = f"{sys.executable} -m ipykernel install --sys-prefix"
        return Finding(False, f"python3 is another Python: {prefix}", mend)
    return Finding(True, "python3 starts and is this Python")


def check_keras() -> Finding:
    """Import Keras with its backend and compute something."""
    program = (
        "import keras, json\n"
        "assert float(keras.ops.sum(keras.ops.ones((2, 3)))) == 6\n"
        "print(json.dumps([keras.__version__, keras.backend.backend()]))\n"
    )
    answer, complaint = _ask_python(program)
    chosen = os.environ.get("KERAS_BACKEND", "tensorflow")
    if complaint:
        other = chosen != "tensorflow"
        mend = f"Unset KERAS_BACKEND={chosen}." if other else _install("keras", _tensorflow())
        return Finding(False, f"does not work: {complaint}", mend)
    version, backend = answer
    if backend == "tensorflow":
        return Finding(True, f"Keras {version} on TensorFlow computes")
    text = f"Keras {version} on {backend}; the lessons are tested on TensorFlow"
    return Finding(None, text, "Choose TensorFlow with the variable KERAS_BACKEND=tensorflow.")


def check_lessons() -> Finding:
    """Check that the lessons are there and can be read."""
    from dlcourse.course.catalogue import all_lessons

    try:
        lessons = all_lessons()
        for lesson in lessons:
            _ = lesson.notebook
    except CourseError as error:
        return Finding(False, str(error), "Install dlcourse again.")
    return Finding(True, f"{len(lessons)} lessons")


def check_data() -> Finding:
    """Check the shipped data files against their checksums."""
    from dlcourse import datasets

    try:
        problems = datasets.verify_files()
    except (datasets.DataFileError, FileNotFoundError) as error:
        return Finding(False, "cannot be checked", str(error))
    if problems:
        return Finding(False, f"damaged: {', '.join(problems)}", " ".join(problems.values()))
    return Finding(True, "every checksum is right")


def check_fonts() -> Finding:
    """Look for a font with Hangul, which the Korean terms need."""
    import matplotlib
    from matplotlib import font_manager

    # Those inside Matplotlib are not for the browser, and one of them shows boxes for all letters.
    own = Path(matplotlib.get_data_path())
    fonts = [Path(font.fname) for font in font_manager.fontManager.ttflist]
    if any(_has_hangul(font) for font in fonts if own not in font.parents):
        return Finding(True, "Hangul can be shown")
    mend = "To read the Korean terms, install a font such as Noto Sans CJK KR or NanumGothic."
    return Finding(None, "no font with Hangul", mend)


def check_disk() -> Finding:
    """Check that there is space for a workspace here, and where the record is kept."""
    from dlcourse.course import progress

    here, record = Path.cwd(), _nearest_folder(progress.folder())
    free = {folder: shutil.disk_usage(folder).free for folder in (here, record)}
    folder = min(free, key=free.__getitem__)
    text = f"{free[folder] / 1e9:.1f} GB free in {folder}"
    if free[folder] < NEEDED_BYTES:
        other = "go to" if folder == here else "set DLCOURSE_HOME to"
        mend = f"Free {NEEDED_BYTES / 1e6:.0f} MB, or {other} another folder."
        return Finding(False, text, mend)
    return Finding(True, text)


def check_record() -> Finding:
    """Check that the record of the learner's progress can be read and written."""
    from dlcourse.course import progress

    folder = progress.folder()
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryFile(dir=folder) as file:
            file.write(bytes(4096))  # a full disk takes the file and not what is in it
        if progress.journal().exists():
            with open(progress.journal(), "ab"):
                pass
    except (OSError, ValueError) as error:
        mend = "Give yourself the right and the space to write there, or set DLCOURSE_HOME to"
        return Finding(False, f"cannot be written: {error}", f"{mend} another folder.")
    if complaints := progress.load().complaints:
        return Finding(None, " ".join(complaints), "What can be read counts; nothing is lost.")
    return Finding(True, f"is kept in {folder}")


def _nearest_folder(folder: Path) -> Path:
    """Return the folder itself, or the nearest above it that exists."""
    return next((each for each in (folder, *folder.parents) if each.is_dir()), Path.cwd())


def _has_hangul(font: Path) -> bool:
    from matplotlib.ft2font import FT2Font

    try:
        return 0xAC00 in FT2Font(font).get_charmap()
    except (OSError, RuntimeError):
        return False


def _ask_python(program: str) -> tuple[object, str]:
    """Run `program` in a fresh interpreter; return what it printed as JSON, or its complaint."""
    try:
        answer = subprocess.run(
            [sys.executable, "-c", program], capture_output=True, text=True, timeout=PATIENCE_S
        )
    except subprocess.TimeoutExpired:
        return None, f"no answer within {PATIENCE_S} s; if the machine is busy, ask again later"
    if answer.returncode:
        return None, (answer.stderr.strip().splitlines() or ["it ended without a word"])[-1]
    return json.loads(answer.stdout.strip().splitlines()[-1]), ""


def _tensorflow() -> str:
    """Return the name of TensorFlow's CPU build for this machine, as in pyproject.toml."""
    intel_linux = sys.platform == "linux" and platform.machine() == "x86_64"
    return "tensorflow-cpu" if sys.platform == "win32" or intel_linux else "tensorflow"


def _install(*packages: str) -> str:
    return f"{sys.executable} -m pip install --force-reinstall {' '.join(packages)}"


CHECKS: dict[str, Callable[[], Finding]] = {
    "Python": check_python,
    "JupyterLab": check_jupyter,
    "kernel": check_kernel,
    "Keras": check_keras,
    "lessons": check_lessons,
    "data": check_data,
    "fonts": check_fonts,
    "progress": check_record,
    "disk": check_disk,
}
