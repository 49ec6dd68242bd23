"""Run tests of a module again, on a backend of Keras that may be installed beside TensorFlow."""

import importlib.util
import os
import subprocess
import sys
from pathlib import Path

import pytest


def run_on(backend: str, *paths: str | Path, tests: str) -> None:
    """Fail unless the tests in these files pass there; skip where there is no such backend.

    Args:
        backend: "jax" or "torch".
        paths: Files of tests.
        tests: Which of their tests, as pytest's -k takes it; not those that call this function.
    """
    if importlib.util.find_spec(backend) is None:
        pytest.skip(f"{backend} is not installed")
    run = subprocess.run(
        [sys.executable, "-m", "pytest", "-q", "-n0", "-p", "no:cacheprovider"]
        # Keras' own way of reading arrays is not yet made for the newest NumPy.
        + ["-W", "default::DeprecationWarning", "-k", tests, *map(str, paths)],
        env={**os.environ, "KERAS_BACKEND": backend},
        capture_output=True,
        text=True,
        check=False,
    )
    assert run.returncode == 0, run.stdout[-3000:]
