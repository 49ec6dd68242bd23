"""A network of graph convolutions in NumPy, one or many variants of it: the sibling of `mlp`."""

from __future__ import annotations

import operator
from collections.abc import Sequence

import numpy as np
from numpy.typing import ArrayLike

from dlcourse.scratch.activations import ActivationFunction
from dlcourse.scratch.layers import Activation, GraphConvolution, Layer
from dlcourse.scratch.losses import SparseCategoricalCrossentropy
from dlcourse.scratch.network import Network
from dlcourse.scratch.softmax import softmax
from dlcourse.scratch.start import Start, function_of


def graph_network(
    sizes: Sequence[int],
    adjacency: ArrayLike,
    *,
    rows: Sequence[int] | None = None,
    weights: Sequence[ArrayLike] | None = None,
    variants: int | None = None,
    activation: str | ActivationFunction = "relu",
    seed: int | Sequence[int] = 0,
    dtype: str = "float32",
) -> Network:
    """Return graph convolutions in a row that name a class of each node of one graph.

    The nodes are the samples, and the loss is the categorical cross-entropy of class numbers. To
    learn from the labels of some nodes, give `rows`; then build it again with the `weights` and
    without `rows`, to hear its answers for all nodes, or for another graph.

    Args:
        sizes: Features of a node, units of each layer, and classes, as in `[34, 16, 2]`.
        adjacency: Shape (n_nodes, n_nodes), mostly from `scratch.normalize_adjacency`.
        rows: Nodes for which the last layer answers; None for all.
        weights: Of another network of the same sizes and variants; None for a random start.
        variants: How many networks; None for a single one, without an axis of variants.
        activation: Between the layers, one of `dlcourse.scratch` or its name.
        seed: Of the random start, Glorot's; one number, or one for each variant.
        dtype: Of the arithmetic, "float32" or "float64".

    Raises:
        ValueError: There are fewer than two sizes, or shapes or numbers do not fit each other.

    Example:
        >>> path = np.array([[0.5, 0.5, 0.0], [0.3, 0.4, 0.3], [0.0, 0.5, 0.5]])
        >>> ends = graph_network([3, 4, 2], path, rows=[0, 2])
        >>> from dlcourse.scratch import Adam
        >>> bool(ends.train_on_batch(np.eye(3), [0, 1], Adam(0.01)) > 0)
        True
        >>> graph_network([3, 4, 2], path, weights=ends.weights).predict(np.eye(3)).shape
        (3, 2)

    Reference:
        Kipf and Welling, "Semi-supervised classification with graph convolutional networks", 2017.
    """
    sizes = [operator.index(size) for size in sizes]
    if len(sizes) < 2 or min(sizes) < 1:
        raise ValueError(f"Expected two sizes or more, each above 0. Received: sizes={sizes}")
    start, function = Start("glorot_uniform", seed, variants, dtype), function_of(activation)
    matrix, layers = np.asarray(adjacency, dtype=dtype), list[Layer]()
    for n_in, n_out in zip(sizes[:-1], sizes[1:], strict=True):
        layers += [
            GraphConvolution(start.kernel((n_in, n_out)), start.zeros(n_out), matrix),
            Activation(function),
        ]
    layers.pop()
    if rows is not None:
        kernel, bias = layers[-1].weights
        layers[-1] = GraphConvolution(kernel, bias, matrix[..., list(rows), :])
    network = Network(layers, SparseCategoricalCrossentropy(from_logits=True), softmax)
    if weights is not None:
        _copy(weights, network.weights)
    return network


def _copy(given: Sequence[ArrayLike], weights: list[np.ndarray]) -> None:
    """Write given weights into a network's; never by broadcasting."""
    shapes, wanted = [np.shape(array) for array in given], [w.shape for w in weights]
    if shapes != wanted:
        raise ValueError(f"Expected weights of the shapes {wanted}. Received: {shapes}")
    for weight, array in zip(weights, given, strict=True):
        weight[...] = array
