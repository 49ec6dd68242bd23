"""Keras models with a name: builders for lessons that teach something else, and trainable ones."""

from dlcourse._namespace import lazy as _lazy

__getattr__, __dir__, __all__ = _lazy(__file__, __name__)
