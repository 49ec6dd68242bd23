"""Adjacency matrices: from a list of edges, and made ready for a graph convolution."""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike

_WAYS = ("symmetric", "row", "sum")


def adjacency_matrix(edges: ArrayLike, n_nodes: int) -> np.ndarray:
    """Return the matrix of an undirected graph: 1 where an edge joins two nodes, else 0.

    Args:
        edges: Whole numbers, shape (n_edges, 2): the two ends of each edge, from 0. An edge may be
            given twice, or both ways round; it counts once.
        n_nodes: How many nodes there are, those without an edge included.

    Returns:
        Float32, shape (n_nodes, n_nodes), symmetric.

    Raises:
        ValueError: `edges` has another shape, or an end is not one of the nodes.

    Example:
        >>> adjacency_matrix([[0, 1], [1, 2]], n_nodes=3)
        array([[0., 1., 0.],
               [1., 0., 1.],
               [0., 1., 0.]], dtype=float32)
    """
    ends = np.asarray(edges)
    if not ends.size:
        ends = ends.reshape(0, 2).astype(int)
    if ends.ndim != 2 or ends.shape[1] != 2 or ends.dtype.kind not in "iu":
        raise ValueError(
            "Expected edges as whole numbers of shape (n_edges, 2). "
            f"Received: edges.shape={ends.shape}, dtype {ends.dtype}"
        )
    if ends.size and not 0 <= ends.min() <= ends.max() < n_nodes:
        raise ValueError(
            f"Expected nodes from 0 to {n_nodes - 1}. Received: {ends.min()} to {ends.max()}"
        )
    matrix = np.zeros((n_nodes, n_nodes), np.float32)
    matrix[ends[:, 0], ends[:, 1]] = matrix[ends[:, 1], ends[:, 0]] = 1
    return matrix


def normalize_adjacency(
    adjacency: ArrayLike, how: str = "symmetric", *, self_loops: bool = True
) -> np.ndarray:
    """Add a self-loop to each node, and divide the edges by degrees.

    So that a node with many neighbours does not shout, and no sum grows from round to round. A
    node that has no edge, not even a self-loop, keeps a row of zeros.

    Args:
        adjacency: Weights of the edges, at least 0, shape (..., n_nodes, n_nodes). With degrees
            `d`, the sums of its rows:
        how: "symmetric" divides the edge of i and j by the root of `d[i] * d[j]` and wants a
            symmetric matrix; "row" divides by `d[i]`, so that each node takes the mean; "sum"
            divides by nothing.
        self_loops: Whether each node first gets an edge of weight 1 to itself.

    Returns:
        Same shape; floats keep their dtype, other numbers become float64.

    Raises:
        ValueError: The matrix is not square, has a negative or infinite entry, or is not symmetric
            where it has to be; or there is no such way.

    Example:
        >>> normalize_adjacency([[0, 1], [1, 0]])
        array([[0.5, 0.5],
               [0.5, 0.5]])

    Reference:
        Kipf and Welling, "Semi-supervised classification with graph convolutional networks", 2017.
    """
    matrix = _checked(adjacency, how)
    if self_loops:
        matrix = matrix + np.eye(matrix.shape[-1], dtype=matrix.dtype)
    if how == "sum":
        return matrix
    degrees = matrix.sum(axis=-1, keepdims=True)
    degrees[degrees == 0] = 1  # a row of zeros stays one
    if how == "row":
        return matrix / degrees
    roots = np.sqrt(degrees)
    return matrix / roots / roots.swapaxes(-1, -2)


def _checked(adjacency: ArrayLike, how: str) -> np.ndarray:
    """Return a new array of floats, or raise ValueError."""
    matrix = np.array(adjacency)
    matrix = matrix if matrix.dtype.kind == "f" else matrix.astype(np.float64)
    if how not in _WAYS:
        raise ValueError(f"Expected how to be one of {', '.join(_WAYS)}. Received: {how!r}")
    if matrix.ndim < 2 or matrix.shape[-1] != matrix.shape[-2]:
        raise ValueError(
            "Expected adjacency of shape (..., n_nodes, n_nodes). "
            f"Received: adjacency.shape={matrix.shape}"
        )
    if not np.isfinite(matrix).all() or (matrix < 0).any():
        raise ValueError(
            "Expected adjacency of finite numbers of at least 0. "
            f"Received: from {matrix.min()} to {matrix.max()}"
        )
    if how == "symmetric" and not np.array_equal(matrix, matrix.swapaxes(-1, -2)):
        raise ValueError(
            "Expected a symmetric adjacency; for a directed graph, take how='row'. "
            "Received: an edge that differs between its two directions"
        )
    return matrix
