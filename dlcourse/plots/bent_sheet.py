"""A sheet of paper in space, as the last layer of a network sees it."""

from __future__ import annotations

import matplotlib.pyplot as plt
import numpy as np
from matplotlib.axes import Axes
from mpl_toolkits.mplot3d.art3d import Line3DCollection, Poly3DCollection
from numpy.typing import ArrayLike

from dlcourse.plots.style import CLASS_COLORS, CLASS_MARKERS, COLORS, REGION_COLORS

_LINES = 7  # of the sheet that are drawn, in each direction
_CUT = 0.75  # how far it goes, of what is seen
_LIGHT = np.array([-0.35, 0.45, 0.82])  # where it comes from
_TALLER = 1.4  # heights are drawn larger than widths
_VIEW = {"elev": 16, "azim": -150}  # degrees: the camera stands above the cut


def plot_bent_sheet(
    sheet: ArrayLike,
    points: ArrayLike,
    labels: ArrayLike,
    kernel: ArrayLike,
    bias: ArrayLike,
    *,
    cut: str = "one straight cut",
    reach: float | None = None,
    zoom: float = 1.5,
    ax: Axes | None = None,
) -> Axes:
    """Draw what three hidden units make of a sheet, turned so that the cut of two scores is level.

    A layer of two scores cuts space by a plane, where both are equal. The picture is turned and
    shifted, so that the plane lies at height 0, class 1 above it, and mirrored if need be, so that
    the front of the sheet shows: the order of the units means nothing. Heights are drawn somewhat
    larger.

    Args:
        sheet: Outputs of three hidden units for squared paper, shape `(rows, columns, 3)`.
        points: Their outputs for samples, shape `(n_samples, 3)`.
        labels: The classes of the samples, 0 or 1, shape `(n_samples,)`.
        kernel: Of the layer of two scores, shape `(3, 2)`.
        bias: Its bias, shape `(2,)`.
        cut: What is written on the plane; `""`: nothing.
        reach: How far the view goes to each side, and half as far up and down, so that it stands
            still in a film; `None`: as far as the sheet.
        zoom: How near the camera is.
        ax: Where to draw, with `projection="3d"`; `None` makes a new figure.

    Raises:
        ValueError: A shape is another, or both scores are the same everywhere.

    Example:
        >>> side = np.linspace(-1, 1, 5)
        >>> paper = np.stack([*np.meshgrid(side, side), np.ones((5, 5))], axis=-1)
        >>> plot_bent_sheet(paper, paper[0], [0] * 5, np.eye(3)[:, :2], [0, 1]).name
        '3d'
    """
    sheet, points = np.asarray(sheet, dtype=float), np.asarray(points, dtype=float)
    kernel, bias, labels = np.asarray(kernel, dtype=float), np.asarray(bias), np.asarray(labels)
    fits = sheet.ndim == 3 and sheet.shape[2:] == points.shape[1:] == (3,)
    if not fits or kernel.shape != (3, 2) or bias.shape != (2,):
        raise ValueError(
            "Expected a sheet and points in three dimensions, and a layer of shape (3, 2). "
            f"Received: sheet.shape={sheet.shape}, points.shape={points.shape}, "
            f"kernel.shape={kernel.shape}, bias.shape={bias.shape}"
        )
    basis, height = _level(kernel[:, 1] - kernel[:, 0], float(bias[1] - bias[0]))
    sheet, points = sheet @ basis + [0, 0, height], points @ basis + [0, 0, height]
    front = np.array([np.sign(_normals(_quads(sheet))[:, 2].sum()) or 1, 1, 1])
    sheet, points = sheet * front, points * front
    if ax is None:
        ax = plt.figure(figsize=(6, 6)).add_subplot(projection="3d")
    far = np.abs(sheet[..., :2]).max() if reach is None else reach
    ax.computed_zorder = False  # first what is below the cut, then the cut, then what is above
    for side in (0, 1):
        _draw_half(sheet, points, labels, side, ax)
    plane = _CUT * far * np.array([[-1, -1, 0], [1, -1, 0], [1, 1, 0], [-1, 1, 0]])
    glass = {"facecolor": COLORS["green"], "edgecolor": COLORS["green"], "alpha": 0.22}
    ax.add_collection3d(Poly3DCollection([plane], zorder=4, **glass))
    ax.text(*(0.65 * plane[3]), cut, ha="center", fontsize=13, zorder=4)
    ax.set(xlim=(-far, far), ylim=(-far, far), zlim=(-far / 2, far / 2))
    ax.set_axis_off()
    ax.view_init(**_VIEW)
    ax.set_box_aspect((2, 2, _TALLER), zoom=zoom)
    return ax


