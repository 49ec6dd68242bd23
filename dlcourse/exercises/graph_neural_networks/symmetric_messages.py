"""The message matrix of Kipf and Welling: self-loops, and edges divided by both degrees."""

import numpy as np

from dlcourse.judging import Exercise, Mistake


def _symmetric_messages(A):
    roots = np.sqrt(sum(A) + 1)  # sum adds up the rows
    return (A + np.eye(len(A))) / np.outer(roots, roots)


def _symmetric_messages_inputs(rng):
    drawn = np.triu(rng.random((5, 5)) * (rng.random((5, 5)) < 0.6), k=1)
    star = np.zeros((4, 4))
    star[0, 1:] = star[1:, 0] = 1
    return [
        (np.array([[0.0, 1.0], [1.0, 0.0]]),),
        (star,),
        (np.array([[0.0, 2.0, 0.0], [2.0, 0.0, 0.5], [0.0, 0.5, 0.0]]),),
        (np.zeros((2, 2)),),
        (np.zeros((1, 1)),),
        (drawn + drawn.T,),
    ]


def _by_diagonals(A):
    loops = A + np.diag(np.ones(len(A)))
    scale = np.diag(loops.sum(axis=0) ** -0.5)
    return scale @ loops @ scale


def _by_loop(A):
    n = len(A)
    degrees = [1 + sum(A[i]) for i in range(n)]
    return [
        [(A[i, j] + (i == j)) / (degrees[i] * degrees[j]) ** 0.5 for j in range(n)]
        for i in range(n)
    ]


def _divided(A, loops=True, of_loops=True, power=0.5):
    """Return an answer with other degrees or another power of them."""
    numerator = A + np.eye(len(A)) if loops else A
    degrees = (A + np.eye(len(A)) if of_loops else A).sum(axis=1)
    with np.errstate(all="ignore"):
        return numerator / np.outer(degrees, degrees) ** power


def _in_place(A):
    A += np.eye(len(A))
    roots = np.sqrt(A.sum(axis=1))
    return A / np.outer(roots, roots)


symmetric_messages = Exercise(
    name="symmetric_messages",
    reference=_symmetric_messages,
    right=[_by_diagonals, _by_loop],
    inputs=_symmetric_messages_inputs,
    mistakes=[
        Mistake(
            "no self-loops",
            "Without self-loops a node forgets itself, and one without edges divides by 0.",
            lambda A: _divided(A, loops=False, of_loops=False),
            also=[lambda A: np.nan_to_num(_divided(A, loops=False, of_loops=False))],
        ),
        Mistake(
            "degrees without the loop",
            "Add the self-loops first: the degrees count them, too.",
            lambda A: _divided(A, of_loops=False),
        ),
        Mistake(
            "self-loops in the degrees alone",
            "You counted the self-loops in the degrees, but the edges to themselves are missing.",
            lambda A: _divided(A, loops=False),
        ),
        Mistake(
            "the root is missing",
            "Both degrees, without the root, divide twice too much: rows would sum to far below 1.",
            lambda A: _divided(A, power=1),
        ),
        Mistake(
            "by row",
            "That is the mean, divided by the degree of the row alone. Here both ends count, each "
            "with its root.",
            lambda A: (A + np.eye(len(A))) / (1 + A.sum(axis=1, keepdims=True)),
            also=[lambda A: (A + np.eye(len(A))) / (1 + A.sum(axis=1))],
        ),
        Mistake(
            "one root alone",
            "You divide by the root of one degree. The other end's root is missing.",
            lambda A: (A + np.eye(len(A))) / np.sqrt(1 + A.sum(axis=1, keepdims=True)),
            also=[lambda A: (A + np.eye(len(A))) / np.sqrt(1 + A.sum(axis=1))],
        ),
        Mistake(
            "multiplied",
            "Popular nodes should speak more softly: divide by the roots.",
            lambda A: _divided(A, power=-0.5),
        ),
        Mistake(
            "neighbours counted",
            "The degree is the sum of the weights, not the number of neighbours.",
            lambda A: (
                (A + np.eye(len(A)))
                / np.sqrt(np.outer(1 + (A > 0).sum(axis=1), 1 + (A > 0).sum(axis=1)))
            ),
        ),
        Mistake(
            "changes its input",
            "A is changed in place. Make a new array.",
            _in_place,
        ),
    ],
    further="`dl.scratch.normalize_adjacency` does this, for stacks of graphs, too.",
    hints=[
        "First the self-loops, then the degrees of what you have now, then their roots.",
        "np.outer makes a table of all products of two vectors.",
    ],
)
