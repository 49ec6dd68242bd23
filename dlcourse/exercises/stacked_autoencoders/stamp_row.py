"""A transposed convolution in one dimension."""

import numpy as np

from dlcourse.judging import Exercise, Mistake


def _stamp_row(x, kernel, stride):
    result = np.zeros((len(x) - 1) * stride + len(kernel))
    for i, number in enumerate(x):
        result[i * stride : i * stride + len(kernel)] += number * np.asarray(kernel)
    return result


def _stamp_row_inputs(rng):
    fixed = [
        ([1.0, 10.0], [1.0, 2.0, 3.0], 2),
        ([1.0, 10.0, 100.0], [1.0, 2.0, 3.0], 1),
        ([1.0, 10.0], [1.0, 2.0, 3.0], 3),
        ([5.0], [1.0, 2.0, 4.0], 2),
        ([1.0, 2.0, 3.0], [2.0], 1),
        ([0.0, 0.0, 1.0], [1.0, 2.0, 3.0, 4.0], 2),
    ]
    drawn = [
        (rng.normal(size=n).tolist(), rng.normal(size=k).tolist(), stride)
        for n, k, stride in ((4, 4, 2), (5, 3, 2), (6, 5, 3))
    ]
    return [(np.array(x), np.array(kernel), stride) for x, kernel, stride in fixed + drawn]


def _by_matrix(x, kernel, stride):
    length = (len(x) - 1) * stride + len(kernel)
    matrix = np.array([[place - i * stride for i in range(len(x))] for place in range(length)])
    inside = (matrix >= 0) & (matrix < len(kernel))
    weights = np.where(inside, np.asarray(kernel)[np.clip(matrix, 0, len(kernel) - 1)], 0)
    return weights @ np.asarray(x)


def _by_spreading(x, kernel, stride):
    spread = np.zeros((len(x) - 1) * stride + 1)
    spread[::stride] = x
    return np.convolve(spread, kernel)


def _overwritten(x, kernel, stride):
    result = np.zeros((len(x) - 1) * stride + len(kernel))
    for i, number in enumerate(x):
        result[i * stride : i * stride + len(kernel)] = number * np.asarray(kernel)
    return result


def _flipped(x, kernel, stride):
    return _stamp_row(x, np.asarray(kernel)[::-1], stride)


def _stride_left_out(x, kernel, stride):
    result = np.zeros((len(x) - 1) * stride + len(kernel))
    for i, number in enumerate(x):
        result[i : i + len(kernel)] += number * np.asarray(kernel)
    return result


def _no_stride(x, kernel, stride):
    return _stamp_row(x, kernel, 1)


def _cut(x, kernel, stride):
    return _stamp_row(x, kernel, stride)[: len(x) * stride]


def _convolution(x, kernel, stride):
    places = range(0, max(len(x) - len(kernel) + 1, 0), stride)
    return np.array([np.dot(x[i : i + len(kernel)], kernel) for i in places])


stamp_row = Exercise(
    name="stamp_row",
    reference=_stamp_row,
    right=[_by_matrix, _by_spreading],
    inputs=_stamp_row_inputs,
    mistakes=[
        Mistake(
            "stamps overwrite each other",
            "Where stamps overlap, their numbers add up.",
            _overwritten,
        ),
        Mistake(
            "kernel turned round",
            "Here the kernel is stamped as it is: its first weight comes first.",
            _flipped,
        ),
        Mistake(
            "stride left out",
            "Entry i begins at place i * stride.",
            _stride_left_out,
            also=[_no_stride],
        ),
        Mistake(
            "end cut off",
            "Without padding nothing is cut off: the last stamp is whole.",
            _cut,
        ),
        Mistake(
            "a convolution",
            "A convolution gathers a window into one number. Here one number is spread over a "
            "window.",
            _convolution,
        ),
    ],
    further="`keras.layers.Conv1DTranspose` does it for many rows, channels and filters.",
    hints=[
        "Begin with zeros, as long as the result.",
        "For entry i, add x[i] * kernel to the part that begins at i * stride.",
    ],
)
