"""What is inside a convolutional network, as pictures: its filters, its maps, where it looks."""

from __future__ import annotations

import matplotlib.pyplot as plt
import numpy as np
from matplotlib.axes import Axes
from numpy.typing import ArrayLike

_SIGNED, _UNSIGNED = "coolwarm", "Oranges"


def plot_filters(
    kernels: ArrayLike, *, columns: int = 8, limit: float | None = None, ax: Axes | None = None
) -> Axes:
    """Draw the kernels of a convolution: red where an input speaks for the filter, blue against it.

    All share one scale, symmetric around 0, so that a faint filter is one of small weights.

    Args:
        kernels: Shape (height, width, n_filters), or that of a `Conv2D`, (height, width, channels,
            n_filters); several channels of a filter stand side by side, and then each filter has a
            line of its own.
        columns: Filters in one line, if they have one channel.
        limit: The weight that gets the full colour; by default the largest.
        ax: Where to draw; `None` makes a new figure.

    Raises:
        ValueError: The kernels have another shape, or there is no room for a filter.
    """
    kernels = np.asarray(kernels, dtype=float)
    if kernels.ndim == 3:
        kernels = kernels[:, :, None]
    if kernels.ndim != 4 or not kernels.size:
        raise ValueError(
            "Expected kernels of shape (height, width, n_filters) or (height, width, channels, "
            f"n_filters). Received: kernels.shape={kernels.shape}"
        )
    channels = kernels.shape[2]
    pictures = kernels.transpose(3, 2, 0, 1).reshape(-1, *kernels.shape[:2])
    limit = (np.abs(kernels).max() or 1) if limit is None else limit
    columns = columns if channels == 1 else channels
    return _draw_tiles(pictures, columns, ax, cmap=_SIGNED, vmin=-limit, vmax=limit)


def plot_feature_maps(
    maps: ArrayLike, *, columns: int = 8, limit: float | None = None, ax: Axes | None = None
) -> Axes:
    """Draw the maps that a layer makes of one image, all on one scale.

    Outputs of ReLU run from white to dark orange; where some are negative, from blue to red.

    Args:
        maps: Shape (height, width, n_maps): what a layer returns, without the axis of the batch.
        columns: Maps in one line.
        limit: The output that gets the full colour; by default the largest.
        ax: Where to draw; `None` makes a new figure.

    Raises:
        ValueError: The maps have another shape, or there is no room for a map.
    """
    maps = np.asarray(maps, dtype=float)
    if maps.ndim != 3 or not maps.size:
        raise ValueError(
            "Expected the maps of one image, shape (height, width, n_maps). "
            f"Received: maps.shape={maps.shape}"
        )
    return _draw_tiles(maps.transpose(2, 0, 1), columns, ax, **_scale(maps, limit))


def plot_heat(
    heat: ArrayLike,
    image: ArrayLike,
    *,
    limit: float | None = None,
    ax: Axes | None = None,
) -> Axes:
    """Draw an image in grey, and over it a map of heat: the stronger, the less one sees through.

    Args:
        heat: Shape (rows, columns), stretched over the whole image: as `training.grad_cam`,
            `occlusion` (subtract it from the uncovered answer) or `input_gradients` gives it.
            Positive is orange; where some is negative, red and blue. Maps of convolutions without
            padding cover the inner part of an image only: then give that part, cut out.
        image: Shape (height, width) or (height, width, 1), grey from 0 (paper) to 1 (ink), or
            (height, width, 3), colours from 0 to 1.
        limit: The heat that gets the full colour; by default the largest.
        ax: Where to draw; `None` makes a new figure.

    Raises:
        ValueError: The heat or the image has another shape.
    """
    heat, image = np.asarray(heat, dtype=float), np.asarray(image, dtype=float)
    if image.ndim == 3 and image.shape[2] == 1:
        image = image[..., 0]
    grey = image.ndim == 2
    if heat.ndim != 2 or not (grey or (image.ndim == 3 and image.shape[2] == 3)):
        raise ValueError(
            "Expected heat of shape (rows, columns) and an image of shape (height, width), with "
            f"or without 1 or 3 channels. Received: {heat.shape}, {image.shape}"
        )
    ax = plt.subplots(figsize=(4, 4))[1] if ax is None else ax
    height, width = image.shape[:2]
    place = {"extent": (-0.5, width - 0.5, height - 0.5, -0.5)}
    ax.imshow(image, **({"cmap": "Greys", "vmin": 0, "vmax": 1} if grey else {}), **place)
    scale = _scale(heat, limit)
    opaque = 0.85 * np.clip(np.abs(heat) / scale["vmax"], 0, 1) ** 0.5
    ax.imshow(heat, alpha=opaque, **scale, **place)
    ax.set_axis_off()
    return ax


def _scale(values: np.ndarray, limit: float | None) -> dict:
    """Return colours from 0 to the limit, or around 0 where some values are negative."""
    limit = (np.abs(values).max() or 1) if limit is None else limit
    signed = values.min() < 0
    return {"cmap": _SIGNED if signed else _UNSIGNED, "vmin": -limit * signed, "vmax": limit}


def _draw_tiles(pictures: np.ndarray, columns: int, ax: Axes | None, **scale) -> Axes:
    """Draw pictures, shape (n, height, width), in lines, framed and parted by white gaps."""
    if columns < 1:
        raise ValueError(f"Expected at least one column. Received: columns={columns}")
    n, height, width = pictures.shape
    columns = min(columns, n)
    lines = -(-n // columns)
    gap = 0.08 * max(height, width)
    if ax is None:
        ax = plt.subplots(figsize=(1.15 * columns, 1.15 * lines * height / width))[1]
    frame = {"edgecolor": "#B0B0B0", "facecolor": "none", "linewidth": 0.8}
    for k, picture in enumerate(pictures):
        top, left = k // columns * (height + gap), k % columns * (width + gap)
        ax.imshow(picture, extent=(left, left + width, top + height, top), **scale)
        ax.add_patch(plt.Rectangle((left, top), width, height, **frame))
    ax.set(xlim=(0, columns * (width + gap) - gap), ylim=(lines * (height + gap) - gap, 0))
    ax.set(aspect="equal")
    ax.set_axis_off()
    return ax
