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
        (np.array([[4e6], [7e5]]), np.array([[0.0], [1e6], [1e7]]), np.array([5, 6, 7])),
    ]


def _of_nearest_mean(x, x_train, y_train):
    kinds = np.unique(y_train)
    means = np.stack([x_train[y_train == k].mean(axis=0) for k in kinds])
    return kinds[_squared_distances(x, means).argmin(axis=1)]


def _for_each_training_row(x, x_train, y_train):
    """Take the nearest row of x for each training row: the wrong axis."""
    nearest = _squared_distances(x, x_train).argmin(axis=0)
    return y_train[nearest % len(y_train)]


def _label_with(distance):
    """Return an answer that has another distance between a row of x and all of x_train."""
    return lambda x, x_train, y_train: np.array(
        [y_train[np.argmin(distance(row, x_train))] for row in x]
    )


def _label_of_smallest(start, *, afresh=True, skip=0):
    """Return an answer that looks for the smallest distance itself, from `start` on."""

    def answer(x, x_train, y_train):
        labels, best, smallest = [], 0, start
        for row in x:
            if afresh:
                best, smallest = 0, start
            for i in range(skip, len(x_train)):
                squared = np.sum((row - x_train[i]) ** 2)
                if squared < smallest:
                    best, smallest = i, squared
            labels.append(y_train[best])
        return labels

    return answer


def _label_after_a_smaller_step(x, x_train, y_train):
    labels = []
    for squared in _squared_distances(x, x_train):
        best = 0
        for i in range(1, len(squared)):
            best = i if squared[i] < squared[i - 1] else best
        labels.append(y_train[best])
    return labels


def _label_by_vote(x, x_train, y_train):
    order = np.argsort(_squared_distances(x, x_train), axis=1)[:, :3]
    return np.array([np.bincount(y_train[row]).argmax() for row in order])


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
            also=[
                lambda x, x_train, y_train: y_train[_squared_distances(x, x_train).argmin(axis=0)]
            ],
        ),
        Mistake(
            "one label for all",
            "Each row of x gets a label of its own, m in all. Yours is the answer to one row only.",
            lambda x, x_train, y_train: y_train[
                _squared_distances(x, x_train).argmin() % len(y_train)
            ],
            also=[
                lambda x, x_train, y_train: y_train[_squared_distances(x, x_train).argmin()],
                lambda x, x_train, y_train: _nearest_label(x[:1], x_train, y_train)[0],
                lambda x, x_train, y_train: _nearest_label(x[:1], x_train, y_train),
                lambda x, x_train, y_train: np.repeat(
                    _nearest_label(x[:1], x_train, y_train), len(x)
                ),
            ],
        ),
        Mistake(
            "smallest dot product",
            "The dot product is no distance: it is large for rows in the same direction.",
            lambda x, x_train, y_train: y_train[(x @ x_train.T).argmin(axis=1)],
        ),
        Mistake(
            "angle instead of distance",
            "Divided by the lengths, the dot product compares directions. Two rows in the same "
            "direction can be far apart.",
            lambda x, x_train, y_train: y_train[
                (x @ x_train.T / np.maximum(np.linalg.norm(x_train, axis=1), 1e-12)).argmax(axis=1)
            ],
        ),
        Mistake(
            "largest difference",
            "The distance takes all features together, not only the one that differs most.",
            _label_with(lambda row, x_train: np.abs(row - x_train).max(axis=1)),
        ),
        Mistake(
            "one feature only",
            "All features count for the distance. You look at one of them.",
            _label_with(lambda row, x_train: np.abs(row[0] - x_train[:, 0])),
            also=[_label_with(lambda row, x_train: np.abs(row[-1] - x_train[:, -1]))],
        ),
        Mistake(
            "lengths compared",
            "Two rows can be equally long and far apart. Subtract first, then square.",
            _label_with(
                lambda row, x_train: np.abs(np.linalg.norm(row) - np.linalg.norm(x_train, axis=1))
            ),
            also=[_label_with(lambda row, x_train: np.abs((row**2 - x_train**2).sum(axis=1)))],
        ),
        Mistake(
            "the distance instead of the label",
            "You return how far the nearest row is. Asked for is its label.",
            lambda x, x_train, y_train: _squared_distances(x, x_train).min(axis=1),
            also=[lambda x, x_train, y_train: np.sqrt(_squared_distances(x, x_train).min(axis=1))],
        ),
        Mistake(
            "the row instead of the label",
            "You return the nearest row of x_train. Asked for is its label, from y_train.",
            lambda x, x_train, y_train: x_train[_squared_distances(x, x_train).argmin(axis=1)],
        ),
        Mistake(
            "labels sorted",
            "Label i belongs to row i of x_train: y_train must keep its order.",
            lambda x, x_train, y_train: np.sort(y_train)[
                _squared_distances(x, x_train).argmin(axis=1)
            ],
        ),
        Mistake(
            "the second nearest",
            "The nearest has the smallest distance, the first in ascending order.",
            lambda x, x_train, y_train: y_train[
                np.argsort(_squared_distances(x, x_train), axis=1)[:, 1]
            ],
        ),
        Mistake(
            "several neighbours vote",
            "Only the nearest row counts here, not a vote of three.",
            _label_by_vote,
        ),
        Mistake(
            "the most frequent label",
            "The answer depends on the row of x: take the label of what is nearest to it.",
            lambda x, x_train, y_train: np.full(len(x), np.bincount(y_train).argmax()),
        ),
        Mistake(
            "one place off",
            "Row i of x_train has label i of y_train; yours is that of its neighbour in the list.",
            lambda x, x_train, y_train: y_train[_squared_distances(x, x_train).argmin(axis=1) - 1],
        ),
        Mistake(
            "a start that can be too small",
            "No distance below your first value was found, so it counts as the smallest. Start "
            "from infinity.",
            _label_of_smallest(1.0),
            also=[_label_of_smallest(start) for start in (100.0, 1000.0, 9999.0, 1e5, 1e6, 1e9)],
        ),
        Mistake(
            "the smallest distance is kept",
            "For each row of x the search begins anew: forget the smallest distance of the row "
            "before.",
            _label_of_smallest(np.inf, afresh=False),
        ),
        Mistake(
            "the first training row left out",
            "Row 0 of x_train can be the nearest, too.",
            _label_of_smallest(np.inf, skip=1),
        ),
        Mistake(
            "compared with the row before",
            "Each distance must be compared with the smallest so far, not with the one before it.",
            _label_after_a_smaller_step,
        ),
    ],
    further=(
        "This is the nearest-neighbour rule: Cover and Hart, Nearest neighbor pattern "
        "classification, 1967."
    ),
    hints=[
        "Begin with one row: x_train - row has the shape (n, d), thanks to broadcasting.",
        "Square it and add along axis 1: n squared distances. argmin says which is smallest.",
        "The label is y_train at that place. Do it for each row of x.",
    ],
)
