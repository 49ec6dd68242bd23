"""Exercises on preprocessing: scaling inputs with statistics of the training split."""

import numpy as np

from dlcourse.judging.exercise import Exercise, Mistake

# standardise: mean 0, standard deviation 1, measured on the training split


def _standardise(x_train, x_test):
    mean, std = x_train.mean(axis=0), x_train.std(axis=0)
    std = np.where(std == 0, 1.0, std)
    return (x_train - mean) / std, (x_test - mean) / std


def _split_inputs(rng):
    x_train = np.array([[1.0, 10.0], [3.0, 30.0], [5.0, 50.0]])
    constant = np.array([[0.0, 2.0], [4.0, 2.0]])
    drawn = [
        (rng.normal(5, 3, size=(n, d)), rng.normal(8, 2, size=(m, d)))
        for n, m, d in [(6, 3, 2), (10, 1, 3), (4, 4, 4)]
    ]
    return [
        (x_train, np.array([[3.0, 70.0]])),
        *drawn,
        (constant, np.array([[2.0, 2.0], [6.0, 5.0]])),
    ]


def _safe(std):
    return np.where(std == 0, 1.0, std)


def _each_by_itself(x_train, x_test):
    return tuple((x - x.mean(axis=0)) / _safe(x.std(axis=0)) for x in (x_train, x_test))


def _all_together(x_train, x_test):
    x = np.concatenate([x_train, x_test])
    mean, std = x.mean(axis=0), _safe(x.std(axis=0))
    return (x_train - mean) / std, (x_test - mean) / std


def _over_everything(x_train, x_test):
    return tuple((x - x_train.mean()) / x_train.std() for x in (x_train, x_test))


def _per_sample(x_train, x_test):
    return tuple(
        (x - x.mean(axis=1, keepdims=True)) / _safe(x.std(axis=1, keepdims=True))
        for x in (x_train, x_test)
    )


def _with_divisor(divisor):
    """Return a solution that divides by something else."""

    def faulty(x_train, x_test):
        mean, std = x_train.mean(axis=0), divisor(x_train.std(axis=0))
        with np.errstate(all="ignore"):
            return (x_train - mean) / std, (x_test - mean) / std

    return faulty


_divides_by_zero = _with_divisor(lambda std: std)


standardise = Exercise(
    name="standardise",
    reference=_standardise,
    inputs=_split_inputs,
    mistakes=[
        Mistake(
            "the test split has its own statistics",
            "Then the same flower gets one number in training and another in the test. Measure "
            "mean and standard deviation on the training split, and use them for both.",
            _each_by_itself,
        ),
        Mistake(
            "the test split leaks",
            "You measured on both splits together. The test split stands for data that you do not "
            "have yet.",
            _all_together,
        ),
        Mistake(
            "one mean for all features",
            "Each feature has its own unit, so each needs its own mean and spread: axis 0 runs "
            "over the samples.",
            _over_everything,
        ),
        Mistake(
            "the test split has its own mean",
            "Both splits are shifted by the same numbers, the means of the training split.",
            lambda x_train, x_test: (
                _standardise(x_train, x_test)[0],
                (x_test - x_test.mean(axis=0)) / _safe(x_train.std(axis=0)),
            ),
        ),
        Mistake(
            "along the wrong axis",
            "That is a mean over the features of one sample. Axis 0 runs over the samples.",
            _per_sample,
            also=[
                lambda x_train, x_test: tuple(
                    (x - x_train.mean(axis=1)) / x_train.std(axis=1) for x in (x_train, x_test)
                )
            ],
        ),
        Mistake(
            "variance instead of standard deviation",
            "The variance has squared units; its root, the standard deviation, is wanted.",
            _with_divisor(lambda std: _safe(std**2)),
        ),
        Mistake(
            "division by zero",
            "A feature that is the same in all training samples has standard deviation 0. Divide "
            "it by 1 instead.",
            _divides_by_zero,
            also=[lambda *splits: tuple(map(np.nan_to_num, _divides_by_zero(*splits)))],
        ),
        Mistake(
            "a tiny number in place of 0",
            "Divided by a tiny number, the smallest change in a new sample becomes huge. Where the "
            "standard deviation is 0, divide by 1.",
            _with_divisor(lambda std: std + 1e-8),
            also=[
                *(_with_divisor(lambda std, e=e: std + e) for e in (1e-7, 1e-9, 1e-10, 1e-12)),
                *(_with_divisor(lambda std, e=e: np.maximum(std, e)) for e in (1e-7, 1e-8, 1e-12)),
            ],
        ),
        Mistake(
            "n - 1 in the standard deviation",
            "The standard deviation that gives the scaled training data exactly 1 divides by n, "
            "as NumPy's std does.",
            lambda x_train, x_test: _with_divisor(
                lambda std: _safe(std * np.sqrt(len(x_train) / (len(x_train) - 1)))
            )(x_train, x_test),
        ),
        Mistake(
            "brackets forgotten",
            "Division comes before subtraction: you subtract a quotient. Subtract first.",
            lambda x_train, x_test: tuple(
                x - x_train.mean(axis=0) / _safe(x_train.std(axis=0)) for x in (x_train, x_test)
            ),
        ),
    ],
    hints=[
        "Two statistics per feature, both from x_train alone; axis=0 runs over the samples.",
        "Both splits are changed by the same formula with the same numbers.",
        "np.where(std == 0, ...) replaces a standard deviation of 0.",
    ],
)

