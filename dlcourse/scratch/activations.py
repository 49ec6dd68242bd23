"""Activation functions in NumPy, each with its derivative beside it.

Every public name below is an `ActivationFunction`: call it for the value, its `.derivative` for
the slope. Both work element by element on arrays of any shape, keep the floating dtype they are
given (integers become float64) and stay finite for every finite input.

At a kink the derivative does not exist. The functions here take the value from the left
(0 for ReLU at 0), as Keras does.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

from dlcourse.scratch import normal

SELU_ALPHA = 1.6732632423543772
SELU_SCALE = 1.0507009873554805


@dataclass(frozen=True, eq=False, repr=False)
class ActivationFunction:
    """An element-wise function and its derivative under one name.

    Args:
        name: What it is called in messages and legends.
        function: Takes a floating array `z`, and parameters if it has any.
        slope: The derivative of `function` with respect to `z`; takes the same.
        parameters: Values of parameters, given once for all; see `fix`.

    Raises (on call):
        TypeError: `z` does not hold real numbers.

    Example:
        >>> square = ActivationFunction("square", lambda z: z * z, lambda z: 2 * z)
        >>> print(square(3.0), square.derivative(3.0))
        9.0 6.0
    """

    name: str
    function: Callable[..., ArrayLike]
    slope: Callable[..., ArrayLike]
    parameters: Mapping[str, Any] = field(default_factory=dict)

    def __post_init__(self):
        """Show the function's own name and docstring in `help`."""
        object.__setattr__(self, "__name__", self.name)
        object.__setattr__(self, "__doc__", self.function.__doc__)

    def __call__(self, z: ArrayLike, *args: Any, **parameters: Any) -> NDArray:
        """Return the value at every entry of `z`, in the shape of `z`."""
        z = _as_real(z)
        return _like(z, self.function(z, *args, **{**self.parameters, **parameters}))

    def derivative(self, z: ArrayLike, *args: Any, **parameters: Any) -> NDArray:
        """Return the slope at every entry of `z`, in the shape of `z`."""
        z = _as_real(z)
        return _like(z, self.slope(z, *args, **{**self.parameters, **parameters}))

    def fix(self, **parameters: Any) -> ActivationFunction:
        """Return this activation with parameters given once for all.

        Example:
            >>> gentle = leaky_relu.fix(negative_slope=0.1)
            >>> print(gentle(-2.0), gentle.derivative(-2.0))
            -0.2 0.1
        """
        return replace(self, parameters={**self.parameters, **parameters})

    def __repr__(self) -> str:
        """Return the name, for error messages and exercise verdicts."""
        return f"<activation {self.name}>"


def _as_real(z: ArrayLike) -> NDArray:
    z = np.asarray(z)
    if z.dtype.kind not in "fiub":
        raise TypeError(f"Expected real numbers. Received: z with dtype {z.dtype}")
    return z if z.dtype.kind == "f" else z.astype(np.float64)


def _like(z: NDArray, values: ArrayLike) -> NDArray:
    return np.asarray(values, dtype=z.dtype)[()]  # [()] turns a 0-d array into a number


def _is_positive(z: NDArray) -> NDArray:
    """Return 1 right of zero and 0 elsewhere; `np.where` would take longer."""
    return (z > 0).astype(z.dtype)


def _linear(z: NDArray) -> NDArray:
    """Return the input unchanged: f(z) = z. Range: all numbers."""
    return np.positive(z)


def _step(z: NDArray, at_zero: float = 0.0) -> NDArray:
    """Return 0 left of zero and 1 right of it (Heaviside); `at_zero` fixes the convention at 0."""
    return np.heaviside(z, at_zero)


def _step_slope(z: NDArray, at_zero: float = 0.0) -> NDArray:
    return np.zeros_like(z)


def _sign(z: NDArray) -> NDArray:
    """Return -1, 0 or 1 according to the sign of the input."""
    return np.sign(z)


def _sigmoid(z: NDArray) -> NDArray:
    """Return 1 / (1 + exp(-z)), the logistic function. Range: (0, 1), centre 1/2."""
    with np.errstate(over="ignore"):  # far left exp(-z) may become inf, and 1 / inf = 0 is right
        return 1 / (1 + np.exp(-z))


def _sigmoid_slope(z: NDArray) -> NDArray:
    y = _sigmoid(-np.abs(z))  # the slope is even, and left of zero 1 - y cancels no digits
    return y * (1 - y)


def _tanh(z: NDArray) -> NDArray:
    """Return the hyperbolic tangent, 2 * sigmoid(2z) - 1. Range: (-1, 1), centre 0."""
    return np.tanh(z)


def _tanh_slope(z: NDArray) -> NDArray:
    small = np.exp(-np.abs(z))
    return (2 * small / (1 + small * small)) ** 2  # = 1 - tanh(z)**2, without cancellation


def _relu(z: NDArray) -> NDArray:
    """Return max(0, z). Range: [0, inf). Hahnloser et al. (2000); Nair and Hinton (2010)."""
    return np.maximum(z, 0)


