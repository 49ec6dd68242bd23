"""From one code to another, step by step, each painted."""

import numpy as np

from dlcourse.judging import Exercise, Mistake


def _walk(decode, start, end, n):
    shares = np.linspace(0, 1, n)[:, None]
    return decode((1 - shares) * np.array(start) + shares * np.array(end))


def _ten_times(codes):
    """Paint ten times the code: an image of two pixels."""
    return 10 * np.asarray(codes, dtype=float)


def _painter(codes):
    """Paint four pixels, bent as a trained decoder's are."""
    x, y = np.asarray(codes, dtype=float).T
    return np.stack([np.tanh(x), np.tanh(y), np.tanh(x * y), np.tanh(x - y) ** 2], axis=1)


def _walk_inputs(rng):
    return [
        (_ten_times, np.array([0.0, 0.0]), np.array([1.0, 2.0]), 3),
        (_painter, np.array([-1.0, 0.5]), np.array([2.0, -1.5]), 2),
        (_painter, np.array([-1.0, 0.5]), np.array([2.0, -1.5]), 4),
        (_painter, rng.normal(size=2), rng.normal(size=2), 6),
        (_ten_times, [3.0, -1.0], [0.0, 1.0], 5),
    ]


def _by_loop(decode, start, end, n):
    start, end = np.array(start), np.array(end)
    codes = [start + k / (n - 1) * (end - start) for k in range(n)]
    return decode(np.array(codes))


def _by_linspace(decode, start, end, n):
    return decode(np.linspace(start, end, n))


def _fade(decode, start, end, n):
    ends = decode(np.array([start, end]))
    return np.linspace(ends[0], ends[1], n)


walk = Exercise(
    name="walk",
    reference=_walk,
    right=[_by_loop, _by_linspace],
    inputs=_walk_inputs,
    mistakes=[
        Mistake(
            "fading instead of walking",
            "You decode both ends and mix the pictures. Mix the codes, then decode.",
            _fade,
        ),
        Mistake(
            "codes instead of images",
            "These are the codes on the way. Let decode paint them.",
            lambda decode, start, end, n: np.linspace(start, end, n),
        ),
        Mistake(
            "the end is missing",
            "The last image is not yet that of the end. Count: n images have n - 1 steps.",
            lambda decode, start, end, n: decode(np.linspace(start, end, n, endpoint=False)),
        ),
        Mistake(
            "one image too many",
            "You return n + 1 images. Both ends count among the n.",
            lambda decode, start, end, n: decode(np.linspace(start, end, n + 1)),
        ),
        Mistake(
            "the ends are missing",
            "Both ends belong to the walk.",
            lambda decode, start, end, n: decode(np.linspace(start, end, n + 2)[1:-1]),
        ),
        Mistake(
            "backwards",
            "You go from the end to the start.",
            lambda decode, start, end, n: decode(np.linspace(end, start, n)),
        ),
    ],
    further="In lesson 22 the codes between two digits are trained, too.",
    hints=[
        "How far along is image k of n? At 0 for the first, at 1 for the last.",
        "np.linspace takes arrays as its ends, too. Then one call of decode paints all.",
    ],
)
