"""The gates of an LSTM and a GRU: blocks of columns that go through a sigmoid or a tanh."""

from __future__ import annotations

from typing import Any

import numpy as np


class Gates:
    """Blocks of equally many columns; "candidate" goes through a tanh, the others a sigmoid.

    `sigmoid(z) = 0.5 + 0.5 * tanh(0.5 * z)`, so that one tanh serves all blocks.

    Args:
        names: One for each block.
        n_units: Columns of a block.
        dtype: Of the numbers.
    """

    def __init__(self, names: tuple[str, ...], n_units: int, dtype: Any):
        """Prepare what the columns are scaled with and shifted by."""
        self.names, self.n_units = names, n_units
        self._scale = np.repeat([1.0 if n == "candidate" else 0.5 for n in names], n_units)
        self._scale = self._scale.astype(dtype)
        self._low = (1 - 2 * self._scale).astype(dtype)  # of a tanh -1, of a sigmoid 0
        self._shift = 1 - self._scale

    def split(self, array: np.ndarray) -> list[np.ndarray]:
        """Return views of the blocks."""
        n = self.n_units
        return [array[..., k * n : (k + 1) * n] for k in range(len(self.names))]

    def open(self, sums: np.ndarray) -> list[np.ndarray]:
        """Turn sums into values of the gates, in place, and return views of the blocks."""
        sums *= self._scale
        np.tanh(sums, out=sums)
        sums *= self._scale
        sums += self._shift
        return self.split(sums)

    def slopes(self, values: np.ndarray) -> np.ndarray:
        """Return the derivatives with respect to the sums, from the values: g(1-g), 1-c^2."""
        return (values - self._low) * (1 - values)

    def by_name(self, values: np.ndarray) -> dict[str, np.ndarray]:
        """Return copies of the blocks under their names."""
        return {n: v.copy() for n, v in zip(self.names, self.split(values), strict=True)}
