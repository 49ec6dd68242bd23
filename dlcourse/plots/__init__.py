"""Figures of the course: functions that take data first and `ax=None`, and return the Axes."""

from dlcourse._namespace import lazy as _lazy

__getattr__, __dir__, __all__ = _lazy(__file__, __name__)
