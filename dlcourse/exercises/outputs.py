"""Exercises of lesson 03: what stands at the output of a network."""

import numpy as np

from dlcourse.judging.exercise import Exercise, Mistake

# Softmax


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


stable_softmax = Exercise(
    name="stable_softmax",
    reference=_stable_softmax,
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

# Labels


def _to_one_hot(labels, n_classes):
    rows = np.zeros((len(labels), n_classes))
    rows[np.arange(len(labels)), labels] = 1
    return rows


def _every_label_in_every_row(labels, n_classes):
    rows = np.zeros((len(labels), n_classes))
    rows[:, labels] = 1
    return rows


to_one_hot = Exercise(
    name="to_one_hot",
    reference=_to_one_hot,
    inputs=lambda rng: [
        (np.array([1]), 4),
        (np.array([0, 2]), 3),
        (np.array([2, 0, 1]), 5),
        (rng.integers(0, 6, size=8), 6),
        (rng.integers(0, 3, size=4), 10),
    ],
    mistakes=[
        Mistake(
            "classes counted from 1",
            "Class numbers start at 0, as every index in Python does.",
            lambda labels, n_classes: np.eye(n_classes)[labels - 1],
        ),
        Mistake(
            "width taken from the labels",
            "The width is n_classes, even where the last classes do not occur in these labels.",
            lambda labels, n_classes: np.eye(labels.max() + 1)[labels],
        ),
        Mistake(
            "samples in columns",
            "Samples are rows: the result has one row per label and one column per class.",
            lambda labels, n_classes: np.eye(n_classes)[labels].T,
        ),
        Mistake(
            "the label instead of 1",
            "The entry at the label's place is always 1, whatever the label.",
            lambda labels, n_classes: np.eye(n_classes)[labels] * labels[:, None],
        ),
        Mistake(
            "zero and one exchanged",
            "Exactly one entry of each row is 1, that of the class; all others are 0.",
            lambda labels, n_classes: 1 - np.eye(n_classes)[labels],
        ),
        Mistake(
            "every label in every row",
            "`:` selects all rows, so each row gets the classes of all samples. Row k gets a 1 for "
            "label k alone.",
            _every_label_in_every_row,
        ),
        Mistake(
            "one vector for all labels",
            "The result has one row for each label, (n, n_classes).",
            lambda labels, n_classes: _every_label_in_every_row(labels, n_classes)[0],
        ),
    ],
    hints=[
        "Row k of the identity matrix is the one-hot vector of class k.",
        "NumPy takes an array of indices: it returns one row for each of them.",
    ],
)
