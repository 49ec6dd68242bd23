"""Draws from Gaussians as a Keras layer, with a gradient for their means and widths."""

from __future__ import annotations

import keras
from keras import ops


@keras.saving.register_keras_serializable(package="dlcourse")
class Sampling(keras.layers.Layer):
    """Draw from independent Gaussians; the gradient passes through the draw.

    Called with two tensors, `layer([mean, log_var])`, it returns `mean + exp(log_var / 2) * noise`
    with new standard normal noise for each entry (the reparameterisation). It draws at inference as
    well as in training: whoever wants no chance takes the mean itself.

    Args:
        seed: A whole number for repeatable draws, or None.
        **kwargs: Passed on to `keras.layers.Layer`: `name`, `dtype`.

    Call arguments:
        inputs: `[mean, log_var]`, two tensors of one shape; `log_var` is the logarithm of the
            variance.

    Raises:
        ValueError: There are not two inputs, or their shapes differ.

    Example:
        >>> layer = Sampling(seed=1)
        >>> tuple(layer([keras.ops.zeros((5, 2)), keras.ops.zeros((5, 2))]).shape)
        (5, 2)

    Reference:
        Kingma and Welling, "Auto-encoding variational Bayes", 2014.
    """

    def __init__(self, seed: int | None = None, **kwargs):
        """Make the source of the noise."""
        super().__init__(**kwargs)
        self.seed = seed
        self.seed_generator = keras.random.SeedGenerator(seed)
        self.built = True  # there is nothing to learn

    def call(self, inputs):
        """Return draws, shape and dtype of `mean`."""
        self.compute_output_shape([tensor.shape for tensor in _two(inputs)])
        mean, log_var = inputs
        noise = keras.random.normal(ops.shape(mean), dtype=mean.dtype, seed=self.seed_generator)
        return mean + ops.exp(log_var / 2) * noise

    def compute_output_shape(self, input_shape):
        """Return the shape of the means."""
        mean, log_var = (tuple(shape) for shape in _two(input_shape))
        pairs = zip(mean, log_var, strict=False)
        if len(mean) != len(log_var) or any(a != b for a, b in pairs if a and b):
            raise ValueError(
                f"Expected mean and log_var of one shape. Received: shapes {mean} and {log_var}"
            )
        return mean

    def get_config(self) -> dict:
        """Return what `from_config` needs to build this layer again."""
        return {**super().get_config(), "seed": self.seed}


def _two(inputs):
    """Return the inputs if they are two in a list or tuple, or raise ValueError."""
    if not isinstance(inputs, list | tuple) or len(inputs) != 2:
        received = getattr(inputs, "shape", inputs)
        raise ValueError(f"Expected two inputs, [mean, log_var]. Received: {received}")
    return inputs
