"""Labels as one-hot rows."""

import numpy as np

from dlcourse.judging import Exercise, Mistake


def _to_one_hot(labels, n_classes):
    rows = np.zeros((len(labels), n_classes))
    rows[np.arange(len(labels)), labels] = 1
    return rows


def _every_label_in_every_row(labels, n_classes):
    rows = np.zeros((len(labels), n_classes))
    rows[:, labels] = 1
    return rows


def _whole_rows(labels, n_classes):
    rows = np.zeros((len(labels), n_classes))
    rows[labels] = 1
    return rows


def _some_rows(which):
    """Return an answer that leaves all rows blank but those of a slice."""

    def answer(labels, n_classes):
        rows = np.zeros((len(labels), n_classes))
        rows[which] = np.eye(n_classes)[labels[which]]
        return rows

    return answer


def _one_hot_by_identity(labels, n_classes):
    return np.eye(n_classes)[labels]


def _one_hot_by_comparison(labels, n_classes):
    return (labels[:, None] == np.arange(n_classes)).astype("float32")


to_one_hot = Exercise(
    name="to_one_hot",
    reference=_to_one_hot,
    right=[_one_hot_by_identity, _one_hot_by_comparison],
    inputs=lambda rng: [
        (np.array([1]), 4),
        (np.array([0, 2]), 3),
        (np.array([2, 0, 1]), 5),
        (rng.integers(0, 6, size=8), 6),
        (rng.integers(0, 3, size=4), 10),
    ],
    mistakes=[
        Mistake(
            "classes counted from 1",
            "Class numbers start at 0, as every index in Python does.",
            lambda labels, n_classes: np.eye(n_classes)[labels - 1],
            also=[
                lambda labels, n_classes: np.eye(n_classes, k=-1)[labels],
                lambda labels, n_classes: np.eye(n_classes)[(labels + 1) % n_classes],
            ],
        ),
        Mistake(
            "width taken from the labels",
            "The width is n_classes, even where the last classes do not occur in these labels.",
            lambda labels, n_classes: np.eye(labels.max() + 1)[labels],
            also=[lambda labels, n_classes: np.eye(len(set(labels.tolist())))[labels]],
        ),
        Mistake(
            "samples in columns",
            "Samples are rows: the result has one row per label and one column per class.",
            lambda labels, n_classes: np.eye(n_classes)[labels].T,
        ),
        Mistake(
            "the label instead of 1",
            "The entry at the label's place is always 1, whatever the label.",
            lambda labels, n_classes: np.eye(n_classes)[labels] * labels[:, None],
        ),
        Mistake(
            "zero and one exchanged",
            "Exactly one entry of each row is 1, that of the class; all others are 0.",
            lambda labels, n_classes: 1 - np.eye(n_classes)[labels],
        ),
        Mistake(
            "every label in every row",
            "`:` selects all rows, so each row gets the classes of all samples. Row k gets a 1 for "
            "label k alone.",
            _every_label_in_every_row,
        ),
        Mistake(
            "one vector for all labels",
            "The result has one row for each label, (n, n_classes).",
            lambda labels, n_classes: _every_label_in_every_row(labels, n_classes)[0],
        ),
        Mistake(
            "labels as rows",
            "A label is the number of a class, and so of a column. Here it chooses a row.",
            _whole_rows,
        ),
        Mistake(
            "rows left blank",
            "Every row has exactly one 1. In yours, some rows hold nothing but zeros: does your "
            "loop reach all labels?",
            _some_rows(slice(None, -1)),
            also=[
                _some_rows(slice(1, None)),
                _some_rows(slice(0, 1)),
                _some_rows(slice(0, 0)),
            ],
        ),
        Mistake(
            "the number of the row instead of the label",
            "The 1 of row k stands in column labels[k], and not in column k.",
            lambda labels, n_classes: np.eye(len(labels), n_classes),
            also=[
                lambda labels, n_classes: np.eye(n_classes)[np.arange(len(labels)) % n_classes],
                lambda labels, n_classes: np.eye(n_classes),
            ],
        ),
        Mistake(
            "one class too many or too few",
            "There are n_classes columns, for the classes 0 to n_classes - 1.",
            lambda labels, n_classes: np.eye(n_classes + 1)[labels],
            also=[lambda labels, n_classes: np.eye(n_classes - 1)[labels]],
        ),
        Mistake(
            "ones up to the label",
            "Only the class itself gets a 1. The classes before it are others.",
            lambda labels, n_classes: (np.arange(n_classes) <= labels[:, None]) * 1,
            also=[lambda labels, n_classes: (np.arange(n_classes) < labels[:, None]) * 1],
        ),
        Mistake(
            "all ones",
            "Exactly one entry of each row is 1; yours are all 1.",
            lambda labels, n_classes: np.ones((len(labels), n_classes)),
        ),
        Mistake(
            "-1 instead of 0",
            "The other classes get 0 here, and not -1.",
            lambda labels, n_classes: 2 * np.eye(n_classes)[labels] - 1,
        ),
        Mistake(
            "labels sorted",
            "Row k belongs to label k: keep the labels in their order, and repeated ones as well.",
            lambda labels, n_classes: np.eye(n_classes)[np.sort(labels)],
            also=[lambda labels, n_classes: np.eye(n_classes)[np.unique(labels)]],
        ),
        Mistake(
            "counted from the end",
            "Class 0 stands in the first column. Yours stands in the last.",
            lambda labels, n_classes: np.eye(n_classes)[:, ::-1][labels],
        ),
        Mistake(
            "counts",
            "You counted how often each class occurs. Asked for is a row for each label.",
            lambda labels, n_classes: np.bincount(labels, minlength=n_classes),
        ),
    ],
    further=(
        "In Keras it is `keras.utils.to_categorical`; losses called sparse save you the step."
    ),
    hints=[
        "Row k of the identity matrix is the one-hot vector of class k.",
        "NumPy takes an array of indices: it returns one row for each of them.",
    ],
)
