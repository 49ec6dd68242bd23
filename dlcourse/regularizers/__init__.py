"""Penalties that Keras lacks."""

from dlcourse._namespace import lazy as _lazy

__getattr__, __dir__, __all__ = _lazy(__file__, __name__)
