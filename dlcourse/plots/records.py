"""What recorders saw during a training: one line for each recorded array."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import cycle

import matplotlib.pyplot as plt
import numpy as np
from matplotlib.axes import Axes
from numpy.typing import ArrayLike

from dlcourse.plots.style import CLASS_MARKERS

N_MARKERS = 12  # along a line: enough to follow it, and few enough to see the line


def plot_record(
    curves: Mapping[str, ArrayLike],
    steps: ArrayLike,
    *,
    ylabel: str = "",
    log: bool = False,
    ax: Axes | None = None,
) -> Axes:
    """Draw one curve for each name, against the number of batches before each record.

    Args:
        curves: One number per record by name, each of shape (n_records,).
        steps: Batches before each record, shape (n_records,).
        ylabel: What the numbers are.
        log: Whether the axis of the numbers is logarithmic; zeros are then left out.
        ax: Where to draw; `None` makes a new figure.

    Raises:
        ValueError: A curve has another length than `steps`.
    """
    ax = plt.subplots()[1] if ax is None else ax
    for (name, values), marker in zip(curves.items(), cycle(CLASS_MARKERS), strict=False):
        if np.shape(values) != np.shape(steps):
            raise ValueError(
                f"Expected one number per record, shape {np.shape(steps)}. "
                f"Received: {name!r} of shape {np.shape(values)}"
            )
        every = max(1, len(steps) // N_MARKERS)
        ax.plot(steps, values, marker=marker, markevery=every, label=name)
    ax.set(xlabel="batches", ylabel=ylabel, yscale="log" if log else "linear")
    ax.legend(loc="upper left", bbox_to_anchor=(1, 1))
    return ax
