"""Cross-entropy of a batch, from probabilities."""

import numpy as np

from dlcourse.judging import Exercise, Mistake


def _cross_entropy(labels, probabilities):
    of_right_class = probabilities[np.arange(len(labels)), labels]
    return -np.mean(np.log(np.maximum(of_right_class, 1e-7)))


def _cross_entropy_inputs(rng):
    certain = np.array([[0.25, 0.5, 0.25]])
    two = np.array([[0.7, 0.2, 0.1], [0.1, 0.3, 0.6]])
    hopeless = np.array([[1.0, 0.0], [0.5, 0.5]])
    drawn = [rng.dirichlet(np.ones(4), size=n) for n in (3, 6)]
    fixed = [(np.array([1]), certain), (np.array([0, 1]), two), (np.array([1, 0]), hopeless)]
    fixed.append((np.array([0, 2]), np.array([[2e-7, 0.5, 0.5], [0.5, 0.5, 1e-9]])))
    fixed.append((np.array([0, 0]), np.array([[1.0, 0.0], [1.0, 0.0]])))  # a loss of exactly 0
    fixed.append((np.array([1]), np.array([[0.0, 1.0, 0.0, 0.0, 0.0, 0.0]])))
    return fixed + [(rng.integers(0, 4, len(p)), p) for p in drawn]


def _right_probabilities(labels, probabilities):
    return np.maximum(probabilities[np.arange(len(labels)), labels], 1e-7)


def _cross_entropy_with_one_hot(labels, probabilities):
    one_hot = np.eye(probabilities.shape[1])[labels]
    return -(one_hot * np.log(np.clip(probabilities, 1e-7, None))).sum(axis=1).mean()


def _cross_entropy_by_loop(labels, probabilities):
    costs = [-np.log(max(row[k], 1e-7)) for k, row in zip(labels, probabilities, strict=True)]
    return sum(costs) / len(costs)


def _cross_entropy_of_columns(labels, probabilities):
    logs = np.log(np.clip(probabilities, 1e-7, 1.0)).astype("float32")
    return -np.diag(logs[:, labels]).sum() / len(labels)


def _picked(labels, probabilities):
    return probabilities[np.arange(len(labels)), labels]


def _without_zeros(labels, probabilities):
    picked = _picked(labels, probabilities)
    return -np.mean(np.log(np.maximum(picked[picked > 0], 1e-7)))


def _lifted_from_0(p):
    return np.where(p == 0, 1e-7, p)


def _with_floor(floor):
    return lambda labels, probabilities: (
        -np.mean(np.log(np.maximum(_picked(labels, probabilities), floor)))
    )


