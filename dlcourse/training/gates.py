"""What the gates of a Keras LSTM or GRU do while it reads: Keras shows them to nobody."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import ArrayLike

from dlcourse import scratch

_NEEDED = {"activation": "tanh", "recurrent_activation": "sigmoid"}


def gates(model: Any, x: ArrayLike, layer: str | None = None) -> dict[str, np.ndarray]:
    """Return the gates and states of an LSTM or GRU of Keras at each step, on any backend.

    They are computed again from the layer's weights by its twin in `dlcourse.scratch`, in float32.
    Dropout is off, as in `predict`; masks are not heeded: the zeros behind a sequence are steps,
    too.

    Args:
        model: A built Keras model, or a single built layer.
        x: What the model (or the layer) reads; of a layer, shape (n_samples, n_steps, n_inputs).
        layer: Name of the layer to look into; None for the first LSTM or GRU of the model. For one
            direction of a `Bidirectional`, give that layer itself.

    Returns:
        Arrays of shape (n_samples, n_steps, n_units), by name. LSTM: "input", "forget",
        "candidate", "output", "cell", "state". GRU: "update", "reset", "candidate", "state".

    Raises:
        ValueError: There is no such layer, it is not built, it reads backwards, or it has other
            activations than Keras gives it.

    Example:
        >>> import keras
        >>> lstm = keras.layers.LSTM(2)
        >>> lstm.build((None, None, 3))
        >>> gates(lstm, np.zeros((1, 5, 3)))["forget"].shape
        (1, 5, 2)
    """
    import keras

    chosen, inputs = _find(model, layer, keras.layers.LSTM, keras.layers.GRU), x
    if chosen is not model:
        reader = keras.Model(model.inputs, chosen.input)
        inputs = keras.ops.convert_to_numpy(reader(keras.ops.convert_to_tensor(x)))
    _check(chosen)
    kernel, recurrent_kernel, *biases = (np.asarray(w) for w in chosen.get_weights())
    if isinstance(chosen, keras.layers.LSTM):
        bias = biases[0] if biases else np.zeros(kernel.shape[-1:], kernel.dtype)
        lstm = scratch.LSTM(kernel, recurrent_kernel, bias)
        lstm.forward(inputs)
        return {**lstm.gates, "cell": lstm.cell_states, "state": lstm.states}
    reset_after = bool(chosen.reset_after)
    shape = (2, kernel.shape[-1]) if reset_after else kernel.shape[-1:]
    bias = biases[0] if biases else np.zeros(shape, kernel.dtype)
    gru = scratch.GRU(kernel, recurrent_kernel, bias, reset_after=reset_after)
    gru.forward(inputs)
    return {**gru.gates, "state": gru.states}


def _find(model: Any, name: str | None, *kinds: Any) -> Any:
    """Return the layer of that name, or the first of these kinds; a layer finds itself."""
    if isinstance(model, kinds):
        return model
    layers = getattr(model, "layers", [])
    found = [one for one in layers if isinstance(one, kinds) and name in (None, one.name)]
    if not found:
        wanted = "an LSTM or a GRU" if name is None else f"an LSTM or a GRU called {name!r}"
        raise ValueError(f"Expected {wanted}. Received layers: {[one.name for one in layers]}")
    return found[0]


def _check(layer: Any) -> None:
    """Raise ValueError if the layer's twin would compute something else."""
    if not layer.built:
        raise ValueError(f"Expected a built layer. Received: {layer.name!r}")
    for what, needed in _NEEDED.items():
        received = getattr(layer, what).__name__
        if received != needed:
            raise ValueError(f"Expected {what} {needed!r}. Received: {received!r}")
    if layer.go_backwards:
        raise ValueError("Expected a layer that reads forwards. Received: go_backwards=True")
