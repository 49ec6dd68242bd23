"""Metrics in NumPy: what one wants to know of a network, beside the loss that it is trained on.

The twins of the metrics of `keras.metrics`, as functions that return the mean over all samples.
Variants broadcast as in the losses: predictions (n_variants, n_samples, n_outputs) against targets
(n_samples, ...) give one value for each variant.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike

from dlcourse.scratch.matching import (
    check_classes,
    match_labels,
    match_values,
    mean_over_samples,
)


def accuracy(y_true: ArrayLike, y_pred: ArrayLike) -> np.floating | np.ndarray:
    """Return how often `y_pred` equals `y_true`: for answers such as class numbers.

    Args:
        y_true: Shape (n_samples,).
        y_pred: Shape (..., n_samples).

    Returns:
        From 0 to 1, shape (...).

    Raises:
        ValueError: There is no sample, or the shapes do not fit.

    Example:
        >>> print(accuracy([0, 1, 2, 2], [0, 1, 1, 2]))
        0.75
    """
    y_true, y_pred = _match_answers(y_true, y_pred)
    return np.mean(y_true == y_pred, axis=-1)


def binary_accuracy(
    y_true: ArrayLike, y_pred: ArrayLike, threshold: float = 0.5
) -> np.floating | np.ndarray:
    """Return how often an output falls on the right side of the threshold.

    Args:
        y_true: 0 or 1, shape (n_samples, n_outputs), or (n_samples,) for one output.
        y_pred: Probabilities, shape (..., n_samples, n_outputs). For logits take threshold 0.
        threshold: Outputs above it say 1.

    Returns:
        From 0 to 1, shape (...).

    Raises:
        ValueError: There is no sample, or the shapes do not fit.
    """
    targets, predictions = match_values(y_true, y_pred)
    right = (predictions > threshold) == targets
    return mean_over_samples(right.mean(axis=-1), targets.shape[:-1])


def categorical_accuracy(y_true: ArrayLike, y_pred: ArrayLike) -> np.floating | np.ndarray:
    """Return how often the greatest output is that of the right class; targets are one-hot.

    Args:
        y_true: Shape (n_samples, n_classes).
        y_pred: Probabilities or logits, shape (..., n_samples, n_classes).

    Returns:
        From 0 to 1, shape (...). Of equal outputs the first counts as the greatest.

    Raises:
        ValueError: There is no sample, or the shapes do not fit.
    """
    targets, predictions = match_values(y_true, y_pred)
    right = predictions.argmax(axis=-1) == targets.argmax(axis=-1)
    return mean_over_samples(right, targets.shape[:-1])


def sparse_categorical_accuracy(y_true: ArrayLike, y_pred: ArrayLike) -> np.floating | np.ndarray:
    """Return how often the greatest output is that of the right class, given as a number.

    Args:
        y_true: Class numbers from 0, shape (n_samples,) or (n_samples, 1).
        y_pred: Probabilities or logits, shape (..., n_samples, n_classes).

    Returns:
        From 0 to 1, shape (...). Of equal outputs the first counts as the greatest.

    Raises:
        ValueError: There is no sample, the shapes do not fit, or there is no such class.

    Example:
        >>> print(sparse_categorical_accuracy([0, 1], [[0.9, 0.1], [0.6, 0.4]]))
        0.5
    """
    labels, predictions = match_labels(y_true, y_pred)
    return mean_over_samples(predictions.argmax(axis=-1) == labels, labels.shape)


def r2_score(y_true: ArrayLike, y_pred: ArrayLike) -> np.floating | np.ndarray:
    """Return the coefficient of determination, 1 - (squared errors) / (squared deviations).

    1 is perfect; 0 is no better than to answer always the mean of the targets. The mean over the
    outputs is returned. Not for targets that do not vary: there is nothing to explain.

    Args:
        y_true: Shape (n_samples, n_outputs), or (n_samples,) for one output.
        y_pred: Shape (..., n_samples, n_outputs).

    Returns:
        At most 1, shape (...).

    Raises:
        ValueError: There is no sample, the shapes do not fit, or the targets of an output are all
            the same.
    """
    targets, predictions = match_values(y_true, y_pred)
    samples = tuple(range(-targets.ndim, -1))
    if not np.all(np.ptp(targets, axis=samples)):
        raise ValueError(f"Expected targets that vary. Received: {targets.reshape(-1)[0]} only")
    deviations = np.sum((targets - targets.mean(axis=samples)) ** 2, axis=samples)
    errors = np.sum((targets - predictions) ** 2, axis=samples)
    return np.mean(1 - errors / deviations, axis=-1)


def confusion_matrix(y_true: ArrayLike, y_pred: ArrayLike, n_classes: int) -> np.ndarray:
    """Count how often each class was taken for each class.

    Args:
        y_true: Right classes, whole numbers from 0, shape (n_samples,).
        y_pred: Predicted classes, shape (..., n_samples).
        n_classes: How many classes there are.

    Returns:
        int64, shape (..., n_classes, n_classes): row = right class, column = predicted class.

    Raises:
        ValueError: The shapes do not fit, or a class is not in 0 ... n_classes - 1.

    Example:
        >>> confusion_matrix([0, 0, 1], [0, 1, 1], n_classes=2)
        array([[1, 1],
               [0, 1]])
    """
    y_true, y_pred = _match_answers(y_true, y_pred)
    for classes in (y_true, y_pred):
        check_classes(classes, n_classes)
    cells = y_true.astype(np.int64) * n_classes + y_pred
    variants = cells.reshape(-1, len(y_true))
    counts = [np.bincount(variant, minlength=n_classes**2) for variant in variants]
    return np.reshape(counts, (*y_pred.shape[:-1], n_classes, n_classes))


def _match_answers(y_true: ArrayLike, y_pred: ArrayLike) -> tuple[np.ndarray, np.ndarray]:
    y_true, y_pred = np.asarray(y_true), np.asarray(y_pred)
    if y_true.ndim != 1 or y_pred.shape[-1:] != y_true.shape or not y_true.size:
        raise ValueError(
            "Expected one right and one predicted answer per sample (the argmax of the outputs). "
            f"Received: y_true.shape={y_true.shape}, y_pred.shape={y_pred.shape}"
        )
    return y_true, y_pred
