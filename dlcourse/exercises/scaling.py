"""Exercises on preprocessing: scaling inputs with statistics of the training split."""

import numpy as np

from dlcourse.exercises.protocol import Exercise, Mistake

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


def _by_variance(x_train, x_test):
    mean, variance = x_train.mean(axis=0), _safe(x_train.var(axis=0))
    return (x_train - mean) / variance, (x_test - mean) / variance


def _divides_by_zero(x_train, x_test):
    mean, std = x_train.mean(axis=0), x_train.std(axis=0)
    with np.errstate(all="ignore"):
        return (x_train - mean) / std, (x_test - mean) / std


standardise = Exercise(
    name="standardise",
    lesson="00",
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
            "along the wrong axis",
            "That is a mean over the features of one sample. Axis 0 runs over the samples.",
            _per_sample,
        ),
        Mistake(
            "variance instead of standard deviation",
            "The variance has squared units; its root, the standard deviation, is wanted.",
            _by_variance,
        ),
        Mistake(
            "division by zero",
            "A feature that is the same in all training samples has standard deviation 0. Divide "
            "it by 1 instead.",
            _divides_by_zero,
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
    return [(x_train, x_train), (x_train, np.array([[4.0, 0.0]])), *drawn]


min_max = Exercise(
    name="min_max",
    lesson="00",
    reference=_min_max,
    inputs=_range_inputs,
    mistakes=[
        Mistake(
            "range of the new data",
            "The smallest and largest values are those of the training split, for all data.",
            lambda x_train, x: (x - x.min(axis=0)) / (np.ptp(x, axis=0) + (np.ptp(x, 0) == 0)),
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
            lambda x_train, x: (x - x_train.min(axis=0)) / x_train.max(axis=0),
        ),
        Mistake(
            "one range for all features",
            "Each feature has its own smallest and largest value: use axis=0.",
            lambda x_train, x: (x - x_train.min()) / np.ptp(x_train),
        ),
    ],
    hints=[
        "The smallest training value of a feature becomes 0, the largest 1.",
        "Shift first, then divide by the length of the range, feature by feature.",
    ],
)
