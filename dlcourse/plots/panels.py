"""Several pictures in the place of one Axes."""

from __future__ import annotations

import matplotlib.pyplot as plt
import numpy as np
from matplotlib.axes import Axes


def panels(
    ax: Axes | None, rows: int, columns: int, *, figsize: tuple[float, float], share: bool = False
) -> tuple[Axes, np.ndarray]:
    """Empty an Axes and divide the place that it takes among a grid of others.

    So a plot of several pictures keeps the contract of all plots: it draws where `ax` is.

    Args:
        ax: Whose place to take, one that `plt.subplots` or `add_subplot` made; None for a new
            figure.
        rows: Of the grid.
        columns: Of the grid.
        figsize: Inches of the new figure.
        share: Whether all have the same axes.

    Returns:
        The Axes, now an empty frame, and those inside it, shape (rows, columns).

    Raises:
        ValueError: `ax` is in no grid.
    """
    ax = plt.subplots(figsize=figsize)[1] if ax is None else ax
    place = ax.get_subplotspec()
    if place is None:
        raise ValueError(
            "Expected an Axes of a grid, from plt.subplots or figure.add_subplot, because its "
            f"place is divided. Received: ax={ax}"
        )
    ax.set_axis_off()
    grid = place.subgridspec(rows, columns)
    return ax, grid.subplots(sharex=share, sharey=share, squeeze=False)
