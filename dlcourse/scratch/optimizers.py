"""Optimizers in NumPy: the twins of `keras.optimizers`, one update rule each.

    optimizer = Adam(learning_rate=0.001)
    optimizer.apply(network.gradients, network.weights)  # one step, in place

Every constant is one number, or an array of one number for each variant: axis 0 of every weight
then counts the variants. `learning_rate` may also be a schedule. An optimizer belongs to the
weights that it moved first: it remembers what it needs of their past.
"""

from collections.abc import Iterator, Sequence

import numpy as np
from numpy.typing import ArrayLike

from dlcourse.scratch.clipping import Clipping
from dlcourse.scratch.constants import Constant, against, fraction, non_negative, positive, select
from dlcourse.scratch.schedules import LearningRateSchedule

PIECE = 1 << 14  # numbers; what is computed from a piece stays in the fast memory of the processor


class Optimizer:
    """Base of the optimizers; a subclass has `update_step`, for one array of weights.

    Args:
        learning_rate: A number above 0, an array with one for each variant, or a schedule.
        clipnorm: Shorten the gradient of each array of weights to this norm.
        global_clipnorm: Shorten all gradients by one factor, so that their common norm is this.
        clipvalue: Cut each entry of the gradients off at plus and minus this number.

    Attributes:
        iterations: Steps taken.
        constants: What `update_step` receives by name, besides the learning rate.
        slots: Start of the arrays that are kept for each weight, such as running means.

    Raises:
        ValueError: A constant is out of its range, or two ways to clip are asked for.
    """

    def __init__(
        self,
        learning_rate: ArrayLike | LearningRateSchedule,
        *,
        clipnorm: ArrayLike | None = None,
        global_clipnorm: ArrayLike | None = None,
        clipvalue: ArrayLike | None = None,
    ):
        """Keep the learning rate; nothing has been moved yet."""
        if not callable(learning_rate):
            learning_rate = positive(learning_rate, "learning_rate")
        self.learning_rate = learning_rate
        self.clipping = Clipping(clipnorm, global_clipnorm, clipvalue)
        self.iterations = 0
        self.constants: dict[str, Constant] = {}
        self.slots: tuple[float | np.ndarray, ...] = ()
        self._weights: list[np.ndarray] = []
        self._state: list[list[np.ndarray]] = []

    def update_step(self, weight, gradient, t, *slots, **constants) -> None:
        """Change an array of weights, and the arrays kept for it, in place.

        Args:
            weight: Any shape.
            gradient: Shape of `weight`.
            t: Number of this step, from 1.
            *slots: Arrays of the shape of `weight`.
            **constants: `learning_rate` of this step, and those of the optimizer; each a number or
                an array that broadcasts against `weight`.
        """
        raise NotImplementedError

    def apply(self, gradients: Sequence[np.ndarray], weights: Sequence[np.ndarray]) -> None:
        """Change every array of `weights` by one step; the gradients stay as they are.

        Args:
            gradients: Of the loss with respect to the weights, in their order and shapes.
            weights: Always the same arrays.

        Raises:
            ValueError: There are not as many gradients as weights, in their shapes; or this
                optimizer has moved other weights before.
        """
        if [g.shape for g in gradients] != [w.shape for w in weights]:
            raise ValueError(
                "Expected one gradient for each array of weights, in its shape. Received: "
                f"gradients {[g.shape for g in gradients]}, weights {[w.shape for w in weights]}"
            )
        if self.clipping:
            gradients = [gradient.copy() for gradient in gradients]
            self.clipping(gradients)
        self.update(gradients, weights)

    def update(self, gradients: Sequence[np.ndarray], weights: Sequence[np.ndarray]) -> None:
        """Do what `apply` does, without clipping."""
        self._remember(weights)
        rate = self.learning_rate
        constants = {
            "learning_rate": rate(self.iterations) if callable(rate) else rate,
            **self.constants,
        }
        self.iterations += 1
        for arrays in zip(weights, gradients, *self._state, strict=True):
            for piece in _pieces(arrays[0].shape):
                weight, gradient, *slots = (array[piece] for array in arrays)
                fitting = {
                    name: against(select(constant, piece[0]), weight)
                    for name, constant in constants.items()
                }
                self.update_step(weight, gradient, self.iterations, *slots, **fitting)

    def _remember(self, weights: Sequence[np.ndarray]) -> None:
        """Make the slots at the first step; later, see to it that the weights are the same."""
        if not self._weights:
            self._check_lengths(len(weights[0]))
            self._weights = list(weights)
            self._state = [[np.full_like(w, start) for w in weights] for start in self.slots]
        elif not _same(self._weights, weights):
            raise ValueError(
                "Expected the weights that this optimizer has moved before; for others, make a new "
                f"one. Received: arrays of shapes {[w.shape for w in weights]}"
            )

    def _check_lengths(self, n_variants: int) -> None:
        """Raise ValueError if a constant has several values, and not one for each variant."""
        rate = self.learning_rate
        limit = {} if self.clipping.limit is None else {self.clipping.way: self.clipping.limit}
        given = {"learning_rate": rate(0) if callable(rate) else rate, **limit, **self.constants}
        counts = {name: np.size(value) for name, value in given.items() if np.ndim(value)}
        if set(counts.values()) - {n_variants}:
            raise ValueError(
                f"Expected one number for each of {n_variants} variants, or one for all. "
                f"Received: this many numbers: {counts}"
            )


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


def _pieces(shape: tuple[int, ...]) -> Iterator[tuple[slice, ...]]:
    """Cut an array along its first axis, and along its last where one row is too long."""
    rows = max(1, PIECE // max(1, int(np.prod(shape[1:]))))
    columns = max(1, PIECE // max(1, int(np.prod(shape[1:-1]))))
    for row in range(0, shape[0], rows):
        if len(shape) == 1 or rows > 1 or columns >= shape[-1]:
            yield (slice(row, row + rows),)
            continue
        for column in range(0, shape[-1], columns):
            between = [slice(None)] * (len(shape) - 2)
            yield slice(row, row + rows), *between, slice(column, column + columns)


def _same(before: Sequence[np.ndarray], now: Sequence[np.ndarray]) -> bool:
    """Return whether two lists hold the same arrays, or views of the same numbers."""
    return len(before) == len(now) and all(
        a is b or (a.shape == b.shape and a.ctypes.data == b.ctypes.data)
        for a, b in zip(before, now, strict=True)
    )
