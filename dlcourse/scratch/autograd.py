"""Automatic differentiation of scalars, small enough to read in one screen."""

from __future__ import annotations

import math
from typing import NamedTuple


class Value:
    """A number that remembers how it was computed, so that its gradient can be sent back.

    Arithmetic of Values builds a graph. `backward()` on the last of them walks that graph from
    the end to the start once and adds to each `gradient` the derivative of the end with respect to
    that Value.
    For understanding only: one Python object per number is far too slow for a network.

    Args:
        data: The number.
        parents: The Values it was computed from.
        slopes: The derivative of `data` with respect to each parent.
        operation: How it was computed, as Python writes it: "+", "*", "exp"; empty for an input.
        number: The plain number that took part, such as the 2 in `a + 2`; else None.

    Example:
        >>> a, b = Value(2.0), Value(3.0)
        >>> y = (a * b + 1) ** 2
        >>> y.backward()
        >>> y.data, a.gradient, b.gradient
        (49.0, 42.0, 28.0)

    Reference:
        Linnainmaa, "Taylor expansion of the accumulated rounding error", 1976 (first 1970).
    """

    def __init__(
        self,
        data: float,
        parents: tuple[Value, ...] = (),
        slopes: tuple[float, ...] = (),
        operation: str = "",
        number: float | None = None,
    ):
        """Keep the number, and the way back."""
        self.data, self.gradient = float(data), 0.0
        self.parents, self.slopes = parents, slopes
        self.operation, self.number = operation, number

    def __add__(self, other: Value | float) -> Value:
        if not isinstance(other, Value):  # a plain number needs no gradient, so it is no parent
            number = _as_number(other)
            return Value(self.data + number, (self,), (1.0,), "+", number)
        return Value(self.data + other.data, (self, other), (1.0, 1.0), "+")

    def __mul__(self, other: Value | float) -> Value:
        if not isinstance(other, Value):
            number = _as_number(other)
            return Value(self.data * number, (self,), (number,), "*", number)
        return Value(self.data * other.data, (self, other), (other.data, self.data), "*")

    def __pow__(self, power: float) -> Value:
        slope = power * self.data ** (power - 1)
        return Value(self.data**power, (self,), (slope,), "**", power)

    def exp(self) -> Value:
        """Return e to the power of this Value."""
        y = math.exp(self.data)
        return Value(y, (self,), (y,), "exp")

    def log(self) -> Value:
        """Return the natural logarithm."""
        return Value(math.log(self.data), (self,), (1 / self.data,), "log")

    def relu(self) -> Value:
        """Return the number, or 0 if it is negative."""
        return Value(max(self.data, 0.0), (self,), (float(self.data > 0),), "relu")

    def sigmoid(self) -> Value:
        """Return 1 / (1 + exp(-x)) for a number x."""
        small = math.exp(-abs(self.data))  # cannot overflow
        y = (1.0 if self.data >= 0 else small) / (1 + small)
        return Value(y, (self,), (y * (1 - y),), "sigmoid")

    def backward(self) -> None:
        """Set `gradient` of this Value and of all it was computed from."""
        order = self.ancestors()
        for value in order:
            value.gradient = 0.0
        self.gradient = 1.0
        for value in reversed(order):
            for parent, slope in zip(value.parents, value.slopes, strict=True):
                parent.gradient += slope * value.gradient  # += : a Value may be used twice

    def ancestors(self) -> list[Value]:
        """Return all Values this one was computed from, parents before children, itself last."""
        order, seen, stack = [], set(), [(self, False)]
        while stack:  # no recursion: a sum of thousands of terms is a deep graph
            value, parents_done = stack.pop()
            if parents_done:
                order.append(value)
            elif id(value) not in seen:
                seen.add(id(value))
                stack.append((value, True))
                stack.extend((parent, False) for parent in reversed(value.parents))
        return order

    def __neg__(self) -> Value:
        return self * -1.0

    def __sub__(self, other: Value | float) -> Value:
        if not isinstance(other, Value):
            return self + -_as_number(other)
        return Value(self.data - other.data, (self, other), (1.0, -1.0), "-")

    def __rsub__(self, other: float) -> Value:
        return -self + other

    def __truediv__(self, other: Value | float) -> Value:
        return self * (other**-1.0 if isinstance(other, Value) else 1 / _as_number(other))

    def __rtruediv__(self, other: float) -> Value:
        return self**-1.0 * other

    __radd__, __rmul__ = __add__, __mul__

    def __repr__(self) -> str:
        return f"Value({self.data:g}, gradient={self.gradient:g})"


class Edge(NamedTuple):
    """One use of a Value in the computation of another.

    Attributes:
        parent: The Value that was used.
        child: The Value that was computed from it.
        slope: The derivative of the child with respect to the parent, along this edge.
    """

    parent: Value
    child: Value
    slope: float

    @property
    def gradient(self) -> float:
        """What this edge carries back, once the child knows its gradient."""
        return self.slope * self.child.gradient


def graph_edges(output: Value) -> list[Edge]:
    """Return the edges of the graph that ends in `output`, in the order of the forward pass.

    Backpropagation takes them in the reverse order.
    """
    return [
        Edge(parent, child, slope)
        for child in output.ancestors()
        for parent, slope in zip(child.parents, child.slopes, strict=True)
    ]


def _as_number(other: float) -> float:
    if isinstance(other, bool) or not isinstance(other, int | float):
        raise TypeError(f"Expected a Value or a number. Received: {type(other).__name__}")
    return float(other)
