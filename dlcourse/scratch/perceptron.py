"""Threshold units: the fixed one of McCulloch and Pitts, and the perceptron, which learns.

Both answer 1 where the weighted sum *exceeds* the threshold and 0 elsewhere, so a sum that is
exactly on the threshold gives 0. NumPy only; one unit with one output.

References:
    W. S. McCulloch and W. Pitts, "A logical calculus of the ideas immanent in nervous activity",
    Bulletin of Mathematical Biophysics 5, 1943.
    F. Rosenblatt, "The perceptron: a probabilistic model for information storage and organization
    in the brain", Psychological Review 65, 1958.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import ArrayLike

from dlcourse.scratch.activations import step


class ThresholdUnit:
    """Compute `1 if x . weights > threshold else 0`, with weights that never change.

    Args:
        weights: The strength of each connection, shape `(inputs,)`; negative ones inhibit.
        threshold: What the weighted sum must exceed.

    Raises:
        ValueError: `weights` is not one row of numbers.

    Example:
        >>> both = ThresholdUnit(weights=[1, 1], threshold=1.5)
        >>> both([[0, 0], [0, 1], [1, 0], [1, 1]])
        array([0., 0., 0., 1.])
    """

    def __init__(self, weights: ArrayLike, threshold: float):
        """Keep weights and threshold for good."""
        self.weights = _weights(weights)
        self.threshold = float(threshold)

    def __call__(self, x: ArrayLike) -> np.ndarray:
        """Return the outputs 0. or 1., shape `(samples,)`, for `x` of shape `(samples, inputs)`."""
        return step(_samples(x, self.weights) @ self.weights - self.threshold)


class Update(NamedTuple):
    """One correction: which sample caused it, and the weights and bias right after it."""

    epoch: int
    sample: int
    error: float
    weights: np.ndarray
    bias: float


class Perceptron:
    """Learn a weighted sum with a step from its own mistakes.

    The rule, for each sample that is misjudged, with `error = target - output` (+1 or -1):
    `weights += learning_rate * error * x` and `bias += learning_rate * error`.
    It ends only where some line (plane, hyperplane) separates the classes; use something else
    where they overlap.

    Args:
        weights: The weights to start from, shape `(inputs,)`. Zeros will do.
        bias: The bias to start from.
        learning_rate: The factor of every correction, above 0.
        use_bias: Whether the bias learns; if not, it keeps its start.

    Attributes:
        weights: The present weights, shape `(inputs,)`, float64.
        bias: The present bias.
        history: Every `Update` so far, in order.
        mistakes: The number of updates in each epoch so far.

    Raises:
        ValueError: `weights` is not one row of numbers, or the learning rate is not above 0.

    Example:
        >>> unit = Perceptron(weights=[0, 0])
        >>> unit.fit([[0, 0], [0, 1], [1, 0], [1, 1]], [0, 1, 1, 1]).mistakes
        [1, 2, 1, 0]
        >>> unit.weights, unit.bias
        (array([1., 1.]), 0.0)
    """

    def __init__(
        self,
        weights: ArrayLike,
        bias: float = 0.0,
        *,
        learning_rate: float = 1.0,
        use_bias: bool = True,
    ):
        """Start with the weights given, and with an empty history."""
        if not learning_rate > 0:
            raise ValueError(
                f"Expected a learning rate above 0. Received: learning_rate={learning_rate}"
            )
        self.weights = _weights(weights)
        self.bias = float(bias)
        self.learning_rate, self.use_bias = float(learning_rate), use_bias
        self.history: list[Update] = []
        self.mistakes: list[int] = []

    def predict(self, x: ArrayLike) -> np.ndarray:
        """Return the outputs 0. or 1., shape `(samples,)`, for `x` of shape `(samples, inputs)`."""
        return step(_samples(x, self.weights) @ self.weights + self.bias)

    def fit(self, x: ArrayLike, targets: ArrayLike, epochs: int = 100) -> Perceptron:
        """Go through the samples in their order, and stop after an epoch without a mistake.

        Args:
            x: The samples, shape `(samples, inputs)`.
            targets: 0 or 1 for each sample, shape `(samples,)`.
            epochs: How often to go through all samples at most.

        Raises:
            ValueError: The shapes do not fit, or a target is neither 0 nor 1.
        """
        x, targets = _samples(x, self.weights), _targets(targets, len(x))
        for _ in range(epochs):
            epoch = len(self.mistakes)
            self.mistakes.append(
                sum(self._learn(epoch, i, x[i], targets[i]) for i in range(len(x)))
            )
            if self.mistakes[-1] == 0:
                break
        return self

    def _learn(self, epoch: int, sample: int, x: np.ndarray, target: float) -> bool:
        """Correct the weights if `x` is misjudged; return whether it was."""
        error = float(target - (self.weights @ x + self.bias > 0))
        if error == 0:
            return False
        self.weights = self.weights + self.learning_rate * error * x
        self.bias = self.bias + self.use_bias * self.learning_rate * error
        self.history.append(Update(epoch, sample, error, self.weights, self.bias))
        return True


def _weights(weights: ArrayLike) -> np.ndarray:
    weights = np.array(weights, dtype=float)
    if weights.ndim != 1 or not weights.size:
        raise ValueError(
            "Expected one weight for each input, shape (inputs,). "
            f"Received: weights.shape={weights.shape}"
        )
    return weights


def _samples(x: ArrayLike, weights: np.ndarray) -> np.ndarray:
    x = np.asarray(x, dtype=float)
    if x.ndim != 2 or x.shape[1] != len(weights):
        raise ValueError(
            f"Expected samples of shape (samples, {len(weights)}). Received: x.shape={x.shape}"
        )
    return x


def _targets(targets: ArrayLike, n_samples: int) -> np.ndarray:
    targets = np.asarray(targets, dtype=float)
    if targets.shape != (n_samples,):
        raise ValueError(
            "Expected one target for each sample, "
            f"shape ({n_samples},). Received: targets.shape={targets.shape}"
        )
    if not np.isin(targets, (0, 1)).all():
        raise ValueError(f"Expected targets 0 or 1. Received: {np.unique(targets)[:5]}")
    return targets
