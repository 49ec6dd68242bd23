"""Images moved by whole pixels."""

import numpy as np

from dlcourse.judging import Exercise, Mistake


def _shift_images(images, down, right):
    n, height, width = images.shape
    framed = np.zeros((n, height + 4, width + 4))
    framed[:, 2 + down : 2 + down + height, 2 + right : 2 + right + width] = images
    return framed[:, 2:-2, 2:-2]


def _shift_images_inputs(rng):
    small = np.array([[[1.0, 2.0], [3.0, 4.0]]])
    several = rng.normal(size=(3, 5, 4))
    return [
        (small, 1, 0),
        (small, 0, 1),
        (small, 0, 0),
        (several, -1, 0),
        (several, 0, -2),
        (several, 2, 1),
        (several, -2, -1),
        (several, 1, -1),
    ]


def _by_roll(images, down, right):
    moved = np.roll(images, (down, right), axis=(1, 2))
    rows, columns = np.arange(images.shape[1]) - down, np.arange(images.shape[2]) - right
    moved[:, (rows < 0) | (rows >= images.shape[1])] = 0
    moved[:, :, (columns < 0) | (columns >= images.shape[2])] = 0
    return moved


def _by_loop(images, down, right):
    moved = np.zeros(images.shape)
    n, height, width = images.shape
    for i in range(height):
        for j in range(width):
            if 0 <= i - down < height and 0 <= j - right < width:
                moved[:, i, j] = images[:, i - down, j - right]
    return moved


def _edge(images, down, right):
    padded = np.pad(images, ((0, 0), (2, 2), (2, 2)), mode="edge")
    height, width = images.shape[1:]
    return padded[:, 2 - down : 2 - down + height, 2 - right : 2 - right + width]


def _in_place(images, down, right):
    images[...] = _shift_images(images, down, right)
    return images


shift_images = Exercise(
    name="shift_images",
    reference=_shift_images,
    right=[_by_roll, _by_loop],
    inputs=_shift_images_inputs,
    mistakes=[
        Mistake(
            "comes in again on the other side",
            "What leaves on one side comes in on the other, as `np.roll` does it. A digit does not "
            "do that: fill with 0.",
            lambda images, down, right: np.roll(images, (down, right), axis=(1, 2)),
        ),
        Mistake(
            "the other way",
            "Your images move the other way: positive numbers are down and right.",
            lambda images, down, right: _shift_images(images, -down, -right),
        ),
        Mistake(
            "down and right exchanged",
            "Rows are the second axis, columns the third. You moved down what should go right.",
            lambda images, down, right: _shift_images(images, right, down),
        ),
        Mistake(
            "the edge repeated",
            "You repeat the edge. What is moved in from outside is 0.",
            _edge,
        ),
        Mistake(
            "other images moved",
            "The first axis counts the images. You moved along it.",
            lambda images, down, right: np.roll(images, (down, right), axis=(0, 1)),
        ),
        Mistake(
            "not moved to the right",
            "Your images move up and down, and not to the right.",
            lambda images, down, right: _shift_images(images, down, 0),
        ),
        Mistake(
            "not moved down",
            "Your images move to the right, and not up and down.",
            lambda images, down, right: _shift_images(images, 0, right),
        ),
        Mistake(
            "changes its input",
            "You write into the caller's images. Return new ones.",
            _in_place,
        ),
    ],
    further="`keras.layers.RandomTranslation` does it in a model, and only in training.",
    hints=[
        "Put the images into a larger frame of zeros, at another place, and cut the middle out.",
        "Or roll them, and set to 0 what came in from the other side.",
    ],
)
