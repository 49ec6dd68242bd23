"""The adjacency matrix of an undirected graph with weights, from a list of edges."""

import numpy as np

from dlcourse.judging import Exercise, Mistake


def _weighted_adjacency(edges, n_nodes):
    matrix = np.zeros((n_nodes, n_nodes))
    for i, j, weight in edges:
        matrix[i, j] += weight
        matrix[j, i] += weight
    return matrix


def _weighted_adjacency_inputs(rng):
    random_edges = []
    for _ in range(9):
        i, j = rng.choice(6, size=2, replace=False).tolist()
        random_edges.append((i, j, float(rng.integers(1, 9)) / 2))
    return [
        ([(0, 1, 1.0)], 2),
        ([(0, 2, 2.0), (1, 2, 0.5)], 3),
        ([], 2),
        ([(0, 1, 2.0)], 4),
        ([(0, 1, 2.0), (0, 1, 1.5)], 2),
        ([(0, 1, 2.0), (1, 0, 3.0)], 3),
        (random_edges, 6),
    ]


def _by_transposing(edges, n_nodes):
    one_way = np.zeros((n_nodes, n_nodes))
    if edges:
        i, j, weights = (np.array(column) for column in zip(*edges, strict=True))
        np.add.at(one_way, (i.astype(int), j.astype(int)), weights)
    return one_way + one_way.T


def _by_dictionary(edges, n_nodes):
    total = {}
    for i, j, weight in edges:
        pair = frozenset((i, j))
        total[pair] = total.get(pair, 0.0) + weight
    return [
        [total.get(frozenset((i, j)), 0.0) if i != j else 0.0 for j in range(n_nodes)]
        for i in range(n_nodes)
    ]


def _one_way(edges, n_nodes):
    matrix = np.zeros((n_nodes, n_nodes))
    for i, j, weight in edges:
        matrix[i, j] += weight
    return matrix


def _overwritten(edges, n_nodes):
    matrix = np.zeros((n_nodes, n_nodes))
    for i, j, weight in edges:
        matrix[i, j] = matrix[j, i] = weight
    return matrix


def _largest(edges, n_nodes):
    matrix = np.zeros((n_nodes, n_nodes))
    for i, j, weight in edges:
        matrix[i, j] = matrix[j, i] = max(matrix[i, j], weight)
    return matrix


def _used_size(edges, n_nodes):
    n = 1 + max([max(i, j) for i, j, _ in edges], default=-1)
    return _weighted_adjacency(edges, n)


weighted_adjacency = Exercise(
    name="weighted_adjacency",
    reference=_weighted_adjacency,
    right=[_by_transposing, _by_dictionary],
    inputs=_weighted_adjacency_inputs,
    mistakes=[
        Mistake(
            "one direction alone",
            "Friendship goes both ways: an edge of nodes 0 and 1 stands in row 0 and in row 1.",
            _one_way,
            also=[lambda edges, n_nodes: _one_way(edges, n_nodes).T],
        ),
        Mistake(
            "the last edge wins",
            "An edge that occurs again overwrites the first one here. Its weights add up.",
            _overwritten,
            also=[
                lambda edges, n_nodes: _overwritten(
                    [(min(i, j), max(i, j), w) for i, j, w in edges], n_nodes
                ),
            ],
        ),
        Mistake(
            "the largest weight",
            "Of an edge that occurs again you keep the largest weight. All of them add up.",
            _largest,
        ),
        Mistake(
            "counts for weights",
            "You count edges. Each comes with a weight of its own.",
            lambda edges, n_nodes: _weighted_adjacency([(i, j, 1.0) for i, j, _ in edges], n_nodes),
            also=[
                lambda edges, n_nodes: (_weighted_adjacency(edges, n_nodes) > 0).astype(float),
            ],
        ),
        Mistake(
            "self-loops added",
            "Nobody is his own friend here: the diagonal stays 0.",
            lambda edges, n_nodes: _weighted_adjacency(edges, n_nodes) + np.eye(n_nodes),
        ),
        Mistake(
            "nodes without edges left out",
            "The matrix is too small. Nodes that occur in no edge have a row and a column, too.",
            _used_size,
        ),
        Mistake(
            "every edge twice",
            "The weights are doubled: does each edge go into the same entry twice?",
            lambda edges, n_nodes: 2 * _weighted_adjacency(edges, n_nodes),
        ),
    ],
    further="Large graphs stay lists of edges: sparse matrices, such as those of SciPy.",
    hints=[
        "Begin with zeros of the right shape, and go through the edges one by one.",
        "Each edge touches two entries. What if an edge comes twice: set, or add?",
    ],
)
