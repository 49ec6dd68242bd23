"""A sheet of paper in space, as the last layer of a network sees it."""

from __future__ import annotations

import matplotlib.pyplot as plt
import numpy as np
from matplotlib.axes import Axes
from numpy.typing import ArrayLike

from dlcourse.plots.style import CLASS_COLORS, CLASS_MARKERS, COLORS, REGION_COLORS


def plot_lifted_sheet(
    sheet: ArrayLike,
    points: ArrayLike,
    labels: ArrayLike,
    kernel: ArrayLike,
    bias: ArrayLike,
    *,
    ax: Axes | None = None,
) -> Axes:
    """Draw what three hidden units make of a sheet, turned so that the cut of two scores is level.

    A layer of two scores cuts space by a plane, where both are equal. Nothing is stretched: the
    picture is turned and shifted, so that the plane lies at height 0 and class 1 above it.

    Args:
        sheet: Outputs of three hidden units for squared paper, shape `(rows, columns, 3)`.
        points: Their outputs for samples, shape `(n_samples, 3)`.
        labels: The classes of the samples, 0 or 1, shape `(n_samples,)`.
        kernel: Of the layer of two scores, shape `(3, 2)`.
        bias: Its bias, shape `(2,)`.
        ax: Where to draw, with `projection="3d"`; `None` makes a new figure.

    Raises:
        ValueError: A shape is another, or both scores are the same everywhere.

    Example:
        >>> side = np.linspace(-1, 1, 5)
        >>> paper = np.stack([*np.meshgrid(side, side), np.ones((5, 5))], axis=-1)
        >>> plot_lifted_sheet(paper, paper[0], [0] * 5, np.eye(3)[:, :2], [0, 1]).name
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
    if ax is None:
        ax = plt.figure(figsize=(6, 6)).add_subplot(projection="3d")
    ax.computed_zorder = False  # samples show through the paper
    above = sheet[..., 2] > 0
    faces = np.where(above[..., None], _rgb(REGION_COLORS[1]), _rgb(REGION_COLORS[0]))
    look = {"rcount": len(sheet), "ccount": len(sheet[0]), "shade": False, "alpha": 0.55}
    ax.plot_surface(*np.moveaxis(sheet, -1, 0), facecolors=faces, linewidth=0, zorder=1, **look)
    ax.plot_wireframe(
        *np.moveaxis(sheet, -1, 0), rcount=24, ccount=24, color=COLORS["grey"], lw=0.6, zorder=2
    )
    for k in (0, 1):
        style = {
            "color": CLASS_COLORS[k],
            "marker": CLASS_MARKERS[k],
            "s": 26,
            "lw": 0.4,
            "zorder": 4,
        }
        ax.scatter(*points[labels == k].T, edgecolor="white", depthshade=False, **style)
    (x0, y0, _), (x1, y1, _) = sheet.min(axis=(0, 1)), sheet.max(axis=(0, 1))
    x, y = np.meshgrid([x0, x1], [y0, y1])
    ax.plot_surface(x, y, np.zeros_like(x), color=COLORS["green"], alpha=0.2, zorder=3)
    ax.text(x1, y0, 0, "one straight cut", fontsize=13, zorder=5)
    ax.set_axis_off()
    ax.view_init(elev=14, azim=30)
    ax.set_box_aspect((1, 1, 0.8), zoom=1.5)
    return ax


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


def _rgb(color: str) -> tuple[float, ...]:
    return tuple(int(color[i : i + 2], 16) / 255 for i in (1, 3, 5))
