"""Cut one epoch into shuffled batches."""

import math
import random
from typing import NamedTuple

import numpy as np

from dlcourse.judging import Exercise, Mistake


def _epoch_batches(n_samples, batch_size, seed):
    order = np.random.default_rng(seed).permutation(n_samples)
    return [order[i : i + batch_size] for i in range(0, n_samples, batch_size)]


class _Epochs(NamedTuple):
    """The numbers in the batches of three epochs; the last one has another seed."""

    one: list
    again: list
    other: list


def _three_epochs(answer, n_samples, batch_size, seed):
    returned = [answer(n_samples, batch_size, s) for s in (seed, seed, seed + 1)]
    epochs = [_numbers(batches) for batches in returned]
    return returned[0] if None in epochs else _Epochs(*epochs)


def _numbers(batches):
    """Return a list of arrays of whole numbers, or None if these are no batches."""
    if type(batches) not in (list, tuple) and np.ndim(batches) != 2:
        return None
    arrays = [np.asarray(batch) for batch in batches]
    if not arrays or any(a.ndim != 1 or a.dtype.kind not in "iuf" for a in arrays):
        return None
    return [array.astype(int) for array in arrays]


def _random(batch):
    steps = np.diff(batch)
    return bool(steps.min() < 0 < steps.max())


def _epoch_outcome(epochs, n_samples, batch_size, seed):
    if type(epochs) is not _Epochs:
        raise ValueError("Expected: a list of arrays such as [[5, 0, 2], [6, 1, 4], [3]].")
    order, again, other = (np.concatenate(batches) for batches in epochs)
    enough = n_samples >= 20  # with fewer samples a shuffled order may look unshuffled
    full = [batch for batch in epochs.one if len(batch) == batch_size]
    return {
        "batch sizes": np.array([len(batch) for batch in epochs.one]),
        "only numbers from 0 to n_samples - 1": bool(np.all((order >= 0) & (order < n_samples))),
        "every number comes": set(order) >= set(range(n_samples)),
        "no number comes twice": len(set(order)) == len(order),
        "random order in each batch": enough and any(_random(batch) for batch in full),
        "mixed over all batches": enough and all(np.ptp(b) >= batch_size for b in full),
        "same order with the same seed": not enough or np.array_equal(order, again),
        "other order with another seed": enough and not np.array_equal(order, other),
    }


def _epoch_inputs(rng):
    pairs = [(6, 2), (7, 3), (7, 1), (7, 9), (40, 8), (50, 7)]
    return [(*pair, int(rng.integers(1000))) for pair in pairs]


def _rng(seed, batch):
    return np.random.default_rng(seed + batch)


def _in_order(n, size, seed):
    return [np.arange(i, min(i + size, n)) for i in range(0, n, size)]


def _permuted(batches, seed, count):
    """Bring the first batches into a random order."""
    return [batches[i] for i in _rng(seed, 0).permutation(count)] + batches[count:]


def _batches_by_split(n_samples, batch_size, seed):
    order = np.arange(n_samples)
    np.random.default_rng(seed).shuffle(order)
    return np.split(order, range(batch_size, n_samples, batch_size))


def _batches_by_lists(n_samples, batch_size, seed):
    rng = np.random.default_rng(seed)
    left = list(range(n_samples))
    batches = []
    while left:
        size = min(batch_size, len(left))
        batches.append([left.pop(rng.integers(len(left))) for _ in range(size)])
    return batches


def _batches_by_pythons_random(n_samples, batch_size, seed):
    order = random.Random(seed).sample(range(n_samples), n_samples)
    return tuple(order[i : i + batch_size] for i in range(0, n_samples, batch_size))


def _batches_by_keras(n_samples, batch_size, seed):
    import keras

    order = keras.random.shuffle(keras.ops.arange(n_samples), seed=seed)
    return [order[i : i + batch_size] for i in range(0, n_samples, batch_size)]


def _batches_by_drawing_from_the_rest(n_samples, batch_size, seed):
    rng, left, batches = np.random.default_rng(seed), np.arange(n_samples), []
    while len(left):
        batches.append(rng.choice(left, min(batch_size, len(left)), replace=False))
        left = np.setdiff1d(left, batches[-1])
    return batches


