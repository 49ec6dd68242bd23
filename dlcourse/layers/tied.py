"""Layers that go the way of another one back, with its weights."""

from __future__ import annotations

import keras
from keras import ops


class _Tied(keras.layers.Layer):
    """What both tied layers share: the layer they belong to, an activation, a bias."""

    def __init__(self, tied_to, activation=None, use_bias=True, bias_initializer="zeros", **kwargs):
        """Keep the options; the bias is made when the layer is built."""
        super().__init__(**kwargs)
        if not isinstance(tied_to, self._kind):
            raise TypeError(
                f"Expected tied_to to be a {self._kind.__name__} layer. Received: {tied_to!r}"
            )
        self.tied_to, self.use_bias = tied_to, use_bias
        self.activation = keras.activations.get(activation)
        self.bias_initializer = keras.initializers.get(bias_initializer)

    def build(self, input_shape):
        """Make the bias; the kernel is there."""
        if not self.tied_to.built:
            raise ValueError(
                f"Expected {self.tied_to.name!r} to have weights: call it, or the encoder it "
                "stands in, before this layer. Received: a layer that is not built"
            )
        kernel = self.tied_to.kernel
        if input_shape[-1] != kernel.shape[-1]:
            raise ValueError(
                f"Expected x of shape (..., {kernel.shape[-1]}), as {self.tied_to.name!r} gives "
                f"it. Received: x.shape={tuple(input_shape)}"
            )
        self.bias = None
        if self.use_bias:
            self.bias = self.add_weight(
                name="bias", shape=(kernel.shape[-2],), initializer=self.bias_initializer
            )

    def call(self, inputs):
        """Return what the transposed kernel makes of the inputs."""
        outputs = self._back(inputs, ops.cast(self.tied_to.kernel, inputs.dtype))
        if self.bias is not None:
            outputs = outputs + self.bias
        return self.activation(outputs)

    def get_config(self) -> dict:
        """Return what `from_config` needs to build this layer again."""
        # In a file, what is written twice gets a number by which it is found again; elsewhere not.
        first, _ = (keras.saving.serialize_keras_object(self.tied_to) for _ in range(2))
        own = {
            "tied_to": first,
            "activation": keras.activations.serialize(self.activation),
            "use_bias": self.use_bias,
            "bias_initializer": keras.initializers.serialize(self.bias_initializer),
        }
        return {**super().get_config(), **own}

    @classmethod
    def from_config(cls, config: dict):
        """Build the layer again; within one saved model it finds its partner there.

        Raises:
            ValueError: The configuration comes from no file, as in `keras.models.clone_model`: the
                copy would get a partner of its own, and be tied to nothing.
        """
        if "shared_object_id" not in config["tied_to"]:
            raise ValueError(
                "Expected a tied layer to be read from a file: a copy from its configuration, as "
                "clone_model makes it, would no longer be tied. Build the copy layer by layer. "
                f"Received: the configuration of {config['name']!r}, not from a file"
            )
        tied_to = keras.saving.deserialize_keras_object(config["tied_to"])
        return cls(**{**config, "tied_to": tied_to})


@keras.saving.register_keras_serializable(package="dlcourse")
class TiedDense(_Tied):
    """The way back through a `Dense` layer: its kernel transposed, and a bias of its own.

    Returns `activation(x @ tied_to.kernel.T + bias)`. The kernel is one variable in two places, so
    its gradient is the sum of both; a decoder of such layers has no weights but its biases. That
    halves the weights to be stored and learned, nearly, and no multiplication is saved.

    A model of tied layers can be saved if it is flat, as in the example. `Sequential` does not keep
    who shares a layer across models within a model: such a `.keras` file cannot be loaded. Save
    `keras.Sequential([*encoder.layers, *decoder.layers])` instead, or `save_weights`.

    Args:
        tied_to: A `keras.layers.Dense`, built by the time this layer is called.
        activation: A function or its name; None for none.
        use_bias: Whether to add a bias, shape (n_inputs of `tied_to`,).
        bias_initializer: Of the bias.
        **kwargs: Passed on to `keras.layers.Layer`: `name`, `dtype`.

    Raises:
        TypeError: `tied_to` is another kind of layer.
        ValueError: `tied_to` has no weights yet, or gives other shapes than this layer gets; or the
            layer is to be copied by `keras.models.clone_model`, which would untie it.

    Example:
        >>> dense = keras.layers.Dense(2)
        >>> model = keras.Sequential([keras.Input((5,)), dense, TiedDense(dense)])
        >>> model.output_shape, model.count_params()
        ((None, 5), 17)

    Reference:
        Vincent, Larochelle, Lajoie, Bengio and Manzagol, "Stacked denoising autoencoders", 2010.
    """

    _kind = keras.layers.Dense

    def _back(self, x, kernel):
        return ops.matmul(x, ops.transpose(kernel))

    def compute_output_shape(self, input_shape):
        """Return (..., n_inputs of `tied_to`)."""
        return (*input_shape[:-1], self.tied_to.kernel.shape[-2])


@keras.saving.register_keras_serializable(package="dlcourse")
class TiedConv2DTranspose(_Tied):
    """The way back through a `Conv2D` layer: a transposed convolution with its kernel.

    With `padding="same"` the images become `strides` times as large again; choose sizes that the
    strides divide. With "valid" they become as large as all windows together. To be saved, see
    `TiedDense`.

    Args:
        tied_to: A `keras.layers.Conv2D`, built by the time this layer is called, of one group,
            without dilation, and with channels last.
        activation: A function or its name; None for none.
        use_bias: Whether to add a bias, one number for each channel that `tied_to` gets.
        bias_initializer: Of the bias.
        **kwargs: Passed on to `keras.layers.Layer`: `name`, `dtype`.

    Raises:
        TypeError: `tied_to` is another kind of layer.
        ValueError: `tied_to` has no weights yet, gives other shapes than this layer gets, or has
            groups, dilation or channels first.

    Example:
        >>> conv = keras.layers.Conv2D(4, 3, strides=2, padding="same")
        >>> maps = conv(keras.ops.ones((1, 8, 8, 1)))
        >>> tuple(TiedConv2DTranspose(conv)(maps).shape)
        (1, 8, 8, 1)

    Reference:
        Masci, Meier, Ciresan and Schmidhuber, "Stacked convolutional auto-encoders for hierarchical
        feature extraction", 2011.
    """

    _kind = keras.layers.Conv2D

    def __init__(self, tied_to, activation=None, use_bias=True, bias_initializer="zeros", **kwargs):
        """Keep the options; the bias is made when the layer is built."""
        super().__init__(tied_to, activation, use_bias, bias_initializer, **kwargs)
        plain = (tied_to.groups, tuple(tied_to.dilation_rate), tied_to.data_format)
        if plain != (1, (1, 1), "channels_last"):
            raise ValueError(
                "Expected a convolution of one group, without dilation, channels last. Received: "
                f"groups={plain[0]}, dilation_rate={plain[1]}, data_format={plain[2]!r}"
            )

    def _back(self, x, kernel):
        return ops.conv_transpose(
            x, kernel, self.tied_to.strides, self.tied_to.padding, data_format="channels_last"
        )

    def compute_output_shape(self, input_shape):
        """Return (n_samples, height, width, channels of `tied_to`'s input)."""
        sizes = zip(input_shape[1:3], self.tied_to.strides, self.tied_to.kernel_size, strict=True)
        more = self.tied_to.padding == "valid"
        sides = [n and n * stride + more * max(size - stride, 0) for n, stride, size in sizes]
        return (input_shape[0], *sides, self.tied_to.kernel.shape[-2])
