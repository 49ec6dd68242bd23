"""A table of vectors in NumPy: the twin of `keras.layers.Embedding`."""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike

from dlcourse.scratch.layers.base import Layer, as_float, check_gradient


class Embedding(Layer):
    """Replace each whole number by its row of a table; training moves the rows.

    Args:
        embeddings: The table, float, shape (n_rows, n_outputs), with an axis of variants in front
            for the layers of many networks at once.

    Raises:
        ValueError: The table has another number of axes, or is empty.

    Example:
        >>> layer = Embedding([[0.0, 0.0], [1.0, 2.0], [3.0, 4.0]])
        >>> layer.forward([[2, 1]])
        array([[[3., 4.],
                [1., 2.]]])

    Reference:
        Bengio, Ducharme, Vincent and Jauvin, "A neural probabilistic language model", 2003.
    """

    _numbers: np.ndarray  # of the last `forward`

    def __init__(self, embeddings: ArrayLike):
        """Keep the table."""
        table = as_float(embeddings)
        if table.ndim not in (2, 3) or not table.size:
            raise ValueError(
                "Expected embeddings of shape (n_rows, n_outputs), with an axis of variants in "
                f"front if there are any. Received: embeddings.shape={table.shape}"
            )
        super().__init__([table], n_variants=len(table) if table.ndim == 3 else None)
        self._shape: tuple[int, ...] | None = None

    def forward(self, x: ArrayLike, training: bool = False) -> np.ndarray:
        """Return the rows of the table, and keep the numbers, which `backward` needs.

        Args:
            x: Whole numbers from 0 to n_rows - 1, any shape (...), the same for all variants;
                floats, too, if they are whole.
            training: Makes no difference here.

        Returns:
            Shape (..., n_outputs); with variants, their axis comes first.

        Raises:
            ValueError: `x` holds something else.
        """
        (table,), x = self.weights, np.asarray(x)
        numbers = x.astype(np.intp) if x.dtype.kind in "iuf" else np.array(-1)
        if (
            not x.size
            or np.any(numbers != x)
            or numbers.min() < 0
            or numbers.max() >= table.shape[-2]
        ):
            raise ValueError(
                f"Expected whole numbers from 0 to {table.shape[-2] - 1}, at least one. "
                f"Received: x={x!r:.100}"
            )
        self._numbers = numbers
        y = np.take(table, numbers, axis=-2)
        self._shape = y.shape
        return y

    def backward(self, dy: ArrayLike) -> np.ndarray:
        """Set `gradients`: each row gets the sum over the places where it was used.

        Args:
            dy: Gradient of the loss with respect to the last output, same shape (..., n_outputs).

        Returns:
            Zeros, shape of `x`: a number that chooses a row has no gradient.

        Raises:
            RuntimeError: `forward` has not been called.
            ValueError: `dy` does not have the shape of the last output.
        """
        (table,) = self.weights
        dy = np.asarray(dy, dtype=table.dtype)
        check_gradient(dy, self._shape)
        rows = dy.reshape(*table.shape[:-2], -1, table.shape[-1])
        numbers = self._numbers.ravel()
        order = np.argsort(numbers, kind="stable")
        used, starts = np.unique(numbers[order], return_index=True)
        gradient = np.zeros_like(table)
        gradient[..., used, :] = np.add.reduceat(rows[..., order, :], starts, axis=-2)
        self.gradients = [gradient]
        return np.zeros(self._numbers.shape, table.dtype)
