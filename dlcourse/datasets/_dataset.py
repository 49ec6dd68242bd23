"""The one type that every loader and generator returns."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np


class Dataset(NamedTuple):
    """Samples split once and for all into training and test, with the names of the classes.

    Every call of a loader returns new arrays: changing them in place changes nobody else's.

    Attributes:
        x_train: Inputs for training, shape `(n_train, *sample)`, float32 (word numbers: int32).
        y_train: Class of each training sample, shape `(n_train,)`, int64, an index into
            `class_names`; where each step has a class, shape `(n_train, steps)`; where numbers
            are to be predicted, float32.
        x_test: Inputs for testing, shape `(n_test, *sample)`, same dtype as `x_train`.
        y_test: The same of each test sample.
        class_names: Name of each class, by its number; empty where there are none.
        DESCR: The data card: units, counts, source, licence and known faults, as text.
        feature_names: Name of each column where the inputs are a table, else empty.
        name: What the data set is called.

    Example:
        >>> from dlcourse import datasets
        >>> data = datasets.load_iris()
        >>> data.x_train.shape, data.class_names[data.y_train[0]]
        ((105, 4), 'setosa')
        >>> x_train, y_train, x_test, y_test, *_ = data
    """

    x_train: np.ndarray
    y_train: np.ndarray
    x_test: np.ndarray
    y_test: np.ndarray
    class_names: tuple[str, ...]
    DESCR: str
    feature_names: tuple[str, ...]
    name: str

    def __repr__(self) -> str:
        """Return one line about the sizes, for the end of a notebook cell."""
        sample = " x ".join(map(str, self.x_train.shape[1:])) or "1"
        classes = f"{len(self.class_names)} classes: {', '.join(self.class_names)}"
        return (
            f"Dataset {self.name}: {len(self.x_train)} training and {len(self.x_test)} test "
            f"samples of {sample} ({self.x_train.dtype}), "
            f"{classes if self.class_names else 'numbers to predict'}"
        )
