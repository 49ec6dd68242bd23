"""The diagram of a network: a circle for each unit, a line for each weight."""

from __future__ import annotations

from collections.abc import Sequence

import matplotlib.pyplot as plt
import numpy as np
from matplotlib.axes import Axes
from numpy.typing import ArrayLike

from dlcourse.plots.style import COLORS

_MOST_UNITS = 12
_NODE_SIZE = 700


def plot_network(
    sizes: Sequence[int],
    *,
    names: Sequence[str] | None = None,
    weights: Sequence[ArrayLike] | None = None,
    ax: Axes | None = None,
) -> Axes:
    """Draw a fully connected network: a circle for each unit, a line for each weight.

    For small networks; a layer of more than 12 units is drawn with 12, and its name tells the rest.

    Args:
        sizes: Units per layer, the input layer first.
        names: A text below each layer, one per layer; by default its number of units.
        weights: The kernels, shapes `(sizes[i], sizes[i + 1])`. Lines then get wider with the
            size of the weight, and negative ones are dashed.
        ax: Where to draw; `None` makes a new figure.

    Raises:
        ValueError: There are not two layers, or names or weights do not fit the sizes.
    """
    sizes = [int(size) for size in sizes]
    names = [str(size) for size in sizes] if names is None else list(names)
    kernels = None if weights is None else [np.asarray(kernel, dtype=float) for kernel in weights]
    _check_network(sizes, names, kernels)
    ax = plt.subplots()[1] if ax is None else ax
    layers = [_column(i, min(size, _MOST_UNITS)) for i, size in enumerate(sizes)]
    for i, (left, right) in enumerate(zip(layers, layers[1:], strict=False)):
        _plot_edges(left, right, None if kernels is None else kernels[i], ax)
    for i, (layer, name) in enumerate(zip(layers, names, strict=True)):
        color = COLORS["sky"] if 0 < i < len(sizes) - 1 else "white"
        ax.scatter(*layer.T, s=_NODE_SIZE, color=color, edgecolor="black", linewidth=1.5, zorder=3)
        ax.text(i, -0.5 * max(map(len, layers)) - 0.15, name, ha="center", va="top")
    height = 0.5 * max(map(len, layers))
    ax.set(xlim=(-0.5, len(sizes) - 0.5), ylim=(-height - 0.9, height))
    ax.axis("off")
    return ax


def _column(x: float, units: int) -> np.ndarray:
    """Return the places of the units of one layer, the first on top."""
    return np.stack([np.full(units, float(x)), (units - 1) / 2 - np.arange(units)], axis=1)


def _plot_edges(left: np.ndarray, right: np.ndarray, kernel: np.ndarray | None, ax: Axes) -> None:
    """Draw a line for each pair of units of two neighbouring layers."""
    for i, start in enumerate(left):
        for j, end in enumerate(right):
            weight = 1.0 if kernel is None else kernel[i, j]
            width = 1.2 if kernel is None else 0.5 + 4 * abs(weight) / np.abs(kernel).max()
            color = COLORS["grey"] if kernel is None else COLORS["blue"]
            style = {"linewidth": width, "color": color, "linestyle": "-"}
            if weight < 0:
                style |= {"color": COLORS["vermilion"], "linestyle": "--"}
            ax.plot(*np.stack([start, end]).T, zorder=1, **style)


def _check_network(sizes: list[int], names: list[str], kernels: list[np.ndarray] | None) -> None:
    shapes = list(zip(sizes, sizes[1:], strict=False))
    received = shapes if kernels is None else [kernel.shape for kernel in kernels]
    if len(sizes) < 2 or min(sizes) < 1 or len(names) != len(sizes) or received != shapes:
        raise ValueError(
            "Expected two or more layers, a name for each, and kernels of shapes "
            f"{shapes}. Received: {len(names)} names, kernel shapes {received}"
        )
