"""Calling functions with those values that they name as parameters."""

import inspect
from collections.abc import Callable, Mapping
from typing import Any


def parameters(function: Callable[..., Any]) -> list[str]:
    """Return the names of the parameters of `function`."""
    return list(inspect.signature(function).parameters)


def call(function: Callable[..., Any], values: Mapping[str, Any]) -> Any:
    """Call `function` with those of `values` that it names."""
    return function(**{name: values[name] for name in parameters(function) if name in values})
