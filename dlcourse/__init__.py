"""A deep-learning course in Keras notebooks; `import dlcourse as dl` is all a lesson needs.

Every name below loads on first use (PEP 562), so that importing the package costs milliseconds and
loads neither NumPy, nor Matplotlib, nor Keras.

Example:
    >>> import dlcourse as dl
    >>> dl.claim("Two and two are four", 2 + 2 == 4)
    ✓ Two and two are four
"""

import importlib

__version__ = "0.1.0"

_MODULES = frozenset(
    {
        "callbacks",
        "claims",
        "course",
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


def __getattr__(name: str):
    """Import a public module or function when it is first asked for."""
    if name in _FUNCTIONS:
        return getattr(importlib.import_module(_FUNCTIONS[name]), name)
    if name in _MODULES:
        return importlib.import_module(f"dlcourse.{name}")
    raise AttributeError(
        f"module 'dlcourse' has no attribute {name!r}; it has {', '.join(__all__)}."
    )


def __dir__() -> list[str]:
    return [*globals(), *__all__]
