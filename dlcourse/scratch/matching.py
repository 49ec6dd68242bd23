"""Match targets with predictions, which may have variants in front: for losses and metrics."""

from __future__ import annotations

import math

import numpy as np
from numpy.typing import ArrayLike


def match_values(y_true: ArrayLike, y_pred: ArrayLike) -> tuple[np.ndarray, np.ndarray]:
    """Return targets and predictions as floats of one dtype, both with the axis of the outputs.

    Args:
        y_true: Shape (..., n_outputs); the axis of one output may be missing.
        y_pred: The same shape, or with axes of variants in front.

    Raises:
        ValueError: There is no prediction, or the shapes do not fit.
    """
    predictions = as_predictions(y_pred)
    targets = np.asarray(y_true, dtype=predictions.dtype)
    if targets.ndim > 1 and _ends_with(predictions.shape, targets.shape):
        return targets, predictions
    if targets.ndim and _ends_with(predictions.shape, (*targets.shape, 1)):
        return targets[..., None], predictions
    raise ValueError(
        "Expected y_true of the shape of y_pred, or of its last axes. "
        f"Received: y_true.shape={np.shape(y_true)}, y_pred.shape={np.shape(y_pred)}"
    )


def match_labels(y_true: ArrayLike, y_pred: ArrayLike) -> tuple[np.ndarray, np.ndarray]:
    """Return class numbers, one for each sample, and predictions as floats.

    Args:
        y_true: Whole numbers from 0 to n_classes - 1, one for each row of `y_pred`; they may come
            in a column, with a last axis of length 1.
        y_pred: Shape (..., n_samples, n_classes).

    Raises:
        ValueError: There is no prediction, the shapes do not fit, or there is no such class.
    """
    predictions, labels = as_predictions(y_pred), np.asarray(y_true)
    samples, n_classes = predictions.shape[:-1], predictions.shape[-1]
    if labels.shape[-1:] == (1,) and not _ends_with(samples, labels.shape):
        labels = labels[..., 0]
    if labels.dtype.kind not in "iu" or not labels.ndim or not _ends_with(samples, labels.shape):
        raise ValueError(
            "Expected one whole class number for each row of y_pred. Received: "
            f"y_true.shape={np.shape(y_true)}, dtype={labels.dtype}, "
            f"y_pred.shape={np.shape(y_pred)}"
        )
    check_classes(labels, n_classes)
    return labels, predictions


def check_classes(labels: np.ndarray, n_classes: int) -> None:
    """Raise ValueError if a class number is not one of 0 ... n_classes - 1."""
    if labels.size and (labels.min() < 0 or labels.max() >= n_classes):
        raise ValueError(
            f"Expected class numbers from 0 to {n_classes - 1}. "
            f"Received: {labels.min()} to {labels.max()}"
        )


def mean_over_samples(values: np.ndarray, samples: tuple[int, ...]) -> np.floating | np.ndarray:
    """Return the means, in the shape of the variants.

    Args:
        values: One for each sample, shape (variants..., samples...).
        samples: The shape of the samples alone.
    """
    return values.sum(axis=tuple(range(-len(samples), 0))) / math.prod(samples)


def as_predictions(y_pred: ArrayLike) -> np.ndarray:
    """Return predictions as floats of shape (..., n_samples, n_outputs)."""
    predictions = np.asarray(y_pred)
    if predictions.dtype.kind != "f":
        predictions = predictions.astype(np.float64)
    if predictions.size == 0 or predictions.ndim == 0:
        raise ValueError(
            "Expected y_pred of shape (..., n_samples, n_outputs) with at least one sample. "
            f"Received: y_pred.shape={predictions.shape}"
        )
    return predictions[:, None] if predictions.ndim == 1 else predictions


def _ends_with(shape: tuple[int, ...], end: tuple[int, ...]) -> bool:
    return shape[-len(end) :] == end
