"""All weights of a network in one block, so that an optimizer moves them in one go."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from dlcourse.scratch.layers import Layer


class Parameters:
    """Hold the weights of layers in one array, and their gradients in another; layers get views.

    Args:
        layers: Each at most once; with variants, all of the same number.

    Attributes:
        n_variants: Of the layers; None for a single network.
        weights: Shape (n_variants, n_weights), n_variants being 1 for a single network.
        gradients: The same for the gradients.

    Raises:
        ValueError: A layer occurs twice, or the layers do not agree in the number of variants.
    """

    def __init__(self, layers: Sequence[Layer]):
        """Copy the weights into one block, and give the layers views of it."""
        if len({id(layer) for layer in layers}) < len(layers):
            raise ValueError("Expected each layer once: it keeps what one `backward` needs.")
        self._layers = [layer for layer in layers if layer.weights]
        self.n_variants = _n_variants(layers, self._layers)
        arrays = [weight for layer in self._layers for weight in layer.weights]
        size = sum(array.size for array in arrays) // (self.n_variants or 1)
        dtype = np.result_type(*arrays) if arrays else np.float64
        self.weights = np.empty((self.n_variants or 1, size), dtype)
        self.gradients = np.zeros_like(self.weights)
        self.hold()

    def hold(self) -> bool:
        """Take the layers back, if another network that shares them has moved their weights.

        Returns:
            Whether there was anything to do.
        """
        if all(layer.weights[0].base is self.weights for layer in self._layers):
            return False
        start = 0
        for layer in self._layers:
            views, end = [], start
            for array in layer.weights:
                begin, end = end, end + array.size // len(self.weights)
                views.append([_view(block, begin, end, array) for block in self._blocks])
            for view, array in zip(views, layer.weights, strict=True):
                view[0][...] = array
            layer.use([view[0] for view in views], [view[1] for view in views])
            start = end
        return True

    @property
    def _blocks(self) -> tuple[np.ndarray, np.ndarray]:
        return self.weights, self.gradients


def _view(block: np.ndarray, begin: int, end: int, like: np.ndarray) -> np.ndarray:
    """Return some columns of a block, in the shape of another array, without copying."""
    view = block[:, begin:end].reshape(like.shape)
    assert view.base is block
    return view


def _n_variants(layers: Sequence[Layer], trained: Sequence[Layer]) -> int | None:
    counts = {layer.n_variants for layer in trained}
    counts |= {layer.n_variants for layer in layers} - {None}
    if len(counts) > 1:
        raise ValueError(
            "Expected layers of one number of variants. Received: "
            f"{[(type(layer).__name__, layer.n_variants) for layer in layers]}"
        )
    return counts.pop() if counts else None
