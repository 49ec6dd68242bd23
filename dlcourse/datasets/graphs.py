"""Graphs: the karate club, which comes with the course, and two kinds that are made from a seed."""

from __future__ import annotations

import json
from typing import NamedTuple

import numpy as np

from dlcourse.datasets.files import read_card, read_verified
from dlcourse.datasets.generators import _real, _whole


class Graph(NamedTuple):
    """One graph whose nodes belong to classes; every call of a loader returns new arrays.

    Attributes:
        adjacency: 1 where an edge joins two nodes, else 0; shape (n_nodes, n_nodes), float32,
            symmetric, 0 on the diagonal.
        x: Features of each node, shape (n_nodes, n_features), float32; n_features may be 0.
        y: Class of each node, shape (n_nodes,), int64, an index into `class_names`.
        edges: The two ends of each edge, the smaller number first; shape (n_edges, 2), int64.
        weights: How strong each edge is, shape (n_edges,), float32.
        places: Where to draw the nodes, shape (n_nodes, 2), float32, neighbours about 1 apart; None
            where nobody has fixed them.
        class_names: Name of each class, by its number.
        DESCR: The data card, as text.
        name: What the graph is called.
    """

    adjacency: np.ndarray
    x: np.ndarray
    y: np.ndarray
    edges: np.ndarray
    weights: np.ndarray
    places: np.ndarray | None
    class_names: tuple[str, ...]
    DESCR: str
    name: str

    def __repr__(self) -> str:
        """Return one line about the sizes, for the end of a notebook cell."""
        return (
            f"Graph {self.name}: {len(self.y)} nodes with {self.x.shape[1]} features, "
            f"{len(self.edges)} edges, {len(self.class_names)} classes: "
            f"{', '.join(self.class_names)}"
        )


class GraphBatch(NamedTuple):
    """Many graphs, each of which belongs to a class, padded with nodes without edges.

    Attributes:
        x: 1 for a node, 0 for padding; shape (n_graphs, most_nodes, 1), float32.
        adjacency: Shape (n_graphs, most_nodes, most_nodes), float32, symmetric.
        y: Class of each graph, shape (n_graphs,), int64.
        class_names: Name of each class, by its number.
        DESCR: How they were made, as text.
        name: What they are called.
    """

    x: np.ndarray
    adjacency: np.ndarray
    y: np.ndarray
    class_names: tuple[str, ...]
    DESCR: str
    name: str

    def __repr__(self) -> str:
        """Return one line about the sizes, for the end of a notebook cell."""
        n, most, _ = self.x.shape
        names = ", ".join(self.class_names)
        return f"GraphBatch {self.name}: {n} graphs of up to {most} nodes, classes: {names}"


def load_karate_club() -> Graph:
    """Load 34 members of a karate club, who is a friend of whom, and how the club split.

    In a quarrel between the instructor, member 0, and the president, member 33, the club broke in
    two. One graph of 34 nodes: good to look at, too small to compare methods.

    Returns:
        `Graph` with 78 edges and no features; `y` is 0 for who went with the instructor and 1 for
        who went with the president, 17 each. `weights` counts the contexts, such as the same bar,
        in which two friends met outside the lessons. Members are counted from 0, in the paper
        from 1.

    Raises:
        DataFileError: The file is missing or its checksum is wrong.

    Example:
        >>> from dlcourse import datasets
        >>> club = datasets.load_karate_club()
        >>> club.adjacency.shape, club.class_names[club.y[0]]
        ((34, 34), 'instructor')

    Reference:
        Zachary (1977), An information flow model for conflict and fission in small groups,
        Journal of Anthropological Research 33(4), 452-473.
    """
    content = json.loads(read_verified("karate_club.json"))
    table = np.array(content["edges"], dtype=np.int64)
    y = np.array(content["sides"], dtype=np.int64)
    return Graph(
        adjacency=_adjacency(table[:, :2], len(y)),
        x=np.zeros((len(y), 0), np.float32),
        y=y,
        edges=table[:, :2].copy(),
        weights=table[:, 2].astype(np.float32),
        places=np.array(content["places"], dtype=np.float32),
        class_names=("instructor", "president"),
        DESCR=read_card("karate_club"),
        name="karate_club",
    )


