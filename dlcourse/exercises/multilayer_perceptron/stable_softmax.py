"""Softmax without overflow."""

import numpy as np

from dlcourse.judging import Exercise, Mistake


def _stable_softmax(z):
    numerator = np.exp(z - z.max(axis=1, keepdims=True))
    return numerator / numerator.sum(axis=1, keepdims=True)


def _softmax_inputs(rng):
    return [
        (np.array([[0.3, 2.9, 4.0]]),),
        (np.array([[1.0, 2.0], [-3.0, 1.0]]),),
        (np.array([[1010.0, 1000.0, 990.0], [0.0, 1.0, 2.0]]),),
        (np.array([[-1000.0, -1001.0]]),),
        (np.array([[1000.0, 0.0, -1000.0]]),),
        (rng.normal(size=(4, 3)).round(1),),
        (rng.normal(size=(3, 5)).round(1) * 100,),
    ]


def _softmax(shifted, axis=1, keepdims=True):
    exps = np.exp(shifted)
    return exps / exps.sum(axis=axis, keepdims=keepdims)


def _softmax_by_rows(z):
    rows = []
    for row in z:
        exps = np.exp(row - max(row))
        rows.append(exps / sum(exps))
    return np.stack(rows)


def _softmax_by_logarithm(z):
    shifted = z - np.amax(z, axis=-1)[:, np.newaxis]
    return np.exp(shifted - np.log(np.exp(shifted).sum(axis=-1))[:, np.newaxis])


stable_softmax = Exercise(
    name="stable_softmax",
    reference=_stable_softmax,
    right=[_softmax_by_rows, _softmax_by_logarithm],
    inputs=_softmax_inputs,
    mistakes=[
        Mistake(
            "overflow",
            "exp(1010) is larger than any float64, and infinity divided by infinity is no number. "
            "Shift the scores of each row before the exponential.",
            lambda z: _softmax(z),
        ),
        Mistake(
            "divided by the maximum",
            "Dividing the scores by their maximum changes the result. Subtracting it does not.",
            lambda z: _softmax(z / z.max(axis=1, keepdims=True)),
        ),
        Mistake(
            "subtracted the minimum",
            "Then the smallest score becomes 0, and the largest may still be too large for exp.",
            lambda z: _softmax(z - z.min(axis=1, keepdims=True)),
        ),
        Mistake(
            "one maximum for the whole batch",
            "Each row needs its own maximum: beside a row of large scores, the exponentials of all "
            "others become 0, and 0 divided by 0 is no number.",
            lambda z: _softmax(z - z.max()),
        ),
        Mistake(
            "wrong axis",
            "Classes compete within one sample: every row must sum to 1, and not every column.",
            lambda z: _softmax(z - z.max(axis=0, keepdims=True), axis=0),
        ),
        Mistake(
            "one sum for the whole batch",
            "Every row must sum to 1 by itself; yours sum to 1 all together.",
            lambda z: _softmax(z - z.max(axis=1, keepdims=True), axis=None),
        ),
        Mistake(
            "overflow, and one sum for the whole batch",
            "Two things: every row must sum to 1 by itself, and exp of a large score overflows.",
            lambda z: _softmax(z, axis=None),
        ),
        Mistake(
            "axis lost in the sum",
            "Without keepdims=True the sums have shape (n,), and NumPy lines that up with the "
            "columns.",
            lambda z: _softmax(z - z.max(axis=1, keepdims=True), keepdims=False),
        ),
        Mistake(
            "not normalised",
            "You returned the exponentials. Divide each row by its sum.",
            lambda z: np.exp(z - z.max(axis=1, keepdims=True)),
        ),
        Mistake(
            "one maximum and one sum for the whole batch",
            "Every row is a sample of its own: its maximum and its sum are those of the row. Yours "
            "are those of all rows together.",
            lambda z: _softmax(z - z.max(), axis=None),
        ),
        Mistake(
            "axis lost in maximum and sum",
            "Without keepdims=True maxima and sums have shape (n,), and NumPy lines that up with "
            "the columns.",
            lambda z: _softmax(z - z.max(axis=1), keepdims=False),
        ),
        Mistake(
            "no exponential",
            "Scores may be negative or sum to 0. The exponential makes them positive before you "
            "divide by their sum.",
            lambda z: z / z.sum(axis=1, keepdims=True),
        ),
    ],
    hints=[
        "Subtract from every row its largest entry; that changes nothing in the result.",
        "Keep the reduced axis, so that maxima and sums have shape (n, 1) and broadcast over rows.",
    ],
)
