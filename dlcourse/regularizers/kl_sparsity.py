"""Sparsity by the Kullback-Leibler divergence of mean activities, as a Keras regularizer."""

from __future__ import annotations

import keras
from keras import ops


@keras.saving.register_keras_serializable(package="dlcourse")
class KLSparsity(keras.regularizers.Regularizer):
    """Charge a layer for units whose mean activity over the batch is not the wanted one.

    For the `activity_regularizer` of a layer with outputs between 0 and 1, such as a sigmoid's. Of
    each unit, the mean activity q over the samples of the batch is compared with the target p by
    the Kullback-Leibler divergence of two coins:

        strength * sum over the units of  p log(p / q) + (1 - p) log((1 - p) / (1 - q))

    Keras divides what an activity regularizer returns by the number of samples, for a penalty such
    as L1 is a sum over them. This one is a property of the whole batch; so that its strength does
    not depend on the batch size, a call returns it times the number of samples.

    A batch of few samples measures means badly: take 32 or more. Do not use it for ReLU: beyond 1
    there is no such coin.

    Args:
        target: Wanted mean activity p, above 0 and below 1.
        strength: Weight of the penalty in the loss, at least 0.

    Raises:
        ValueError: `target` or `strength` is out of its range.

    Example:
        >>> penalty = KLSparsity(target=0.1, strength=1.0)
        >>> round(float(penalty(keras.ops.array([[0.2], [0.4]]))), 3)  # 2 samples, mean 0.3
        0.233

    Reference:
        Ng, "Sparse autoencoder", CS294A lecture notes, 2011.
    """

    def __init__(self, target: float = 0.1, strength: float = 0.01):
        """Keep the target and the strength."""
        if not 0 < target < 1:
            raise ValueError(f"Expected target above 0 and below 1. Received: target={target}")
        if not strength >= 0:
            raise ValueError(f"Expected strength of at least 0. Received: strength={strength}")
        self.target, self.strength = float(target), float(strength)

    def __call__(self, x):
        """Return the penalty, a scalar tensor, for outputs of shape (n_samples, n_units)."""
        epsilon, p = keras.config.epsilon(), self.target
        q = ops.clip(ops.mean(x, axis=0), epsilon, 1 - epsilon)
        divergence = p * ops.log(p / q) + (1 - p) * ops.log((1 - p) / (1 - q))
        n_samples = ops.cast(ops.shape(x)[0], x.dtype)
        return self.strength * n_samples * ops.sum(divergence)

    def get_config(self) -> dict:
        """Return what `from_config` needs to build this penalty again."""
        return {"target": self.target, "strength": self.strength}
