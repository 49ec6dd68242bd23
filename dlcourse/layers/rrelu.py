"""The randomised leaky ReLU as a Keras layer."""

from __future__ import annotations

import keras
from keras import ops


@keras.saving.register_keras_serializable(package="dlcourse")
class RReLU(keras.layers.Layer):
    """Randomised leaky ReLU: the slope for negative inputs is drawn anew at every training call.

    In training, `z` stays where z >= 0 and becomes `alpha * z` elsewhere, with one `alpha` per
    entry, uniform between `lower` and `upper`. At inference `alpha` is the middle of the range,
    so that a trained network answers the same question twice in the same way. The noise acts as
    a mild regulariser; do not use it where two training passes must agree.

    The paper writes the slope as 1/a with a uniform between 3 and 8. Here the slope itself is
    uniform between 1/8 and 1/3, the reading that became usual.

    Args:
        lower: Smallest slope for negative inputs.
        upper: Largest one; equal to `lower` gives a plain leaky ReLU.
        seed: A whole number for repeatable draws, or None.
        **kwargs: Passed on to `keras.layers.Layer`: `name`, `dtype`.

    Raises:
        ValueError: if not `lower <= upper`.

    Example:
        >>> layer = RReLU(seed=1)
        >>> tuple(layer(keras.ops.array([[-1.0, 2.0]])).shape)
        (1, 2)

    Reference:
        Xu, Wang, Chen and Li, "Empirical Evaluation of Rectified Activations in Convolutional
        Network", 2015.
    """

    def __init__(self, lower: float = 1 / 8, upper: float = 1 / 3, seed=None, **kwargs):
        """Take the range of the slopes."""
        super().__init__(**kwargs)
        if not lower <= upper:
            raise ValueError(f"Expected lower <= upper. Received: lower={lower}, upper={upper}")
        self.lower, self.upper, self.seed = float(lower), float(upper), seed
        self.seed_generator = keras.random.SeedGenerator(seed)
        self.supports_masking = True
        self.built = True  # there is nothing to learn

    def call(self, inputs, training=False):
        """Return the activations, shape and dtype of `inputs`."""
        if training:
            alpha = keras.random.uniform(
                ops.shape(inputs), self.lower, self.upper, inputs.dtype, self.seed_generator
            )
        else:
            alpha = (self.lower + self.upper) / 2
        return ops.where(inputs >= 0, inputs, alpha * inputs)

    def compute_output_shape(self, input_shape):
        """Return `input_shape`: the layer works entry by entry."""
        return input_shape

    def get_config(self) -> dict:
        """Return what `from_config` needs to build this layer again."""
        own = {"lower": self.lower, "upper": self.upper, "seed": self.seed}
        return {**super().get_config(), **own}
