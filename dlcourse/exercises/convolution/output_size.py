"""How many rows a map has."""

from dlcourse.judging import Exercise, Mistake


def _output_size(image, kernel, padding, stride):
    return (image + 2 * padding - kernel) // stride + 1


def _output_size_inputs(rng):
    first = [(7, 3, 0, 2), (7, 3, 0, 1), (7, 3, 1, 1), (8, 3, 0, 2), (28, 5, 2, 1), (31, 5, 2, 3)]
    more = [
        (image, kernel, padding, stride)
        for image in range(1, 13)
        for kernel in range(1, 6)
        for padding in range(3)
        for stride in range(1, 5)
        if kernel <= image + 2 * padding
    ]
    return first + [more[k] for k in rng.permutation(len(more))[:300]]


def _by_counting(image, kernel, padding, stride):
    return len(range(0, image + 2 * padding - kernel + 1, stride))


def _by_walking(image, kernel, padding, stride):
    top, rows = 0, 0
    while top + kernel <= image + 2 * padding:
        rows += 1
        top += stride
    return rows


output_size = Exercise(
    name="output_size",
    reference=_output_size,
    right=[_by_counting, _by_walking],
    inputs=_output_size_inputs,
    mistakes=[
        Mistake(
            "padding on one side only",
            "There are rows of zeros above *and* below the image.",
            lambda image, kernel, padding, stride: (image + padding - kernel) // stride + 1,
        ),
        Mistake(
            "the first place is not counted",
            "You count the steps. Between the first place and the last there is one step less "
            "than there are places.",
            lambda image, kernel, padding, stride: (image + 2 * padding - kernel) // stride,
        ),
        Mistake(
            "rounded up",
            "The last window must lie within the padded image. Where a step is too long for what "
            "is left, it is not made.",
            lambda image, kernel, padding, stride: -(-(image + 2 * padding - kernel) // stride) + 1,
            also=[
                lambda image, kernel, padding, stride: (
                    round((image + 2 * padding - kernel) / stride + 0.4999) + 1
                )
            ],
        ),
        Mistake(
            "not a whole number",
            "Half a row does not exist: round down.",
            lambda image, kernel, padding, stride: (image + 2 * padding - kernel) / stride + 1,
        ),
        Mistake(
            "divided at the end",
            "The 1 is the first place, which needs no step. Divide the way to travel, then add 1.",
            lambda image, kernel, padding, stride: (image + 2 * padding - kernel + 1) // stride,
            also=[
                lambda image, kernel, padding, stride: (image + 2 * padding - kernel + 1) / stride
            ],
        ),
        Mistake(
            "the stride is ignored",
            "With a stride of 2 the window skips every second place.",
            lambda image, kernel, padding, stride: image + 2 * padding - kernel + 1,
        ),
        Mistake(
            "the kernel is ignored",
            "The upper edge of a window cannot travel to the last row: the kernel needs room "
            "below it.",
            lambda image, kernel, padding, stride: (image + 2 * padding - 1) // stride + 1,
            also=[lambda image, kernel, padding, stride: (image + 2 * padding) // stride],
        ),
    ],
    further="Keras counts for you: `layer.compute_output_shape((None, 28, 28, 1))`.",
    hints=[
        "How many rows does the padded image have? How far down may the upper edge of the window "
        "travel?",
        "With stride 1 there is one place more than there are rows to travel. With stride 2, every "
        "second of them, beginning with the first.",
    ],
)
