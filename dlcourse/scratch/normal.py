"""The standard normal distribution in NumPy, which has no error function of its own."""

from __future__ import annotations

import math

import numpy as np
from numpy.typing import NDArray

# P(Z > x) = density(x) * m(x), where Mills' ratio m is smooth and has no tail: a polynomial in
# t = (x - 5) / (x + 5) meets it to the last digits. Both are interpolations at the Chebyshev points
# of t, computed with 60 digits: for 0 <= x <= 15, where float32 ends, and for 0 <= x <= 40.
_MILLS_SINGLE = (
    0.0005944606693804566,
    0.0006336074932198141,
    -0.006071157483637692,
    0.022466307013282883,
    -0.05867914636129971,
    0.11996928788018235,
    -0.2027456491425709,
    0.29094054293585736,
    -0.35959478975690157,
    0.19280811269982545,
)
_MILLS_DOUBLE = (
    6.362561935388189e-12,
    3.735372241273952e-09,
    9.843876548468991e-09,
    -2.8182145040939422e-08,
    -9.236587599880991e-08,
    1.9553684300509781e-07,
    6.057055726406895e-07,
    -1.6943639203341833e-06,
    -3.1816824209251427e-06,
    1.665621685650777e-05,
    2.4090882849134393e-06,
    -0.00015146957529946187,
    0.0003365822308534653,
    0.0005503321473031204,
    -0.005962878536231262,
    0.022538023643621563,
    -0.058689944981177515,
    0.11995557912824435,
    -0.20274581371206507,
    0.2909413656762763,
    -0.35959476423421155,
    0.1928081047153158,
)
_BLOCK = 2**13  # entries at once: what fits into the cache is several times as fast


def density(z: NDArray) -> NDArray:
    """Return exp(-z**2 / 2) / sqrt(2 pi)."""
    bounded = np.minimum(np.abs(z), 40)  # the density at 40 is already 0
    return np.exp(-0.5 * bounded * bounded) * (1 / math.sqrt(2 * math.pi))


def tail(z: NDArray) -> NDArray:
    """Return P(Z > |z|) for every entry of a floating array, in its dtype.

    The error is a few units in the last digit, in the far tail, too, as long as z**2 has digits
    enough. It is `math.erfc(abs(z) / math.sqrt(2)) / 2` without a loop in Python.
    """
    coefficients = _MILLS_SINGLE if z.dtype.itemsize <= 4 else _MILLS_DOUBLE
    tails = np.minimum(np.abs(z), 40)
    flat = np.reshape(tails, -1)
    for start in range(0, flat.size, _BLOCK):
        x = flat[start : start + _BLOCK]
        x[:] = density(x) * _polynomial(coefficients, (x - 5) / (x + 5))
    return flat.reshape(z.shape)


def _polynomial(coefficients: tuple[float, ...], t: NDArray) -> NDArray:
    """Return the value at every entry of `t`, by Horner's rule; the highest power comes first."""
    total = np.full_like(t, coefficients[0])
    for coefficient in coefficients[1:]:
        total *= t
        total += coefficient
    return total
