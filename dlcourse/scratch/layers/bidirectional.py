"""Two recurrent layers, of which one reads from the end."""

from __future__ import annotations

from typing import Self

import numpy as np
from numpy.typing import ArrayLike

from dlcourse.scratch.layers.base import Layer, check_gradient
from dlcourse.scratch.layers.recurrent import Recurrent


class Bidirectional(Layer):
    """Read a sequence forward and backward, and join what both say.

    The answer at a step rests on the whole sequence, so this is not for forecasts, nor for what has
    to answer while it still reads.

    Args:
        forward_layer: A recurrent layer that reads from the first step to the last.
        backward_layer: Another one with weights of its own, which reads from the last to the first;
            it may have another number of units.

    Attributes:
        weights: Those of the forward layer and those of the backward layer, the order of Keras.

    Raises:
        ValueError: Only one of them returns sequences, their numbers of inputs or of variants
            differ, or both are one and the same layer.

    Example:
        >>> from dlcourse import scratch
        >>> weights = [np.zeros((2, 12)), np.zeros((3, 12)), np.zeros(12)]
        >>> layer = Bidirectional(scratch.LSTM(*weights), scratch.LSTM(*weights))
        >>> layer.forward(np.ones((5, 10, 2))).shape
        (5, 6)

    Reference:
        Schuster and Paliwal, "Bidirectional recurrent neural networks", 1997.
    """

    def __init__(self, forward_layer: Recurrent, backward_layer: Recurrent):
        """Keep the two layers; their weights become those of this one."""
        both = (forward_layer, backward_layer)
        facts = [(b.return_sequences, b.weights[0].shape[-2], b.n_variants) for b in both]
        if facts[0] != facts[1] or forward_layer is backward_layer:
            raise ValueError(
                "Expected two layers alike in return_sequences, number of inputs and of variants. "
                f"Received: {facts[0]} and {facts[1]}"
                + (", the same layer" if forward_layer is backward_layer else "")
            )
        super().__init__(
            [*forward_layer.weights, *backward_layer.weights], n_variants=forward_layer.n_variants
        )
        self.forward_layer, self.backward_layer = both
        self.return_sequences = forward_layer.return_sequences
        self._shape: tuple[int, ...] | None = None
        self.use(self.weights, self._gradients)

    def forward(self, x: ArrayLike, training: bool = False) -> np.ndarray:
        """Return the outputs of both layers side by side, the forward layer's first.

        With `return_sequences` both outputs at a step belong to that step: the backward layer has
        read the steps from the last down to it. Without, each has read all.

        Args:
            x: Shape (n_samples, n_steps, n_inputs); with variants, their axis may come first.
            training: Makes no difference here.

        Returns:
            Shape (n_samples, n_steps, n) with `return_sequences`, else (n_samples, n), where n is
            the sum of the units; with variants, behind their axis.
        """
        x = np.asarray(x)
        back = self._in_time(self.backward_layer.forward(x[..., ::-1, :]))
        y = np.concatenate([self.forward_layer.forward(x), back], axis=-1)
        self._shape = y.shape
        return y

    def backward(self, dy: ArrayLike) -> np.ndarray:
        """Return the gradient for `x`, the sum of both ways, and set `gradients`.

        Args:
            dy: Gradient of the loss with respect to the last output, same shape.

        Raises:
            RuntimeError: `forward` has not been called.
            ValueError: `dy` does not have the shape of the last output.
        """
        ahead, back = self._divide(dy)
        dx = self.forward_layer.backward(ahead)
        return dx + self.backward_layer.backward(back)[..., ::-1, :]

    def backward_weights(self, dy: ArrayLike) -> None:
        """Set `gradients` and leave out the gradient for `x`."""
        ahead, back = self._divide(dy)
        self.forward_layer.backward_weights(ahead)
        self.backward_layer.backward_weights(back)

    def select(self, rows: slice) -> Self:
        """Return a layer of some of the variants; it shares their arrays with this one."""
        part = super().select(rows)
        part.forward_layer = self.forward_layer.select(rows)
        part.backward_layer = self.backward_layer.select(rows)
        part.use(part.weights, part._gradients)
        return part

    def use(self, weights: list[np.ndarray], gradients: list[np.ndarray]) -> None:
        """Move the weights of both layers into other arrays, and the gradients, too."""
        super().use(weights, gradients)
        n = len(self.forward_layer.weights)
        self.forward_layer.use(weights[:n], gradients[:n])
        self.backward_layer.use(weights[n:], gradients[n:])

    def _in_time(self, y: np.ndarray) -> np.ndarray:
        """Return what the backward layer says, or its gradient, in the other order of steps."""
        return y[..., ::-1, :] if self.return_sequences else y

    def _divide(self, dy: ArrayLike) -> tuple[np.ndarray, np.ndarray]:
        """Return the gradient for each layer, as that layer counts its steps."""
        dy = np.asarray(dy)
        check_gradient(dy, self._shape)
        n = self.forward_layer.n_units
        return dy[..., :n], self._in_time(dy[..., n:])
