"""The gradients of any Keras model, on whatever backend runs underneath.

Keras computes gradients inside `fit` and shows them to nobody: `keras.ops` has no gradient
function, and each backend has its own. Here they are behind one function.
"""

from collections.abc import Callable
from typing import Any

import numpy as np
from numpy.typing import ArrayLike


def parameter_names(model: Any) -> list[str]:
    """Return names such as "dense/kernel" for `model.trainable_variables`, in their order."""
    return ["/".join(v.path.split("/")[-2:]) for v in model.trainable_variables]


def gradients(
    model: Any, x: ArrayLike, y: ArrayLike, loss: Callable | None = None, *, training: bool = False
) -> dict[str, np.ndarray]:
    """Return the gradient of the loss with respect to each trainable weight of a Keras model.

    The weights stay as they are. Penalties that layers add (regularizers) count, as in `fit`.

    Args:
        model: A built Keras model.
        x: One batch of inputs; a list, tuple or dictionary of arrays if the model has several.
        y: Its targets, as the loss wants them.
        loss: `loss(y, prediction)`, one number or one per sample, of which the mean is taken; by
            default the loss the model was compiled with.
        training: Whether layers such as dropout behave as in training.

    Returns:
        Arrays in the shapes of the weights, in the order of `model.trainable_variables`, under
        the names of `parameter_names`. A weight that the loss does not depend on gets zeros.

    Raises:
        ValueError: The model is not built; or there is no loss; or two weights share a name.
        NotImplementedError: The backend is none of TensorFlow, JAX and PyTorch.

    Example:
        >>> import keras
        >>> model = keras.Sequential([keras.Input((1,)), keras.layers.Dense(1, name="line")])
        >>> model.set_weights([np.array([[2.0]]), np.array([0.0])])
        >>> found = gradients(model, [[1.0]], [[5.0]], keras.losses.MeanSquaredError())
        >>> found["line/kernel"]
        array([[-6.]], dtype=float32)
    """
    import keras

    if not model.built or not model.trainable_variables:
        raise ValueError(
            "Expected a built model with weights: give it an Input, or call it on data once. "
            f"Received: {model.name!r}"
        )
    names = parameter_names(model)
    if len(set(names)) < len(names):
        raise ValueError(f"Expected layers of different names. Received weights: {names}")
    backend = keras.backend.backend()
    if backend not in _BACKENDS:
        raise NotImplementedError(f"Expected one of {sorted(_BACKENDS)}. Received: {backend!r}")
    if isinstance(x, list | tuple) and not any(hasattr(part, "shape") for part in x):
        x = np.asarray(x)  # numbers in lists are one input, arrays in a list are several
    x = keras.tree.map_structure(keras.ops.convert_to_tensor, x)
    cost = _cost(model, keras.ops.convert_to_tensor(y), loss)
    found = _BACKENDS[backend](model, x, cost, training)
    return {
        name: np.zeros(v.shape, v.dtype) if g is None else keras.ops.convert_to_numpy(g)
        for name, v, g in zip(names, model.trainable_variables, found, strict=True)
    }


def gradient_norms(
    model: Any, x: ArrayLike, y: ArrayLike, loss: Callable | None = None
) -> dict[str, float]:
    """Return the Euclidean norm of the gradient of each layer's weights, by the layer's name.

    Args:
        model: A built Keras model.
        x: One batch of inputs.
        y: Its targets.
        loss: As for `gradients`.
    """
    squares: dict[str, float] = {}
    for name, gradient in gradients(model, x, y, loss).items():
        layer = name.split("/")[0]
        squares[layer] = squares.get(layer, 0.0) + float(np.sum(np.square(gradient, dtype=float)))
    return {layer: square**0.5 for layer, square in squares.items()}


def _cost(model: Any, y: Any, loss: Callable | None) -> Callable:
    """Return a function of (x, prediction, training) that gives one number."""
    import keras

    if loss is None and not getattr(model, "compiled", False):
        raise ValueError("Expected a loss, or a model that is compiled with one. Received: neither")

    def cost(x, prediction, training):
        if loss is None:
            return model.compute_loss(x, y, prediction, training=training)
        return keras.ops.mean(loss(y, prediction)) + sum(model.losses)

    return cost


def _with_tensorflow(model, x, cost, training):
    import tensorflow as tf

    with tf.GradientTape() as tape:
        value = cost(x, model(x, training=training), training)
    return tape.gradient(value, [v.value for v in model.trainable_variables])


def _with_torch(model, x, cost, training):
    import torch

    with torch.enable_grad():
        value = cost(x, model(x, training=training), training)
    variables = [v.value for v in model.trainable_variables]
    return torch.autograd.grad(value, variables, allow_unused=True)


def _with_jax(model, x, cost, training):
    import jax
    import keras

    def value(trainable):
        pairs = list(zip(model.trainable_variables, trainable, strict=True))
        with keras.StatelessScope(state_mapping=pairs):
            return cost(x, model(x, training=training), training)

    return jax.grad(value)([v.value for v in model.trainable_variables])


_BACKENDS = {"tensorflow": _with_tensorflow, "jax": _with_jax, "torch": _with_torch}
