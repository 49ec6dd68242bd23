"""Cover an image bit by bit and write down what a network still says."""

import numpy as np

from dlcourse.judging import Exercise, Mistake


def _occlude(probability, image, size, value):
    height, width = image.shape
    found = np.empty((height - size + 1, width - size + 1))
    for row in range(found.shape[0]):
        for column in range(found.shape[1]):
            covered = image.copy()
            covered[row : row + size, column : column + size] = value
            found[row, column] = probability(covered)
    return found


def _reader(image):
    """Read an image by fixed weights of its pixels, no two alike, between 0 and 1."""
    places = np.arange(1.0, image.size + 1).reshape(image.shape)
    return float(1 / (1 + np.exp(-np.sum(np.sin(places**2) * image) / 2)))


def _brightest(image):
    return float(np.max(image))


def _occlude_inputs(rng):
    return [
        (_brightest, np.array([[0.0, 1.0], [0.0, 0.0]]), 1, 0.0),
        (_brightest, np.array([[0.0, 1.0, 0.0]]), 1, 0.5),
        (_reader, rng.uniform(size=(3, 4)), 2, 0.5),
        (_reader, rng.uniform(size=(4, 4)), 4, 0.0),
        (_reader, rng.uniform(size=(5, 3)), 3, 0.25),
        (_reader, rng.uniform(size=(6, 7)), 2, 1.0),
    ]


def _by_masks(probability, image, size, value):
    rows, columns = np.indices(image.shape)
    places = np.indices((image.shape[0] - size + 1, image.shape[1] - size + 1)).reshape(2, -1).T
    answers = []
    for top, left in places:
        inside = (rows >= top) & (rows < top + size) & (columns >= left) & (columns < left + size)
        answers.append(probability(np.where(inside, value, image)))
    return np.array(answers).reshape(image.shape[0] - size + 1, -1)


def _by_putting_back(probability, image, size, value):
    image = np.array(image)
    lines = []
    for row in range(len(image) - size + 1):
        line = []
        for column in range(len(image[0]) - size + 1):
            window = image[row : row + size, column : column + size]
            before = window.copy()
            window[...] = value
            line.append(probability(image))
            window[...] = before
        lines.append(line)
    return lines


def _faulty(last=1, copy=True, fill=None, turned=False, drop=False, single=False):
    """Return an answer that is wrong in one respect."""

    def answer(probability, image, size, value):
        height, width = (n - size + last for n in image.shape)
        found = np.zeros((max(height, 0), max(width, 0)))
        image = image.copy()
        for row, column in np.ndindex(*found.shape):
            covered = image.copy() if copy else image
            edge = 1 if single else size
            covered[row : row + edge, column : column + edge] = value if fill is None else fill
            found[row, column] = probability(covered)
            if drop:
                found[row, column] = probability(image) - found[row, column]
        return found.T if turned else found

    return answer


def _only_the_square(probability, image, size, value):
    found = np.empty((image.shape[0] - size + 1, image.shape[1] - size + 1))
    for row, column in np.ndindex(*found.shape):
        alone = np.full(image.shape, float(value))
        alone[row : row + size, column : column + size] = image[
            row : row + size, column : column + size
        ]
        found[row, column] = probability(alone)
    return found


def _in_place(probability, image, size, value):
    found = np.empty((image.shape[0] - size + 1, image.shape[1] - size + 1))
    for row, column in np.ndindex(*found.shape):
        image[row : row + size, column : column + size] = value
        found[row, column] = probability(image)
    return found


occlude = Exercise(
    name="occlude",
    reference=_occlude,
    right=[_by_masks, _by_putting_back],
    inputs=_occlude_inputs,
    mistakes=[
        Mistake(
            "squares that stay",
            "Your squares pile up: from the second place on, the earlier ones are still there. "
            "Each place needs a fresh copy of the image.",
            _faulty(copy=False),
            also=[_in_place],
        ),
        Mistake(
            "last place left out",
            "In 5 rows a square of 3 can begin at rows 0, 1 and 2: one more than you take.",
            _faulty(last=0),
        ),
        Mistake(
            "always black or white",
            "The square gets the number `value`, not always the same colour.",
            _faulty(fill=0.0),
            also=[_faulty(fill=1.0)],
        ),
        Mistake(
            "the square alone is left",
            "You cover everything but the square. The square is what should be hidden.",
            _only_the_square,
        ),
        Mistake(
            "rows and columns exchanged",
            "Row of the result is the square's upper row in the image, column its left column.",
            _faulty(turned=True),
        ),
        Mistake(
            "a single pixel",
            "You cover one pixel. The square has `size` rows and `size` columns.",
            _faulty(single=True),
        ),
        Mistake(
            "the loss instead of the probability",
            "You return how much the probability falls. Return the probability itself.",
            _faulty(drop=True),
        ),
    ],
    further="`dl.training.occlusion` does this in batches, with any Keras model.",
    hints=[
        "Two loops, over the row and the column of the square's upper left corner. How many rows "
        "can it begin at?",
        "In each turn: copy the image, fill a slice of rows and columns, ask `probability`, write "
        "the answer down.",
    ],
)
