"""Penalties for large weights or busy units in NumPy: the twins of `keras.regularizers`.

A penalty is added to the loss, and its gradient to that of the weights or of a layer's outputs.
Its strength is one number, or one per variant for weights of shape (n_variants, ...).
`KLSparsity` is the twin of `dlcourse.regularizers.KLSparsity`.
"""

from __future__ import annotations

import copy

import numpy as np
from numpy.typing import ArrayLike

from dlcourse.scratch.constants import against, fraction, non_negative, positive, select

EPSILON = 1e-7  # keras.config.epsilon(): mean activities are kept this far from 0 and 1


class Regularizer:
    """Base of the penalties: `l1 * sum(|w|) + l2 * sum(w ** 2)`, for one network or many."""

    def __init__(self, l1: ArrayLike = 0.0, l2: ArrayLike = 0.0):
        """Keep the strengths."""
        self.l1, self.l2 = non_negative(l1, "l1"), non_negative(l2, "l2")

    def __call__(self, weight: np.ndarray, n_variants: int | None = None) -> float | np.ndarray:
        """Return the penalty: a number, or one for each variant, shape (n_variants,)."""
        axes = tuple(range(0 if n_variants is None else 1, weight.ndim))
        absolute, squares = np.abs(weight).sum(axis=axes), np.square(weight).sum(axis=axes)
        return self.l1 * absolute + self.l2 * squares

    def gradient(self, weight: np.ndarray) -> np.ndarray:
        """Return the derivative with respect to each weight: `l1 * sign(w) + 2 * l2 * w`."""
        l1, l2 = against(self.l1, weight), against(self.l2, weight)
        return l1 * np.sign(weight) + 2 * l2 * weight

    def check(self, n_variants: int | None) -> None:
        """Raise ValueError if there are several strengths, and not one for each variant."""
        counts = {np.size(strength) for strength in (self.l1, self.l2) if np.ndim(strength)}
        if counts - {n_variants}:
            raise ValueError(
                f"Expected a penalty of one strength, or of one for each variant ({n_variants}). "
                f"Received: l1={self.l1!r}, l2={self.l2!r}"
            )

    def select(self, rows: slice) -> Regularizer:
        """Return the penalty of some of the variants."""
        part = copy.copy(self)
        part.l1, part.l2 = select(self.l1, rows), select(self.l2, rows)
        return part


class L1(Regularizer):
    """Add `l1 * sum(|w|)`: pushes every weight towards 0 with the same force.

    Args:
        l1: At least 0; one number, or one for each variant.

    Raises:
        ValueError: `l1` is negative.

    Reference:
        Tibshirani, "Regression shrinkage and selection via the lasso", 1996.
    """

    def __init__(self, l1: ArrayLike = 0.01):
        """Keep the strength."""
        super().__init__(l1=l1)


class L2(Regularizer):
    """Add `l2 * sum(w ** 2)`: pushes large weights most. Weight decay, if the optimizer is SGD.

    Args:
        l2: At least 0; one number, or one for each variant.

    Raises:
        ValueError: `l2` is negative.

    Reference:
        Krogh and Hertz, "A simple weight decay can improve generalization", 1991.
    """

    def __init__(self, l2: ArrayLike = 0.01):
        """Keep the strength."""
        super().__init__(l2=l2)


class L1L2(Regularizer):
    """Add both penalties, the elastic net.

    Args:
        l1: At least 0; one number, or one for each variant.
        l2: At least 0; one number, or one for each variant.

    Raises:
        ValueError: A strength is negative.

    Example:
        >>> penalty = L1L2(l1=0.1, l2=0.01)
        >>> float(penalty(np.array([[3.0, -4.0]])).round(3))
        0.95

    Reference:
        Zou and Hastie, "Regularization and variable selection via the elastic net", 2005.
    """


class KLSparsity(Regularizer):
    """Charge a layer for units whose mean activity over the batch is not the wanted one.

    Of each unit, the mean activity q over the samples is compared with the target p:
    `strength * sum over the units of p log(p / q) + (1 - p) log((1 - p) / (1 - q))`, times the
    number of samples: an activity penalty is summed over them, and divided by their number
    by the layer, as in Keras. For outputs between 0 and 1, as sigmoid gives them.

    Args:
        target: Wanted mean activity, above 0 and below 1; one number, or one for each variant.
        strength: At least 0; one number, or one for each variant.

    Raises:
        ValueError: `target` or `strength` is out of its range.

    Example:
        >>> penalty = KLSparsity(target=0.1, strength=1.0)
        >>> float(penalty(np.array([[0.2], [0.4]])).round(3))  # 2 samples, mean 0.3
        0.233

    Reference:
        Ng, "Sparse autoencoder", CS294A lecture notes, 2011.
    """

    def __init__(self, target: ArrayLike = 0.1, strength: ArrayLike = 0.01):
        """Keep the target and the strength."""
        self.target = fraction(positive(target, "target"), "target")
        self.strength = non_negative(strength, "strength")

    def __call__(self, weight: np.ndarray, n_variants: int | None = None) -> float | np.ndarray:
        """Return the penalty of outputs, shape (n_samples, n_units) or (n_variants, ...)."""
        p, q = self._means(weight)
        divergence = p * np.log(p / q) + (1 - p) * np.log((1 - p) / (1 - q))
        each = divergence.sum(axis=(-2, -1))
        return self.strength * weight.shape[-2] * each

    def gradient(self, weight: np.ndarray) -> np.ndarray:
        """Return the derivative with respect to each output: `strength * (q - p) / (q (1 - q))`."""
        p, q = self._means(weight)
        slope = against(self.strength, weight) * (q - p) / (q * (1 - q))
        return np.broadcast_to(slope, weight.shape)

    def check(self, n_variants: int | None) -> None:
        """Raise ValueError if there are several constants, and not one for each variant."""
        counts = {np.size(c) for c in (self.target, self.strength) if np.ndim(c)}
        if counts - {n_variants}:
            raise ValueError(
                f"Expected one target and strength, or one for each variant ({n_variants}). "
                f"Received: target={self.target!r}, strength={self.strength!r}"
            )

    def select(self, rows: slice) -> Regularizer:
        """Return the penalty of some of the variants."""
        part = copy.copy(self)
        part.target, part.strength = select(self.target, rows), select(self.strength, rows)
        return part

    def _means(self, outputs: np.ndarray) -> tuple[float | np.ndarray, np.ndarray]:
        """Return the target and each unit's mean activity over the samples, which keep an axis."""
        means = outputs.mean(axis=-2, keepdims=True)
        return against(self.target, outputs), np.clip(means, EPSILON, 1 - EPSILON)