def _leaky_relu(z: NDArray, negative_slope: float | NDArray = 0.2) -> NDArray:
    """Return z where z > 0 and negative_slope * z elsewhere. Maas et al. (2013).

    Written as a sum of two branches: max(negative_slope * z, z) is right only while
    negative_slope <= 1. The default is that of `keras.activations.leaky_relu`.
    """
    return np.maximum(z, 0) + negative_slope * np.minimum(z, 0)


def _leaky_relu_slope(z: NDArray, negative_slope: float | NDArray = 0.2) -> NDArray:
    return negative_slope + (1 - negative_slope) * _is_positive(z)


def _prelu(z: NDArray, alpha: ArrayLike) -> NDArray:
    """Return z where z > 0 and alpha * z elsewhere, with a learned `alpha`. He et al. (2015).

    `alpha` broadcasts against `z`: one number, or one per unit of shape (units,). The derivative
    with respect to `alpha`, which training needs, is min(z, 0).
    """
    return _leaky_relu(z, np.asarray(alpha))


def _prelu_slope(z: NDArray, alpha: ArrayLike) -> NDArray:
    return _leaky_relu_slope(z, np.asarray(alpha))


def _rrelu(
    z: NDArray, alpha: float | NDArray | None = None, *, lower: float = 1 / 8, upper: float = 1 / 3
) -> NDArray:
    """Return z where z > 0 and alpha * z elsewhere, with a random `alpha`. Xu et al. (2015).

    In training, draw one slope per entry: `alpha = rng.uniform(lower, upper, z.shape)`.
    At inference leave `alpha` out: the middle of the range is used.
    """
    return _leaky_relu(z, (lower + upper) / 2 if alpha is None else alpha)


def _rrelu_slope(
    z: NDArray, alpha: float | NDArray | None = None, *, lower: float = 1 / 8, upper: float = 1 / 3
) -> NDArray:
    return _leaky_relu_slope(z, (lower + upper) / 2 if alpha is None else alpha)


def _elu(z: NDArray, alpha: float = 1.0) -> NDArray:
    """Return z where z > 0 and alpha * (exp(z) - 1) elsewhere. Clevert et al. (2016)."""
    return np.maximum(z, 0) + alpha * np.expm1(np.minimum(z, 0))


def _elu_slope(z: NDArray, alpha: float = 1.0) -> NDArray:
    return alpha * np.exp(np.minimum(z, 0)) + (1 - alpha) * _is_positive(z)


def _selu(z: NDArray) -> NDArray:
    """Return SELU_SCALE * elu(z, SELU_ALPHA), which keeps mean 0 and variance 1.

    The two constants make a standard normal input come out standardised again (with LeCun
    initialisation, in plain dense stacks). Klambauer et al. (2017).
    """
    return SELU_SCALE * _elu(z, SELU_ALPHA)


def _selu_slope(z: NDArray) -> NDArray:
    return SELU_SCALE * _elu_slope(z, SELU_ALPHA)


def _softplus(z: NDArray) -> NDArray:
    """Return log(1 + exp(z)), a smooth ReLU whose derivative is the sigmoid. Range: (0, inf)."""
    return np.maximum(z, 0) + np.log1p(np.exp(-np.abs(z)))


def _silu(z: NDArray) -> NDArray:
    """Return z * sigmoid(z), also called swish.

    Elfwing et al. (2018) and Ramachandran et al. (2017). Not monotone: its minimum, about -0.28,
    lies near z = -1.28.
    """
    return z * _sigmoid(z)


def _silu_slope(z: NDArray) -> NDArray:
    return _sigmoid(z) + z * _sigmoid_slope(z)


def _gelu(z: NDArray) -> NDArray:
    """Return z * P(Z <= z) for a standard normal Z. Hendrycks and Gimpel (2016).

    This is the exact form, not the tanh approximation. It is written as what it lacks to a ReLU.
    """
    return np.maximum(z, 0) - np.abs(z) * normal.tail(z)


def _gelu_slope(z: NDArray) -> NDArray:
    sign = np.sign(z)
    probability = (1 + sign) / 2 - sign * normal.tail(z)  # P(Z <= z)
    return probability + z * normal.density(z)


linear = ActivationFunction("linear", _linear, np.ones_like)
step = ActivationFunction("step", _step, _step_slope)
sign = ActivationFunction("sign", _sign, np.zeros_like)
sigmoid = ActivationFunction("sigmoid", _sigmoid, _sigmoid_slope)
tanh = ActivationFunction("tanh", _tanh, _tanh_slope)
relu = ActivationFunction("relu", _relu, _is_positive)
leaky_relu = ActivationFunction("leaky_relu", _leaky_relu, _leaky_relu_slope)
prelu = ActivationFunction("prelu", _prelu, _prelu_slope)
rrelu = ActivationFunction("rrelu", _rrelu, _rrelu_slope)
elu = ActivationFunction("elu", _elu, _elu_slope)
selu = ActivationFunction("selu", _selu, _selu_slope)
softplus = ActivationFunction("softplus", _softplus, _sigmoid)
silu = swish = ActivationFunction("silu", _silu, _silu_slope)
gelu = ActivationFunction("gelu", _gelu, _gelu_slope)