epoch_batches = Exercise(
    name="epoch_batches",
    reference=_epoch_batches,
    right=[
        _batches_by_split,
        _batches_by_lists,
        _batches_by_pythons_random,
        _batches_by_keras,
        _batches_by_drawing_from_the_rest,
    ],
    inputs=_epoch_inputs,
    call=_three_epochs,
    outcome=_epoch_outcome,
    same_kind=True,
    mistakes=[
        Mistake(
            "the last batch is dropped",
            "The samples that do not fill a whole batch are never visited. Give them a smaller "
            "batch.",
            lambda n, size, seed: [
                batch for batch in _epoch_batches(n, size, seed) if len(batch) == size
            ],
        ),
        Mistake(
            "no shuffling",
            "The batches are the same in each epoch, in the order of the file. Draw a new order.",
            _in_order,
            also=[lambda n, size, seed: [n - 1 - batch for batch in _in_order(n, size, seed)]],
        ),
        Mistake(
            "batches shuffled, not samples",
            "The order of the batches is random, and still the same neighbours meet in each of "
            "them. Shuffle the samples first, then cut.",
            lambda n, size, seed: _permuted(_in_order(n, size, seed), seed, math.ceil(n / size)),
            also=[lambda n, size, seed: _permuted(_in_order(n, size, seed), seed, n // size)],
        ),
        Mistake(
            "the seed is not used",
            "The caller gives the seed of the order: the same seed must give the same batches, "
            "another seed other ones.",
            lambda n, size, seed: _epoch_batches(n, size, 0),
            also=[
                lambda n, size, seed: _epoch_batches(n, size, None),
                lambda n, size, seed: _epoch_batches(n, size, np.random.randint(1000)),  # noqa: NPY002
            ],
        ),
        Mistake(
            "counted from 1",
            "The samples are numbered from 0 to n_samples - 1, as indices are.",
            lambda n, size, seed: [batch + 1 for batch in _epoch_batches(n, size, seed)],
        ),
        Mistake(
            "the smaller batch comes first",
            "Only the last batch may be smaller than the others.",
            lambda n, size, seed: _epoch_batches(n, size, seed)[::-1],
        ),
        Mistake(
            "an empty batch at the end",
            "If the batch size divides the number of samples, nothing is left over for a further "
            "batch.",
            lambda n, size, seed: [
                *_epoch_batches(n, size, seed),
                *([np.arange(0)] if n % size == 0 else []),
            ],
        ),
        Mistake(
            "drawn with repeats",
            "Some samples come twice and others never. In an epoch each has its turn once: draw "
            "one order for all batches.",
            lambda n, size, seed: [
                _rng(seed, i).integers(n, size=min(size, n - i)) for i in range(0, n, size)
            ],
            also=[
                lambda n, size, seed: [
                    _rng(seed, i).permutation(n)[: min(size, n - i)] for i in range(0, n, size)
                ],
                lambda n, size, seed: [
                    _rng(seed, 0).permutation(n)[:size] for _ in range(0, n, size)
                ],
            ],
        ),
        Mistake(
            "one batch too few",
            "Your last batch is never made, even where it would be full: at which number must the "
            "range end?",
            lambda n, size, seed: _epoch_batches(n, size, seed)[:-1] or [np.arange(0)],
            also=[lambda n, size, seed: _epoch_batches(n, size, seed)[:-1]],
        ),
        Mistake(
            "as many batches as a batch has samples",
            "batch_size is the number of samples in a batch, not the number of batches.",
            lambda n, size, seed: np.array_split(_epoch_batches(n, n, seed)[0], size),
        ),
        Mistake(
            "the last batch is filled up",
            "The last batch may be smaller. To fill it up, you visit some samples twice.",
            lambda n, size, seed: np.split(
                np.resize(_epoch_batches(n, n, seed)[0], math.ceil(n / size) * size),
                math.ceil(n / size),
            ),
        ),
        Mistake(
            "shuffled inside the batches only",
            "The same samples meet in the same batch every time. Shuffle all of them first, then "
            "cut.",
            lambda n, size, seed: [
                _rng(seed, 0).permutation(batch) for batch in _in_order(n, size, seed)
            ],
        ),
        Mistake(
            "parts of equal size",
            "Every batch but the last has exactly batch_size samples. You cut the order into parts "
            "of about equal size.",
            lambda n, size, seed: np.array_split(_rng(seed, 0).permutation(n), math.ceil(n / size)),
        ),
        Mistake(
            "sorted batches",
            "Each batch is in rising order. All numbers come in random order: do not sort them.",
            lambda n, size, seed: [np.sort(batch) for batch in _epoch_batches(n, size, seed)],
        ),
    ],
    further=(
        "`keras.Model.fit` shuffles and cuts in the same way; why a new order each time: "
        "Bottou, Curiously fast convergence, 2009."
    ),
    hints=[
        "Two steps: bring all the indices into a random order, then cut that order into pieces.",
        "The method `permutation` of np.random.default_rng(seed) makes an order. "
        "A slice that reaches beyond the end is simply shorter.",
    ],
)