def make_communities(
    n: int = 60,
    *,
    inside: float = 0.2,
    between: float = 0.03,
    n_features: int = 8,
    signal: float = 0.5,
    seed: int = 0,
) -> Graph:
    """Draw a graph of two communities, whose nodes have features that tell a little.

    Two nodes of one community are friends with one probability, two of different ones with a
    smaller one. Each feature is a random number of standard deviation 1, around `+signal` in one
    community and `-signal` in the other.

    Args:
        n: Number of nodes, half of them in each community.
        inside: Probability of an edge between two nodes of one community.
        between: The same for nodes of different ones.
        n_features: Features of each node.
        signal: How far the features tell: 0 for not at all.
        seed: Seed of the random numbers.

    Returns:
        `Graph` of `n` nodes in random order; all edges have the weight 1.

    Raises:
        TypeError, ValueError: An argument is not a number of the expected kind or range.

    Example:
        >>> from dlcourse import datasets
        >>> datasets.make_communities(20, n_features=3).x.shape
        (20, 3)

    Reference:
        Holland, Laskey and Leinhardt, "Stochastic blockmodels: first steps", 1983.
    """
    n, n_features = _whole("n", n, at_least=2), _whole("n_features", n_features, at_least=0)
    inside, between = _probability("inside", inside), _probability("between", between)
    signal, seed = _real("signal", signal), _whole("seed", seed, at_least=0)
    rng = np.random.default_rng(seed)
    y = rng.permutation(np.arange(n, dtype=np.int64) % 2)
    x = rng.standard_normal((n, n_features)) + signal * (2 * y[:, None] - 1)
    chance = np.where(y[:, None] == y, inside, between)
    edges = np.argwhere(np.triu(rng.random((n, n)) < chance, k=1))
    return Graph(
        adjacency=_adjacency(edges, n),
        x=x.astype(np.float32),
        y=y,
        edges=edges,
        weights=np.ones(len(edges), np.float32),
        places=None,
        class_names=("first", "second"),
        DESCR=f"communities: {n} nodes, edges {inside} inside and {between} between, seed {seed}.",
        name="communities",
    )


#: Five nodes and six edges each; two nodes have three edges, in one they are neighbours.
_MOTIFS = {
    "house": [(0, 1), (1, 2), (2, 3), (3, 0), (0, 4), (1, 4)],
    "theta": [(0, 2), (0, 3), (0, 4), (1, 2), (1, 3), (1, 4)],
}


def make_motifs(n: int = 200, *, most_nodes: int = 15, seed: int = 0) -> GraphBatch:
    """Draw random trees, to each of which a house or a theta of five nodes is attached.

    House and theta have as many nodes, as many edges, and nodes of the same degrees, 3, 3, 2, 2, 2:
    only who is joined to whom differs. In the house the two nodes of degree 3 are neighbours.

    Args:
        n: Number of graphs, half of them with a house.
        most_nodes: Of a graph, at least 7; each has from 7 nodes to this number.
        seed: Seed of the random numbers.

    Returns:
        `GraphBatch`; graphs and nodes are in random order, but padding comes last.

    Raises:
        TypeError, ValueError: An argument is not a whole number of the expected range.

    Example:
        >>> from dlcourse import datasets
        >>> datasets.make_motifs(10).adjacency.shape
        (10, 15, 15)
    """
    n, most_nodes = _whole("n", n, at_least=2), _whole("most_nodes", most_nodes, at_least=7)
    rng = np.random.default_rng(_whole("seed", seed, at_least=0))
    y = rng.permutation(np.arange(n, dtype=np.int64) % 2)
    x = np.zeros((n, most_nodes, 1), np.float32)
    adjacency = np.zeros((n, most_nodes, most_nodes), np.float32)
    motifs = list(_MOTIFS.values())
    for graph, label in enumerate(y):
        size = int(rng.integers(7, most_nodes + 1))
        edges = [*motifs[label], (int(rng.integers(5)), 5)]
        edges += [(int(rng.integers(5, node)), node) for node in range(6, size)]
        x[graph, :size] = 1
        adjacency[graph, :size, :size] = _adjacency(rng.permutation(size)[np.array(edges)], size)
    descr = f"motifs: {n} random trees with a house or a theta of five nodes, seed {seed}."
    return GraphBatch(x, adjacency, y, tuple(_MOTIFS), descr, "motifs")


def _adjacency(edges: np.ndarray, n: int) -> np.ndarray:
    matrix = np.zeros((n, n), np.float32)
    matrix[edges[:, 0], edges[:, 1]] = matrix[edges[:, 1], edges[:, 0]] = 1
    return matrix


def _probability(name: str, value: float) -> float:
    number = _real(name, value)
    if number > 1:
        raise ValueError(f"Expected {name} to be at most 1. Received: {value!r}")
    return number
