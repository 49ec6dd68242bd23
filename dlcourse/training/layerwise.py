"""Greedy layer-wise training: each layer learns to give back what the layer below hands on."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import ArrayLike


def train_layerwise(
    encoder: Any,
    x: ArrayLike,
    *,
    epochs: int = 10,
    batch_size: int = 32,
    optimizer: Any = "adam",
    loss: Any = "mse",
    tied: bool = False,
) -> list[list[float]]:
    """Train the Dense layers of an encoder one after the other, as small autoencoders.

    The first layer gets a decoder of one layer and learns to give back `x`. Then the decoder is
    thrown away, the layer stays as it is, and the next layer learns to give back what this one
    makes of `x`; and so on. Other layers, such as `Activation`, pass on what they get. In 2006 it
    was the way to train deep networks; with a good start, ReLU and Adam, train all at once instead.

    Args:
        encoder: A built `keras.Sequential`. Its weights are changed.
        x: Shape (n_samples, n_inputs); labels are not needed.
        epochs: For each layer.
        batch_size: Samples per step.
        optimizer: Its name, or an optimizer, of which each layer gets a new copy.
        loss: Of Keras, for outputs without an activation.
        tied: Whether the small decoders use the kernel of their layer, transposed.

    Returns:
        For each Dense layer, the loss of every epoch.

    Raises:
        ValueError: The encoder is not built, or holds no Dense layer.

    Example:
        >>> import keras
        >>> encoder = keras.Sequential([keras.Input((4,)), keras.layers.Dense(2)])
        >>> losses = train_layerwise(encoder, np.eye(4), epochs=3)
        >>> len(losses), len(losses[0])
        (1, 3)

    Reference:
        Bengio, Lamblin, Popovici and Larochelle, "Greedy layer-wise training of deep networks",
        2007.
    """
    import keras

    from dlcourse.layers import TiedDense

    if not encoder.built or not any(_learns(layer) for layer in encoder.layers):
        raise ValueError(
            "Expected a built encoder with a Dense layer: give it an Input. "
            f"Received: {encoder.name!r} with {len(encoder.layers)} layers"
        )
    kind, losses = keras.optimizers.get(optimizer), []
    inside = np.asarray(x)
    for layer in encoder.layers:
        start = keras.Input(inside.shape[1:])
        upper = keras.Sequential([start, layer])
        if _learns(layer):
            decoder = TiedDense(layer) if tied else keras.layers.Dense(inside.shape[-1])
            small = keras.Sequential([start, layer, decoder])
            small.compile(type(kind).from_config(kind.get_config()), loss)
            history = small.fit(inside, inside, epochs=epochs, batch_size=batch_size, verbose=0)
            losses.append(history.history["loss"])
        inside = upper.predict(inside, batch_size=512, verbose=0)
    return losses


def _learns(layer: Any) -> bool:
    import keras

    return isinstance(layer, keras.layers.Dense)
