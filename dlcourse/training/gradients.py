"""The gradients of any Keras model, on whatever backend runs underneath.

Keras computes gradients inside `fit` and shows them to nobody: `keras.ops` has no gradient
function, and each backend has its own. Here they are behind one function.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import numpy as np
from numpy.typing import ArrayLike

from dlcourse.training.backends import on_this_backend


def parameter_names(model: Any) -> list[str]:
    """Return names such as "dense/kernel" for `model.trainable_variables`, in their order.

    Where layers inside of other layers or models share a name, what is around them stands before
    it: "encoder/dense/kernel", "decoder/dense/kernel".
    """
    inside = dict(_paths(model, ()))
    paths = [inside.get(id(v), tuple(v.path.split("/"))) for v in model.trainable_variables]
    return ["/".join(_shortest(path, paths)) for path in paths]


def _paths(model: Any, around: tuple[str, ...]) -> Iterator[tuple[int, tuple[str, ...]]]:
    """Yield the identity of each weight of a model's layers, and the names that lead to it.

    Keras' own `path` leaves out the models around a layer that was called before they were made.
    """
    for layer in model.layers:
        if hasattr(layer, "layers"):
            yield from _paths(layer, (*around, layer.name))
        else:
            for variable in layer.trainable_variables:
                _, _, below = f"/{variable.path}".rpartition(f"/{layer.name}/")
                yield id(variable), (*around, layer.name, *below.split("/"))


def _shortest(path: tuple[str, ...], paths: list[tuple[str, ...]]) -> tuple[str, ...]:
    """Return the last two names of a path, or as many more as tell it from all others."""
    for n in range(2, len(path)):
        if sum(other[-n:] == path[-n:] for other in paths) == 1:
            return path[-n:]
    return path


def gradients(
    model: Any,
    x: ArrayLike,
    y: ArrayLike,
    loss: str | Callable | None = None,
    *,
    training: bool = False,
) -> dict[str, np.ndarray]:
    """Return the gradient of the loss with respect to each trainable weight of a Keras model.

    The weights stay as they are. Penalties that layers add (regularizers) count, as in `fit`.

    Args:
        model: A built Keras model.
        x: One batch of inputs; a list, tuple or dictionary of arrays if the model has several.
        y: Its targets, as the loss wants them.
        loss: Of Keras, by name ("mse") or as an object; or any `loss(y, prediction)` that gives one
            number or one per sample, of which the mean is taken. By default the loss that the model
            was compiled with.
        training: Whether layers such as dropout behave as in training.

    Returns:
        Arrays in the shapes of the weights, in the order of `model.trainable_variables`, under
        the names of `parameter_names`. A weight that the loss does not depend on gets zeros.

    Raises:
        ValueError: The model is not built; or there is no loss, or none of that name; or two
            weights share a name.
        NotImplementedError: The backend is none of TensorFlow, JAX and PyTorch.

    Example:
        >>> import keras
        >>> model = keras.Sequential([keras.Input((1,)), keras.layers.Dense(1, name="line")])
        >>> model.set_weights([np.array([[2.0]]), np.array([0.0])])
        >>> found = gradients(model, [[1.0]], [[5.0]], "mse")
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
    differentiate = on_this_backend(_BACKENDS)
    x = as_tensors(x)
    cost = _cost(model, keras.ops.convert_to_tensor(y), _loss(loss))
    found = differentiate(model, x, cost, training)
    return {
        name: np.zeros(v.shape, v.dtype) if g is None else keras.ops.convert_to_numpy(g)
        for name, v, g in zip(names, model.trainable_variables, found, strict=True)
    }


def gradient_norms(
    model: Any, x: ArrayLike, y: ArrayLike, loss: str | Callable | None = None
) -> dict[str, float]:
    """Return the Euclidean norm of the gradient of each layer's weights, by the layer's name.

    Args:
        model: A built Keras model.
        x: One batch of inputs; a list, tuple or dictionary of arrays if the model has several.
        y: Its targets.
        loss: As for `gradients`.

    Raises:
        ValueError: As for `gradients`.
    """
    squares: dict[str, float] = {}
    for name, gradient in gradients(model, x, y, loss).items():
        layer = name.rpartition("/")[0]
        squares[layer] = squares.get(layer, 0.0) + float(np.sum(np.square(gradient, dtype=float)))
    return {layer: square**0.5 for layer, square in squares.items()}


def as_tensors(x: Any) -> Any:
    """Return inputs as tensors: numbers in lists are one input, arrays in a list are several."""
    import keras

    if isinstance(x, list | tuple) and not any(hasattr(part, "shape") for part in x):
        x = np.asarray(x)
    return keras.tree.map_structure(keras.ops.convert_to_tensor, x)


def _loss(given: str | Callable | None) -> Callable | None:
    """Return a loss that can be called; Keras knows those with a name."""
    import keras

    if not isinstance(given, str):
        return given
    try:
        return keras.losses.get(given)
    except ValueError:
        raise ValueError(
            "Expected a loss, or the name of one that Keras knows, such as 'mse'. "
            f"Received: loss={given!r}"
        ) from None


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
