"""Where to draw the nodes of a graph: as far from each other as there are edges between them."""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike

_ROUNDS = 200


def graph_layout(adjacency: ArrayLike) -> np.ndarray:
    """Return a place for each node, so that distances are like numbers of edges on the way.

    The places come from the adjacency alone, without random numbers: the same graph is drawn
    alike each time. The longer side lies across. For graphs of up to a few hundred nodes.

    Args:
        adjacency: Shape (n_nodes, n_nodes); an entry that is not 0 is an edge.

    Returns:
        Float64, shape (n_nodes, 2); neighbours are about 1 apart.

    Raises:
        ValueError: The matrix is not square, or there is no node.

    Example:
        >>> graph_layout([[0, 1], [1, 0]]).round(6) + 0.0
        array([[ 0.5,  0. ],
               [-0.5,  0. ]])

    Reference:
        Gansner, Koren and North, "Graph drawing by stress majorization", 2004.
    """
    matrix = np.asarray(adjacency)
    if matrix.ndim != 2 or matrix.shape[0] != matrix.shape[1] or not len(matrix):
        raise ValueError(
            "Expected adjacency of shape (n_nodes, n_nodes), with at least one node. "
            f"Received: adjacency.shape={matrix.shape}"
        )
    distances = edges_between(matrix)
    joined = np.isfinite(distances)
    apart = distances[joined].max() + 1  # parts that no edge joins are drawn beside each other
    distances[~joined] = apart
    places = _majorize(_start(len(matrix)), distances)
    return _turned(places)


def edges_between(adjacency: np.ndarray) -> np.ndarray:
    """Return how many edges the shortest way from each node to each other has; inf for none."""
    steps = (adjacency != 0) | (adjacency.T != 0)
    distances = np.full(steps.shape, np.inf)
    reached = np.eye(len(steps), dtype=bool)
    for n in range(len(steps)):
        distances[reached & np.isinf(distances)] = n
        reached = reached @ steps
    return distances


def _start(n: int) -> np.ndarray:
    """Return places on a spiral, no two of them alike."""
    turn, radius = 2.4 * np.arange(n), np.sqrt(np.arange(n) + 0.5)
    return radius[:, None] * np.stack([np.cos(turn), np.sin(turn)], axis=1)


def _majorize(places: np.ndarray, distances: np.ndarray) -> np.ndarray:
    """Move all nodes, again and again, to where the others would like them best."""
    n = len(places)
    if n == 1:
        return places
    weights = 1 / (distances + np.eye(n)) ** 2
    np.fill_diagonal(weights, 0)
    solve = np.linalg.pinv(np.diag(weights.sum(axis=1)) - weights)
    for _ in range(_ROUNDS):
        lengths = np.linalg.norm(places[:, None] - places, axis=-1)
        pull = -weights * distances / np.maximum(lengths, 1e-9)
        np.fill_diagonal(pull, 0)
        np.fill_diagonal(pull, -pull.sum(axis=1))
        places = solve @ (pull @ places)
    return places


def _turned(places: np.ndarray) -> np.ndarray:
    """Return the places around (0, 0), the longer side across, always turned the same way.

    Where no side is longer, as in a ring, the first node is on top. Signs are chosen by the first
    node that does not lie on the axis: rounding must not turn a picture round.
    """
    centred = places - places.mean(axis=0)
    lengths, axes = np.linalg.eigh(centred.T @ centred)
    axes = axes[:, ::-1]
    if lengths[1] - lengths[0] < 1e-3 * lengths[1]:
        up = centred[0] / max(np.linalg.norm(centred[0]), 1e-12)
        axes = np.array([[up[1], up[0]], [-up[0], up[1]]])
    turned = centred @ axes
    off_axis = np.abs(turned) > 0.02 * np.abs(turned).max()
    first = turned[off_axis.argmax(axis=0), [0, 1]]
    return turned * np.where(first < 0, -1, 1)
