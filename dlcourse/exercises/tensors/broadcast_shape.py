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


def _fitting(length):
    """Return a wrong rule for pairs of axes that fit; where one pair does not, "error"."""
    return _each_axis(lambda i, j: length(i, j) if i == j or 1 in (i, j) else None)


def _told_otherwise(told):
    """Return an answer that says something else where the shapes do not fit."""

    def answer(a, b):
        shape = _broadcast_shape(a, b)
        return told if shape == "error" else shape

    return answer


def _raised_by_hand(a, b):
    if _broadcast_shape(a, b) == "error":
        raise ValueError("error")
    return _broadcast_shape(a, b)


def _cut_to_the_shorter(a, b):
    return _aligned_left(a[: len(b)], b[: len(a)])


def _last_axis_only(a, b):
    last = _broadcast_shape(a[-1:], b[-1:])
    return last if last == "error" else (*(a if len(a) >= len(b) else b)[:-1], *last)


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
            also=[_cut_to_the_shorter],
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
            "the smaller length",
            "A 1 is stretched to the other length: take the one that is not 1.",
            _fitting(min),
            also=[_each_axis(min), _fitting(lambda i, j: 1 if 1 in (i, j) else i)],
        ),
        Mistake(
            "lengths multiplied",
            "Two equal lengths stay what they are; nothing is multiplied.",
            _fitting(lambda i, j: i * j),
            also=[_each_axis(lambda i, j: i * j)],
        ),
        Mistake(
            "axes in reverse order",
            "You collect the lengths from the last axis to the first. Turn them round at the end.",
            lambda a, b: (
                "error" if _broadcast_shape(a, b) == "error" else _broadcast_shape(a, b)[::-1]
            ),
        ),
        Mistake(
            "the word is missing",
            'Where the shapes do not fit, return the text "error", exactly so and by itself.',
            _told_otherwise(None),
            also=[
                *map(_told_otherwise, ("Error", "ERROR", False, (), ("error",))),
                _raised_by_hand,
                lambda a, b: np.broadcast_shapes(a, b),
            ],
        ),
        Mistake(
            "goes on after an error",
            'One pair that does not fit is enough: the whole answer is "error" then.',
            _each_axis(lambda i, j: (j if i == 1 else i) if i == j or 1 in (i, j) else "error"),
        ),
        Mistake(
            "the longer shape",
            "Length by length it may be either of the two, and sometimes they do not fit.",
            lambda a, b: a if len(a) >= len(b) else b,
        ),
        Mistake(
            "one shape behind the other",
            "The axes of both lie upon each other; they are not put in a row.",
            lambda a, b: a + b,
        ),
        Mistake(
            "the rule of the matrix product",
            "That is the shape of a @ b. Here the arrays meet entry by entry, as in a + b.",
            lambda a, b: a[:-1] + b[1:] if a[-1] == b[0] else "error",
        ),
        Mistake(
            "a length of 0 refused",
            "0 and 1 fit: an axis of length 1 is stretched to any length, also to none.",
            lambda a, b: "error" if (0 in a) != (0 in b) else _broadcast_shape(a, b),
        ),
        Mistake(
            "the last axis only",
            "Every pair of axes must fit, not only the last one.",
            _last_axis_only,
        ),
        Mistake(
            "one of the two must not be longer",
            "Either of the two may be the shorter one.",
            lambda a, b: "error" if len(a) > len(b) else _broadcast_shape(a, b),
            also=[lambda a, b: "error" if len(a) < len(b) else _broadcast_shape(a, b)],
        ),
        Mistake(
            "arrays are made",
            "Shapes can be huge. Work with the lengths alone; no array is needed.",
            _shape_by_making_arrays,
        ),
    ],
    call=without(
        *("zeros", "ones", "empty", "full", "broadcast", "broadcast_to", "broadcast_arrays"),
        *("array", "asarray", "arange", "ndarray", "random", "default_rng", "eye", "identity"),
        told="Expected an answer that creates no arrays.",
    ),
    further=(
        "`np.broadcast_shapes` answers the same question; the rules stand in NumPy's manual "
        "under Broadcasting."
    ),
    hints=[
        "Put ones in front of the shorter shape until both are equally long.",
        "Then walk through the pairs of lengths: equal is fine, a 1 is fine, all else is an error.",
        "The length of a pair is the one that is not 1; with zip you get the pairs.",
    ],
)
