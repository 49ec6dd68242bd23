"""Learning rates that change during training: the twins of `keras.optimizers.schedules`.

A schedule is called with the number of steps taken so far, from 0, and returns the learning rate of
the next one. Give it to an optimizer in the place of a number: `Adam(CosineDecay(0.001, 500))`.
Its numbers may also be arrays, one entry for each variant.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import ArrayLike

from dlcourse.scratch.constants import Constant, non_negative, positive


class LearningRateSchedule:
    """Base of the schedules; a subclass says what the learning rate is after `step` steps."""

    def __call__(self, step: int) -> Constant:
        """Return the learning rate after `step` steps, a number or one for each variant."""
        raise NotImplementedError


class _RepeatedDecay(LearningRateSchedule):
    """Base of the schedules that fall every `decay_steps` steps, gradually or all at once."""

    def __init__(
        self,
        initial_learning_rate: ArrayLike,
        decay_steps: ArrayLike,
        decay_rate: ArrayLike,
        staircase: bool = False,
    ):
        """Keep the numbers."""
        self.initial_learning_rate = positive(initial_learning_rate, "initial_learning_rate")
        self.decay_steps = positive(decay_steps, "decay_steps")
        self.decay_rate, self.staircase = positive(decay_rate, "decay_rate"), staircase

    def _decays(self, step: int) -> Constant:
        """Return how often the rate has fallen after `step` steps."""
        decays = step / self.decay_steps
        return np.floor(decays) if self.staircase else decays


class ExponentialDecay(_RepeatedDecay):
    """Multiply by `decay_rate` every `decay_steps` steps, gradually or all at once.

    Args:
        initial_learning_rate: Of the first step, above 0.
        decay_steps: Above 0.
        decay_rate: Factor, above 0.
        staircase: Whether the rate stays constant between two decays.

    Raises:
        ValueError: A number is not above 0.

    Example:
        >>> schedule = ExponentialDecay(0.1, decay_steps=10, decay_rate=0.5)
        >>> print(schedule(0), schedule(10), schedule(20))
        0.1 0.05 0.025
    """

    def __call__(self, step: int) -> Constant:
        """Return the learning rate after `step` steps."""
        return self.initial_learning_rate * self.decay_rate ** self._decays(step)


class InverseTimeDecay(_RepeatedDecay):
    """Divide by `1 + decay_rate * step / decay_steps`.

    Args:
        initial_learning_rate: Of the first step, above 0.
        decay_steps: Above 0.
        decay_rate: Above 0.
        staircase: Whether the rate stays constant for `decay_steps` steps at a time.

    Raises:
        ValueError: A number is not above 0.

    Reference:
        Robbins and Monro, "A stochastic approximation method", 1951: such rates converge.
    """

    def __call__(self, step: int) -> Constant:
        """Return the learning rate after `step` steps."""
        return self.initial_learning_rate / (1 + self.decay_rate * self._decays(step))


class PolynomialDecay(LearningRateSchedule):
    """Fall from the initial rate to the end within `decay_steps`; a straight line if `power` is 1.

    Args:
        initial_learning_rate: Of the first step, above 0.
        decay_steps: Above 0.
        end_learning_rate: From `decay_steps` on.
        power: Above 0.

    Raises:
        ValueError: A number is not above 0.
    """

    def __init__(
        self,
        initial_learning_rate: ArrayLike,
        decay_steps: ArrayLike,
        end_learning_rate: ArrayLike = 0.0001,
        power: ArrayLike = 1.0,
    ):
        """Keep the numbers."""
        self.initial_learning_rate = positive(initial_learning_rate, "initial_learning_rate")
        self.decay_steps = positive(decay_steps, "decay_steps")
        self.end_learning_rate = non_negative(end_learning_rate, "end_learning_rate")
        self.power = positive(power, "power")

    def __call__(self, step: int) -> Constant:
        """Return the learning rate after `step` steps."""
        remaining = 1 - np.minimum(step / self.decay_steps, 1)
        fall = self.initial_learning_rate - self.end_learning_rate
        return fall * remaining**self.power + self.end_learning_rate


class CosineDecay(LearningRateSchedule):
    """Rise to `warmup_target` in a straight line, then fall along half a cosine.

    Args:
        initial_learning_rate: Of the first step; with a warm-up it may be 0.
        decay_steps: Steps of the fall, above 0.
        alpha: The last rate, as a fraction of the largest.
        warmup_target: The largest rate; None for no warm-up.
        warmup_steps: Steps of the rise.

    Raises:
        ValueError: A number is negative, or one that has to be above 0 is not; or only one of the
            two arguments of the warm-up is given.

    Example:
        >>> schedule = CosineDecay(0.0, decay_steps=10, warmup_target=0.1, warmup_steps=5)
        >>> [round(float(schedule(step)), 3) for step in (0, 1, 5, 10, 15, 99)]
        [0.0, 0.02, 0.1, 0.05, 0.0, 0.0]

    Reference:
        Loshchilov and Hutter, "SGDR: stochastic gradient descent with warm restarts", 2017.
    """

    def __init__(
        self,
        initial_learning_rate: ArrayLike,
        decay_steps: ArrayLike,
        alpha: ArrayLike = 0.0,
        warmup_target: ArrayLike | None = None,
        warmup_steps: ArrayLike = 0,
    ):
        """Keep the numbers."""
        if (warmup_target is None) != (np.max(warmup_steps) == 0):
            raise ValueError(
                "Expected warmup_target and warmup_steps, or neither. "
                f"Received: warmup_target={warmup_target!r}, warmup_steps={warmup_steps!r}"
            )
        check = positive if warmup_target is None else non_negative
        self.initial_learning_rate = check(initial_learning_rate, "initial_learning_rate")
        self.decay_steps = positive(decay_steps, "decay_steps")
        self.alpha = non_negative(alpha, "alpha")
        self.warmup_target = (
            None if warmup_target is None else positive(warmup_target, "warmup_target")
        )
        self.warmup_steps = non_negative(warmup_steps, "warmup_steps")

    def __call__(self, step: int) -> Constant:
        """Return the learning rate after `step` steps."""
        if self.warmup_target is None:
            return self._fall(self.initial_learning_rate, step)
        risen = np.minimum(step / np.maximum(self.warmup_steps, 1), 1)
        start, target = self.initial_learning_rate, self.warmup_target
        rise = start + risen * (target - start)
        fall = self._fall(self.warmup_target, step - self.warmup_steps)
        return np.where(step < self.warmup_steps, rise, fall)[()]

    def _fall(self, largest: Constant, step: Constant) -> Constant:
        """Return the rate `step` steps after the largest."""
        angle = np.pi * np.clip(step / self.decay_steps, 0, 1)
        return largest * ((1 - self.alpha) * 0.5 * (1 + np.cos(angle)) + self.alpha)


class PiecewiseConstantDecay(LearningRateSchedule):
    """Take the first value up to and including the first boundary, then the second, and so on.

    Args:
        boundaries: Steps, rising.
        values: Learning rates, above 0, one more than boundaries; each a number or one for each
            variant.

    Raises:
        ValueError: There is not one value more than boundaries, boundaries do not rise, or a value
            is not above 0.

    Example:
        >>> schedule = PiecewiseConstantDecay([100, 200], [0.1, 0.01, 0.001])
        >>> schedule(100), schedule(101), schedule(1000)
        (0.1, 0.01, 0.001)
    """

    def __init__(self, boundaries: Sequence[int], values: Sequence[ArrayLike]):
        """Keep the numbers."""
        if len(values) != len(boundaries) + 1 or np.any(np.diff(boundaries) <= 0):
            raise ValueError(
                "Expected rising boundaries, and one value more than boundaries. "
                f"Received: boundaries={boundaries}, values={values}"
            )
        self.boundaries = list(boundaries)
        self.values = [positive(value, "values") for value in values]

    def __call__(self, step: int) -> Constant:
        """Return the learning rate after `step` steps."""
        return self.values[int(np.searchsorted(self.boundaries, step))]
