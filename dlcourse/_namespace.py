"""What a package shows: to Tab and `help` what is public, and nothing of what it is made from."""

from __future__ import annotations

import importlib
import re
from collections.abc import Callable, Mapping
from pathlib import Path
from types import ModuleType
from typing import Any

_EXPORT = re.compile(r"^from (\S+) import (\w+) as \2$", re.MULTILINE)


def lazy(
    file: str, package: str
) -> tuple[Callable[[str], Any], Callable[[], list[str]], list[str]]:
    """Return `__getattr__`, `__dir__` and `__all__` of a package that loads names on first use.

    The names stand in the stub beside the package, `__init__.pyi`, one `from m import x as x` a
    line; type checkers and editors read the same lines.

    Args:
        file: `__file__` of the package.
        package: `__name__` of the package.
    """
    stub = Path(file).with_suffix(".pyi").read_text(encoding="utf-8")
    source = {name: module for module, name in _EXPORT.findall(stub)}
    public = sorted(source)

    def load(name: str) -> Any:
        if name not in source:
            raise AttributeError(
                f"module {package!r} has no attribute {name!r}; it has {', '.join(public)}."
            )
        if source[name] == package:
            return importlib.import_module(f"{package}.{name}")
        return getattr(importlib.import_module(source[name]), name)

    return load, lambda: public, public


def names_in(namespace: Mapping[str, Any]) -> list[str]:
    """Return the public names of a package whose modules are loaded, sorted, modules left out."""
    return sorted(
        name
        for name, value in namespace.items()
        if not name.startswith("_") and not isinstance(value, ModuleType)
    )
