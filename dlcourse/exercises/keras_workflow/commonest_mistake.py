"""Find the most frequent mistake in a confusion matrix."""

import numpy as np

from dlcourse.judging import Exercise, Mistake


def _commonest_mistake(matrix):
    mistakes = matrix - np.diag(np.diag(matrix))
    return np.unravel_index(mistakes.argmax(), mistakes.shape)


def _commonest_inputs(rng):
    fixed = [
        np.array([[9, 0, 1], [0, 8, 0], [2, 0, 7]]),
        np.array([[40, 0, 0, 3], [0, 41, 2, 0], [0, 3, 39, 0], [0, 0, 0, 44]]),
        np.array([[1, 5], [0, 1]]),
        np.array([[5, 0, 0], [0, 5, 0], [1, 0, 5]]),
        np.array([[0, 4, 0], [9, 0, 0], [0, 0, 1]]),
        np.array([[5, 0, 4], [4, 6, 0], [0, 4, 7]]),
        np.array([[90, 6, 1], [0, 60, 5], [2, 2, 4]]),
    ]
    return [(matrix,) for matrix in fixed] + [(rng.integers(0, 30, (5, 5)),) for _ in range(3)]


def _mistake_with(change, last=False):
    """Return an answer that looks for the largest entry of a changed matrix."""

    def answer(matrix):
        changed = np.ravel(change(matrix))
        place = np.flatnonzero(changed == changed.max())[-1 if last else 0]
        return divmod(int(place), len(matrix))

    return answer


def _no_diagonal(matrix):
    return matrix * (1 - np.eye(len(matrix), dtype=int))


def _by_columns(matrix):
    return _commonest_mistake(matrix.T)[::-1]


def _shares_of(axis, of=lambda matrix: matrix):
    """Return an answer that looks for the largest share of a row (axis 1) or a column (axis 0)."""

    def shares(matrix):
        whole = of(matrix).sum(axis=axis, keepdims=True)
        return _no_diagonal(matrix) / np.maximum(whole, 1)

    return _mistake_with(shares)


def _in_place(matrix):
    np.fill_diagonal(matrix, 0)
    return divmod(int(matrix.argmax()), len(matrix))


def _commonest_with_loops(matrix):
    best, place = -1, None
    for right in range(len(matrix)):
        for taken_for in range(len(matrix)):
            if right != taken_for and matrix[right, taken_for] > best:
                best, place = matrix[right, taken_for], (right, taken_for)
    return place


def _commonest_with_divmod(matrix):
    return divmod(int(np.where(np.eye(len(matrix)), -1, matrix).argmax()), len(matrix))


def _commonest_with_a_mask(matrix):
    masked = np.ma.array(matrix, mask=np.eye(len(matrix), dtype=bool))
    return np.unravel_index(masked.argmax(), masked.shape)


def _commonest_with_lists(matrix):
    rows = matrix.tolist()
    for k, row in enumerate(rows):
        row[k] = -1
    most = max(map(max, rows))
    right = next(k for k, row in enumerate(rows) if most in row)
    return [right, rows[right].index(most)]


def _commonest_with_a_dict(matrix):
    counts = {place: n for place, n in np.ndenumerate(matrix) if place[0] != place[1]}
    return max(counts, key=counts.get)


commonest_mistake = Exercise(
    name="commonest_mistake",
    reference=_commonest_mistake,
    right=[
        _commonest_with_loops,
        _commonest_with_divmod,
        _commonest_with_a_mask,
        _commonest_with_lists,
        _commonest_with_a_dict,
    ],
    inputs=_commonest_inputs,
    mistakes=[
        Mistake(
            "the diagonal counts",
            "The diagonal holds the right answers, and they are the most. Leave them out.",
            _mistake_with(lambda matrix: matrix),
        ),
        Mistake(
            "row and column exchanged",
            "The row is the right class, the column what the network took it for. You returned "
            "them the other way round.",
            lambda matrix: _commonest_mistake(matrix)[::-1],
        ),
        Mistake(
            "both directions added",
            "To take a 3 for a 9 and to take a 9 for a 3 are two different mistakes. Count each "
            "by itself.",
            _mistake_with(lambda matrix: np.triu(_no_diagonal(matrix + matrix.T))),
        ),
        Mistake(
            "the last of equals",
            "Of mistakes that are equally frequent, the first one in reading order counts.",
            _mistake_with(_no_diagonal, last=True),
        ),
        Mistake(
            "column by column",
            "Of mistakes that are equally frequent, the first one in reading order counts. You go "
            "down the columns first; go along the rows.",
            _by_columns,
        ),
        Mistake(
            "shares instead of numbers",
            "You divide by how many there are in each row or column. The most frequent mistake is "
            "the one with the largest number.",
            _shares_of(1),
            also=[_shares_of(0), _shares_of(1, _no_diagonal), _shares_of(0, _no_diagonal)],
        ),
        Mistake(
            "only half of the matrix",
            "Mistakes stand on both sides of the diagonal: a 3 taken for a 9, and a 9 for a 3.",
            _mistake_with(lambda matrix: np.triu(matrix, 1)),
            also=[_mistake_with(lambda matrix: np.tril(matrix, -1))],
        ),
        Mistake(
            "always ten classes",
            "The matrix may have any number of classes. How many has this one?",
            lambda matrix: divmod(int(_no_diagonal(matrix).argmax()), 10),
        ),
        Mistake(
            "counted from one",
            "Classes count from 0, as rows and columns do.",
            lambda matrix: tuple(int(i) + 1 for i in _commonest_mistake(matrix)),
        ),
        Mistake(
            "the matrix is changed",
            "The answer is right, but the diagonal of the matrix that you were given is now gone. "
            "Whoever uses it next will be surprised: work on a copy.",
            _in_place,
        ),
        Mistake(
            "position in the flat array",
            "argmax() of a matrix counts through all entries, row by row. Turn that one number "
            "into a row and a column.",
            lambda matrix: int(_no_diagonal(matrix).argmax()),
        ),
    ],
    hints=[
        "On a copy of the matrix, put 0 on the diagonal; NumPy has fill_diagonal for that.",
        "argmax() gives one number k for the whole matrix. With n columns, it stands in row k // n "
        "and column k % n.",
    ],
)
