"""Clicks on the picture: where on it each control can be set, and what a click there means.

Places are told as parts of the picture, from its left and from its top: so they hold for a coarse
picture as for a sharp one.
"""

from typing import Any

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from dlcourse.demos.core.controls import Choice, Control, Point


def can_click(control: Control) -> bool:
    """Whether a click on the picture can set this control."""
    return isinstance(control, Choice | Point) and bool(control.on)


def target(scene: Any, control: Choice | Point) -> Any:
    """Return what `control` is set on: Axes, or the artist whose points are its options.

    Raises:
        ValueError: The scene has no such attribute, or it holds something else.
    """
    found = getattr(scene, control.on, None)
    if isinstance(control, Point):
        wanted, fits = "Axes", isinstance(found, Axes)
    else:
        wanted, fits = "artist with points", _points(found) is not None
    if not fits:
        raise ValueError(
            f"Expected {type(scene).__name__}.{control.on} to hold the {wanted} on which to click "
            f"for {control.name}. Received: {found!r}"
        )
    return found


def box(scene: Any, control: Choice | Point, figure: Figure) -> list[float]:
    """Return the left, top, width and height of the axes to click on, as parts of the picture."""
    found = target(scene, control)
    extent = (found if isinstance(found, Axes) else found.axes).get_window_extent()
    width, height = figure.bbox.size
    left, top = extent.x0 / width, 1 - extent.y1 / height
    return [
        round(float(part), 5) for part in (left, top, extent.width / width, extent.height / height)
    ]


def clicked(scene: Any, control: Choice | Point, figure: Figure, at: tuple[float, float]) -> Any:
    """Return the value that a click sets.

    Args:
        scene: What drew the picture.
        control: What is set.
        figure: The picture, drawn.
        at: The place of the click, as parts of the picture, from its left and its top.

    Raises:
        ValueError: There are more or fewer points than options.
    """
    found = target(scene, control)
    pixels = np.array([at[0], 1 - at[1]]) * figure.bbox.size
    if isinstance(control, Point):
        return control.near(*found.transData.inverted().transform(pixels))
    points, options = _points(found), control.values
    if len(points) != len(options):
        raise ValueError(f"Expected {len(options)} points to click on. Received: {len(points)}")
    places = found.axes.transData.transform(points)
    return options[int(((places - pixels) ** 2).sum(axis=1).argmin())]


def _points(artist: Any) -> np.ndarray | None:
    """Return the places of a scatter or of a line in data coordinates, shape (n, 2)."""
    if hasattr(artist, "get_offsets"):
        return np.asarray(artist.get_offsets())
    return artist.get_xydata() if hasattr(artist, "get_xydata") else None
