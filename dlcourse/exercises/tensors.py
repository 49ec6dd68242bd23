"""Exercises on tensors: shapes, products, the order of axes."""

import numpy as np

from dlcourse.judging.exercise import Exercise, Mistake

# broadcast_shape: which shape two arrays have together


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


broadcast_shape = Exercise(
    name="broadcast_shape",
    reference=_broadcast_shape,
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
    ],
    hints=[
        "Put ones in front of the shorter shape until both are equally long.",
        "Then walk through the pairs of lengths: equal is fine, a 1 is fine, all else is an error.",
        "The length of a pair is the one that is not 1; with zip you get the pairs.",
    ],
)

# matrix_product: entry by entry


def _matrix_product(a, b):
    product = np.zeros((a.shape[0], b.shape[1]))
    for i in range(a.shape[0]):
        for j in range(b.shape[1]):
            for k in range(a.shape[1]):
                product[i, j] += a[i, k] * b[k, j]
    return product


def _product_inputs(rng):
    a, b = np.array([[1.0, 2], [3, 4]]), np.array([[0.0, 1], [1, 1]])
    shapes = [(2, 3, 4), (1, 5, 1), (4, 1, 2), (3, 3, 3), (3, 2, 1)]
    drawn = [(rng.normal(size=(n, d)), rng.normal(size=(d, p))) for n, d, p in shapes]
    return [(a, b), (np.array([[2.0]]), np.array([[-3.0]])), *drawn]


def _last_term_only(a, b):
    return a[:, -1:] * b[-1:, :]


matrix_product = Exercise(
    name="matrix_product",
    reference=_matrix_product,
    inputs=_product_inputs,
    mistakes=[
        Mistake(
            "element-wise product",
            "a * b multiplies entries in the same place. Entry (i, j) of the matrix product takes "
            "the whole row i of a and the whole column j of b.",
            lambda a, b: a * b,
        ),
        Mistake(
            "order swapped",
            "b times a is another matrix, and often does not exist at all.",
            lambda a, b: b @ a,
        ),
        Mistake(
            "rows times rows",
            "The row of a meets a column of b: walk down in b, not along.",
            lambda a, b: a @ b.T,
        ),
        Mistake(
            "only the last term remains",
            "Each term must be added to the entry; a plain = throws away the terms before.",
            _last_term_only,
        ),
        Mistake(
            "transposed result",
            "Rows come from a and columns from b: the shape is (n, p).",
            lambda a, b: (a @ b).T,
        ),
        Mistake(
            "the first term is missing",
            "Counting starts at 0: the inner sum begins with a[i, 0] * b[0, j].",
            lambda a, b: a[:, 1:] @ b[1:],
        ),
        Mistake(
            "the last term is missing",
            "The inner sum has d terms. range(d) ends with d - 1, so nothing is to be subtracted.",
            lambda a, b: a[:, :-1] @ b[:-1],
        ),
        Mistake(
            "the sum is never set back",
            "Each entry has a sum of its own. Yours goes on from one entry to the next.",
            lambda a, b: np.cumsum(a @ b).reshape(len(a), -1),
        ),
    ],
    hints=[
        "Three loops: over the rows of a, over the columns of b, over the inner axis.",
        "Start from zeros of shape (n, p), and add one product of two numbers at a time.",
    ],
)

# channels_first: axes move, pixels do not


def _channels_first(images):
    return np.transpose(images, (0, 3, 1, 2))


def _image_inputs(rng):
    small = np.arange(12.0).reshape(1, 2, 2, 3)
    wide = np.arange(16.0).reshape(2, 2, 1, 4)
    shapes = [(2, 2, 3, 4), (3, 4, 4, 4), (1, 3, 2, 2), (2, 5, 5, 3)]
    return [(small,), (wide,), *((rng.random(shape).round(2),) for shape in shapes)]


channels_first = Exercise(
    name="channels_first",
    reference=_channels_first,
    inputs=_image_inputs,
    mistakes=[
        Mistake(
            "reshape instead of transpose",
            "reshape keeps the entries in reading order and only draws new borders: the pixels of "
            "all channels get mixed up.",
            lambda images: images.reshape(
                len(images), images.shape[3], images.shape[1], images.shape[2]
            ),
        ),
        Mistake(
            "height and width swapped",
            "The channels are in the right place, and every picture lies on its side: height "
            "must still come before width.",
            lambda images: np.swapaxes(images, 1, 3),
        ),
        Mistake(
            "all axes reversed",
            "images.T turns round all axes, that of the samples as well.",
            lambda images: images.T,
        ),
        Mistake(
            "the other way",
            "This brings channels from second place to the end. Here they stand at the end.",
            lambda images: np.moveaxis(images, 1, -1),
        ),
        Mistake(
            "channels before the samples",
            "Axis 0 must go on counting the samples; the channels come second.",
            lambda images: np.moveaxis(images, -1, 0),
        ),
    ],
    hints=[
        "The numbers must keep their neighbours, only the order of the axes changes.",
        "np.transpose takes the old axes in their new order; np.moveaxis moves a single one.",
    ],
)
