"""Count the updates of a training."""

import math

import numpy as np

from dlcourse.judging import Exercise, Mistake


def _updates_in_training(n_samples, batch_size, epochs):
    return int(np.ceil(n_samples / batch_size)) * epochs


def _updates_inputs(rng):
    fixed = [(1000, 32, 1), (1347, 32, 5), (100, 100, 3), (60, 20, 4), (7, 1, 2), (20, 64, 3)]
    fixed.append((11, 4, 2))
    n, size, epochs = (int(rng.integers(low, high)) for low, high in ((50, 99), (7, 12), (3, 9)))
    return fixed + [(n, size, epochs), (10, 4, 2), (50, 32, 0)]


def _updates_by_integers(n_samples, batch_size, epochs):
    return epochs * ((n_samples + batch_size - 1) // batch_size)


def _updates_by_counting(n_samples, batch_size, epochs):
    return sum(1 for _ in range(epochs) for _ in range(0, n_samples, batch_size))


def _updates_by_negation(n_samples, batch_size, epochs):
    return np.int32(-(-n_samples // batch_size)) * epochs


def _updates_as_a_float(n_samples, batch_size, epochs):
    return np.ceil(n_samples / batch_size) * epochs


updates_in_training = Exercise(
    name="updates_in_training",
    reference=_updates_in_training,
    right=[_updates_by_integers, _updates_by_counting, _updates_by_negation, _updates_as_a_float],
    inputs=_updates_inputs,
    mistakes=[
        Mistake(
            "the last batch is forgotten",
            "Where the samples do not fill the last batch, it is smaller, but it is there, and "
            "makes an update.",
            lambda n, size, epochs: n // size * epochs,
            also=[lambda n, size, epochs: n * epochs // size],
        ),
        Mistake(
            "the last batch counted once",
            "The smaller batch at the end comes in every epoch.",
            lambda n, size, epochs: n // size * epochs + (n % size > 0),
        ),
        Mistake(
            "rounded to the nearest",
            "A batch that is less than half full makes an update, too: round up.",
            lambda n, size, epochs: round(n / size) * epochs,
            also=[lambda n, size, epochs: int(n / size + 0.5) * epochs],
        ),
        Mistake(
            "one update per sample",
            "The samples of a batch make one update together.",
            lambda n, size, epochs: n * epochs,
        ),
        Mistake(
            "parts of an update",
            "There are no parts of an update: a batch that is not full counts as one.",
            lambda n, size, epochs: n / size * epochs,
        ),
        Mistake(
            "always one more",
            "If the batch size divides the number of samples, no further batch is left over.",
            lambda n, size, epochs: (n // size + 1) * epochs,
        ),
        Mistake(
            "one update per epoch",
            "An epoch is one pass over all the samples. It holds one update for each batch.",
            lambda n, size, epochs: epochs,
        ),
        Mistake(
            "one epoch only",
            "This is the number of updates in one epoch. Training repeats it.",
            lambda n, size, epochs: math.ceil(n / size),
        ),
        Mistake(
            "rounded at the end",
            "Each epoch starts with a new batch, so round up within the epoch and then multiply.",
            lambda n, size, epochs: math.ceil(n * epochs / size),
        ),
        Mistake(
            "batch size times epochs",
            "How many batches has an epoch? That is the number of its updates.",
            lambda n_samples, batch_size, epochs: batch_size * epochs,
        ),
        Mistake(
            "added instead of multiplied",
            "Each epoch makes as many updates as it has batches: that multiplies.",
            lambda n_samples, batch_size, epochs: -(-n_samples // batch_size) + epochs,
        ),
        Mistake(
            "one epoch too many or too few",
            "There are exactly `epochs` epochs; with 0 of them nothing is updated.",
            lambda n_samples, batch_size, epochs: -(-n_samples // batch_size) * (epochs + 1),
            also=[
                lambda n_samples, batch_size, epochs: -(-n_samples // batch_size) * (epochs - 1),
                lambda n_samples, batch_size, epochs: -(-n_samples // batch_size) * max(epochs, 1),
            ],
        ),
        Mistake(
            "no batch without enough samples",
            "Fewer samples than a batch holds make one batch, a smaller one.",
            lambda n_samples, batch_size, epochs: (
                0 if n_samples < batch_size else -(-n_samples // batch_size) * epochs
            ),
        ),
        Mistake(
            "at least one, but the rest forgotten",
            "Samples that are left over make one more batch, also where there are full ones.",
            lambda n_samples, batch_size, epochs: max(n_samples // batch_size, 1) * epochs,
        ),
        Mistake(
            "all multiplied",
            "A larger batch makes fewer updates, so the batch size divides.",
            lambda n_samples, batch_size, epochs: n_samples * batch_size * epochs,
        ),
        Mistake(
            "upside down",
            "Divide the samples by the batch size, and not the other way round.",
            lambda n_samples, batch_size, epochs: -(-batch_size // n_samples) * epochs,
        ),
    ],
    further=(
        "How many steps a batch size costs: Shallue et al., Measuring the effects of data "
        "parallelism, 2019."
    ),
    hints=[
        "How many batches does it take to see each sample once? Try 10 samples and batches of 4.",
        "np.ceil rounds up. Which number has to be rounded, that of one epoch or the total?",
    ],
)
