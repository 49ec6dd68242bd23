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
    ],
    hints=[
        "Print (answers - labels).shape for a column and a vector.",
        "Bring both to the shape (n,) before you subtract: reshape(-1) does it for either.",
    ],
)
