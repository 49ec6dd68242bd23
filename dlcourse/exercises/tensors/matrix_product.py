"""A matrix product, entry by entry."""

import numpy as np

from dlcourse.exercises.source import without
from dlcourse.judging import Exercise, Mistake


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


def _rows_times_rows(a, b):
    product = np.zeros((a.shape[0], b.shape[1]))
    for i in range(a.shape[0]):
        for j in range(b.shape[1]):
            for k in range(a.shape[1]):
                product[i, j] += a[i, k] * b[j, k]
    return product


def _element_wise_by_loops(a, b):
    product = np.zeros((a.shape[0], b.shape[1]))
    for i in range(a.shape[0]):
        for j in range(b.shape[1]):
            product[i, j] = a[i, j] * b[i, j]
    return product


def _product_by_rows(a, b):
    return np.array([(row[:, None] * b).sum(axis=0) for row in a])


def _product_as_lists(a, b):
    return [[sum(row * column) for column in b.T] for row in a]


def _product_of_float32(a, b):
    product = np.zeros((len(a), b.shape[1]), dtype="float32")
    for k in range(len(b)):
        product += np.outer(a[:, k], b[k])
    return product


matrix_product = Exercise(
    name="matrix_product",
    reference=_matrix_product,
    right=[
        _product_by_rows,
        _product_as_lists,
        _product_of_float32,
    ],
    inputs=_product_inputs,
    mistakes=[
        Mistake(
            "element-wise product",
            "a * b multiplies entries in the same place. Entry (i, j) of the matrix product takes "
            "the whole row i of a and the whole column j of b.",
            lambda a, b: a * b,
            also=[_element_wise_by_loops],
        ),
        Mistake(
            "order swapped",
            "b times a is another matrix, and often does not exist at all.",
            lambda a, b: _matrix_product(b, a),
        ),
        Mistake(
            "rows times rows",
            "The row of a meets a column of b: walk down in b, not along.",
            lambda a, b: _matrix_product(a, b.T),
            also=[
                _rows_times_rows,
                lambda a, b: np.array([[np.sum(row * other) for other in b] for row in a]),
            ],
        ),
        Mistake(
            "only the last term remains",
            "Each term must be added to the entry; a plain = throws away the terms before.",
            _last_term_only,
        ),
        Mistake(
            "transposed result",
            "Rows come from a and columns from b: the shape is (n, p).",
            lambda a, b: _matrix_product(a, b).T,
        ),
        Mistake(
            "the first term is missing",
            "Counting starts at 0: the inner sum begins with a[i, 0] * b[0, j].",
            lambda a, b: _matrix_product(a[:, 1:], b[1:]),
        ),
        Mistake(
            "the last term is missing",
            "The inner sum has d terms. range(d) ends with d - 1, so nothing is to be subtracted.",
            lambda a, b: _matrix_product(a[:, :-1], b[:-1]),
        ),
        Mistake(
            "the sum is never set back",
            "Each entry has a sum of its own. Yours goes on from one entry to the next.",
            lambda a, b: np.cumsum(_matrix_product(a, b)).reshape(len(a), -1),
        ),
        Mistake(
            "NumPy's own product",
            "The result may be right, but here it is to be made from single numbers: use loops.",
            lambda a, b: a @ b,
        ),
    ],
    call=without(
        *("@", "dot", "matmul", "einsum", "inner", "vdot", "tensordot"),
        told="Expected loops: no @, np.dot or another product of NumPy's.",
    ),
    hints=[
        "Three loops: over the rows of a, over the columns of b, over the inner axis.",
        "Start from zeros of shape (n, p), and add one product of two numbers at a time.",
    ],
)
