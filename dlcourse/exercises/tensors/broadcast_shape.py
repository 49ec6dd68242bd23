"""The shape that two arrays have together."""

import itertools

import numpy as np

from dlcourse.exercises.source import without
from dlcourse.judging import Exercise, Mistake


def _broadcast_shape(a, b):
    n = max(len(a), len(b))
    a = (1,) * (n - len(a)) + tuple(a)
    b = (1,) * (n - len(b)) + tuple(b)
    if any(i != j and 1 not in (i, j) for i, j in zip(a, b, strict=True)):
        return "error"
    return tuple(j if i == 1 else i for i, j in zip(a, b, strict=True))


def _shape_inputs(rng):
    fixed = [
        ((2, 3), (2, 3)),
        ((3,), (2, 3)),
        ((3, 1), (1, 4)),
        ((2, 3), (2,)),
        ((2,), (2, 3)),
        ((4, 2), (2, 2)),
        ((8, 1, 6, 1), (7, 1, 5)),
        ((5, 1), (5,)),
        ((0, 3), (1, 3)),
        ((3, 1), (3, 0)),
        ((2, 3, 4), (3, 1)),
        ((2, 3, 4), (2, 1)),
    ]
    drawn = [
        (tuple(map(int, rng.choice([1, 3], 3))), tuple(map(int, rng.choice([1, 2, 3], n))))
        for n in (1, 2, 3, 4, 1, 2)
    ]
    return fixed + drawn


def _aligned_left(a, b):
    n = max(len(a), len(b))
    a, b = tuple(a) + (1,) * (n - len(a)), tuple(b) + (1,) * (n - len(b))
    if any(i != j and 1 not in (i, j) for i, j in zip(a, b, strict=True)):
        return "error"
    return tuple(j if i == 1 else i for i, j in zip(a, b, strict=True))


def _only_one_stretched(a, b):
    small, large = sorted((tuple(a), tuple(b)), key=lambda shape: (len(shape), np.prod(shape)))
    padded = (1,) * (len(large) - len(small)) + small
    fits = all(i in (1, j) for i, j in zip(padded, large, strict=True))
    return large if fits else "error"


def _each_axis(length):
    """Return a wrong rule: the length that a pair of axes has together, None if they do not fit."""

    def rule(a, b):
        n = max(len(a), len(b))
        a, b = ((1,) * (n - len(shape)) + tuple(shape) for shape in (a, b))
        lengths = [length(i, j) for i, j in zip(a, b, strict=True)]
        return "error" if None in lengths else tuple(lengths)

    return rule


def _shape_by_numpy(a, b):
    try:
        return np.broadcast_shapes(a, b)
    except ValueError:
        return "error"


def _shape_from_the_right(a, b):
    result = []
    for i, j in itertools.zip_longest(reversed(a), reversed(b), fillvalue=1):
        if i != 1 and j != 1 and i != j:
            return "error"
        result.insert(0, j if i == 1 else i)
    return result


def _shape_by_recursion(a, b):
    if not a or not b:
        return a or b
    rest = _shape_by_recursion(a[:-1], b[:-1])
    if rest == "error" or (a[-1] != b[-1] and 1 not in (a[-1], b[-1])):
        return np.str_("error")
    return (*rest, a[-1] * b[-1] if 1 in (a[-1], b[-1]) else a[-1])


def _shape_by_making_arrays(a, b):
    try:
        return (np.zeros(a) + np.zeros(b)).shape
    except ValueError:
        return "error"


broadcast_shape = Exercise(
    name="broadcast_shape",
    reference=_broadcast_shape,
    right=[_shape_by_numpy, _shape_from_the_right, _shape_by_recursion],
    inputs=_shape_inputs,
    mistakes=[
        Mistake(
            "aligned on the left",
            "Shapes are written below each other flush right: the last axes belong together, and "
            "the shorter shape gets ones in front.",
            _aligned_left,
        ),
        Mistake(
            "only the smaller one is stretched",
            "Each axis is looked at by itself, so both arrays may be stretched: (3, 1) along the "
            "second axis and (1, 4) along the first.",
            _only_one_stretched,
        ),
        Mistake(
            "never an error",
            "Two different lengths of which neither is 1 do not fit. NumPy then raises an error.",
            _each_axis(max),
        ),
        Mistake(
            "a multiple is repeated",
            "Only an axis of length 1 is stretched. Of 2 and 4, nobody can say which entry should "
            "meet which.",
            _each_axis(lambda i, j: None if max(i, j) % max(min(i, j), 1) else max(i, j)),
        ),
        Mistake(
            "all shapes must be equal",
            "An axis of length 1 fits every length, and an axis that is missing counts as 1.",
            lambda a, b: tuple(a) if tuple(a) == tuple(b) else "error",
        ),
        Mistake(
            "equally many axes asked for",
            "An axis that is missing counts as 1: the shorter shape gets ones in front.",
            lambda a, b: _broadcast_shape(a, b) if len(a) == len(b) else "error",
        ),
        Mistake(
            "axes dropped",
            "The result has as many axes as the longer shape. Where the shorter has none, the "
            "longer one decides.",
            lambda a, b: _broadcast_shape(a[-len(b) :], b[-len(a) :]),
        ),
        Mistake(
            "ones of one array only",
            "An axis of length 1 fits every length, in whichever of the two arrays it stands.",
            _each_axis(lambda i, j: i if j in (i, 1) else None),
            also=[_each_axis(lambda i, j: j if i in (j, 1) else None)],
        ),
        Mistake(
            "the larger length",
            "Nearly: beside an axis of length 0, a 1 becomes 0. It is the length that is not 1.",
            _each_axis(lambda i, j: max(i, j) if i == j or 1 in (i, j) else None),
        ),
        Mistake(
            "arrays are made",
            "Shapes can be huge. Work with the lengths alone; no array is needed.",
            _shape_by_making_arrays,
        ),
    ],
    call=without(
        *("zeros", "ones", "empty", "full", "broadcast", "broadcast_to", "broadcast_arrays"),
        told="Expected an answer that creates no arrays.",
    ),
    hints=[
        "Put ones in front of the shorter shape until both are equally long.",
        "Then walk through the pairs of lengths: equal is fine, a 1 is fine, all else is an error.",
        "The length of a pair is the one that is not 1; with zip you get the pairs.",
    ],
)
