"""A deep-learning course in Keras notebooks; `import dlcourse as dl` is all a lesson needs.

Every name below loads on first use (PEP 562), so that importing the package costs milliseconds and
loads neither NumPy, nor Matplotlib, nor Keras.

Example:
    >>> import dlcourse as dl
    >>> dl.claim("Two and two are four", 2 + 2 == 4)
    ✓ Two and two are four
"""

import importlib
import os
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from dlcourse import callbacks as callbacks
    from dlcourse import claims as claims
    from dlcourse import datasets as datasets
    from dlcourse import demos as demos
    from dlcourse import exercises as exercises
    from dlcourse import layers as layers
    from dlcourse import models as models
    from dlcourse import plots as plots
    from dlcourse import scratch as scratch
    from dlcourse import training as training
    from dlcourse._setup import setup as setup
    from dlcourse.claims import claim as claim

# Before NumPy loads: in products of small matrices, a second thread costs more than it brings.
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")

__version__ = "0.1.0"

_MODULES = frozenset(
    {
        "callbacks",
        "claims",
        "datasets",
        "demos",
        "exercises",
        "layers",
        "models",
        "plots",
        "scratch",
        "training",
    }
)
_FUNCTIONS = {"setup": "dlcourse._setup", "claim": "dlcourse.claims"}

__all__ = sorted({*_MODULES, *_FUNCTIONS})


def __getattr__(name: str) -> Any:
    """Import a public module or function when it is first asked for."""
    if name in _FUNCTIONS:
        return getattr(importlib.import_module(_FUNCTIONS[name]), name)
    if name in _MODULES:
        return importlib.import_module(f"dlcourse.{name}")
    raise AttributeError(
        f"module 'dlcourse' has no attribute {name!r}; it has {', '.join(__all__)}."
    )


def __dir__() -> list[str]:
    """Return what is public; Tab shows nothing else."""
    return ["__version__", *__all__]
