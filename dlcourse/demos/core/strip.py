"""The controls as a drawing, for the stored picture of a demo, where no kernel runs."""

from collections.abc import Mapping, Sequence
from typing import Any

from matplotlib.figure import Figure
from matplotlib.transforms import Bbox

from dlcourse.demos.core.controls import Button, Canvas, Checkbox, Choice, Control, Slider
from dlcourse.plots.style import COLORS

ROW = 0.5  # height of a row, and the gap between two controls, in inches
GAP = 0.35


def draw_strip(figure: Figure, controls: Sequence[Control], values: Mapping[str, Any]) -> Bbox:
    """Draw the controls in rows below the figure.

    Args:
        figure: A drawn figure; it keeps its size.
        controls: What to draw, in this order.
        values: The values that they show, by name.

    Returns:
        The part of the page to save, in inches: figure and rows together.
    """
    width, height = figure.get_size_inches()
    left, row = GAP, 1
    for control in controls:
        text = figure.text(
            0, 0, _words(control, values), va="center", fontsize=13, **_look(control)
        )
        long = text.get_window_extent().width / figure.dpi
        if left > GAP and left + long > width - GAP:
            left, row = GAP, row + 1
        text.set_position((left / width, (0.5 - row) * ROW / height))
        left += long + 2 * GAP
    return Bbox([[0, -row * ROW], [width, height]])


def _words(control: Control, values: Mapping[str, Any]) -> str:
    label, value = control.label or control.name, values.get(control.name)
    match control:
        case Slider():
            shown = control.at(control.position(value))
            place = round(8 * (shown - control.low) / (control.high - control.low))
            return f"{label}  {'─' * place}●{'─' * (8 - place)}  {control.show(value)}"
        case Choice():
            return f"{label}: {control.show(value)} ▾"
        case Checkbox():
            return f"{'☑' if value else '☐'} {label}"
        case Button():
            return label
        case Canvas():
            return f"✎ {label}"
    return f"{label}  {control.show(value)}".replace("-", "−")


def _look(control: Control) -> dict[str, Any]:
    if isinstance(control, Button):
        box = {"boxstyle": "round,pad=0.4", "facecolor": COLORS["blue"], "edgecolor": "none"}
        return {"color": "white", "bbox": box}
    return {"bbox": {"boxstyle": "round,pad=0.4", "facecolor": "white", "edgecolor": "#999999"}}
