"""A training: its loop, its learning curves, what was taken for what, the worst mistakes."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import matplotlib.pyplot as plt
import numpy as np
from matplotlib.axes import Axes
from matplotlib.patches import FancyArrowPatch
from matplotlib.ticker import MaxNLocator
from numpy.typing import ArrayLike

from dlcourse.plots.panels import panels
from dlcourse.plots.style import COLORS
from dlcourse.scratch.metrics import confusion_matrix


def plot_learning_curve(
    history: Mapping[str, Sequence[float]], *, metric: str = "loss", ax: Axes | None = None
) -> Axes:
    """Draw one metric against the epochs, for the training data and, dashed, the validation data.

    Args:
        history: Values per epoch by name, such as `model.fit(...).history`.
        metric: "loss" or the name of another metric; "val_" before it is the validation data.
        ax: Where to draw; `None` makes a new figure.

    Raises:
        ValueError: `history` holds no such metric.
    """
    if metric not in history:
        raise ValueError(f"Expected a metric among {sorted(history)}. Received: metric={metric!r}")
    ax = plt.subplots()[1] if ax is None else ax
    curves = [("training", metric, "-", "o"), ("validation", f"val_{metric}", "--", "^")]
    for label, name, style, marker in curves:
        if name in history:
            values = history[name]
            few = marker if len(values) <= 30 else None
            ax.plot(range(1, len(values) + 1), values, style, marker=few, label=label)
    ax.set(xlabel="epoch", ylabel=metric.replace("_", " "))
    ax.xaxis.set_major_locator(MaxNLocator(integer=True))
    ax.legend()
    return ax


_LOOP_BOXES = {
    "inputs": (0.0, 1.6, "a batch\nof inputs"),
    "layers": (2.4, 1.6, "layers\nwith weights"),
    "prediction": (4.8, 1.6, "predictions"),
    "loss": (7.2, 1.6, "loss"),
    "targets": (7.2, 3.1, "targets"),
    "gradients": (7.2, 0.0, "gradients"),
    "optimizer": (2.4, 0.0, "optimizer"),
}
_LOOP_ARROWS = [
    ("inputs", "layers", ""),
    ("layers", "prediction", ""),
    ("prediction", "loss", ""),
    ("targets", "loss", ""),
    ("loss", "gradients", "backpropagation"),
    ("gradients", "optimizer", ""),
    ("optimizer", "layers", "update"),
]


def plot_training_loop(*, ax: Axes | None = None) -> Axes:
    """Draw what one step of training does: forward, loss, backpropagation, update.

    Args:
        ax: Where to draw; `None` makes a new figure.
    """
    ax = plt.subplots(figsize=(9, 4))[1] if ax is None else ax
    back = {"gradients", "optimizer"}
    boxes = {}
    for name, (x, y, text) in _LOOP_BOXES.items():
        frame = {"boxstyle": "round,pad=0.45", "facecolor": "white", "linewidth": 2}
        frame["edgecolor"] = COLORS["vermilion" if name in back else "blue"]
        boxes[name] = ax.text(x, y, text, ha="center", va="center", fontsize=14, bbox=frame)
    for start, end, label in _LOOP_ARROWS:
        color = COLORS["vermilion" if back & {start, end} else "blue"]
        ends = [_LOOP_BOXES[name][:2] for name in (start, end)]
        patches = [boxes[name].get_bbox_patch() for name in (start, end)]
        style = {"arrowstyle": "-|>", "mutation_scale": 22, "linewidth": 2.5, "color": color}
        arrow = FancyArrowPatch(*ends, patchA=patches[0], patchB=patches[1], **style)
        ax.add_patch(arrow)
        (x0, y0), (x1, y1) = ends
        ax.text((x0 + x1) / 2 + 0.15, (y0 + y1) / 2, label, va="center", fontsize=13, color=color)
    ax.set(xlim=(-1, 8.4), ylim=(-0.5, 3.6))
    ax.set_axis_off()
    return ax


def plot_confusion_matrix(
    y_true: ArrayLike,
    y_pred: ArrayLike,
    *,
    class_names: Sequence[str] | None = None,
    ax: Axes | None = None,
) -> Axes:
    """Draw the counts of right and predicted classes; the diagonal is what went right.

    The mistakes are shaded by their number, the diagonal is left pale: mistakes are what one looks
    for, and they would vanish beside the right answers.

    Args:
        y_true: Right classes, shape (n_samples,).
        y_pred: Predicted classes, shape (n_samples,).
        class_names: One name per class; `None` writes their numbers.
        ax: Where to draw; `None` makes a new figure.

    Raises:
        ValueError: As for `dlcourse.scratch.confusion_matrix`, or `y_pred` has more than one axis.
    """
    if np.ndim(y_pred) != 1:
        raise ValueError(
            "Expected one predicted class per sample (the argmax of the outputs). "
            f"Received: y_pred.shape={np.shape(y_pred)}"
        )
    if class_names is None:
        class_names = [str(k) for k in range(1 + max(np.max(y_true), np.max(y_pred)))]
    counts = confusion_matrix(y_true, y_pred, len(class_names))
    ax = plt.subplots(figsize=(6.5, 6))[1] if ax is None else ax
    mistakes = counts * ~np.eye(len(counts), dtype=bool)
    top = max(mistakes.max(), 1)
    ax.imshow(mistakes, cmap="Oranges", vmin=0, vmax=2 * top)  # the text on it stays readable
    _write_counts(ax, counts)
    places = range(len(class_names))
    ax.set(xticks=places, yticks=places, xticklabels=class_names, yticklabels=class_names)
    ax.set(xlabel="predicted", ylabel="right class")
    ax.grid(False)
    return ax


def _write_counts(ax: Axes, counts: np.ndarray) -> None:
    """Write each count above 0 into its field, mistakes in bold."""
    for row, column in np.argwhere(counts > 0):
        right = row == column
        ax.text(
            column,
            row,
            str(counts[row, column]),
            ha="center",
            va="center",
            fontsize=12,
            color=COLORS["blue"] if right else "black",
            fontweight="normal" if right else "bold",
        )


def plot_worst_mistakes(
    images: ArrayLike,
    y_true: ArrayLike,
    probabilities: ArrayLike,
    *,
    class_names: Sequence[str] | None = None,
    n: int = 6,
    ax: Axes | None = None,
) -> Axes:
    """Draw misjudged images, first the one whose right class got the smallest probability.

    Args:
        images: Grey images, shape (n_samples, height, width), 0 (paper) to 1 (ink).
        y_true: Right classes, shape (n_samples,).
        probabilities: Softmax outputs, shape (n_samples, n_classes).
        class_names: One name per class; `None` writes their numbers.
        n: How many to draw, in one row; if there are fewer mistakes, places stay empty.
        ax: Whose place the images take; `None` makes a new figure.

    Returns:
        The Axes, now an empty frame around the images.

    Raises:
        ValueError: There are not as many images as classes and outputs.
    """
    images, y_true, probabilities = map(np.asarray, (images, y_true, probabilities))
    if not len(images) == len(y_true) == len(probabilities):
        raise ValueError(
            "Expected as many images as right classes and rows of probabilities. "
            f"Received: {len(images)}, {len(y_true)}, {len(probabilities)}"
        )
    names = range(probabilities.shape[1]) if class_names is None else class_names
    ax, axes = panels(ax, 1, n, figsize=(10, 2.4))
    wrong = np.flatnonzero(probabilities.argmax(axis=1) != y_true)
    worst = wrong[np.argsort(probabilities[wrong, y_true[wrong]], kind="stable")]
    for panel in axes.flat:
        panel.set_axis_off()
    for panel, i in zip(axes.flat, worst, strict=False):
        panel.imshow(images[i], cmap="Greys", vmin=0, vmax=1)
        taken_for = names[probabilities[i].argmax()]
        panel.set_title(f"{names[y_true[i]]}, taken\nfor {taken_for}", fontsize=13)
    return ax
