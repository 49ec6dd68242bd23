"""Exercises on activation functions."""

import numpy as np

from dlcourse.exercises.source import mentions


def without_overflow(answer, *arguments):
    """Call an answer; an overflow is an error even where the result would be right."""
    if mentions(answer, "errstate", "seterr"):
        raise ValueError("Expected no overflow at all, not one that np.errstate hides.")
    with np.errstate(over="raise", invalid="raise", divide="raise"):
        return answer(*arguments)
