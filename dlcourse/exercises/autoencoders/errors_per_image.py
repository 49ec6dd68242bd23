"""How badly was each image reconstructed? One number for each."""

import numpy as np

from dlcourse.judging import Exercise, Mistake


def _errors_per_image(images, reconstructions):
    squares = (images - reconstructions) ** 2
    return squares.reshape(len(images), -1).mean(axis=1)


def _errors_per_image_inputs(rng):
    images = np.array([[0.0, 1.0], [1.0, 1.0]])
    return [
        (images, np.array([[0.0, 0.0], [1.0, 1.0]])),
        (np.array([[0.5, 0.0, 1.0]]), np.array([[0.0, 1.0, 1.0]])),
        (rng.random((3, 2, 4)), rng.random((3, 2, 4))),
        (rng.random((4, 9)), rng.random((4, 9))),
        (rng.random((2, 5, 5)), rng.random((2, 5, 5))),
    ]


def _by_loop(images, reconstructions):
    return [
        np.mean((image - made) ** 2) for image, made in zip(images, reconstructions, strict=True)
    ]


def _by_axes(images, reconstructions):
    return np.mean((reconstructions - images) ** 2, axis=tuple(range(1, images.ndim)))


errors_per_image = Exercise(
    name="errors_per_image",
    reference=_errors_per_image,
    right=[_by_loop, _by_axes],
    inputs=_errors_per_image_inputs,
    mistakes=[
        Mistake(
            "one number for all",
            "You take the mean over the images, too. Keep them apart: n images, n numbers.",
            lambda images, reconstructions: np.mean((images - reconstructions) ** 2),
        ),
        Mistake(
            "one number for each pixel",
            "You take the mean over the images, and keep the pixels. It is the other way round.",
            lambda images, reconstructions: np.mean((images - reconstructions) ** 2, axis=0),
        ),
        Mistake(
            "the sum",
            "You add up the squares. The mean divides by the number of pixels.",
            lambda images, reconstructions: np.sum(
                (images - reconstructions) ** 2, axis=tuple(range(1, images.ndim))
            ),
        ),
        Mistake(
            "no squares",
            "Differences without squares: those of opposite signs cancel each other.",
            lambda images, reconstructions: np.mean(
                images - reconstructions, axis=tuple(range(1, images.ndim))
            ),
            also=[
                lambda images, reconstructions: np.mean(
                    reconstructions - images, axis=tuple(range(1, images.ndim))
                )
            ],
        ),
        Mistake(
            "sizes of the differences",
            "That is the mean absolute error. Square the differences.",
            lambda images, reconstructions: np.mean(
                np.abs(images - reconstructions), axis=tuple(range(1, images.ndim))
            ),
        ),
        Mistake(
            "the root of it",
            "The mean squared error has no root at its end.",
            lambda images, reconstructions: np.sqrt(
                np.mean((images - reconstructions) ** 2, axis=tuple(range(1, images.ndim)))
            ),
        ),
        Mistake(
            "rows of images",
            "Images of several rows: take the mean over all pixels of an image, not of each row.",
            lambda images, reconstructions: np.mean((images - reconstructions) ** 2, axis=-1),
            also=[lambda images, reconstructions: np.mean((images - reconstructions) ** 2, axis=1)],
        ),
    ],
    further="Lesson 04 derives the mean squared error from noise.",
    hints=[
        "Square the differences first. Which axis must stay?",
        "Bring the squares into the shape (n, n_pixels), then take the mean over axis 1.",
    ],
)
