"""Events along the years."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import matplotlib.pyplot as plt
import numpy as np
from matplotlib.axes import Axes

from dlcourse.plots.style import COLORS


def plot_timeline(
    events: Mapping[int, str],
    *,
    winters: Sequence[tuple[int, int]] = (),
    ax: Axes | None = None,
) -> Axes:
    """Draw events along the years, their names in turn above and below the line.

    Args:
        events: What happened in which year.
        winters: Spans of years to shade: times of little interest and money.
        ax: Where to draw; `None` makes a new figure.

    Raises:
        ValueError: There is no event.
    """
    if not events:
        raise ValueError(f"Expected at least one event. Received: events={events!r}")
    ax = plt.subplots(figsize=(10, 4))[1] if ax is None else ax
    years = sorted(events)
    for first, last in winters:
        ax.axvspan(first, last, ymin=0.41, ymax=0.59, color="#D9D9D9", lw=0)
        ax.text((first + last) / 2, -0.27, "winter", ha="center", fontsize=12, color="#4D4D4D")
    ax.axhline(0, color="black", lw=2)
    ax.plot(years, np.zeros(len(years)), "o", color=COLORS["blue"], markersize=11)
    for number, year in enumerate(years):
        height = (0.45, -0.45, 1.0, -1.0)[number % 4]
        ax.plot([year, year], [0, height], color=COLORS["blue"], lw=1.5)
        align = "bottom" if height > 0 else "top"
        ax.text(year, height, f"{year}\n{events[year]}", ha="center", va=align, fontsize=12)
    ax.set(xlim=(years[0] - 8, years[-1] + 8), ylim=(-1.7, 1.7))
    ax.axis("off")
    return ax
