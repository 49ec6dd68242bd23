"""Set the course up on a fresh machine, then open it or test it, with nothing but Python.

    python course.py            open the course in JupyterLab
    python course.py test       pass all tests: units, lessons, figures, claims
    python course.py ARG...     the same as `dlcourse ARG...`, say: python course.py list

The first call makes a virtual environment in `.venv` and installs the pinned versions into it;
later calls start at once, and install again only when the project's requirements have changed.
"""

import hashlib
import os
import shutil
import subprocess
import sys
import sysconfig
import venv
from pathlib import Path

ROOT = Path(__file__).resolve().parent
VENV = ROOT / ".venv"
BIN = VENV / ("Scripts" if os.name == "nt" else "bin")
PYTHON = BIN / ("python.exe" if os.name == "nt" else "python")
OLDEST_PYTHON = (3, 11)
# Jupyter, and the backend of Keras on which the lessons are tested.
USED = ("course", "tensorflow")
# What comes with TensorFlow for those who compile against it: a fifth of the disk. Nothing that
# runs reads it, and pip does not mind when it upgrades or removes the packages.
FOR_COMPILERS = ("tensorflow/include", "clang/native")


def main(arguments: list[str]) -> int:
    """Set up what the command needs, run it, and return its exit status."""
    if sys.version_info < OLDEST_PYTHON:
        print(
            f"Expected Python {OLDEST_PYTHON[0]}.{OLDEST_PYTHON[1]} or newer. Received: Python "
            f"{sys.version_info[0]}.{sys.version_info[1]}. Install a newer one, then call this "
            "file with it.",
            file=sys.stderr,
        )
        return 2
    testing = arguments[:1] == ["test"]
    status = install(*USED, *(["test"] if testing else []))
    if status:
        return status
    if testing:
        return run(PYTHON, "-m", "pytest", *arguments[1:])
    # Where the course names a command of its own, it is one that can be typed here.
    os.environ["DLCOURSE_CALLED"] = f"{'py' if os.name == 'nt' else 'python3'} course.py"
    return run(PYTHON, "-m", "dlcourse", *(arguments or ["start"]))


def install(*extras: str) -> int:
    """Make `.venv` and install the course with these extras, unless that was done before."""
    stamp = VENV / f"installed-{'-'.join(extras)}"
    wanted = fingerprint()
    if stamp.is_file() and stamp.read_text() == wanted:
        return 0
    print("Setting the course up in .venv; this takes a minute or two, once.", flush=True)
    if not PYTHON.is_file():
        venv.create(VENV, with_pip=True, symlinks=os.name != "nt")
    target = f"{ROOT}[{','.join(extras)}]"
    pip = (PYTHON, "-m", "pip", "install", "--quiet", "--disable-pip-version-check")
    status = run(*pip, "--constraint", ROOT / "constraints.txt", "--editable", target)
    if status:
        print("The installation failed: pip's message above says why.", file=sys.stderr)
    else:
        drop_what_only_compilers_read()
        stamp.write_text(wanted)
    return status


def drop_what_only_compilers_read() -> None:
    """Remove headers and a compiler's library from `.venv`, where they are."""
    packages = sysconfig.get_path("purelib", "venv", {"base": str(VENV)})
    for folder in FOR_COMPILERS:
        shutil.rmtree(Path(packages, folder), ignore_errors=True)


def fingerprint() -> str:
    """Return a digest of all that decides what gets installed."""
    parts = [(ROOT / name).read_bytes() for name in ("pyproject.toml", "constraints.txt")]
    return hashlib.sha256(b"\0".join([*parts, sys.version.encode()])).hexdigest()


def run(*command: str | Path) -> int:
    """Run a command in the foreground; Ctrl-C reaches it and ends quietly here."""
    try:
        return subprocess.run([str(part) for part in command], check=False).returncode
    except KeyboardInterrupt:
        return 130


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
