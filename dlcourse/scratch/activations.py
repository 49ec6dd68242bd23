"""Activation functions in NumPy, each with its derivative beside it.

Every name below is an `Activation`: call it for the value, call its `.derivative` for the slope.
Both work element by element on arrays of any shape, keep the floating dtype they are given
(integers become float64) and stay finite for every finite input.

At a kink the derivative does not exist. The functions here take the value from the left
(0 for ReLU at 0), as Keras does.
"""

import functools
import math
from collections.abc import Callable

import numpy as np
from numpy.typing import ArrayLike, NDArray

SELU_ALPHA = 1.6732632423543772
SELU_SCALE = 1.0507009873554805

_erfc = np.frompyfunc(math.erfc, 1, 1)  # NumPy itself has no error function


class Activation:
    """Pair an element-wise function with its derivative.

    Use it as a decorator, the way `property` is used:

        @Activation
        def square(z): return z * z

        @square.with_derivative
        def _(z): return 2 * z

    Then `square(3.0)` is 9.0 and `square.derivative(3.0)` is 6.0.

    Raises (on call):
        TypeError: if the input does not hold real numbers.
    """

    def __init__(self, function: Callable):
        """Wrap `function(z, ...)`, whose `z` will arrive as a floating array."""
        self._function = function
        self._derivative = None
        functools.update_wrapper(self, function)

    def with_derivative(self, derivative: Callable) -> "Activation":
        """Attach the derivative; it takes the same arguments as the function."""
        self._derivative = derivative
        return self

    def __call__(self, z: ArrayLike, *args, **kwargs) -> NDArray:
        """Return the value at every entry of `z`, in the shape of `z`."""
        z = _as_real(z)
        return _like(z, self._function(z, *args, **kwargs))

    def derivative(self, z: ArrayLike, *args, **kwargs) -> NDArray:
        """Return the slope at every entry of `z`, in the shape of `z`."""
        z = _as_real(z)
        return _like(z, self._derivative(z, *args, **kwargs))

    def fix(self, **parameters) -> "Activation":
        """Return this activation with parameters given once for all.

        Example:
            >>> gentle = leaky_relu.fix(negative_slope=0.1)
            >>> print(gentle(-2.0), gentle.derivative(-2.0))
            -0.2 0.1
        """
        fixed = Activation(functools.partial(self._function, **parameters))
        fixed.__name__ = self.__name__
        return fixed.with_derivative(functools.partial(self._derivative, **parameters))

    def __repr__(self) -> str:
        """Return the name, for error messages and exercise verdicts."""
        return f"<activation {self.__name__}>"


def _as_real(z: ArrayLike) -> NDArray:
    z = np.asarray(z)
    if z.dtype.kind not in "fiub":
        raise TypeError(f"Expected real numbers. Received: z with dtype {z.dtype}")
    return z if z.dtype.kind == "f" else z.astype(np.float64)


def _like(z: NDArray, values: ArrayLike) -> NDArray:
    return np.asarray(values, dtype=z.dtype)[()]  # [()] turns a 0-d array into a number


@Activation
def linear(z):
    """Return the input unchanged: f(z) = z. Range: all numbers."""
    return np.positive(z)


@linear.with_derivative
def _(z):
    return np.ones_like(z)


@Activation
def step(z, at_zero=0.0):
    """Return 0 left of zero and 1 right of it (Heaviside); `at_zero` fixes the convention at 0."""
    return np.heaviside(z, at_zero)


@step.with_derivative
def _(z, at_zero=0.0):
    return np.zeros_like(z)


@Activation
def sign(z):
    """Return -1, 0 or 1 according to the sign of the input."""
    return np.sign(z)


@sign.with_derivative
def _(z):
    return np.zeros_like(z)


@Activation
def sigmoid(z):
    """Return 1 / (1 + exp(-z)), the logistic function. Range: (0, 1), centre 1/2.

    Only exp(-|z|) is computed, which lies in (0, 1] and cannot overflow.
    """
    small = np.exp(-np.abs(z))
    return np.where(z >= 0, 1, small) / (1 + small)


@sigmoid.with_derivative
def _(z):
    small = np.exp(-np.abs(z))
    return small / (1 + small) ** 2  # = sigmoid(z) * (1 - sigmoid(z)), without cancellation


@Activation
def tanh(z):
    """Return the hyperbolic tangent, 2 * sigmoid(2z) - 1. Range: (-1, 1), centre 0."""
    return np.tanh(z)


