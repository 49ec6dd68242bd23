"""Graph convolution in NumPy: nodes listen to their neighbours. Twin of `dlcourse.layers`'."""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike

from dlcourse.scratch.layers.base import KernelLayer, check_gradient


class GraphConvolution(KernelLayer):
    """Compute `adjacency @ x @ kernel + bias`: each node adds up its neighbours, then a `Dense`.

    A sample is a node, and all nodes of the graph are one batch, which `Network` neither shuffles
    nor cuts. For another graph make another layer with the same `weights`: they do not depend on
    the graph. With fewer rows than nodes, `adjacency[rows]`, it answers for some of the nodes:
    train it with `Network.train_on_batch` and targets for these. A single row of ones adds up all
    nodes to one answer for the graph.

    Args:
        kernel: Float, shape (n_features, n_units), or (n_variants, n_features, n_units) for the
            layers of many networks at once.
        bias: Float, shape (n_units,) or (n_variants, n_units).
        adjacency: What row i takes from node j, shape (n_rows, n_nodes), mostly square: 0 where no
            edge leads. It is used as it is; `scratch.normalize_adjacency` adds self-loops and
            divides. Shape (n_graphs, n_rows, n_nodes) for a batch of graphs. All variants share it.

    Attributes:
        weights: `[kernel, bias]`, the order of the Keras layer.
        gradients: After `backward`, the gradients of the loss in the order of `weights`.
        adjacency: As given, in the dtype of the kernel.

    Raises:
        ValueError: The shapes of `kernel` and `bias` do not fit each other, or `adjacency` has
            another number of axes, or is empty.

    Example:
        Three nodes in a row; each adds up what its neighbours hold.

        >>> path = [[0, 1, 0], [1, 0, 1], [0, 1, 0]]
        >>> layer = GraphConvolution(kernel=[[1.0]], bias=[0.0], adjacency=path)
        >>> layer.forward([[1.0], [10.0], [100.0]])
        array([[ 10.],
               [101.],
               [ 10.]])
        >>> layer.backward([[1.0], [0.0], [0.0]])
        array([[0.],
               [1.],
               [0.]])

    Reference:
        Kipf and Welling, "Semi-supervised classification with graph convolutional networks", 2017.
    """

    one_batch = True
    _gathered: np.ndarray  # what the nodes have heard in the last `forward`

    def __init__(self, kernel: ArrayLike, bias: ArrayLike, adjacency: ArrayLike):
        """Keep the weights and the graph."""
        super().__init__(kernel, bias, axes=("n_features", "n_units"))
        self.adjacency = np.array(adjacency, dtype=self.kernel.dtype)
        shape = self.adjacency.shape
        if len(shape) not in (2, 3) or not self.adjacency.size:
            raise ValueError(
                "Expected adjacency of shape (n_rows, n_nodes) or (n_graphs, n_rows, n_nodes), "
                f"with at least one node. Received: adjacency.shape={shape}"
            )

    def forward(self, x: ArrayLike, training: bool = False) -> np.ndarray:
        """Return `adjacency @ x @ kernel + bias` and keep what `backward` needs.

        Args:
            x: A row for each node, shape (n_nodes, n_features), or (n_graphs, n_nodes, n_features)
                for a batch of graphs. With variants, their axis may come first.
            training: Makes no difference here.

        Returns:
            Shape (..., n_rows, n_units), dtype of the kernel; with variants, their axis comes
            first.

        Raises:
            ValueError: `x` does not have a row of n_features numbers for each node.
        """
        kernel, bias = self.weights
        x = np.asarray(x, dtype=kernel.dtype)
        self._check(x)
        self._gathered = self.adjacency @ x
        kernel, bias = self._for_each_graph(kernel), self._for_each_graph(bias[..., None, :])
        y = self._gathered @ kernel
        y += bias
        self._shape = y.shape
        return y

    def backward(self, dy: ArrayLike) -> np.ndarray:
        """Return the gradient for `x`, and set `gradients` for kernel and bias.

        What a node has sent along an edge comes back along the same edge: `adjacency` transposed.

        Args:
            dy: Gradient of the loss with respect to the last output, in its shape.

        Returns:
            Gradient of the loss with respect to `x`, shape (..., n_nodes, n_features); with
            variants, their axis comes first, even if they share `x`.

        Raises:
            RuntimeError: `forward` has not been called.
            ValueError: `dy` does not have the shape of the last output.
        """
        self.backward_weights(dy)
        kernel = self._for_each_graph(self.weights[0])
        d_gathered = np.asarray(dy, dtype=kernel.dtype) @ kernel.swapaxes(-1, -2)
        return self.adjacency.swapaxes(-1, -2) @ d_gathered

    def backward_weights(self, dy: ArrayLike) -> None:
        """Set `gradients` and leave out the gradient for `x`."""
        dy = np.asarray(dy, dtype=self.weights[0].dtype)
        check_gradient(dy, self._shape)
        of_kernel, of_bias = self._gathered.swapaxes(-1, -2) @ dy, dy.sum(axis=-2)
        if self.adjacency.ndim == 3:  # all graphs share the weights
            of_kernel, of_bias = of_kernel.sum(axis=-3), of_bias.sum(axis=-2)
        self.gradients = [of_kernel, of_bias]

    def _for_each_graph(self, weight: np.ndarray) -> np.ndarray:
        """Return a weight, with an axis for the graphs behind that of the variants."""
        several = self.n_variants is not None and self.adjacency.ndim == 3
        return weight[:, None] if several else weight

    def _check(self, x: np.ndarray) -> None:
        """Raise ValueError if `x` is not one row for each node."""
        *graphs, _, nodes = self.adjacency.shape
        shape = (*graphs, nodes, self.weights[0].shape[-2])
        shapes = [shape] if self.n_variants is None else [shape, (self.n_variants, *shape)]
        if x.shape not in shapes:
            raise ValueError(
                f"Expected x of shape {' or '.join(map(str, shapes))}, a row for each node. "
                f"Received: x.shape={x.shape}"
            )
