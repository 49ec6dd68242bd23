"""Which way to take on the backend that runs underneath."""

from __future__ import annotations

from collections.abc import Callable, Mapping


def on_this_backend(ways: Mapping[str, Callable]) -> Callable:
    """Return the function of Keras' present backend; raise NotImplementedError if it has none."""
    import keras

    backend = keras.backend.backend()
    if backend not in ways:
        raise NotImplementedError(f"Expected one of {sorted(ways)}. Received: {backend!r}")
    return ways[backend]
