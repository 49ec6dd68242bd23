"""The median of the 3 x 3 pixels around each pixel."""

import numpy as np

from dlcourse.judging import Exercise, Mistake


def _median_filter(image):
    height, width = image.shape
    framed = np.pad(image, 1)
    shifted = [framed[i : i + height, j : j + width] for i in range(3) for j in range(3)]
    return np.median(shifted, axis=0)


def _median_filter_inputs(rng):
    speck = np.zeros((5, 5))
    speck[2, 2] = 1.0
    return [
        (np.ones((2, 2)),),
        (speck,),
        (np.arange(16.0).reshape(4, 4),),
        (np.ones((4, 6)),),
        (rng.normal(size=(6, 5)),),
        (rng.normal(size=(3, 8)) + 2,),
        (rng.random(size=(7, 7)),),
    ]


def _by_loop(image):
    result = np.empty(image.shape)
    for row, column in np.ndindex(image.shape):
        around = image[max(row - 1, 0) : row + 2, max(column - 1, 0) : column + 2].ravel()
        result[row, column] = np.sort(np.append(around, np.zeros(9 - around.size)))[4]
    return result


def _by_windows(image):
    windows = np.lib.stride_tricks.sliding_window_view(np.pad(image, 1), (3, 3))
    return np.median(windows, axis=(2, 3))


def _of(summary, mode="constant"):
    """Return an answer that sums up otherwise, or continues the image otherwise."""

    def answer(image):
        windows = np.lib.stride_tricks.sliding_window_view(np.pad(image, 1, mode=mode), (3, 3))
        return summary(windows.reshape(*image.shape, 9))

    return answer


def _middle(around):
    return np.median(around, axis=-1)


def _without_edge(image):
    windows = np.lib.stride_tricks.sliding_window_view(image, (3, 3))
    return np.median(windows, axis=(2, 3)) if image.size > 4 else np.zeros((0, 0))


def _inner(image):
    result = image.copy()
    for row in range(1, image.shape[0] - 1):
        for column in range(1, image.shape[1] - 1):
            result[row, column] = np.median(image[row - 1 : row + 2, column - 1 : column + 2])
    return result


def _only_there(image):
    """Return the median of what lies inside the image alone."""
    result = np.empty(image.shape)
    for row, column in np.ndindex(image.shape):
        around = image[max(row - 1, 0) : row + 2, max(column - 1, 0) : column + 2]
        result[row, column] = np.median(around)
    return result


def _one_after_the_other(image):
    framed = np.pad(image, 1)
    for row, column in np.ndindex(image.shape):
        framed[row + 1, column + 1] = np.median(framed[row : row + 3, column : column + 3])
    return framed[1:-1, 1:-1]


def _in_place(image):
    image[...] = _median_filter(image)
    return image


def _cross(image):
    framed = np.pad(image, 1)
    parts = [image, framed[:-2, 1:-1], framed[2:, 1:-1], framed[1:-1, :-2], framed[1:-1, 2:]]
    return np.median(parts, axis=0)


median_filter = Exercise(
    name="median_filter",
    reference=_median_filter,
    right=[_by_loop, _by_windows],
    inputs=_median_filter_inputs,
    mistakes=[
        Mistake(
            "the mean",
            "This is the mean of the neighbours, a blur. The median is the one in the middle when "
            "they are put in order: of nine numbers, the fifth.",
            _of(lambda around: around.mean(axis=-1)),
        ),
        Mistake(
            "the pixel itself left out",
            "You take the eight neighbours. The pixel itself is one of the nine.",
            _of(lambda around: np.median(np.delete(around, 4, axis=-1), axis=-1)),
        ),
        Mistake(
            "a smaller image",
            "The image has become smaller. At its edge, too, each pixel needs nine numbers: those "
            "outside are 0.",
            _without_edge,
        ),
        Mistake(
            "the edge is left as it is",
            "Pixels at the edge have to be filtered, too, with zeros outside.",
            _inner,
        ),
        Mistake(
            "the edge is repeated",
            "You continue the image outside with its own pixels. Here what lies outside is 0.",
            _of(_middle, mode="edge"),
            also=[_of(_middle, mode="symmetric"), _only_there],
        ),
        Mistake(
            "filtered pixels are used again",
            "You write into the image from which you still read. All nine numbers come from the "
            "image as it was.",
            _one_after_the_other,
        ),
        Mistake(
            "changes its input",
            "You write into the caller's image. Return a new array.",
            _in_place,
        ),
        Mistake(
            "the cross",
            "You take five pixels, without those at the corners. There are nine.",
            _cross,
        ),
    ],
    further="In OpenCV `medianBlur`, in SciPy `scipy.ndimage.median_filter`.",
    hints=[
        "Put a frame of zeros around the image, one pixel wide. Then each pixel has nine.",
        "Nine shifted copies of the framed image, each of the old size, stacked: the median along "
        "the axis of the stack.",
    ],
)
