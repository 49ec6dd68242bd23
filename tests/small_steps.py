"""Gradients with respect to arrays that something holds, by small steps of their numbers."""

from collections.abc import Callable

import numpy as np

from dlcourse import scratch


def by_small_steps(cost: Callable[[], float], array: np.ndarray) -> np.ndarray:
    """Return the numerical gradient of `cost()`, which depends on `array`; put the array back."""
    kept = array.copy()

    def cost_at(values):
        array[...] = values
        found = cost()
        array[...] = kept
        return found

    return scratch.numerical_gradient(cost_at, kept)


def assert_gradients_are_those_of_small_steps(
    network: scratch.Network, cost: Callable[[], float], rtol: float = 1e-5, atol: float = 1e-8
) -> None:
    """Compare all gradients of the last `backward` with those of small steps.

    `cost` may call `backward`.
    """
    gradients = [gradient.copy() for gradient in network.gradients]
    for weight, gradient in zip(network.weights, gradients, strict=True):
        numeric = by_small_steps(cost, weight)
        np.testing.assert_allclose(gradient, numeric, rtol=rtol, atol=atol)
