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


def _product_with(
    term=lambda a, b, i, j, k: a[i, k] * b[k, j],
    steps=lambda a, b: a.shape[1],
    shape=lambda a, b: (len(a), b.shape[1]),
    start=0.0,
):
    """Return three loops with another term, inner length, shape or start."""

    def answer(a, b):
        product = np.full(shape(a, b), start)
        for i in range(product.shape[0]):
            for j in range(product.shape[1]):
                for k in range(steps(a, b)):
                    product[i, j] += term(a, b, i, j, k)
        return product

    return answer


def _left_out(rows, columns):
    """Return an answer that leaves the last rows or columns of its result at zero."""

    def answer(a, b):
        product = _matrix_product(a, b)
        product[len(a) - rows :] = 0
        product[:, b.shape[1] - columns :] = 0
        return product

    return answer


def _first_row_only(a, b):
    product = _matrix_product(a, b)
    product[1:] = 0
    return product


def _first_entry_only(a, b):
    product = np.zeros((len(a), b.shape[1]))
    product[0, 0] = _matrix_product(a, b)[0, 0]
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
            also=[lambda a, b: np.cumsum(_matrix_product(a, b), axis=1)],
        ),
        Mistake(
            "columns times columns",
            "It is row i of a that counts: walk along in a, and down in b.",
            _product_with(lambda a, b, i, j, k: a[k, i] * b[k, j]),
            also=[lambda a, b: _matrix_product(a.T, b)],
        ),
        Mistake(
            "added instead of multiplied",
            "The two numbers that meet are multiplied; only the products are added up.",
            _product_with(lambda a, b, i, j, k: a[i, k] + b[k, j]),
        ),
        Mistake(
            "starts from ones",
            "Each sum starts from 0.",
            _product_with(start=1.0),
        ),
        Mistake(
            "the inner loop has another length",
            "The inner loop runs over what the two have in common: the columns of a, and the rows "
            "of b.",
            _product_with(steps=lambda a, b: len(a)),
            also=[_product_with(steps=lambda a, b: b.shape[1])],
        ),
        Mistake(
            "another shape",
            "The result has as many rows as a and as many columns as b.",
            _product_with(shape=lambda a, b: (len(a), len(a))),
            also=[
                _product_with(shape=lambda a, b: (b.shape[1], len(a))),
                _product_with(shape=lambda a, b: a.shape),
                _product_with(shape=lambda a, b: b.shape),
                _product_with(shape=lambda a, b: (len(b), len(b))),
            ],
        ),
        Mistake(
            "rows or columns left out",
            "range(n) ends with n - 1 already, so the last row and the last column need nothing "
            "subtracted.",
            _left_out(1, 0),
            also=[_left_out(0, 1), _left_out(1, 1)],
        ),
        Mistake(
            "returned too early",
            "The return stands inside a loop, so most of the result is still 0.",
            _first_row_only,
            also=[_first_entry_only],
        ),
        Mistake(
            "the first term only",
            "An entry is the sum of d products. You take only the first.",
            lambda a, b: _matrix_product(a[:, :1], b[:1]),
        ),
        Mistake(
            "average instead of sum",
            "The products are added up, and not divided by their number.",
            lambda a, b: _matrix_product(a, b) / len(b),
        ),
        Mistake(
            "the product of the sums",
            "Multiply number by number first, then add up.",
            lambda a, b: a.sum(axis=1, keepdims=True) * b.sum(axis=0),
        ),
        Mistake(
            "NumPy's own product",
            "The result may be right, but here it is to be made from single numbers: use loops.",
            lambda a, b: a @ b,
        ),
    ],
    call=without(
        *(
            "@",
            "__matmul__",
            "dot",
            "multi_dot",
            "matmul",
            "einsum",
            "inner",
            "vdot",
            "vecdot",
            "tensordot",
        ),
        told="Expected loops: no @, np.dot or another product of NumPy's.",
    ),
    further=(
        "`np.matmul` and `keras.ops.matmul` multiply whole stacks of matrices in this way, one "
        "after the other."
    ),
    hints=[
        "Three loops: over the rows of a, over the columns of b, over the inner axis.",
        "Start from zeros of shape (n, p), and add one product of two numbers at a time.",
    ],
)
