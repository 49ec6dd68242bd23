"""Cross-entropy of a batch, from probabilities."""

import numpy as np

from dlcourse.judging import Exercise, Mistake


def _cross_entropy(labels, shares):
    of_right_class = shares[np.arange(len(labels)), labels]
    return -np.mean(np.log(np.maximum(of_right_class, 1e-7)))


def _cross_entropy_inputs(rng):
    certain = np.array([[0.25, 0.5, 0.25]])
    two = np.array([[0.7, 0.2, 0.1], [0.1, 0.3, 0.6]])
    hopeless = np.array([[1.0, 0.0], [0.5, 0.5]])
    drawn = [rng.dirichlet(np.ones(4), size=n) for n in (3, 6)]
    fixed = [(np.array([1]), certain), (np.array([0, 1]), two), (np.array([1, 0]), hopeless)]
    fixed.append((np.array([0, 2]), np.array([[2e-7, 0.5, 0.5], [0.5, 0.5, 1e-9]])))
    fixed.append((np.array([0, 0]), np.array([[1.0, 0.0], [1.0, 0.0]])))  # a loss of exactly 0
    return fixed + [(rng.integers(0, 4, len(p)), p) for p in drawn]


def _right_shares(labels, shares):
    return np.maximum(shares[np.arange(len(labels)), labels], 1e-7)


def _cross_entropy_with_one_hot(labels, shares):
    one_hot = np.eye(shares.shape[1])[labels]
    return -(one_hot * np.log(np.clip(shares, 1e-7, None))).sum(axis=1).mean()


def _cross_entropy_by_loop(labels, shares):
    costs = [-np.log(max(row[k], 1e-7)) for k, row in zip(labels, shares, strict=True)]
    return sum(costs) / len(costs)


def _cross_entropy_of_columns(labels, shares):
    logs = np.log(np.clip(shares, 1e-7, 1.0)).astype("float32")
    return -np.diag(logs[:, labels]).sum() / len(labels)


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
            "no floor under the share",
            "The log of 0 is minus infinity. Do not let a share fall below 1e-7.",
            lambda labels, shares: -np.mean(np.log(shares[np.arange(len(labels)), labels])),
        ),
        Mistake(
            "sum instead of mean",
            "A sum grows with the batch. The loss is the mean over its samples.",
            lambda labels, shares: _cross_entropy(labels, shares) * len(labels),
        ),
        Mistake(
            "no minus sign",
            "Logarithms of shares are negative; the loss must be positive, and small when the "
            "share is large.",
            lambda labels, shares: -_cross_entropy(labels, shares),
        ),
        Mistake(
            "the largest share",
            "You look at the class that the network prefers. The loss asks for the class that is "
            "right.",
            lambda labels, shares: -np.mean(np.log(np.maximum(shares.max(axis=1), 1e-7))),
        ),
        Mistake(
            "whole columns",
            "shares[:, labels] takes a whole column for every label. You need one entry from each "
            "row.",
            lambda labels, shares: -np.mean(np.log(np.maximum(shares[:, labels], 1e-7))),
        ),
        Mistake(
            "logarithm of another base",
            "np.log is the natural logarithm, the one meant here.",
            lambda labels, shares: _cross_entropy(labels, shares) / np.log(2),
            also=[lambda labels, shares: _cross_entropy(labels, shares) / np.log(10)],
        ),
        Mistake(
            "floor added",
            "Adding 1e-7 moves every share, and doubles a small one. Only shares below 1e-7 are "
            "lifted, and only up to it.",
            lambda labels, shares: -np.mean(np.log(shares[np.arange(len(labels)), labels] + 1e-7)),
        ),
        Mistake(
            "mean over all entries",
            "The sum over the classes has one term per sample that is not 0. Divide by the number "
            "of samples, not by that of all entries.",
            lambda labels, shares: _cross_entropy(labels, shares) / shares.shape[1],
        ),
        Mistake(
            "logarithm of the mean",
            "Each sample has its own cost, minus the log of its share. First the logs, then the "
            "mean.",
            lambda labels, shares: -np.log(np.mean(_right_shares(labels, shares))),
        ),
        Mistake(
            "no logarithm",
            "1 minus the share is a cost, too, but not the cross-entropy, which takes the log.",
            lambda labels, shares: 1 - np.mean(_right_shares(labels, shares)),
            also=[lambda labels, shares: -np.mean(_right_shares(labels, shares))],
        ),
        Mistake(
            "rows and columns exchanged",
            "The first index is the row, the sample. The label is the column.",
            lambda labels, shares: _cross_entropy(np.arange(len(labels)), shares[labels]),
            also=[lambda labels, shares: -np.mean(np.log(np.maximum(shares[labels], 1e-7)))],
        ),
        Mistake(
            "the first sample only",
            "The loss is the mean over all samples. Do not return from within the loop.",
            lambda labels, shares: _cross_entropy(labels[:1], shares[:1]),
        ),
        Mistake(
            "a ceiling, too",
            "Only shares below 1e-7 are lifted. A share of 1 stays as it is, and its loss is 0.",
            lambda labels, shares: _cross_entropy(labels, np.minimum(shares, 1 - 1e-7)),
        ),
    ],
    atol=0.0,
    hints=[
        "Only one share of each row counts: that of the right class.",
        "A pair of index arrays, one with the rows and one with the columns, picks single entries.",
        "np.maximum(a, 1e-7) lifts everything that is smaller.",
    ],
)
