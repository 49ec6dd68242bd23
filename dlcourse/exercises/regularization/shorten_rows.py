"""The proximal step of the group lasso: whole rows become 0."""

import numpy as np

from dlcourse.judging import Exercise, Mistake


def _shorten_rows(kernel, amount):
    length = np.sqrt(np.sum(kernel**2, axis=1, keepdims=True))
    left = np.maximum(length - amount, 0)
    return kernel * left / np.where(length > 0, length, 1)


def _shorten_rows_inputs(rng):
    two = np.array([[3.0, 4.0], [0.3, 0.4]])
    return [
        (two, 1.0),
        (np.array([[3.0, -4.0], [0.0, 0.0], [0.0, 2.0]]), 0.5),
        (np.array([[3.0, 4.0, 12.0]]), 13.0),
        (two, 0.0),
        (rng.normal(size=(5, 3)), 1.2),
        (rng.normal(size=(2, 6)), 0.7),
        (rng.normal(size=(4, 1)), 0.4),
    ]


def _by_loop(kernel, amount):
    shorter = np.zeros(kernel.shape)
    for number, row in enumerate(kernel):
        length = np.linalg.norm(row)
        if length > amount:
            shorter[number] = row * (1 - amount / length)
    return shorter


def _by_units(kernel, amount):
    lengths = np.linalg.norm(kernel, axis=1)
    direction = np.divide(kernel.T, lengths, out=np.zeros(kernel.T.shape), where=lengths > 0)
    return (direction * np.clip(lengths - amount, 0, None)).T


def _of(measure, floor=0.0):
    """Return an answer that measures the rows otherwise, or lets them turn round."""

    def answer(kernel, amount):
        length = measure(kernel)
        left = length - amount if floor is None else np.maximum(length - amount, floor)
        return kernel * left / np.where(length > 0, length, 1)

    return answer


def _norm(kernel, **axis):
    return np.sqrt(np.sum(kernel**2, keepdims=True, **(axis or {"axis": 1})))


def _in_place(kernel, amount):
    kernel[...] = _shorten_rows(kernel, amount)
    return kernel


def _with_nan(kernel, amount):
    with np.errstate(all="ignore"):
        return kernel * np.maximum(_norm(kernel) - amount, 0) / _norm(kernel)


shorten_rows = Exercise(
    name="shorten_rows",
    reference=_shorten_rows,
    right=[_by_loop, _by_units],
    inputs=_shorten_rows_inputs,
    mistakes=[
        Mistake(
            "each weight by itself",
            "This is L1's step: it shortens each weight by itself, and turns the row. Shorten the "
            "length of the row; its direction stays.",
            lambda kernel, amount: np.sign(kernel) * np.maximum(np.abs(kernel) - amount, 0),
        ),
        Mistake(
            "columns instead of rows",
            "A row holds the weights of one pixel, a column those of one unit. You shorten the "
            "columns.",
            _of(lambda kernel: _norm(kernel, axis=0)),
            also=[lambda kernel, amount: _shorten_rows(kernel.T, amount).T],
        ),
        Mistake(
            "one length for all",
            "You measure the whole kernel. Each row has a length of its own.",
            _of(lambda kernel: np.linalg.norm(kernel)),
        ),
        Mistake(
            "does not stop at 0",
            "A row that is shorter than the amount turns round and grows on the other side. It "
            "has to stop at 0.",
            _of(_norm, floor=None),
        ),
        Mistake(
            "only short rows, cut off",
            "You cut short rows off and leave the long ones as they are. Long rows become shorter, "
            "too, by the same amount.",
            lambda kernel, amount: kernel * (_norm(kernel) > amount),
        ),
        Mistake(
            "the root is missing",
            "The length is the root of the sum of squares.",
            _of(lambda kernel: np.sum(kernel**2, axis=1, keepdims=True)),
        ),
        Mistake(
            "sum of absolute values",
            "The length of a row is the root of the sum of squares, not the sum of the sizes.",
            _of(lambda kernel: np.abs(kernel).sum(axis=1, keepdims=True)),
        ),
        Mistake(
            "by a share",
            "You take a share of each row, as L2 does. Then no row ever becomes 0.",
            lambda kernel, amount: kernel * (1 - amount),
            also=[lambda kernel, amount: kernel / (1 + amount)],
        ),
        Mistake(
            "NaN for a row of zeros",
            "A row of zeros has the length 0, and 0 divided by 0 is NaN. Keep it at 0.",
            _with_nan,
        ),
        Mistake(
            "changes its input",
            "You write into the caller's kernel. Return a new array.",
            _in_place,
        ),
    ],
    further="The group lasso (Yuan and Lin, 2006); with it one prunes whole inputs or units.",
    hints=[
        "First the length of each row, shape (n_inputs, 1). Then by which factor must the row be "
        "multiplied?",
        "The new length is the old one less the amount, but not below 0. Divide by the old length, "
        "where that is not 0.",
    ],
)
