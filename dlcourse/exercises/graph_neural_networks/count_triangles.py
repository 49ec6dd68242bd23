"""A readout that message passing lacks: how many triangles a graph has."""

import numpy as np

from dlcourse.judging import Exercise, Mistake


def _count_triangles(A):
    walks = A @ A @ A
    return np.trace(walks, axis1=1, axis2=2) / 6


def _count_triangles_inputs(rng):
    triangle = np.ones((3, 3)) - np.eye(3)
    complete = np.ones((5, 5)) - np.eye(5)
    ring = np.roll(np.eye(6), 1, axis=0) + np.roll(np.eye(6), -1, axis=0)
    twins = np.kron(np.eye(2), triangle)
    drawn = np.triu(rng.random((4, 7, 7)) < 0.5, k=1).astype(float)
    return [
        (triangle[None],),
        (np.stack([ring, twins]),),
        (complete[None],),
        (np.zeros((2, 1, 1)),),
        (np.array([[[0.0, 1.0, 0.0], [1.0, 0.0, 1.0], [0.0, 1.0, 0.0]]]),),
        (drawn + drawn.swapaxes(1, 2),),
    ]


def _by_entries(A):
    return (np.einsum("gij,gjk->gik", A, A) * A).sum(axis=(1, 2)) / 6


def _by_loop(A):
    counts = []
    for graph in A:
        n, count = len(graph), 0
        for i in range(n):
            for j in range(i):
                for k in range(j):
                    count += graph[i, j] * graph[j, k] * graph[i, k]
        counts.append(count)
    return np.array(counts)


def _walks(A):
    return np.trace(A @ A @ A, axis1=1, axis2=2)


count_triangles = Exercise(
    name="count_triangles",
    reference=_count_triangles,
    right=[_by_entries, _by_loop],
    inputs=_count_triangles_inputs,
    mistakes=[
        Mistake(
            "each triangle six times",
            "You count walks. A triangle is walked from three corners in two directions each.",
            _walks,
        ),
        Mistake(
            "each triangle three times",
            "You allow for the corners, but each triangle is counted several times still.",
            lambda A: _walks(A) / 2,
        ),
        Mistake(
            "each triangle twice",
            "You allow for the three corners, but each can be walked in two directions.",
            lambda A: _walks(A) / 3,
        ),
        Mistake(
            "all walks",
            "Walks that do not come back are counted, too. Only the diagonal comes back.",
            lambda A: (A @ A @ A).sum(axis=(1, 2)) / 6,
            also=[lambda A: (A @ A @ A).sum(axis=(1, 2))],
        ),
        Mistake(
            "two steps",
            "Two steps there and back are an edge, not a triangle.",
            lambda A: np.trace(A @ A, axis1=1, axis2=2) / 6,
            also=[
                lambda A: np.trace(A @ A, axis1=1, axis2=2),
                lambda A: np.trace(A @ A, axis1=1, axis2=2) / 2,
            ],
        ),
        Mistake(
            "powers entry by entry",
            "`**` raises each entry to its power; a walk needs the matrix product.",
            lambda A: np.trace(A**3, axis1=1, axis2=2) / 6,
        ),
        Mistake(
            "all graphs together",
            "You return one number. Each graph of the batch has its own.",
            lambda A: _count_triangles(A).sum(),
        ),
        Mistake(
            "the wrong axes",
            "The first axis counts the graphs. The diagonal runs over the two others.",
            lambda A: np.trace(A @ A @ A) / 6,
        ),
    ],
    further="Bouritsas et al., 2020: such counts, handed in as features of the nodes.",
    hints=[
        "How many walks of three steps lead from i back to i? A triangle at i gives two of them.",
        "A triangle has three corners. So how often is it counted on the diagonal? np.trace has "
        "axis1 and axis2.",
    ],
)
