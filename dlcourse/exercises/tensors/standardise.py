"""Mean 0 and standard deviation 1, by the statistics of the training split."""

import numpy as np

from dlcourse.judging import Exercise, Mistake


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
        (np.array([[0.001, 4.0], [0.003, 5.0]]), np.array([[0.004, 4.0]])),
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
    return tuple(x.T for x in _each_by_itself(x_train.T, x_test.T))


def _with(change):
    """Return a solution that computes `change(x, mean, std)` for both splits."""

    def faulty(x_train, x_test):
        mean, std = x_train.mean(axis=0), x_train.std(axis=0)
        with np.errstate(all="ignore"):
            return tuple(change(x, mean, std) for x in (x_train, x_test))

    return faulty


def _with_divisor(divisor):
    """Return a solution that divides by something else."""
    return _with(lambda x, mean, std: (x - mean) / divisor(std))


_divides_by_zero = _with_divisor(lambda std: std)


def _standardise_feature_by_feature(x_train, x_test):
    train, test = x_train.copy(), x_test.copy()
    for j in range(x_train.shape[1]):
        centre = sum(x_train[:, j]) / len(x_train)
        spread = np.sqrt(np.mean((x_train[:, j] - centre) ** 2)) or 1.0
        train[:, j] = (train[:, j] - centre) / spread
        test[:, j] = (test[:, j] - centre) / spread
    return [train, test]


def _standardise_all_at_once(x_train, x_test):
    std = x_train.std(0)
    std[std == 0] = 1
    both = (np.concatenate([x_train, x_test]) - x_train.mean(0)) / std
    return both[: len(x_train)], both[len(x_train) :]


def _standardise_by_keras(x_train, x_test):
    import keras

    x_train, x_test = (keras.ops.convert_to_tensor(x, "float32") for x in (x_train, x_test))
    mean, std = keras.ops.mean(x_train, axis=0), keras.ops.std(x_train, axis=0)
    std = keras.ops.where(std == 0, 1.0, std)
    return (x_train - mean) / std, (x_test - mean) / std


def _standardise_in_place_of_copies(x_train, x_test):
    train, test = x_train.astype("float32"), x_test.astype("float32")
    mean, std = train.mean(0), train.std(0)
    for x in (train, test):
        x -= mean
        x /= std + (std == 0)
    return [train.tolist(), test.tolist()]


standardise = Exercise(
    name="standardise",
    reference=_standardise,
    right=[
        _standardise_feature_by_feature,
        _standardise_all_at_once,
        _standardise_by_keras,
        _standardise_in_place_of_copies,
    ],
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
            also=[
                lambda x_train, x_test: tuple(
                    (x - x_train.mean()) / _safe(x_train.std(axis=0)) for x in (x_train, x_test)
                ),
                lambda x_train, x_test: tuple(
                    (x - x_train.mean(axis=0)) / x_train.std() for x in (x_train, x_test)
                ),
            ],
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
                *(
                    _with_divisor(lambda std, e=e: std + e)
                    for e in (1e-3, 1e-5, 1e-6, 1e-7, 1e-9, 1e-10, 1e-12)
                ),
                *(
                    _with_divisor(lambda std, e=e: np.maximum(std, e))
                    for e in (1e-6, 1e-7, 1e-8, 1e-12)
                ),
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
        Mistake(
            "the statistics of the test split",
            "You measure on the test split, which stands for data that you do not have yet.",
            lambda x_train, x_test: _standardise(x_test, x_train)[::-1],
        ),
        Mistake(
            "the test split has its own spread",
            "Both splits are divided by the same numbers, those of the training split.",
            lambda x_train, x_test: (
                _standardise(x_train, x_test)[0],
                (x_test - x_train.mean(axis=0)) / _safe(x_test.std(axis=0)),
            ),
        ),
        Mistake(
            "not divided",
            "The mean is 0 now. Divide by the standard deviation, too.",
            _with(lambda x, mean, std: x - mean),
        ),
        Mistake(
            "not centred",
            "The spread is 1 now. Before the division, subtract the mean.",
            _with(lambda x, mean, std: x / _safe(std)),
        ),
        Mistake(
            "multiplied instead of divided",
            "Divided by the standard deviation, a wide feature becomes narrower.",
            _with(lambda x, mean, std: (x - mean) * _safe(std)),
        ),
        Mistake(
            "the mean added",
            "Subtract the mean: then the training data lie around 0.",
            _with(lambda x, mean, std: (x + mean) / _safe(std)),
        ),
        Mistake(
            "1 where the spread is small",
            "Only a standard deviation of exactly 0 is replaced by 1. One below 1 is as good as "
            "any other.",
            _with(lambda x, mean, std: (x - mean) / np.maximum(std, 1.0)),
            also=[
                _with(lambda x, mean, std: (x - mean) / np.where(std < 0.01, 1.0, std)),
                _with(lambda x, mean, std: (x - mean) / np.where(std < 0.1, 1.0, std)),
            ],
        ),
        Mistake(
            "1 added to every spread",
            "Only where the standard deviation is 0 it is replaced by 1.",
            _with(lambda x, mean, std: (x - mean) / (std + 1)),
        ),
        Mistake(
            "constant features set to 0",
            "A new sample may differ from what was constant in training, and this says something: "
            "divide the difference by 1.",
            _with(lambda x, mean, std: np.where(std == 0, 0.0, (x - mean) / _safe(std))),
        ),
        Mistake(
            "constant features left as they are",
            "Their mean is subtracted as well; only the division is by 1.",
            _with(lambda x, mean, std: np.where(std == 0, x, (x - mean) / _safe(std))),
        ),
        Mistake(
            "one constant feature decides for all",
            "Each feature has its own divisor: 1 for the constant ones, and for the others their "
            "standard deviation.",
            _with(lambda x, mean, std: (x - mean) / (1.0 if (std == 0).any() else std)),
        ),
        Mistake(
            "one split only",
            "Both splits are returned, as a pair.",
            lambda x_train, x_test: _standardise(x_train, x_test)[0],
            also=[lambda x_train, x_test: _standardise(x_train, x_test)[1]],
        ),
        Mistake(
            "the test split left as it is",
            "x_test comes back as it was. Did you measure when x_train had been scaled already? "
            "Its mean is 0 then, and its spread 1.",
            lambda x_train, x_test: (_standardise(x_train, x_test)[0], x_test),
        ),
        Mistake(
            "min-max normalisation",
            "That is scaling by the range. Here it is mean and standard deviation.",
            lambda x_train, x_test: tuple(
                (x - x_train.min(axis=0)) / _safe(np.ptp(x_train, axis=0))
                for x in (x_train, x_test)
            ),
        ),
    ],
    further=(
        "`keras.layers.Normalization` learns mean and deviation in the same way; why it helps: "
        "LeCun et al., Efficient BackProp, 1998."
    ),
    hints=[
        "Two statistics per feature, both from x_train alone; axis=0 runs over the samples.",
        "Both splits are changed by the same formula with the same numbers.",
        "np.where(std == 0, ...) replaces a standard deviation of 0.",
    ],
)
