"""Room on the picture of a demo: margins in inches, and panels that follow the shape of the window.

A window may be wide or upright, as that of a phone. On an upright picture, panels stand one above
the other, and there is less of everything beside them: so its text is nearly twice as large.
"""

from collections.abc import Sequence

import numpy as np
from matplotlib.figure import Figure

UPRIGHT = 0.55  # width of an upright figure, as a part of a wide one's
LABEL = 0.15  # inches that a label at the edge of the figure needs, and not between panels
GAP = 1.0  # inches between two panels, for the title of one and the label of the other


def is_upright(size: Sequence[float]) -> bool:
    """Whether there is more room above each other than beside each other."""
    width, height = size
    return height > width


def set_margins(
    figure: Figure, *, left: float = 0.8, right: float = 0.2, bottom: float = 0.7, top: float = 0.45
) -> None:
    """Leave room for labels and titles, in inches: the axes stand still while numbers change."""
    width, height = figure.get_size_inches()
    sides = {"left": left / width, "right": 1 - right / width}
    figure.subplots_adjust(bottom=bottom / height, top=1 - top / height, wspace=0.25, **sides)


def panels(figure: Figure, widths: Sequence[float] = (1, 1)) -> np.ndarray:
    """Return axes side by side; on an upright figure, one above the other.

    Args:
        figure: An empty figure.
        widths: How wide each is, compared with the others; above each other, all are equal.

    Returns:
        The axes, shape (n,).
    """
    n = len(widths)
    if not is_upright(figure.get_size_inches()):
        return figure.subplots(1, n, width_ratios=widths, squeeze=False)[0]
    width, _ = figure.get_size_inches()  # each panel has its label at the edge
    figure.subplots_adjust(left=figure.subplotpars.left + LABEL / width)
    room = figure.get_size_inches()[1] * (figure.subplotpars.top - figure.subplotpars.bottom)
    height = (room - (n - 1) * GAP) / n
    return figure.subplots(n, 1, squeeze=False, gridspec_kw={"hspace": GAP / height})[:, 0]


def square_and_rest(figure: Figure, most: float = 0.62) -> np.ndarray:
    """Return the axes of a square and, beside or below it, those of the rest.

    Args:
        figure: An empty figure.
        most: How much of the longer side of the figure the square may take.

    Returns:
        The axes, shape (2,); that the first is drawn square (`aspect="equal"`) is left to you.
    """
    axes = panels(figure)
    box, (width, height) = axes[0].get_position(), figure.get_size_inches()
    across, up = box.width * width, box.height * height
    upright = is_upright((width, height))
    long, short = (2 * up, across) if upright else (2 * across, up)
    side = min(short, most * long)
    grid = axes[0].get_gridspec()
    (grid.set_height_ratios if upright else grid.set_width_ratios)((side, long - side))
    figure.subplots_adjust()  # moves the axes to their new places
    return axes
