"""What came of a training, against its learning rate."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import matplotlib.pyplot as plt
import numpy as np
from matplotlib.axes import Axes
from numpy.typing import ArrayLike

from dlcourse.plots.race import WALKERS, look
from dlcourse.plots.style import COLORS


def plot_rates(
    results: Mapping[str, ArrayLike],
    rates: ArrayLike,
    *,
    before: Mapping[str, ArrayLike] | None = None,
    ylabel: str = "loss",
    ax: Axes | None = None,
) -> Axes:
    """Draw one curve for each name over the learning rate: the mean of all starts, and a band.

    The band reaches from the best to the worst start, and a star marks the lowest mean. Both axes
    are logarithmic. An optimizer ("plain", "momentum", "AdaGrad", "RMSprop", "Adam") has the
    same colour in every such figure. Not for results of which larger ones are better.

    Args:
        results: By name, each of shape (n_starts, n_rates).
        rates: Shape (n_rates,), rising.
        before: Earlier results for the same rates, for some of the names: a hollow star marks the
            lowest mean of each.
        ylabel: What the numbers are.
        ax: Where to draw; `None` makes a new figure.

    Raises:
        ValueError: There are more than six curves, or one has not a number for each rate.
    """
    rates = np.asarray(rates)
    if len(results) > len(WALKERS):
        raise ValueError(f"Expected up to {len(WALKERS)} curves. Received: {len(results)}")
    ax = plt.subplots(figsize=(7.5, 4))[1] if ax is None else ax
    looks, before = look(results), before or {}
    for name, values in results.items():
        color, marker = looks[name]
        values, color = np.asarray(values), COLORS[color]
        if values.ndim != 2 or values.shape[1:] != rates.shape:
            raise ValueError(
                f"Expected shape (n_starts, {len(rates)}). Received: {name!r}: {values.shape}"
            )
        mean = values.mean(axis=0)
        ax.fill_between(
            rates, values.min(axis=0), values.max(axis=0), color=color, alpha=0.15, lw=0
        )
        ax.plot(rates, mean, marker=marker, ms=5, color=color, label=name)
        _star(ax, rates, mean, color=color, mec="black", alpha=0.75)
        if name in before:
            _star(ax, rates, np.asarray(before[name]).mean(axis=0), mfc="none", mec=color, mew=1.6)
    ax.set(xscale="log", yscale="log", xlabel="learning rate", ylabel=ylabel)
    above = {"loc": "lower center", "bbox_to_anchor": (0.5, 1.0), "ncols": len(results)}
    ax.legend(**above, columnspacing=1.2, handletextpad=0.4)
    return ax


def _star(ax: Axes, rates: np.ndarray, mean: np.ndarray, **style: Any) -> None:
    """Draw a star at the lowest mean, if there is one."""
    if np.isfinite(mean).any():
        best = np.nanargmin(mean)
        ax.plot(rates[best], mean[best], "*", ms=20, zorder=5, **style)
