"""Draw a hat out of ramps: kinks and output weights of a hidden layer, set by hand."""

import numpy as np

from dlcourse.judging import Exercise, Mistake


def _hat(left, top, right):
    up = 1 / (top - left)
    down = 1 / (right - top)
    return [left, top, right], [up, -up - down, down]


def _hat_by_differences(left, top, right):
    kinks = np.array([left, top, right], dtype=float)
    slopes = np.append(np.diff([0.0, 1.0, 0.0]) / np.diff(kinks), 0.0)
    return kinks, np.diff(slopes, prepend=0.0)


def _hat_of_four_ramps(left, top, right):
    a, b = top - left, right - top
    return (left, top, top, right), (1 / a, -1 / a, -1 / b, 1 / b)


def _heights(returned, left, top, right):
    """Return how high the sum of the ramps is at seven places."""
    if not isinstance(returned, tuple | list) or len(returned) != 2:
        raise ValueError("Expected two parts: return kinks, weights.")
    kinks, weights = (np.asarray(part, dtype=float) for part in returned)
    if kinks.ndim != 1 or kinks.shape != weights.shape:
        raise ValueError(
            "Expected two lists of equal length, one weight for each kink. "
            f"Received: shapes {kinks.shape} and {weights.shape}"
        )
    places = {
        "left of the hat": left - 1.0,
        "at left": left,
        "half-way up": (left + top) / 2,
        "at top": top,
        "half-way down": (top + right) / 2,
        "at right": right,
        "right of the hat": right + 2.0,
    }
    return {name: float(np.maximum(0.0, place - kinks) @ weights) for name, place in places.items()}


hat = Exercise(
    name="hat",
    reference=_hat,
    right=[_hat_by_differences, _hat_of_four_ramps],
    inputs=lambda rng: [
        (0.0, 2.0, 6.0),
        (-1.0, -0.5, 0.5),
        (1.0, 4.0, 5.0),
        *[tuple(np.cumsum(rng.uniform(0.3, 2.0, size=3)).round(2).tolist()) for _ in range(3)],
    ],
    outcome=_heights,
    mistakes=[
        Mistake(
            "slopes instead of their changes",
            "Each ramp goes on for ever, so their slopes add up. A weight is not the slope of "
            "the piece, but how much the slope changes there.",
            lambda left, top, right: (
                [left, top, right],
                [1 / (top - left), -1 / (right - top), 0],
            ),
            also=[
                lambda left, top, right: ([left, top], [1 / (top - left), -1 / (right - top)]),
                lambda left, top, right: (
                    [left, top, right],
                    [1 / (top - left), -1 / (right - top), 1 / (right - top)],
                ),
            ],
        ),
        Mistake(
            "falls for ever",
            "The hat is right up to its right end, and then goes on falling. Which slope must "
            "it have there, and by how much does it change?",
            lambda left, top, right: (
                [left, top],
                [1 / (top - left), -1 / (top - left) - 1 / (right - top)],
            ),
        ),
        Mistake(
            "stays up",
            "The second ramp takes away the slope of the first, and the curve runs on level. It "
            "must take away more than that to come down.",
            lambda left, top, right: ([left, top], [1 / (top - left), -1 / (top - left)]),
            also=[
                lambda left, top, right: (
                    [left, top, right],
                    [1 / (top - left), -1 / (top - left), 0],
                ),
            ],
        ),
        Mistake(
            "a roof with equal sides",
            "The two sides may have different lengths, and then they have different slopes.",
            lambda left, top, right: (
                [left, top, right],
                [1 / (top - left), -2 / (top - left), 1 / (top - left)],
            ),
        ),
        Mistake(
            "slopes of 1",
            "Your curve rises by 1 for each unit to the right. It must rise by 1 from left to "
            "top, however long that is.",
            lambda left, top, right: ([left, top, right], [1, -2, 1]),
        ),
        Mistake(
            "lengths instead of slopes",
            "A slope is height divided by length: the longer the side, the flatter it is.",
            lambda left, top, right: (
                [left, top, right],
                [top - left, left - right, right - top],
            ),
        ),
        Mistake(
            "upside down",
            "Your hat hangs down. Exchange the signs of all weights.",
            lambda left, top, right: (
                [left, top, right],
                [-1 / (top - left), 1 / (top - left) + 1 / (right - top), -1 / (right - top)],
            ),
        ),
        Mistake(
            "the last sign",
            "After the hat the curve should run level at 0. Which way must the last ramp go?",
            lambda left, top, right: (
                [left, top, right],
                [1 / (top - left), -1 / (top - left) - 1 / (right - top), -1 / (right - top)],
            ),
        ),
        Mistake(
            "kinks with the wrong sign",
            "A ramp that begins at k is relu(x - k), so its kink is k, not -k.",
            lambda left, top, right: (
                [-left, -top, -right],
                [1 / (top - left), -1 / (top - left) - 1 / (right - top), 1 / (right - top)],
            ),
        ),
    ],
    further="With hats in two dimensions engineers compute bridges: the finite element method.",
    hints=[
        "Write down the slope of each of the four straight pieces: before the hat, up, down, and "
        "after it.",
        "The weight of a ramp is the slope behind its kink minus the slope before it.",
        "The three weights add up to 0, for after the hat the curve is level again.",
    ],
)
