"""What all layers have in common: weights, their gradients, buffers, and variants."""

from __future__ import annotations

import copy
from collections.abc import Sequence
from typing import Self

import numpy as np
from numpy.typing import ArrayLike


class Layer:
    """Base of all layers; a subclass has `forward` and `backward`.

    Args:
        weights: Arrays that training changes. With variants, axis 0 of each counts them.
        buffers: Arrays that the layer itself keeps up to date, such as running means.
        n_variants: How many networks' weights the layer holds; None for a single one.

    Attributes:
        weights: As given, in Keras' order.
        gradients: Of the loss with respect to the weights, in their order and shapes: 0 at first,
            set by `backward`.
        buffers: As given.
        n_variants: As given.
        one_batch: Whether all samples belong together, such as the nodes of a graph: `Network.fit`
            then takes them in their order and as one batch.

    Example:
        A layer that multiplies by one learned number; `Network` trains it like any other.

        >>> class Scale(Layer):
        ...     def forward(self, x, training=False):
        ...         self.x = x
        ...         return self.weights[0] * x
        ...
        ...     def backward(self, dy):
        ...         self.gradients = [np.sum(dy * self.x)]
        ...         return self.weights[0] * dy
        >>> scale = Scale([np.array([2.0])])
        >>> scale.forward(np.array([1.0, 5.0]))
        array([ 2., 10.])
    """

    one_batch = False

    def __init__(
        self,
        weights: Sequence[np.ndarray] = (),
        buffers: Sequence[np.ndarray] = (),
        n_variants: int | None = None,
    ):
        """Keep the arrays, and make room for the gradients."""
        self.weights, self.buffers, self.n_variants = list(weights), list(buffers), n_variants
        self._gradients = [np.zeros_like(weight) for weight in self.weights]

    @property
    def gradients(self) -> list[np.ndarray]:
        """The gradients of the last `backward`; the next one overwrites them."""
        return self._gradients

    @gradients.setter
    def gradients(self, gradients: Sequence[ArrayLike]) -> None:
        """Copy new gradients into the arrays of the old ones, which a network may own."""
        for old, new in zip(self._gradients, gradients, strict=True):
            old[...] = new

    def forward(self, x: np.ndarray, training: bool = False) -> np.ndarray:
        """Return the output and keep what `backward` needs."""
        raise NotImplementedError

    def backward(self, dy: np.ndarray) -> np.ndarray:
        """Turn the gradient with respect to the output into that for the input; set `gradients`."""
        raise NotImplementedError

    def backward_weights(self, dy: np.ndarray) -> None:
        """Set `gradients` alone: nobody asks for the gradient of a network's input."""
        self.backward(dy)

    def penalty(self) -> float | np.ndarray:
        """Return what the regularizers add to the loss: a number, or one for each variant."""
        return 0.0

    def select(self, rows: slice) -> Self:
        """Return a layer of some of the variants; it shares their arrays with this one."""
        part = copy.copy(self)
        part.weights = [weight[rows] for weight in self.weights]
        part.buffers = [buffer[rows] for buffer in self.buffers]
        part._gradients = [gradient[rows] for gradient in self._gradients]
        if self.n_variants is not None:
            part.n_variants = len(range(self.n_variants)[rows])
        return part

    def use(self, weights: list[np.ndarray], gradients: list[np.ndarray]) -> None:
        """Move the weights into other arrays of the same shapes, and the gradients, too."""
        self.weights, self._gradients = weights, gradients


class KernelLayer(Layer):
    """Base of the layers whose weights are a kernel and a bias.

    Args:
        kernel: Float, shape as `axes` says, with an axis of variants in front if there are any.
        bias: One number for each entry of one of the kernel's axes; the dtype becomes the kernel's.
        axes: Names of the kernel's axes, for the message.
        outputs: Which of them counts what comes out, and so has a bias.

    Raises:
        ValueError: The shapes of `kernel` and `bias` do not fit each other.
    """

    def __init__(
        self, kernel: ArrayLike, bias: ArrayLike, axes: tuple[str, ...], outputs: int = -1
    ):
        """Keep copies of the weights, since training changes them."""
        kernel = as_float(kernel)
        bias = np.array(bias, dtype=kernel.dtype)
        with_variants = kernel.ndim == len(axes) + 1
        if kernel.ndim != len(axes) + with_variants or bias.shape != (
            *kernel.shape[:with_variants],
            kernel.shape[outputs],
        ):
            raise ValueError(
                f"Expected kernel of shape ({', '.join(axes)}) and bias of shape "
                f"({axes[outputs]},), both with an axis of variants in front if there are any. "
                f"Received: kernel.shape={kernel.shape}, bias.shape={bias.shape}"
            )
        super().__init__([kernel, bias], n_variants=len(kernel) if with_variants else None)
        self._shape: tuple[int, ...] | None = None

    @property
    def kernel(self) -> np.ndarray:
        """What the inputs are multiplied by."""
        return self.weights[0]

    @property
    def bias(self) -> np.ndarray:
        """What is added to each output."""
        return self.weights[1]


def as_rows(x: np.ndarray, n_variants: int | None) -> np.ndarray:
    """Return samples of any number of axes as rows, behind an axis of variants if they have one.

    Args:
        x: Shape (..., n). With variants, shape (n_samples, n) if all see the same samples, else
            (n_variants, ..., n).
        n_variants: None for a single network.

    Returns:
        Shape (n_rows, n) or (n_variants, n_rows, n).
    """
    if x.ndim == 2 or (x.ndim == 3 and n_variants is not None):
        return x
    variants = x.shape[:1] if n_variants is not None and x.ndim > 2 else ()
    return x.reshape(*variants, -1, x.shape[-1])


def in_shape(array: np.ndarray, shape: tuple[int, ...]) -> np.ndarray:
    """Return the array in this shape; where it has that, `reshape` would only take time."""
    return array if array.shape == shape else array.reshape(shape)


def check_samples(x: np.ndarray, n_features: int, n_variants: int | None) -> None:
    """Raise ValueError if `x` is not made of samples of `n_features` numbers, at least one.

    With variants, more than two axes have to begin with theirs.
    """
    fits = x.ndim > 0 and x.size > 0 and x.shape[-1] == n_features
    if n_variants is not None:
        fits = fits and (x.ndim == 2 or x.ndim > 2 and len(x) == n_variants)
    if not fits:
        shape = f"(..., {n_features})"
        if n_variants is not None:
            shape = f"(n_samples, {n_features}) or ({n_variants}, ..., {n_features})"
        raise ValueError(
            f"Expected x of shape {shape} with at least one sample. Received: x.shape={x.shape}"
        )


def check_gradient(dy: np.ndarray, shape: tuple[int, ...] | None) -> None:
    """Raise an error if there was no `forward`, or `dy` does not have the shape of its output."""
    if shape is None:
        raise RuntimeError("Expected a call of forward(x) before backward(dy).")
    if dy.shape != shape:
        raise ValueError(
            f"Expected dy of shape {shape}, that of the last output. Received: dy.shape={dy.shape}"
        )


def as_float(values: ArrayLike) -> np.ndarray:
    """Return a new array: training will change it. Floats keep their dtype, others get float64."""
    values = np.array(values)
    return values if np.issubdtype(values.dtype, np.floating) else values.astype(np.float64)
