"""Draws from Gaussians in NumPy: the twin of `dlcourse.layers.Sampling`, with its penalty."""

from __future__ import annotations

import copy
from typing import Self

import numpy as np
from numpy.typing import ArrayLike

from dlcourse.scratch.constants import against, non_negative, seeds, select
from dlcourse.scratch.layers.base import Layer, check_gradient


def gaussian_kl(mean: ArrayLike, log_var: ArrayLike) -> np.ndarray:
    """Return how far Gaussians are from the standard one, by Kullback and Leibler, in nats.

    Args:
        mean: Shape (..., n_codes).
        log_var: Logarithms of the variances, same shape.

    Returns:
        Shape (...,): the divergences of the independent Gaussians of the last axis, summed.

    Example:
        >>> gaussian_kl([[0.0, 0.0], [2.0, 0.0]], [[0.0, 0.0], [0.0, 0.0]])
        array([0., 2.])
    """
    mean, log_var = np.asarray(mean), np.asarray(log_var)
    return np.sum(mean**2 + np.exp(log_var) - 1 - log_var, axis=-1) / 2


class Sampling(Layer):
    """Draw a code from Gaussians, whose means and log variances stand side by side in the input.

    Input (..., 2 * n_codes): first the means, then the logarithms of the variances. Output
    (..., n_codes): `mean + exp(log_var / 2) * noise` in training, the means otherwise. Keras'
    layer, which is called with two tensors, draws always.

    Args:
        beta: How much of the mean divergence from the standard Gaussian, `gaussian_kl`, is added to
            the loss; one number, or one for each variant. Losses here are means over the outputs:
            beside a mean over 784 pixels, `beta / 784` is the beta of a sum.
        seed: Of the noise; one whole number, or one for each variant.

    Raises:
        ValueError: `beta` or `seed` is out of its range, or there are not as many of each.

    Example:
        >>> Sampling().forward(np.array([[3.0, -9.0]]))
        array([[3.]])

    Reference:
        Kingma and Welling, "Auto-encoding variational Bayes", 2014.
    """

    def __init__(self, beta: ArrayLike = 0.0, seed: ArrayLike = 0):
        """Keep beta, and make the sources of the noise."""
        self.beta = non_negative(beta, "beta")
        counts = {np.size(value) for value in (self.beta, seed) if np.ndim(value)}
        if len(counts) > 1:
            raise ValueError(
                f"Expected as many betas as seeds. Received: beta={beta!r}, seed={seed!r}"
            )
        super().__init__(n_variants=counts.pop() if counts else None)
        each = np.broadcast_to(seeds(seed), self.n_variants or 1)
        self._sources = [np.random.default_rng(int(number)) for number in each]
        self._kept: tuple[np.ndarray, ...] | None = None

    def forward(self, x: ArrayLike, training: bool = False) -> np.ndarray:
        """Return the codes.

        Args:
            x: Shape (n_samples, 2 * n_codes); with variants, (n_variants, n_samples, 2 * n_codes).
            training: Whether to draw.

        Raises:
            ValueError: The last axis is not of even length.
        """
        x = np.asarray(x)
        if not x.ndim or x.shape[-1] % 2:
            raise ValueError(f"Expected an even last axis. Received: x.shape={x.shape}")
        mean, log_var = np.split(x, 2, axis=-1)
        deviation = np.exp(log_var / 2)
        noise = self._draw(mean.shape, x.dtype) if training else np.zeros_like(mean)
        self._kept = mean, log_var, deviation * noise
        return mean + self._kept[2]

    def backward(self, dy: np.ndarray) -> np.ndarray:
        """Return the gradient for `x`, that of the penalty included.

        Raises:
            RuntimeError: `forward` has not been called.
            ValueError: `dy` does not have the shape of the last output.
        """
        kept = self._kept
        check_gradient(dy, None if kept is None else kept[0].shape)
        assert kept is not None  # or check_gradient has raised
        mean, log_var, drawn = kept
        each = against(self.beta, mean) / mean.shape[-2]
        d_mean = dy + each * mean
        d_log_var = dy * drawn / 2 + each * (np.exp(log_var) - 1) / 2
        return np.concatenate([d_mean, d_log_var], axis=-1)

    def penalty(self) -> float | np.ndarray:
        """Return beta times the divergence, as mean over the samples of the last `forward`."""
        if self._kept is None:
            return 0.0
        return self.beta * gaussian_kl(*self._kept[:2]).mean(axis=-1)

    def select(self, rows: slice) -> Self:
        """Return a layer of some of the variants; it draws from their sources."""
        part = copy.copy(self)
        part.beta, part._sources = select(self.beta, rows), self._sources[rows]
        part.n_variants = len(part._sources)
        return part

    def _draw(self, shape: tuple[int, ...], dtype: np.dtype) -> np.ndarray:
        """Return standard normal numbers, those of each variant from its own source."""
        noise = np.empty(shape, dtype)
        parts = noise if len(self._sources) > 1 else [noise]
        for source, entries in zip(self._sources, parts, strict=True):
            entries[...] = source.standard_normal(entries.shape, dtype=np.float32)
        return noise