def _draw_half(
    sheet: np.ndarray, points: np.ndarray, labels: np.ndarray, side: int, ax: Axes
) -> None:
    """Draw what lies below height 0, or above it (1); samples show through the paper."""
    zorder = 5 * side
    faces = _halves(_quads(sheet), above=bool(side))
    if len(faces):
        shade = 0.82 + 0.18 * np.abs(_normals(faces) @ _LIGHT)
        colors = shade[:, None] * _rgb(REGION_COLORS[side])
        # antialiased, each would show its border
        paper = {"facecolors": colors, "linewidths": 0, "antialiased": False}
        ax.add_collection3d(Poly3DCollection(faces, zorder=zorder + 1, **paper))
    ways = (sheet, sheet.swapaxes(0, 1))
    lines = [way[round(i)] for way in ways for i in np.linspace(0, len(way) - 1, _LINES)]
    lines = [np.where((line[:, 2:] > 0) == side, line, np.nan) for line in lines]
    ink = {"colors": COLORS["grey"], "linewidths": 0.8, "zorder": zorder + 2}
    ax.add_collection3d(Line3DCollection(lines, **ink))
    for k in (0, 1):
        shown = points[(labels == k) & ((points[:, 2] > 0) == side)]
        look = {"color": CLASS_COLORS[k], "marker": CLASS_MARKERS[k], "s": 30, "lw": 0.5}
        if len(shown):
            style = look | {"edgecolor": "white", "depthshade": False, "zorder": zorder + 3}
            ax.scatter(*shown.T, **style)


def _quads(sheet: np.ndarray) -> np.ndarray:
    """Return the squares of the paper, shape `(n, 4, 3)`."""
    corners = sheet[:-1, :-1], sheet[:-1, 1:], sheet[1:, 1:], sheet[1:, :-1]
    return np.stack(corners, axis=2).reshape(-1, 4, 3)


def _halves(quads: np.ndarray, *, above: bool) -> np.ndarray:
    """Return what lies on one side of height 0, each with its last corner repeated, `(n, 6, 3)`."""
    inside = (quads[..., 2] > 0) == above
    whole = quads[inside.all(axis=1)]
    halves = [np.concatenate([whole, whole[:, -1:], whole[:, -1:]], axis=1)]
    crossing = inside.any(axis=1) & ~inside.all(axis=1)
    for quad, within in zip(quads[crossing], inside[crossing], strict=True):
        half = []
        for i in range(4):
            here, after = quad[i - 1], quad[i]
            if within[i - 1]:
                half.append(here)
            if within[i - 1] != within[i]:
                half.append(here + (after - here) * here[2] / (here[2] - after[2]))
        halves.append(np.array([half + [half[-1]] * (6 - len(half))]))
    return np.concatenate(halves)


def _normals(faces: np.ndarray) -> np.ndarray:
    """Return a direction of length 1 that is square to each face; 0 for what is only a line."""
    # Newell's sum: right for any number of corners, repeated ones among them
    across = np.cross(faces, np.roll(faces, -1, axis=1)).sum(axis=1)
    length = np.linalg.norm(across, axis=1, keepdims=True)
    return np.divide(across, length, out=np.zeros_like(across), where=length > 1e-6)


def _level(normal: np.ndarray, offset: float) -> tuple[np.ndarray, float]:
    """Return three directions as columns, the last along `normal`, and the height of the origin."""
    length = np.linalg.norm(normal)
    if length == 0:
        raise ValueError(f"Expected two scores that differ. Received: normal={normal}")
    up = normal / length
    beside = np.array([1.0, -1.0, 0.0]) if abs(up[0] - up[1]) < 1 else np.array([0.0, 0.0, 1.0])
    beside -= (beside @ up) * up
    beside /= np.linalg.norm(beside)
    return np.stack([beside, np.cross(up, beside), up], axis=1), offset / length


def _rgb(color: str) -> np.ndarray:
    return np.array([int(color[i : i + 2], 16) / 255 for i in (1, 3, 5)])