# min_max: into the range from 0 to 1


def _min_max(x_train, x):
    low, high = x_train.min(axis=0), x_train.max(axis=0)
    return (x - low) / (high - low)


def _range_inputs(rng):
    x_train = np.array([[1.0, 100.0], [3.0, 500.0], [2.0, 200.0]])
    drawn = [(rng.normal(size=(6, 3)), 2 * rng.normal(size=(4, 3))) for _ in range(3)]
    return [(x_train, x_train.copy()), (x_train, np.array([[4.0, 0.0], [2.0, 300.0]])), *drawn]


def _by_largest(x_train, x):
    return (x - x_train.min(axis=0)) / x_train.max(axis=0)


def _own_range(x):
    return (x - x.min(axis=0)) / np.ptp(x, axis=0)


min_max = Exercise(
    name="min_max",
    reference=_min_max,
    inputs=_range_inputs,
    mistakes=[
        Mistake(
            "range of the new data",
            "The smallest and largest values are those of the training split, for all data.",
            lambda x_train, x: _own_range(x),
        ),
        Mistake(
            "range of both together",
            "The smallest and largest values are those of the training split alone. What comes in "
            "later must not move them.",
            lambda x_train, x: _own_range(np.concatenate([x_train, x]))[len(x_train) :],
        ),
        Mistake(
            "the training data returned",
            "x_train only tells the range. It is x that is to be scaled.",
            lambda x_train, x: _min_max(x_train, x_train),
        ),
        Mistake(
            "cut off",
            "New data may lie outside of the range seen in training, and this says something. "
            "Leave values below 0 and above 1 as they are.",
            lambda x_train, x: np.clip(
                (x - x_train.min(axis=0)) / np.ptp(x_train, axis=0), 0.0, 1.0
            ),
        ),
        Mistake(
            "divided by the maximum alone",
            "The smallest training value must become 0: subtract it first, and divide by the "
            "length of the range.",
            lambda x_train, x: x / x_train.max(axis=0),
        ),
        Mistake(
            "the minimum stays in the divisor",
            "After the subtraction the largest value is max - min, so divide by that.",
            _by_largest,
        ),
        Mistake(
            "one range for all features",
            "Each feature has its own smallest and largest value: use axis=0.",
            lambda x_train, x: (x - x_train.min()) / np.ptp(x_train),
        ),
        Mistake(
            "along the wrong axis",
            "That is a range over the features of one sample. Axis 0 runs over the samples.",
            lambda x_train, x: _own_range(x.T).T,
            also=[
                lambda x_train, x: (x - x_train.min(axis=1)) / np.ptp(x_train, axis=1),
                lambda x_train, x: (
                    (x - x_train.min(axis=1, keepdims=True))
                    / np.ptp(x_train, axis=1, keepdims=True)
                ),
            ],
        ),
        Mistake(
            "brackets forgotten",
            "Division comes before subtraction. Shift first, and put the whole range below.",
            lambda x_train, x: x - x_train.min(axis=0) / np.ptp(x_train, axis=0),
            also=[
                lambda x_train, x: _by_largest(x_train, x) - x_train.min(axis=0),
                lambda x_train, x: (
                    x - x_train.min(axis=0) / x_train.max(axis=0) - x_train.min(axis=0)
                ),
            ],
        ),
        Mistake(
            "the mean in place of the minimum",
            "The smallest training value must become 0: subtract that one.",
            lambda x_train, x: (x - x_train.mean(axis=0)) / np.ptp(x_train, axis=0),
        ),
    ],
    hints=[
        "The smallest training value of a feature becomes 0, the largest 1.",
        "Shift first, then divide by the length of the range, feature by feature.",
    ],
)
