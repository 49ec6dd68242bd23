"""The course's figure style: readable on a projector, and without relying on colour alone.

The palette is that of M. Okabe and K. Ito, "Color Universal Design" (2008): eight colours that
people with any common form of colour blindness can tell apart.
"""

from __future__ import annotations

import matplotlib as mpl

COLORS = {
    "black": "#000000",
    "orange": "#E69F00",
    "sky": "#56B4E9",
    "green": "#009E73",
    "yellow": "#F0E442",
    "blue": "#0072B2",
    "vermilion": "#D55E00",
    "purple": "#CC79A7",
    "grey": "#7F7F7F",
}

#: Colour and marker of class 0, 1, 2, ...: a class is never told by its colour alone.
CLASS_COLORS = tuple(
    COLORS[name] for name in ("blue", "orange", "green", "purple", "sky", "vermilion")
)
CLASS_MARKERS = ("o", "^", "s", "D", "v", "P")

#: Light backgrounds for regions: class 0, 1, 2, ... in the order of CLASS_COLORS.
REGION_COLORS = ("#CFE3F2", "#FBE6BC", "#C9EBDF", "#F3DDE9", "#DDEFFA", "#F6D5C2")

#: Shades of two special zones: where a unit is dead, and where it is saturated.
DEAD_SHADE, SATURATED_SHADE = "#E3E3E3", "#FBE6BC"

_LINES = ("blue", "vermilion", "green", "purple", "orange", "sky", "black")

STYLE = {
    "figure.figsize": (8.0, 4.5),
    "figure.dpi": 100,
    "savefig.dpi": "figure",
    "savefig.bbox": "standard",
    "figure.constrained_layout.use": True,
    "figure.facecolor": "white",
    "font.family": "DejaVu Sans",  # comes with Matplotlib: the same on every machine
    "font.size": 13,
    "axes.titlesize": 14,
    "axes.labelsize": 13,
    "xtick.labelsize": 12,
    "ytick.labelsize": 12,
    "legend.fontsize": 12,
    "legend.frameon": False,
    "axes.spines.top": False,
    "axes.spines.right": False,
    "axes.prop_cycle": mpl.cycler(color=[COLORS[name] for name in _LINES]),
    "axes.axisbelow": True,
    "axes.grid": True,
    "grid.color": "#E0E0E0",
    "grid.linewidth": 0.8,
    "lines.linewidth": 2.2,
    "lines.markersize": 8,
    "image.cmap": "cividis",  # monotone in lightness, and the same for colour-blind readers
    "animation.html": "jshtml",
}


def use_course_style() -> None:
    """Set Matplotlib's defaults to the course's style; `dlcourse.setup` calls it."""
    mpl.rcParams.update(STYLE)
