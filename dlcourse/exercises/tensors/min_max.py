"""Scale features into the range from 0 to 1."""

import numpy as np

from dlcourse.judging import Exercise, Mistake


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


def _min_max_by_lists(x_train, x):
    low, high = [min(c) for c in x_train.T], [max(c) for c in x_train.T]
    return [[(v - a) / (b - a) for v, a, b in zip(r, low, high, strict=True)] for r in x]


def _min_max_by_keras(x_train, x):
    import keras

    x_train, x = (keras.ops.convert_to_tensor(part, "float32") for part in (x_train, x))
    low, high = keras.ops.min(x_train, axis=0), keras.ops.max(x_train, axis=0)
    return (x - low) / (high - low)


def _min_max_by_ptp(x_train, x):
    return (x - np.min(x_train, axis=0)) / np.ptp(x_train, axis=0)


def _min_max_by_interpolation(x_train, x):
    low, high = x_train.min(0), x_train.max(0)
    slope = 1 / (high - low)
    return x * slope - low * slope


min_max = Exercise(
    name="min_max",
    reference=_min_max,
    right=[_min_max_by_ptp, _min_max_by_interpolation, _min_max_by_lists, _min_max_by_keras],
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
            also=[lambda x_train, x: x / np.abs(x_train).max(axis=0)],
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
            also=[
                lambda x_train, x: (x - x_train.min(axis=0)) / np.ptp(x_train),
                lambda x_train, x: (x - x_train.min()) / np.ptp(x_train, axis=0),
            ],
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
        Mistake(
            "the minimum not subtracted",
            "The smallest training value must become 0: subtract it first.",
            lambda x_train, x: x / np.ptp(x_train, axis=0),
        ),
        Mistake(
            "the maximum subtracted",
            "Subtract the smallest value. With the largest, training data lie between -1 and 0.",
            lambda x_train, x: (x - x_train.max(axis=0)) / np.ptp(x_train, axis=0),
        ),
        Mistake(
            "upside down",
            "The smallest training value becomes 0 and the largest 1; yours are the other way.",
            lambda x_train, x: (x_train.max(axis=0) - x) / np.ptp(x_train, axis=0),
        ),
        Mistake(
            "not divided",
            "The smallest training value is 0 now. Divide by the length of the range, too.",
            lambda x_train, x: x - x_train.min(axis=0),
        ),
        Mistake(
            "multiplied instead of divided",
            "Divided by the length of the range, the largest training value becomes 1.",
            lambda x_train, x: (x - x_train.min(axis=0)) * np.ptp(x_train, axis=0),
        ),
        Mistake(
            "the minimum added",
            "Subtract the smallest value, or it does not become 0.",
            lambda x_train, x: (x + x_train.min(axis=0)) / np.ptp(x_train, axis=0),
        ),
        Mistake(
            "sum instead of difference",
            "The length of the range is the largest value minus the smallest.",
            lambda x_train, x: (
                (x - x_train.min(axis=0)) / (x_train.max(axis=0) + x_train.min(axis=0))
            ),
        ),
        Mistake(
            "divided by the standard deviation",
            "That is what standardising divides by. Here it is the length of the range.",
            lambda x_train, x: (x - x_train.min(axis=0)) / x_train.std(axis=0),
            also=[lambda x_train, x: (x - x_train.mean(axis=0)) / x_train.std(axis=0)],
        ),
        Mistake(
            "partly the range of the new data",
            "Both the smallest value and the length of the range are those of the training split.",
            lambda x_train, x: (x - x.min(axis=0)) / np.ptp(x_train, axis=0),
            also=[
                lambda x_train, x: (
                    (x - x_train.min(axis=0))
                    / np.where(np.ptp(x, axis=0) == 0, 1, np.ptp(x, axis=0))
                )
            ],
        ),
        Mistake(
            "from -1 to 1",
            "Asked for is a range from 0 to 1.",
            lambda x_train, x: 2 * _min_max(x_train, x) - 1,
        ),
        Mistake(
            "both returned",
            "Only x is to be returned, scaled.",
            lambda x_train, x: (_min_max(x_train, x_train), _min_max(x_train, x)),
            also=[lambda x_train, x: (_min_max(x_train, x), _min_max(x_train, x_train))],
        ),
        Mistake(
            "first and last row",
            "The smallest value may stand in any row, and so may the largest.",
            lambda x_train, x: (x - x_train[0]) / (x_train[-1] - x_train[0]),
        ),
        Mistake(
            "places instead of values",
            "argmin and argmax say where the extremes stand, not what they are.",
            lambda x_train, x: (
                (x - x_train.argmin(axis=0)) / (x_train.argmax(axis=0) - x_train.argmin(axis=0))
            ),
        ),
        Mistake(
            "cut to whole numbers",
            "`//` leaves whole numbers only. What lies between 0 and 1 needs its decimals.",
            lambda x_train, x: _min_max(x_train, x) // 1,
        ),
    ],
    further=(
        "`keras.layers.Rescaling` does it for a range that is known before, such as 0 to 255 in"
        " photographs."
    ),
    hints=[
        "The smallest training value of a feature becomes 0, the largest 1.",
        "Shift first, then divide by the length of the range, feature by feature.",
    ],
)
