"""Graph convolution as a Keras layer."""

from __future__ import annotations

import keras
from keras import ops


@keras.saving.register_keras_serializable(package="dlcourse")
class GraphConvolution(keras.layers.Layer):
    """Each node adds up what its neighbours hold; then one `Dense` for all nodes.

    Called with two tensors, `layer([x, adjacency])`, it returns
    `activation(adjacency @ x @ kernel + bias)`. The adjacency is used as it is:
    `scratch.normalize_adjacency` adds the self-loops and divides by the degrees. The weights know
    nothing of the number of nodes, so one layer serves graphs of every size.

    The first axis counts graphs, as a model's `fit` wants it: one graph is a batch of one. To
    learn from some nodes, give the others a `sample_weight` of 0. To batch graphs of different
    sizes, pad them with nodes without edges; if their features are masked
    (`keras.layers.Masking`), their outputs are 0. Not for graphs of many thousands of nodes: the
    adjacency is a dense matrix.

    Args:
        units: Number of outputs for each node.
        activation: A function or its name; None for none.
        use_bias: Whether to add a bias.
        kernel_initializer: Of the kernel, shape (n_features, units).
        bias_initializer: Of the bias, shape (units,).
        kernel_regularizer: Penalty for the kernel.
        **kwargs: Passed on to `keras.layers.Layer`: `name`, `dtype`.

    Call arguments:
        inputs: `[x, adjacency]`, of shapes (..., n_nodes, n_features) and (..., n_nodes, n_nodes).
        mask: `[mask, None]`, the first of shape (..., n_nodes): False for nodes that pad a graph.

    Raises:
        ValueError: There are not two inputs, or their shapes do not fit each other.

    Example:
        >>> layer = GraphConvolution(2)
        >>> x, adjacency = keras.ops.ones((1, 3, 4)), keras.ops.eye(3)[None]
        >>> tuple(layer([x, adjacency]).shape)
        (1, 3, 2)

    Reference:
        Kipf and Welling, "Semi-supervised classification with graph convolutional networks", 2017.
    """

    def __init__(
        self,
        units: int,
        activation=None,
        use_bias: bool = True,
        kernel_initializer="glorot_uniform",
        bias_initializer="zeros",
        kernel_regularizer=None,
        **kwargs,
    ):
        """Keep the options; the weights are made when the number of features is known."""
        super().__init__(**kwargs)
        if isinstance(units, bool) or not isinstance(units, int) or units < 1:
            raise ValueError(f"Expected units to be a whole number above 0. Received: {units!r}")
        self.units, self.use_bias = units, use_bias
        self.activation = keras.activations.get(activation)
        self.kernel_initializer = keras.initializers.get(kernel_initializer)
        self.bias_initializer = keras.initializers.get(bias_initializer)
        self.kernel_regularizer = keras.regularizers.get(kernel_regularizer)
        self.supports_masking = True

    def build(self, input_shape):
        """Make the weights."""
        x_shape, _ = _checked(input_shape)
        self.kernel = self.add_weight(
            name="kernel",
            shape=(x_shape[-1], self.units),
            initializer=self.kernel_initializer,
            regularizer=self.kernel_regularizer,
        )
        self.bias = None
        if self.use_bias:
            self.bias = self.add_weight(
                name="bias", shape=(self.units,), initializer=self.bias_initializer
            )

    def call(self, inputs, mask=None):
        """Return the outputs, shape (..., n_nodes, units)."""
        x, adjacency = inputs
        _checked([x.shape, adjacency.shape])
        outputs = ops.matmul(adjacency, ops.matmul(x, self.kernel))
        if self.bias is not None:
            outputs = outputs + self.bias
        outputs = self.activation(outputs)
        of_nodes = self.compute_mask(inputs, mask)
        if of_nodes is not None:
            outputs = outputs * ops.cast(ops.expand_dims(of_nodes, -1), outputs.dtype)
        return outputs

    def compute_mask(self, inputs, previous_mask):
        """Return the mask of the nodes."""
        several = isinstance(previous_mask, list | tuple)
        return previous_mask[0] if several else previous_mask

    def compute_output_shape(self, input_shape):
        """Return (..., n_nodes, units)."""
        x_shape, _ = _checked(input_shape)
        return (*x_shape[:-1], self.units)

    def get_config(self) -> dict:
        """Return what `from_config` needs to build this layer again."""
        own = {
            "units": self.units,
            "activation": keras.activations.serialize(self.activation),
            "use_bias": self.use_bias,
            "kernel_initializer": keras.initializers.serialize(self.kernel_initializer),
            "bias_initializer": keras.initializers.serialize(self.bias_initializer),
            "kernel_regularizer": keras.regularizers.serialize(self.kernel_regularizer),
        }
        return {**super().get_config(), **own}


def _checked(shapes) -> tuple[tuple, tuple]:
    """Return the shapes of features and adjacency, or raise ValueError."""
    two = isinstance(shapes, list | tuple) and len(shapes) == 2
    if not two or not all(hasattr(shape, "__len__") for shape in shapes):
        raise ValueError(f"Expected two inputs, [x, adjacency]. Received: shape {shapes}")
    x_shape, adjacency_shape = (tuple(shape) for shape in shapes)
    fits = len(x_shape) == len(adjacency_shape) >= 2 and x_shape[-1] is not None
    for axis in (-1, -2):
        fits = fits and _may_be_equal(adjacency_shape[axis], x_shape[-2])
    if not fits:
        raise ValueError(
            "Expected x of shape (..., n_nodes, n_features) and adjacency of shape "
            f"(..., n_nodes, n_nodes). Received: shapes {x_shape} and {adjacency_shape}"
        )
    return x_shape, adjacency_shape


def _may_be_equal(one: int | None, other: int | None) -> bool:
    return one is None or other is None or one == other
