"""The mean distance of answers from labels, when one of the two comes as a column."""

import numpy as np

from dlcourse.judging import Exercise, Mistake


def _mean_error(answers, labels):
    return np.abs(np.ravel(answers) - np.ravel(labels)).mean()


def _error_inputs(rng):
    labels = np.array([2.0, 0.0, 5.0, 1.0])
    answers = labels + [0.0, 1.0, -3.0, 2.0]
    drawn = [tuple(rng.normal(size=(2, n)).round(2)) for n in (3, 6, 5)]
    return [
        (labels[:, None], labels),
        (answers[:, None], labels),
        (answers, labels[:, None]),
        (answers[:, None], labels[:, None]),
        (answers, labels),
        *((a[:, None], b) for a, b in drawn),
        (np.array([[3.0]]), np.array([5.0])),
    ]


def _each_with_each(answers, labels):
    return np.abs(answers - labels).mean()


def _on_pairs(cost):
    """Return the mean of a cost over the right pairs."""
    return lambda answers, labels: np.mean(cost(np.ravel(answers) - np.ravel(labels)))


def _error_by_loop(answers, labels):
    total = 0.0
    for one, other in zip(answers.reshape(-1), labels.reshape(-1), strict=True):
        total += abs(float(one) - float(other))
    return total / len(answers)


def _error_by_columns(answers, labels):
    answers, labels = (x if x.ndim == 2 else x[:, None] for x in (answers, labels))
    return np.abs(answers - labels).mean()


def _error_by_keras(answers, labels):
    import keras

    answers, labels = (keras.ops.reshape(x, (-1,)) for x in (answers, labels))
    return keras.ops.mean(keras.ops.abs(answers - labels))


mean_error = Exercise(
    name="mean_error",
    reference=_mean_error,
    right=[_error_by_loop, _error_by_columns, _error_by_keras],
    inputs=_error_inputs,
    mistakes=[
        Mistake(
            "each answer meets each label",
            "Shapes (n, 1) and (n,) are stretched to (n, n): each answer is compared with all "
            "labels. Bring both to one shape first.",
            _each_with_each,
            also=[
                lambda answers, labels: np.abs(answers - labels).sum() / len(answers),
                lambda answers, labels: np.abs(answers - labels).mean(axis=0),
                lambda answers, labels: np.abs(np.subtract.outer(answers, labels)).mean(),
            ],
        ),
        Mistake(
            "errors cancel",
            "One answer too large and one too small are two errors. Take np.abs before the mean.",
            _on_pairs(lambda d: d),
            also=[lambda answers, labels: abs(_on_pairs(lambda d: d)(answers, labels))],
        ),
        Mistake(
            "squares",
            "That is the mean of the squared distances. Here the distances themselves are wanted.",
            _on_pairs(np.square),
        ),
        Mistake(
            "root of the mean square",
            "That is the root of the mean of squares. Here the mean of the distances is wanted.",
            lambda answers, labels: np.sqrt(_on_pairs(np.square)(answers, labels)),
        ),
        Mistake(
            "sum instead of mean",
            "Divide the sum of the distances by their number.",
            lambda answers, labels: len(answers) * _mean_error(answers, labels),
        ),
        Mistake(
            "divided by n squared",
            "There are n pairs of an answer and its label, so divide by n.",
            lambda answers, labels: _mean_error(answers, labels) / len(answers),
        ),
        Mistake(
            "the largest distance",
            "That is the largest distance, the worst of all. Here their mean is wanted.",
            lambda answers, labels: np.abs(np.ravel(answers) - np.ravel(labels)).max(),
        ),
        Mistake(
            "one distance per sample",
            "These are the distances, one per sample. Now take their mean.",
            lambda answers, labels: np.abs(np.ravel(answers) - np.ravel(labels)),
        ),
        Mistake(
            "only one of the two reshaped",
            "Either of the two may come as a column, or both. You prepare for one case only.",
            lambda answers, labels: np.abs(np.ravel(answers) - labels).mean(),
            also=[
                lambda answers, labels: np.abs(answers - np.ravel(labels)).mean(),
                lambda answers, labels: np.abs(answers[:, 0] - labels).mean(),
                lambda answers, labels: np.abs(answers - labels[:, 0]).mean(),
                lambda answers, labels: np.abs(answers - labels[:, None]).mean(),
                lambda answers, labels: np.abs(answers[:, None] - labels).mean(),
                lambda answers, labels: np.abs(answers - np.reshape(labels, (-1, 1))).mean(),
                lambda answers, labels: np.abs(np.reshape(answers, (-1, 1)) - labels).mean(),
                lambda answers, labels: np.abs(answers.T - labels).mean(),
                lambda answers, labels: np.abs(answers - labels.T).mean(),
                lambda answers, labels: np.abs(np.diag(answers - labels)).mean(),
            ],
        ),
        Mistake(
            "median instead of mean",
            "The mean adds up all distances and divides by their number.",
            lambda answers, labels: np.median(np.abs(np.ravel(answers) - np.ravel(labels))),
        ),
        Mistake(
            "counted instead of measured",
            "You count how many answers differ. Asked for is by how much.",
            _on_pairs(lambda d: d != 0),
        ),
        Mistake(
            "absolute values too early",
            "The distance is the absolute value of the difference, not the difference of the "
            "absolute values.",
            lambda answers, labels: np.mean(np.abs(np.ravel(answers)) - np.abs(np.ravel(labels))),
            also=[
                lambda answers, labels: np.mean(
                    np.abs(np.abs(np.ravel(answers)) - np.abs(np.ravel(labels)))
                )
            ],
        ),
        Mistake(
            "sorted first",
            "Each answer belongs to its own label. Sorted, they meet others.",
            lambda answers, labels: np.abs(
                np.sort(np.ravel(answers)) - np.sort(np.ravel(labels))
            ).mean(),
        ),
        Mistake(
            "divided by n - 1",
            "The mean divides by the number of pairs, n.",
            lambda answers, labels: (
                np.abs(np.ravel(answers) - np.ravel(labels)).sum() / max(len(answers) - 1, 1)
            ),
        ),
        Mistake(
            "root of the sum of squares",
            "That is the length of the vector of errors. Asked for is the mean of the distances.",
            lambda answers, labels: np.linalg.norm(np.ravel(answers) - np.ravel(labels)),
        ),
        Mistake(
            "the first pair only",
            "Every answer counts, not only the first.",
            lambda answers, labels: abs(np.ravel(answers)[0] - np.ravel(labels)[0]),
        ),
    ],
    further=(
        "It is the mean absolute error, `keras.losses.MeanAbsoluteError`; lesson Loss functions"
        " compares it with the mean of squares."
    ),
    hints=[
        "Print (answers - labels).shape for a column and a vector.",
        "Bring both to the shape (n,) before you subtract: reshape(-1) does it for either.",
    ],
)
