"""Dropout in NumPy: the twin of `keras.layers.Dropout`."""

from __future__ import annotations

import copy
from typing import Self

import numpy as np
from numpy.typing import ArrayLike

from dlcourse.scratch.constants import against, fraction, seeds, select
from dlcourse.scratch.layers.base import Layer, check_gradient


class Dropout(Layer):
    """Set random entries to 0 during training, and enlarge the others to keep the mean.

    Outside training nothing is changed. With variants, each draws from a seed of its own.

    Args:
        rate: Probability of an entry to be dropped, at least 0 and below 1; one number, or one for
            each variant.
        seed: Of the random numbers; one whole number, or one for each variant.

    Raises:
        ValueError: `rate` or `seed` is out of its range, or there are not as many rates as seeds.

    Example:
        >>> layer = Dropout(0.5)
        >>> layer.forward(np.ones((1, 4)))
        array([[1., 1., 1., 1.]])
        >>> set(layer.forward(np.ones((1, 99)), training=True)[0].tolist()) == {0.0, 2.0}
        True

    Reference:
        Srivastava, Hinton, Krizhevsky, Sutskever and Salakhutdinov, "Dropout: a simple way to
        prevent neural networks from overfitting", 2014.
    """

    def __init__(self, rate: ArrayLike, seed: ArrayLike = 0):
        """Keep the rate, and make the sources of the random numbers."""
        self.rate = fraction(rate, "rate")
        counts = {np.size(value) for value in (self.rate, seed) if np.ndim(value)}
        if len(counts) > 1:
            raise ValueError(
                f"Expected as many rates as seeds. Received: rate={rate!r}, seed={seed!r}"
            )
        super().__init__(n_variants=counts.pop() if counts else None)
        each = np.broadcast_to(seeds(seed), self.n_variants or 1)
        self._sources = [np.random.default_rng(int(number)) for number in each]
        self._scale: np.ndarray | None = None
        self._shape: tuple[int, ...] | None = None

    def forward(self, x: ArrayLike, training: bool = False) -> np.ndarray:
        """Return `x`, in training with some entries dropped.

        Args:
            x: Any shape; with variants, (n_samples, n_features) or (n_variants, ...).
            training: Whether to drop.
        """
        x = np.asarray(x)
        self._scale, self._shape = None, x.shape
        if not training:
            return x
        shape = x.shape
        if self.n_variants is not None and (x.ndim <= 2 or len(x) != self.n_variants):
            shape = (self.n_variants, *shape)
        self._scale, self._shape = self._draw(shape, x.dtype), shape
        return x * self._scale

    def backward(self, dy: np.ndarray) -> np.ndarray:
        """Return the gradient for `x`: that of a dropped entry is 0.

        Raises:
            RuntimeError: `forward` has not been called.
            ValueError: `dy` does not have the shape of the last output.
        """
        check_gradient(dy, self._shape)
        return dy if self._scale is None else dy * self._scale

    def select(self, rows: slice) -> Self:
        """Return a layer of some of the variants; it draws from their sources."""
        part = copy.copy(self)
        part.rate, part._sources = select(self.rate, rows), self._sources[rows]
        part.n_variants = len(part._sources)
        return part

    def _draw(self, shape: tuple[int, ...], dtype: np.dtype) -> np.ndarray:
        """Return 0 for entries to drop and `1 / (1 - rate)` for the others."""
        drawn = np.empty(shape, dtype)
        for source, entries in zip(
            self._sources, drawn if len(self._sources) > 1 else [drawn], strict=True
        ):
            entries[...] = source.random(entries.shape, dtype=np.float32)
        rate = against(self.rate, drawn)
        return (drawn >= rate) / (1 - rate)