cross_entropy = Exercise(
    name="cross_entropy",
    reference=_cross_entropy,
    right=[
        _cross_entropy_with_one_hot,
        _cross_entropy_by_loop,
        _cross_entropy_of_columns,
    ],
    inputs=_cross_entropy_inputs,
    mistakes=[
        Mistake(
            "no floor under the probability",
            "The log of 0 is minus infinity. Do not let a probability fall below 1e-7.",
            lambda labels, probabilities: (
                -np.mean(np.log(probabilities[np.arange(len(labels)), labels]))
            ),
        ),
        Mistake(
            "another floor",
            "Probabilities below 1e-7 count as 1e-7. Your floor is another number.",
            _with_floor(1e-8),
            also=[*map(_with_floor, (1e-3, 1e-5, 1e-6, 1e-9, 1e-10, 1e-12, 1e-15))],
        ),
        Mistake(
            "a floor under 0 alone",
            "A probability between 0 and 1e-7 is lifted to 1e-7, too.",
            lambda labels, probabilities: (
                -np.mean(np.log(_lifted_from_0(_picked(labels, probabilities))))
            ),
        ),
        Mistake(
            "the smaller of both",
            "np.minimum keeps what is smaller, so nothing is left above 1e-7. A floor lifts.",
            lambda labels, probabilities: (
                -np.mean(np.log(np.minimum(_picked(labels, probabilities), 1e-7)))
            ),
        ),
        Mistake(
            "all classes count",
            "The logarithms of the wrong classes do not count: their target is 0.",
            lambda labels, probabilities: (
                -np.mean(np.sum(np.log(np.maximum(probabilities, 1e-7)), axis=1))
            ),
            also=[lambda labels, probabilities: -np.mean(np.log(np.maximum(probabilities, 1e-7)))],
        ),
        Mistake(
            "the labels are not used",
            "You weight the logarithms by the network's own probabilities: that is its entropy. "
            "Whether the network is right does not show in it.",
            lambda labels, probabilities: (
                -np.mean(np.sum(probabilities * np.log(np.maximum(probabilities, 1e-7)), axis=1))
            ),
        ),
        Mistake(
            "softmax once more",
            "The rows are probabilities already; a second softmax makes them nearly equal.",
            lambda labels, probabilities: _cross_entropy(
                labels, np.exp(probabilities) / np.exp(probabilities).sum(axis=1, keepdims=True)
            ),
        ),
        Mistake(
            "sum instead of mean",
            "A sum grows with the batch. The loss is the mean over its samples.",
            lambda labels, probabilities: _cross_entropy(labels, probabilities) * len(labels),
        ),
        Mistake(
            "no minus sign",
            "Logarithms of probabilities are negative; the loss must be positive, and small when "
            "the probability is large.",
            lambda labels, probabilities: -_cross_entropy(labels, probabilities),
        ),
        Mistake(
            "the largest probability",
            "You look at the class that the network prefers. The loss asks for the class that is "
            "right.",
            lambda labels, probabilities: (
                -np.mean(np.log(np.maximum(probabilities.max(axis=1), 1e-7)))
            ),
        ),
        Mistake(
            "whole columns",
            "probabilities[:, labels] takes a whole column for every label. You need one "
            "entry from each row.",
            lambda labels, probabilities: (
                -np.mean(np.log(np.maximum(probabilities[:, labels], 1e-7)))
            ),
        ),
        Mistake(
            "logarithm of another base",
            "np.log is the natural logarithm, the one meant here.",
            lambda labels, probabilities: _cross_entropy(labels, probabilities) / np.log(2),
            also=[lambda labels, probabilities: _cross_entropy(labels, probabilities) / np.log(10)],
        ),
        Mistake(
            "floor added",
            "Adding 1e-7 moves every probability, and doubles a small one. Only those below "
            "1e-7 are lifted, and only up to it.",
            lambda labels, probabilities: (
                -np.mean(np.log(probabilities[np.arange(len(labels)), labels] + 1e-7))
            ),
        ),
        Mistake(
            "mean over all entries",
            "The sum over the classes has one term per sample that is not 0. Divide by the number "
            "of samples, not by that of all entries.",
            lambda labels, probabilities: (
                _cross_entropy(labels, probabilities) / probabilities.shape[1]
            ),
        ),
        Mistake(
            "logarithm of the mean",
            "Each sample has its own cost, minus the log of its probability. First the logs, then "
            "the mean.",
            lambda labels, probabilities: (
                -np.log(np.mean(_right_probabilities(labels, probabilities)))
            ),
        ),
        Mistake(
            "no logarithm",
            "1 minus the probability is a cost, too, but the cross-entropy takes the logarithm.",
            lambda labels, probabilities: 1 - np.mean(_right_probabilities(labels, probabilities)),
            also=[
                lambda labels, probabilities: -np.mean(_right_probabilities(labels, probabilities)),
                lambda labels, probabilities: np.mean((1 - _picked(labels, probabilities)) ** 2),
            ],
        ),
        Mistake(
            "rows and columns exchanged",
            "The first index is the row, the sample. The label is the column.",
            lambda labels, probabilities: _cross_entropy(
                np.arange(len(labels)), probabilities[labels]
            ),
            also=[
                lambda labels, probabilities: (
                    -np.mean(np.log(np.maximum(probabilities[labels], 1e-7)))
                )
            ],
        ),
        Mistake(
            "the first sample only",
            "The loss is the mean over all samples. Do not return from within the loop.",
            lambda labels, probabilities: _cross_entropy(labels[:1], probabilities[:1]),
        ),
        Mistake(
            "a ceiling, too",
            "Only probabilities below 1e-7 are lifted. One of exactly 1 stays, and its loss is 0.",
            lambda labels, probabilities: _cross_entropy(
                labels, np.minimum(probabilities, 1 - 1e-7)
            ),
        ),
        Mistake(
            "divided by their sum again",
            "Lift the small probabilities and leave the others as they are. Yours are all divided "
            "once more, so that a 1 is no longer a 1.",
            lambda labels, probabilities: (
                -np.mean(
                    np.log(
                        _right_probabilities(labels, probabilities)
                        / np.maximum(probabilities, 1e-7).sum(axis=1)
                    )
                )
            ),
        ),
        Mistake(
            "1 minus the probability",
            "The loss is small where the right class has a large probability.",
            lambda labels, probabilities: (
                -np.mean(np.log(np.maximum(1 - _picked(labels, probabilities), 1e-7)))
            ),
        ),
        Mistake(
            "labels counted from 1",
            "Class numbers start at 0, as the columns do.",
            lambda labels, probabilities: _cross_entropy(labels - 1, probabilities),
        ),
        Mistake(
            "divided by the number of classes",
            "The mean runs over the samples.",
            lambda labels, probabilities: (
                _cross_entropy(labels, probabilities) * len(labels) / probabilities.shape[1]
            ),
        ),
        Mistake(
            "wrong classes count as well",
            "That is a binary cross-entropy for each class. Here only the right class counts.",
            lambda labels, probabilities: (
                _cross_entropy(labels, probabilities)
                - np.mean(
                    np.sum(
                        (1 - np.eye(probabilities.shape[1])[labels])
                        * np.log(np.maximum(1 - np.maximum(probabilities, 1e-7), 1e-7)),
                        axis=1,
                    )
                )
            ),
        ),
        Mistake(
            "fraction of wrong answers",
            "You count wrong answers. The cross-entropy measures how sure each answer was.",
            lambda labels, probabilities: np.mean(probabilities.argmax(axis=1) != labels),
            also=[lambda labels, probabilities: np.mean(probabilities.argmax(axis=1) == labels)],
        ),
        Mistake(
            "samples left out",
            "A probability of 0 counts as 1e-7. Leaving the sample out hides the worst mistake.",
            _without_zeros,
        ),
    ],
    atol=0.0,
    further=(
        "It is `keras.losses.CategoricalCrossentropy`. The idea is Shannon's: A mathematical "
        "theory of communication, 1948."
    ),
    hints=[
        "Only one probability of each row counts: that of the right class.",
        "A pair of index arrays, one with the rows and one with the columns, picks single entries.",
        "np.maximum(a, 1e-7) lifts everything that is smaller.",
    ],
)
