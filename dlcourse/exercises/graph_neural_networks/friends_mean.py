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
    star = np.zeros((4, 4))
    star[0, 1:] = star[1:, 0] = 1
    alone = np.array([[0.0, 1.0, 0.0], [1.0, 0.0, 0.0], [0.0, 0.0, 0.0]])
    drawn = np.triu(rng.random((6, 6)) < 0.6, k=1).astype(float)
    drawn += drawn.T
    drawn[2] = drawn[:, 2] = 0
    return [
        (pair, np.array([[2.0], [4.0]])),
        (path, np.array([[1.0, 0.0], [10.0, 2.0], [100.0, 4.0]])),
        (star, np.array([[1.0, 5.0], [10.0, 6.0], [100.0, 9.0], [7.0, 2.0]])),
        (alone, np.array([[2.0], [4.0], [6.0]])),
        (np.zeros((2, 2)), np.array([[1.0, -1.0], [2.0, 0.5]])),
        (drawn, rng.normal(size=(6, 3))),
    ]


def _by_loop(A, H):
    new = H.astype(float).copy()
    for i in range(len(A)):
        friends = [j for j in range(len(A)) if A[i, j] > 0]
        if friends:
            new[i] = sum(H[j] for j in friends) / len(friends)
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
            "Here a node does not count itself: the mean is over its neighbours alone.",
            _with_loops,
        ),
        Mistake(
            "sum for mean",
            "You add up what the neighbours hold. Divide by how many there are.",
            lambda A, H: np.where(A.sum(axis=1, keepdims=True) == 0, H, A @ H),
            also=[lambda A, H: A @ H],
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
        "A @ H adds up what the neighbours of each node hold. Divide each row by the number of "
        "its neighbours: the sum of its row of A, kept as a column (keepdims=True).",
        "A node without neighbours would divide by 0. np.where(condition, a, b) takes from a where "
        "the condition holds, else from b: with it let such a node divide by 1 instead.",
        "Then use np.where once more: such a node gets its row of H, the others their mean.",
    ],
)
