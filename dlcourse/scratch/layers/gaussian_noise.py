"""Gaussian noise in NumPy: the twin of `keras.layers.GaussianNoise`."""

from __future__ import annotations

import copy
from typing import Self

import numpy as np
from numpy.typing import ArrayLike

from dlcourse.scratch.constants import against, non_negative, seeds, select
from dlcourse.scratch.layers.base import Layer, check_gradient


class GaussianNoise(Layer):
    """Add normally distributed random numbers to every entry during training.

    Outside training nothing is changed. With variants, each draws from a seed of its own.

    Args:
        stddev: Standard deviation of the noise, at least 0 (Keras: at most 1); one number, or one
            for each variant.
        seed: Of the random numbers; one whole number, or one for each variant.

    Raises:
        ValueError: `stddev` or `seed` is out of its range, or there are not as many of the one as
            of the other.

    Example:
        >>> layer = GaussianNoise(0.3)
        >>> layer.forward(np.ones((1, 4)))
        array([[1., 1., 1., 1.]])
        >>> float(layer.forward(np.zeros((1, 99999)), training=True).std().round(2))
        0.3

    Reference:
        Vincent, Larochelle, Bengio and Manzagol, "Extracting and composing robust features with
        denoising autoencoders", 2008.
    """

    def __init__(self, stddev: ArrayLike, seed: ArrayLike = 0):
        """Keep the standard deviation, and make the sources of the random numbers."""
        self.stddev = non_negative(stddev, "stddev")
        counts = {np.size(value) for value in (self.stddev, seed) if np.ndim(value)}
        if len(counts) > 1:
            raise ValueError(
                f"Expected as many stddevs as seeds. Received: stddev={stddev!r}, seed={seed!r}"
            )
        super().__init__(n_variants=counts.pop() if counts else None)
        each = np.broadcast_to(seeds(seed), self.n_variants or 1)
        self._sources = [np.random.default_rng(int(number)) for number in each]
        self._shape: tuple[int, ...] | None = None

    def forward(self, x: ArrayLike, training: bool = False) -> np.ndarray:
        """Return `x`, in training with noise.

        Args:
            x: Any shape; with variants, (n_samples, n_features) or (n_variants, ...).
            training: Whether to add noise.
        """
        x = np.asarray(x)
        self._shape = x.shape
        if not training:
            return x
        shape = x.shape
        if self.n_variants is not None and (x.ndim <= 2 or len(x) != self.n_variants):
            shape = (self.n_variants, *shape)
        self._shape = shape
        return x + self._draw(shape, x.dtype)

    def backward(self, dy: np.ndarray) -> np.ndarray:
        """Return `dy`: noise that is added changes no slope.

        Raises:
            RuntimeError: `forward` has not been called.
            ValueError: `dy` does not have the shape of the last output.
        """
        check_gradient(dy, self._shape)
        return dy

    def select(self, rows: slice) -> Self:
        """Return a layer of some of the variants; it draws from their sources."""
        part = copy.copy(self)
        part.stddev, part._sources = select(self.stddev, rows), self._sources[rows]
        part.n_variants = len(part._sources)
        return part

    def _draw(self, shape: tuple[int, ...], dtype: np.dtype) -> np.ndarray:
        """Return the noise of each variant."""
        drawn = np.empty(shape, dtype if np.issubdtype(dtype, np.floating) else np.float64)
        for source, entries in zip(
            self._sources, drawn if len(self._sources) > 1 else [drawn], strict=True
        ):
            entries[...] = source.standard_normal(entries.shape, dtype=np.float32)
        return against(self.stddev, drawn) * drawn
