"""Optimizers in NumPy: the twins of `keras.optimizers`, one update rule each.

    optimizer = Adam(learning_rate=0.001)
    optimizer.apply(network.gradients, network.weights)  # one step, in place

A new one is a class with its constants, its slots and `update_step`; see `Optimizer`.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike

from dlcourse.scratch.constants import fraction, non_negative, positive
from dlcourse.scratch.optimizer import Optimizer
from dlcourse.scratch.schedules import LearningRateSchedule


class SGD(Optimizer):
    """Step against the gradient; with momentum, keep part of the last step's direction.

    Args:
        learning_rate: As for `Optimizer`.
        momentum: At least 0 and below 1.
        nesterov: Whether the gradient counts as if it were taken where the momentum leads.
        **clipping: As for `Optimizer`.

    Example:
        >>> weight = np.array([1.0])
        >>> SGD(0.1).apply([np.array([2.0])], [weight])
        >>> weight
        array([0.8])

    Reference:
        Robbins and Monro, "A stochastic approximation method", 1951; Polyak, "Some methods of
        speeding up the convergence of iteration methods", 1964; Nesterov, "A method of solving a
        convex programming problem with convergence rate O(1/k^2)", 1983.
    """

    def __init__(
        self,
        learning_rate: ArrayLike | LearningRateSchedule = 0.01,
        momentum: ArrayLike = 0.0,
        nesterov: bool = False,
        **clipping: ArrayLike | None,
    ):
        """Keep the constants."""
        super().__init__(learning_rate, **clipping)
        self.constants = {"momentum": fraction(momentum, "momentum")}
        self.slots = (0.0,) if np.any(momentum) else ()
        self.nesterov = nesterov

    def update_step(self, weight, gradient, t, velocity=None, *, learning_rate, momentum):
        """Move one array of weights."""
        step = learning_rate * gradient
        if velocity is None:
            weight -= step
            return
        velocity *= momentum
        velocity -= step
        weight += momentum * velocity - step if self.nesterov else velocity


class Adagrad(Optimizer):
    """Divide each weight's step by the root of the sum of its squared gradients: AdaGrad.

    Args:
        learning_rate: As for `Optimizer`.
        initial_accumulator_value: Where the sums start, at least 0.
        epsilon: Keeps the divisor from 0, above 0.
        **clipping: As for `Optimizer`.

    Reference:
        Duchi, Hazan and Singer, "Adaptive subgradient methods for online learning and stochastic
        optimization", 2011.
    """

    def __init__(
        self,
        learning_rate: ArrayLike | LearningRateSchedule = 0.001,
        initial_accumulator_value: float = 0.1,
        epsilon: ArrayLike = 1e-7,
        **clipping: ArrayLike | None,
    ):
        """Keep the constants."""
        super().__init__(learning_rate, **clipping)
        self.constants = {"epsilon": positive(epsilon, "epsilon")}
        self.slots = (non_negative(initial_accumulator_value, "initial_accumulator_value"),)

    def update_step(self, weight, gradient, t, accumulator, *, learning_rate, epsilon):
        """Move one array of weights."""
        accumulator += np.square(gradient)
        weight -= learning_rate * gradient / np.sqrt(accumulator + epsilon)


class RMSprop(Optimizer):
    """Divide each weight's step by the root of a running mean of its squared gradients.

    Args:
        learning_rate: As for `Optimizer`.
        rho: How much of the running mean a step keeps, at least 0 and below 1.
        momentum: Of the step, at least 0 and below 1.
        epsilon: Keeps the divisor from 0, above 0.
        centered: Whether to divide by the variance: the mean square less the squared mean.
        **clipping: As for `Optimizer`.

    Reference:
        Hinton, Srivastava and Swersky, "Neural networks for machine learning", lecture 6e, 2012.
    """

    def __init__(
        self,
        learning_rate: ArrayLike | LearningRateSchedule = 0.001,
        rho: ArrayLike = 0.9,
        momentum: ArrayLike = 0.0,
        epsilon: ArrayLike = 1e-7,
        centered: bool = False,
        **clipping: ArrayLike | None,
    ):
        """Keep the constants."""
        super().__init__(learning_rate, **clipping)
        self.constants = {
            "rho": fraction(rho, "rho"),
            "momentum": fraction(momentum, "momentum"),
            "epsilon": positive(epsilon, "epsilon"),
        }
        self.slots = (0.0, 0.0, 0.0) if centered else (0.0, 0.0)
        self.centered = centered

    def update_step(
        self, weight, gradient, t, v, velocity, mean=None, *, learning_rate, rho, momentum, epsilon
    ):
        """Move one array of weights."""
        v += (1 - rho) * (np.square(gradient) - v)
        variance = v + epsilon
        if mean is not None:
            mean += (1 - rho) * (gradient - mean)
            variance -= np.square(mean)
        velocity *= momentum
        velocity += learning_rate * gradient / np.sqrt(variance)
        weight -= velocity


class Adam(Optimizer):
    """Divide a running mean of the gradients by the root of one of their squares.

    Both means start at 0; the factor `alpha` makes up for that.

    Args:
        learning_rate: As for `Optimizer`.
        beta_1: How much of the running mean a step keeps, at least 0 and below 1.
        beta_2: The same for the mean of the squares.
        epsilon: Keeps the divisor from 0, above 0.
        **clipping: As for `Optimizer`.

    Reference:
        Kingma and Ba, "Adam: a method for stochastic optimization", 2015.
    """

    def __init__(
        self,
        learning_rate: ArrayLike | LearningRateSchedule = 0.001,
        beta_1: ArrayLike = 0.9,
        beta_2: ArrayLike = 0.999,
        epsilon: ArrayLike = 1e-7,
        **clipping: ArrayLike | None,
    ):
        """Keep the constants."""
        super().__init__(learning_rate, **clipping)
        self.constants = {
            "beta_1": fraction(beta_1, "beta_1"),
            "beta_2": fraction(beta_2, "beta_2"),
            "epsilon": positive(epsilon, "epsilon"),
        }
        self.slots = (0.0, 0.0)

    def update_step(self, weight, gradient, t, m, v, *, learning_rate, beta_1, beta_2, epsilon):
        """Move one array of weights."""
        m += (1 - beta_1) * (gradient - m)
        v += (1 - beta_2) * (np.square(gradient) - v)
        alpha = learning_rate * (1 - beta_2**t) ** 0.5 / (1 - beta_1**t)
        weight -= alpha * m / (np.sqrt(v) + epsilon)


class AdamW(Adam):
    """Shrink the weights a little at each step, then do what Adam does.

    Args:
        learning_rate: As for `Optimizer`.
        weight_decay: How much to shrink, times the learning rate; at least 0.
        beta_1: As for `Adam`.
        beta_2: As for `Adam`.
        epsilon: As for `Adam`.
        **clipping: As for `Optimizer`.

    Reference:
        Loshchilov and Hutter, "Decoupled weight decay regularization", 2019.
    """

    def __init__(
        self,
        learning_rate: ArrayLike | LearningRateSchedule = 0.001,
        weight_decay: ArrayLike = 0.004,
        beta_1: ArrayLike = 0.9,
        beta_2: ArrayLike = 0.999,
        epsilon: ArrayLike = 1e-7,
        **clipping: ArrayLike | None,
    ):
        """Keep the constants."""
        super().__init__(learning_rate, beta_1, beta_2, epsilon, **clipping)
        self.constants["weight_decay"] = non_negative(weight_decay, "weight_decay")

    def update_step(
        self, weight, gradient, t, m, v, *, learning_rate, weight_decay=0.0, **constants
    ):
        """Move one array of weights."""
        weight -= learning_rate * weight_decay * weight
        super().update_step(weight, gradient, t, m, v, learning_rate=learning_rate, **constants)
