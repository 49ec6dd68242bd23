"""One round of messages without self-loops: the mean over the neighbours alone."""

import numpy as np

from dlcourse.judging import Exercise, Mistake


def _friends_mean(A, H):
    degrees = A.sum(axis=1, keepdims=True)
    alone = degrees == 0
    return np.where(alone, H, A @ H / np.where(alone, 1, degrees))


def _friends_mean_inputs(rng):
    pair = np.array([[0.0, 1.0], [1.0, 0.0]])
    path = np.array([[0.0, 1.0, 0.0], [1.0, 0.0, 1.0], [0.0, 1.0, 0.0]])
    weighted = np.array([[0.0, 3.0, 1.0], [3.0, 0.0, 0.0], [1.0, 0.0, 0.0]])
    listens = np.array([[0.0, 1.0, 1.0], [0.0, 0.0, 2.0], [1.0, 0.0, 0.0]])
    alone = np.array([[0.0, 1.0, 0.0], [1.0, 0.0, 0.0], [0.0, 0.0, 0.0]])
    drawn = rng.random((5, 5)) * (rng.random((5, 5)) < 0.6)
    np.fill_diagonal(drawn, 0)
    drawn[2] = 0
    return [
        (pair, np.array([[2.0], [4.0]])),
        (path, np.array([[1.0, 0.0], [10.0, 2.0], [100.0, 4.0]])),
        (weighted, np.array([[4.0], [8.0], [16.0]])),
        (listens, np.array([[1.0, 5.0], [10.0, 6.0], [100.0, 9.0]])),
        (alone, np.array([[2.0], [4.0], [6.0]])),
        (np.zeros((2, 2)), np.array([[1.0, -1.0], [2.0, 0.5]])),
        (drawn, rng.normal(size=(5, 3))),
    ]


def _by_loop(A, H):
    new = H.astype(float).copy()
    for i in range(len(A)):
        friends = [j for j in range(len(A)) if A[i, j] > 0]
        if friends:
            total = sum(A[i, j] for j in friends)
            new[i] = sum(A[i, j] * H[j] for j in friends) / total
    return new


def _by_filled_diagonal(A, H):
    filled = A + np.diag(1.0 * (A.sum(axis=1) == 0))
    return (filled / filled.sum(axis=1)[:, None]) @ H


def _divided(A, H):
    with np.errstate(all="ignore"):
        return A @ H / A.sum(axis=1, keepdims=True)


def _with_loops(A, H):
    loops = A + np.eye(len(A))
    return loops @ H / loops.sum(axis=1, keepdims=True)


def _by_count(A, H):
    return _friends_mean((A > 0).astype(float), H)


def _weights_over_count(A, H):
    return np.where(
        A.sum(axis=1, keepdims=True) == 0,
        H,
        A @ H / np.maximum((A > 0).sum(axis=1, keepdims=True), 1),
    )


def _by_columns(A, H):
    degrees = A.sum(axis=0)[:, None]
    return np.where(
        A.sum(axis=1, keepdims=True) == 0, H, A @ H / np.where(degrees == 0, 1, degrees)
    )


friends_mean = Exercise(
    name="friends_mean",
    reference=_friends_mean,
    right=[_by_loop, _by_filled_diagonal],
    inputs=_friends_mean_inputs,
    mistakes=[
        Mistake(
            "nothing divided by nothing",
            "A node without edges has the degree 0, and 0 / 0 is no number. It keeps its features.",
            _divided,
        ),
        Mistake(
            "zeros for who is alone",
            "A node without edges keeps its own features; here it gets zeros.",
            lambda A, H: np.nan_to_num(_divided(A, H)),
        ),
        Mistake(
            "the node listens to itself",
            "Here nobody counts himself: the mean is over the neighbours alone.",
            _with_loops,
        ),
        Mistake(
            "sum for mean",
            "You add up what the neighbours hold. Divide by the sum of the weights.",
            lambda A, H: np.where(A.sum(axis=1, keepdims=True) == 0, H, A @ H),
            also=[lambda A, H: A @ H],
        ),
        Mistake(
            "weights forgotten",
            "All neighbours count alike here. A neighbour of weight 3 counts three times as much "
            "as one of weight 1.",
            _by_count,
        ),
        Mistake(
            "divided by the number of neighbours",
            "A weighted mean is divided by the sum of the weights, not by how many there are.",
            _weights_over_count,
        ),
        Mistake(
            "columns for rows",
            "Row i says whom node i listens to. In a graph that is not symmetric, columns say who "
            "listens to it.",
            _by_columns,
            also=[lambda A, H: _friends_mean(A.T, H)],
        ),
        Mistake(
            "one number for all",
            "You divide by the same number everywhere. Each node divides by its own degree.",
            lambda A, H: np.where(
                A.sum(axis=1, keepdims=True) == 0, H, A @ H / max(A.sum(axis=1).max(), 1)
            ),
            also=[lambda A, H: np.where(A.sum(axis=1, keepdims=True) == 0, H, A @ H / len(A))],
        ),
    ],
    further="Hamilton, Ying and Leskovec, 2017: GraphSAGE puts self and friends side by side.",
    hints=[
        "The product of A and H adds up the neighbours, weights included. What must each row be "
        "divided by?",
        "Mark the nodes whose row of A is 0, give them a harmless divisor, and choose their "
        "result with np.where.",
    ],
)
