"""Adjacency matrices: from edges, and normalized as the papers say."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from dlcourse.scratch import adjacency_matrix, normalize_adjacency

RNG = np.random.default_rng(0)


def random_graph(n, seed, part=0.4):
    rng = np.random.default_rng(seed)
    upper = np.triu((rng.random((n, n)) < part) * rng.uniform(0.1, 2, (n, n)), k=1)
    return upper + upper.T


def test_an_edge_counts_once_and_both_ways():
    matrix = adjacency_matrix([[0, 2], [2, 0], [0, 2]], n_nodes=4)
    assert matrix.dtype == np.float32
    assert matrix.tolist() == [[0, 0, 1, 0], [0, 0, 0, 0], [1, 0, 0, 0], [0, 0, 0, 0]]
    assert not adjacency_matrix([], n_nodes=2).any()


@pytest.mark.parametrize("edges", [[[0, 3]], [[-1, 0]], [[0, 1, 2]], [0, 1], [[0.0, 1.0]]])
def test_what_is_no_edge_is_refused(edges):
    with pytest.raises(ValueError, match=r"Expected .*Received: "):
        adjacency_matrix(edges, n_nodes=3)


@given(n=st.integers(1, 9), seed=st.integers(0, 999), loops=st.booleans())
def test_the_symmetric_way_is_that_of_the_paper(n, seed, loops):
    graph = random_graph(n, seed)
    passed = normalize_adjacency(graph, self_loops=loops)
    with_loops = graph + loops * np.eye(n)
    degrees = with_loops.sum(axis=1)
    for i in range(n):
        for j in range(n):
            wanted = with_loops[i, j] and with_loops[i, j] / np.sqrt(degrees[i] * degrees[j])
            assert passed[i, j] == pytest.approx(wanted, abs=1e-12)
    assert np.abs(np.linalg.eigvalsh(passed)).max() <= 1 + 1e-9, "no signal grows"


@given(n=st.integers(1, 9), seed=st.integers(0, 999), loops=st.booleans())
def test_by_row_each_node_takes_the_mean(n, seed, loops):
    graph = np.triu(random_graph(n, seed))  # directed graphs have rows, too
    sums = normalize_adjacency(graph, "row", self_loops=loops).sum(axis=1)
    alone = (graph.sum(axis=1) == 0) & (not loops)
    np.testing.assert_allclose(sums, np.where(alone, 0, 1))


def test_sum_only_adds_the_loops_and_nothing_is_changed_in_place():
    graph = random_graph(5, 1)
    before = graph.copy()
    np.testing.assert_array_equal(normalize_adjacency(graph, "sum"), before + np.eye(5))
    for how in ("sum", "row", "symmetric"):
        for loops in (True, False):
            normalize_adjacency(graph, how, self_loops=loops)[...] = 7
    np.testing.assert_array_equal(graph, before)


def test_a_stack_of_graphs_is_normalized_one_by_one_and_floats_keep_their_dtype():
    stack = np.stack([random_graph(4, seed) for seed in range(6)]).reshape(2, 3, 4, 4)
    for how in ("symmetric", "row"):
        together = normalize_adjacency(stack.astype(np.float32), how)
        assert together.dtype == np.float32
        np.testing.assert_allclose(together[1, 2], normalize_adjacency(stack[1, 2], how), rtol=1e-6)
    assert normalize_adjacency([[0, 1], [1, 0]]).dtype == np.float64


@pytest.mark.parametrize(
    ("matrix", "how"),
    [
        (np.ones((2, 3)), "row"),
        (np.ones(3), "row"),
        (-np.ones((2, 2)), "row"),
        (np.full((2, 2), np.nan), "row"),
        (np.array([[0, 1], [0, 0]]), "symmetric"),
        (np.ones((2, 2)), "rows"),
    ],
)
def test_what_cannot_be_normalized_is_refused(matrix, how):
    with pytest.raises(ValueError, match=r"Expected .*Received: "):
        normalize_adjacency(matrix, how)