@tanh.with_derivative
def _(z):
    small = np.exp(-np.abs(z))
    return (2 * small / (1 + small**2)) ** 2  # = 1 - tanh(z)**2, without cancellation


@Activation
def relu(z):
    """Return max(0, z). Range: [0, inf). Hahnloser et al. (2000); Nair and Hinton (2010)."""
    return np.maximum(z, 0)


@relu.with_derivative
def _(z):
    return z > 0


@Activation
def leaky_relu(z, negative_slope=0.2):
    """Return z where z > 0 and negative_slope * z elsewhere. Maas et al. (2013).

    Written as a sum of two branches: max(negative_slope * z, z) is right only while
    0 <= negative_slope <= 1. The default is that of `keras.activations.leaky_relu`.
    """
    return np.maximum(z, 0) + negative_slope * np.minimum(z, 0)


@leaky_relu.with_derivative
def _(z, negative_slope=0.2):
    return np.where(z > 0, 1, negative_slope)


@Activation
def prelu(z, alpha):
    """Return z where z > 0 and alpha * z elsewhere, with a learned `alpha`. He et al. (2015).

    `alpha` broadcasts against `z`: one number, or one per unit of shape (units,). Its own
    derivative, which training needs, is min(z, 0).
    """
    return np.maximum(z, 0) + alpha * np.minimum(z, 0)


@prelu.with_derivative
def _(z, alpha):
    return np.where(z > 0, 1, alpha)


@Activation
def rrelu(z, alpha=None, *, lower=1 / 8, upper=1 / 3):
    """Return z where z > 0 and alpha * z elsewhere, with a random `alpha`. Xu et al. (2015).

    In training, draw one slope per entry: `alpha = rng.uniform(lower, upper, z.shape)`.
    At inference leave `alpha` out: the middle of the range is used.
    """
    return leaky_relu(z, (lower + upper) / 2 if alpha is None else alpha)


@rrelu.with_derivative
def _(z, alpha=None, *, lower=1 / 8, upper=1 / 3):
    return leaky_relu.derivative(z, (lower + upper) / 2 if alpha is None else alpha)


@Activation
def elu(z, alpha=1.0):
    """Return z where z > 0 and alpha * (exp(z) - 1) elsewhere. Clevert et al. (2016)."""
    return np.maximum(z, 0) + alpha * np.expm1(np.minimum(z, 0))


@elu.with_derivative
def _(z, alpha=1.0):
    return np.where(z > 0, 1, alpha * np.exp(np.minimum(z, 0)))


@Activation
def selu(z):
    """Return SELU_SCALE * elu(z, SELU_ALPHA), which keeps mean 0 and variance 1.

    The two constants make a standard normal input come out standardised again (with LeCun
    initialisation, in plain dense stacks). Klambauer et al. (2017).
    """
    return SELU_SCALE * elu(z, SELU_ALPHA)


@selu.with_derivative
def _(z):
    return SELU_SCALE * elu.derivative(z, SELU_ALPHA)


@Activation
def softplus(z):
    """Return log(1 + exp(z)), a smooth ReLU whose derivative is the sigmoid. Range: (0, inf)."""
    return np.maximum(z, 0) + np.log1p(np.exp(-np.abs(z)))


@softplus.with_derivative
def _(z):
    return sigmoid(z)


@Activation
def silu(z):
    """Return z * sigmoid(z), also called swish.

    Elfwing et al. (2018) and Ramachandran et al. (2017). Not monotone: its minimum, about -0.28,
    lies near z = -1.28.
    """
    return z * sigmoid(z)


@silu.with_derivative
def _(z):
    return sigmoid(z) + z * sigmoid.derivative(z)


swish = silu


@Activation
def gelu(z):
    """Return z * P(Z <= z) for a standard normal Z. Hendrycks and Gimpel (2016).

    This is the exact form, not the tanh approximation. Not for large arrays: the error function
    is evaluated entry by entry in Python.
    """
    return 0.5 * z * _normal_cdf_doubled(z)


@gelu.with_derivative
def _(z):
    bounded = np.minimum(np.abs(z), 40)  # the density at 40 is already 0
    density = np.exp(-(bounded**2) / 2) / math.sqrt(2 * math.pi)
    return 0.5 * _normal_cdf_doubled(z) + z * density


def _normal_cdf_doubled(z: NDArray) -> NDArray:
    return np.asarray(_erfc(-z / math.sqrt(2)), dtype=z.dtype)
