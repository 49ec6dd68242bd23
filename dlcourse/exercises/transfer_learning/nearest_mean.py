"""A classifier without training: the class whose mean is nearest."""

import numpy as np

from dlcourse.judging import Exercise, Mistake


def _nearest_mean(examples, labels, new):
    means = np.stack([examples[labels == c].mean(axis=0) for c in range(labels.max() + 1)])
    distances = ((new[:, None] - means) ** 2).sum(axis=-1)
    return distances.argmin(axis=1)


def _nearest_mean_inputs(rng):
    line = np.array([[0.0], [2.0], [10.0]]), np.array([0, 0, 1])
    fixed = [
        (*line, np.array([[4.0], [7.0]])),
        (*line, np.array([[6.5], [5.0], [-3.0], [40.0]])),
        (line[0][::-1], np.array([1, 0, 0]), np.array([[4.0], [7.0]])),
        (
            np.array([[0.0, 0.0], [8.0, 0.0], [5.0, 4.0]]),
            np.array([0, 0, 1]),
            np.array([[7.5, 1.5], [0.5, 0.5], [2.0, 3.0]]),
        ),
        (
            np.array([[1.0, 1.0], [6.0, 6.0], [3.0, -3.0]]),
            np.array([0, 1, 2]),
            np.array([[2.0, 2.0], [3.6, 3.6], [9.0, 1.0], [4.0, -1.0]]),
        ),
        (np.array([[3.0, 4.0]]), np.array([0]), np.array([[0.0, 0.0], [9.0, 9.0]])),
    ]
    drawn = []
    for n_classes in (3, 5):
        labels = rng.permutation(np.r_[np.arange(n_classes), rng.integers(0, n_classes, 7)])
        examples = (labels[:, None] + rng.normal(0, 1.5, size=(len(labels), 4))).round(2)
        drawn.append((examples, labels, rng.normal(1, 2, size=(12, 4)).round(2)))
    return fixed + drawn


def _by_loop(examples, labels, new):
    answers = []
    for row in new:
        ways = [
            np.linalg.norm(row - np.mean(examples[labels == c], axis=0))
            for c in sorted(set(labels.tolist()))
        ]
        answers.append(int(np.argmin(ways)))
    return np.array(answers)


def _by_products(examples, labels, new):
    one_hot = np.eye(labels.max() + 1)[labels]
    means = one_hot.T @ examples / one_hot.sum(axis=0)[:, None]
    return np.argmax(new @ means.T - 0.5 * (means**2).sum(axis=1), axis=1)


def _nearest_example(examples, labels, new):
    distances = ((new[:, None] - examples) ** 2).sum(axis=-1)
    return labels[distances.argmin(axis=1)]


def _largest_product(examples, labels, new):
    means = np.stack([examples[labels == c].mean(axis=0) for c in range(labels.max() + 1)])
    return (new @ means.T).argmax(axis=1)


def _sums(examples, labels, new):
    means = np.stack([examples[labels == c].sum(axis=0) for c in range(labels.max() + 1)])
    return ((new[:, None] - means) ** 2).sum(axis=-1).argmin(axis=1)


def _farthest(examples, labels, new):
    means = np.stack([examples[labels == c].mean(axis=0) for c in range(labels.max() + 1)])
    return ((new[:, None] - means) ** 2).sum(axis=-1).argmax(axis=1)


def _without_square(examples, labels, new):
    means = np.stack([examples[labels == c].mean(axis=0) for c in range(labels.max() + 1)])
    return (new[:, None] - means).sum(axis=-1).argmin(axis=1)


def _absolute(examples, labels, new):
    means = np.stack([examples[labels == c].mean(axis=0) for c in range(labels.max() + 1)])
    return np.abs(new[:, None] - means).sum(axis=-1).argmin(axis=1)


nearest_mean = Exercise(
    name="nearest_mean",
    reference=_nearest_mean,
    right=[_by_loop, _by_products],
    inputs=_nearest_mean_inputs,
    mistakes=[
        Mistake(
            "nearest example",
            "You take the class of the nearest single example. Take the mean of each class first.",
            _nearest_example,
        ),
        Mistake(
            "largest product",
            "A product with the mean is large where the mean is long. Compare distances.",
            _largest_product,
        ),
        Mistake(
            "sums, not means",
            "You add the examples of a class up: where there are more, the sum lies further out.",
            _sums,
        ),
        Mistake("the farthest", "You take the class that is farthest away.", _farthest),
        Mistake(
            "differences not squared",
            "Positive and negative differences cancel. Square them before you add.",
            _without_square,
        ),
        Mistake(
            "absolute differences",
            "You add absolute differences. The Euclidean distance adds squares.",
            _absolute,
        ),
    ],
    further="Snell and others (2017) train a base so that this classifier works well on it.",
    hints=[
        "`examples[labels == c].mean(axis=0)` is the mean of class c.",
        "`new[:, None] - means` has the shape (m, n_classes, d): each new row minus each mean.",
    ],
)
