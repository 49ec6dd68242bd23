"""The map of a kernel that slides over an image."""

import numpy as np

from dlcourse.judging import Exercise, Mistake


def _convolve(image, kernel):
    rows, columns = kernel.shape
    height, width = image.shape
    result = np.zeros((height - rows + 1, width - columns + 1))
    for i in range(result.shape[0]):
        for j in range(result.shape[1]):
            result[i, j] = (image[i : i + rows, j : j + columns] * kernel).sum()
    return result


def _convolve_inputs(rng):
    image = np.array([[1.0, 2, 3, 0], [0, 1, 2, 3], [3, 0, 1, 2], [2, 3, 0, 1]])
    kernel = np.array([[2.0, 0, 1], [0, 1, 2], [1, 0, 2]])
    return [
        (np.array([[1.0, 2, 4]]), np.array([[-1.0, 1]])),
        (image, kernel),
        (image, np.array([[0.0, 1], [2, 3]])),
        (np.arange(6.0).reshape(2, 3), np.array([[1.0], [2.0]])),
        (np.arange(6.0).reshape(3, 2), np.ones((3, 2))),
        (np.arange(4.0).reshape(2, 2), np.array([[3.0]])),
        (rng.normal(size=(5, 7)), rng.normal(size=(2, 4))),
        (rng.normal(size=(6, 4)), rng.normal(size=(3, 3))),
    ]


def _all_windows(image, kernel):
    windows = np.lib.stride_tricks.sliding_window_view(image, kernel.shape)
    return np.einsum("ijkl,kl->ij", windows, kernel)


def _place_by_place(image, kernel):
    rows, columns = kernel.shape
    height, width = image.shape[0] - rows + 1, image.shape[1] - columns + 1
    result = np.zeros((height, width))
    for k in range(rows):
        for m in range(columns):
            result += kernel[k, m] * image[k : k + height, m : m + width]
    return result


def _padded(image, kernel):
    rows, columns = kernel.shape
    sides = [(rows // 2, rows - 1 - rows // 2), (columns // 2, columns - 1 - columns // 2)]
    return _convolve(np.pad(image, sides), kernel)


def _side_by_side(image, kernel):
    rows, columns = kernel.shape
    return _convolve(image, kernel)[::rows, ::columns]


convolve = Exercise(
    name="convolve",
    reference=_convolve,
    right=[_all_windows, _place_by_place],
    inputs=_convolve_inputs,
    mistakes=[
        Mistake(
            "the kernel is turned",
            "You turn the kernel before it slides. Here the upper left weight belongs to the upper "
            "left pixel of the window.",
            lambda image, kernel: _convolve(image, kernel[::-1, ::-1]),
            also=[lambda image, kernel: _convolve(image[::-1, ::-1], kernel)[::-1, ::-1]],
        ),
        Mistake(
            "the last place is missing",
            "The last window ends with the last pixel, so there are height − rows + 1 places, "
            "from the first to the last.",
            lambda image, kernel: _convolve(image, kernel)[:-1, :-1],
            also=[lambda image, kernel: _convolve(image[:-1, :-1], kernel)],
        ),
        Mistake(
            "a map as large as the image",
            "The windows stay inside the image, so the map is smaller than the image.",
            _padded,
            also=[
                lambda image, kernel: np.pad(
                    _convolve(image, kernel),
                    [(0, kernel.shape[0] - 1), (0, kernel.shape[1] - 1)],
                )
            ],
        ),
        Mistake(
            "windows side by side",
            "The window moves by one pixel, not by its own length: windows overlap.",
            _side_by_side,
        ),
        Mistake(
            "a mean instead of a sum",
            "Add the products up; do not divide by their number.",
            lambda image, kernel: _convolve(image, kernel) / kernel.size,
        ),
        Mistake(
            "rows and columns exchanged",
            "Your map stands on its side: axis 0 of an image goes down, axis 1 to the right.",
            lambda image, kernel: _convolve(image, kernel).T,
            also=[lambda image, kernel: _convolve(image.T, kernel.T)],
        ),
        Mistake(
            "matrix product",
            "`@` multiplies rows with columns. Here each pixel meets the one weight that lies on "
            "it: `*`, and then the sum.",
            lambda image, kernel: _by_product(image, kernel),
        ),
    ],
    further="In Keras: `keras.layers.Conv2D`, and `keras.ops.conv` for a kernel of your own.",
    hints=[
        "How many places are there, downwards and to the right? Begin with a map of zeros of this "
        "shape.",
        "At place (i, j) the window is a slice of the image that begins at (i, j) and is as large "
        "as the kernel. Multiply entry by entry, and add up.",
    ],
)


def _by_product(image, kernel):
    windows = np.lib.stride_tricks.sliding_window_view(image, kernel.shape)
    return (windows @ kernel.T).sum(axis=(2, 3))
