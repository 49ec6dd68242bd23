"""Nearest neighbour: the label of the training sample at the smallest distance."""

import numpy as np

from dlcourse.judging import Exercise, Mistake


def _squared_distances(x, x_train):
    """Return the squared distance of each row of x from each of x_train, shape (m, n)."""
    return ((x[:, None] - x_train) ** 2).sum(axis=-1)


def _nearest_label(x, x_train, y_train):
    distances = np.linalg.norm(x[:, None] - x_train, axis=-1)  # shape (m, n)
    return y_train[distances.argmin(axis=1)]


def _nearest_inputs(rng):
    line = np.array([[1.0], [5.0], [9.0]])
    # Largest dot product, nearest mean, plain and absolute differences all choose otherwise.
    x_train = np.array([[2.0, 2.0], [9.0, 9.0], [0.0, 3.2], [-4.0, 0.0], [7.0, 2.0]])
    x = np.array([[2.1, 1.4], [0.0, 0.0], [-2.0, 2.5], [5.0, 4.0], [0.2, 2.9]])
    drawn = [
        (rng.normal(size=(m, d)), 2 * rng.normal(size=(n, d)) + 1, rng.integers(0, 4, n))
        for m, n, d in [(6, 5, 3), (4, 8, 2), (1, 6, 4), (9, 7, 5)]
    ]
    return [
        (np.array([[4.0], [8.0], [0.0]]), line, np.array([7, 9, 3])),
        (x, x_train, np.array([4, 0, 2, 8, 1])),
        *drawn,
    ]


def _of_nearest_mean(x, x_train, y_train):
    kinds = np.unique(y_train)
    means = np.stack([x_train[y_train == k].mean(axis=0) for k in kinds])
    return kinds[_squared_distances(x, means).argmin(axis=1)]


def _for_each_training_row(x, x_train, y_train):
    """Take the nearest row of x for each training row: the wrong axis."""
    nearest = _squared_distances(x, x_train).argmin(axis=0)
    return y_train[nearest % len(y_train)]


def _label_by_loops(x, x_train, y_train):
    labels = []
    for row in x:
        distances = [np.sqrt(np.sum((row - other) ** 2)) for other in x_train]
        labels.append(y_train[int(np.argmin(distances))])
    return labels


def _label_row_by_row(x, x_train, y_train):
    return np.array([y_train[((x_train - row) ** 2).sum(axis=1).argmin()] for row in x])


def _label_by_products(x, x_train, y_train):
    return y_train[(x @ x_train.T - 0.5 * (x_train**2).sum(axis=1)).argmax(axis=1)]


def _label_by_sorting(x, x_train, y_train):
    order = np.argsort(_squared_distances(x, x_train), axis=1)
    return np.take(y_train, order[:, 0]).astype("int32")


nearest_label = Exercise(
    name="nearest_label",
    reference=_nearest_label,
    right=[_label_by_loops, _label_row_by_row, _label_by_products, _label_by_sorting],
    inputs=_nearest_inputs,
    mistakes=[
        Mistake(
            "place instead of label",
            "argmin gives the row of x_train that is nearest. Its label stands in that row of "
            "y_train.",
            lambda x, x_train, y_train: _squared_distances(x, x_train).argmin(axis=1),
        ),
        Mistake(
            "the farthest",
            "That is the label of the farthest row. The nearest has the smallest distance.",
            lambda x, x_train, y_train: y_train[_squared_distances(x, x_train).argmax(axis=1)],
        ),
        Mistake(
            "largest dot product",
            "A long row has a large dot product with everything. Take the distance, or subtract "
            "half of the row's dot product with itself.",
            lambda x, x_train, y_train: y_train[(x @ x_train.T).argmax(axis=1)],
        ),
        Mistake(
            "sum of differences without squares",
            "Negative differences cancel positive ones. Square each difference before you add.",
            lambda x, x_train, y_train: y_train[(x[:, None] - x_train).sum(axis=-1).argmin(axis=1)],
            also=[
                lambda x, x_train, y_train: y_train[
                    np.abs((x[:, None] - x_train).sum(axis=-1)).argmin(axis=1)
                ]
            ],
        ),
        Mistake(
            "absolute differences",
            "The distance adds up the squares of the differences, not their absolute values.",
            lambda x, x_train, y_train: y_train[
                np.abs(x[:, None] - x_train).sum(axis=-1).argmin(axis=1)
            ],
        ),
        Mistake(
            "nearest mean",
            "That is the class whose mean is nearest. Compare with every single training row.",
            _of_nearest_mean,
        ),
        Mistake(
            "along the wrong axis",
            "This finds the nearest row of x for each training row. It is to be the other way.",
            _for_each_training_row,
        ),
        Mistake(
            "one label for all",
            "Each row of x gets a label of its own, m in all. argmin without an axis gives one.",
            lambda x, x_train, y_train: y_train[
                _squared_distances(x, x_train).argmin() % len(y_train)
            ],
        ),
    ],
    hints=[
        "Begin with one row: x_train - row has the shape (n, d), thanks to broadcasting.",
        "Square it and add along axis 1: n squared distances. argmin says which is smallest.",
        "The label is y_train at that place. Do it for each row of x.",
    ],
)
