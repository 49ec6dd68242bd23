"""A small exercise, as an author would declare it; it is not part of the course."""

import numpy as np

from dlcourse.judging.exercise import Exercise, Mistake


def _rescale(x, low, high):
    span = x.max() - x.min()
    return low + (high - low) * (x - x.min()) / span


def _inputs(rng):
    edge_cases = [
        (np.array([0.0, 1.0]), 0.0, 1.0),
        (np.array([2.0, 4.0, 3.0]), -1.0, 1.0),
    ]
    return edge_cases + [(rng.normal(size=(2, 3)), -2.0, 5.0) for _ in range(3)]


rescale = Exercise(
    name="rescale",
    reference=_rescale,
    inputs=_inputs,
    mistakes=[
        Mistake(
            "shifted the wrong way",
            "The smallest entry must come out as `low`; yours comes out elsewhere.",
            lambda x, low, high: (high - low) * (x - x.min()) / (x.max() - x.min()) - low,
        ),
        Mistake(
            "divided by the maximum",
            "Entries run from the minimum to the maximum: that distance is what becomes 1.",
            lambda x, low, high: low + (high - low) * (x - x.min()) / x.max(),
        ),
        Mistake(
            "one range per column",
            "The array has one minimum and one maximum, whatever its shape.",
            lambda x, low, high: low + (high - low) * (x - x.min(axis=0)) / np.ptp(x, axis=0),
        ),
    ],
    hints=["First bring the entries to 0..1.", "Then stretch them, and shift them last."],
)


def double(x):
    return 2 * x


def simple(**fields):
    """Return an exercise on one argument whose reference doubles it."""
    fields = {"inputs": lambda rng: [(np.array([1.0, -2.0, 3.0, 4.5]),)], **fields}
    fields = {"reference": double, "mistakes": [], "hints": [], **fields}
    return Exercise(**{"name": "double", **fields})
