"""Split positions into training and validation."""

import math

import numpy as np

from dlcourse.judging import Exercise, Mistake


def _split_indices(order, share):
    n_validation = round(share * len(order))
    return order[n_validation:], order[:n_validation]


def _split_inputs(rng):
    """No share falls half-way between two numbers, where the nearest one is not clear."""
    fixed = [(np.array([3, 0, 2, 1]), 0.25), (np.arange(10)[::-1].copy(), 0.29)]
    sizes = [(10, 0.21), (8, 0.5), (20, 0.2), (5, 0.0), (4, 1.0)]
    return fixed + [(rng.permutation(n), share) for n, share in sizes]


def _cut(order, n_validation):
    return order[n_validation:], order[:n_validation]


def _split_with_numpy(order, share):
    validation, training = np.split(order, [round(len(order) * share)])
    return training, validation


def _split_with_lists(order, share):
    order = list(order)
    n = round(share * len(order))
    return np.array(order[n:], dtype=int), np.array(order[:n], dtype=int)


def _split_into_tuples(order, share):
    n = math.floor(share * len(order) + 0.5)
    return tuple(order[n:].tolist()), tuple(order[:n].tolist())


def _split_by_membership(order, share):
    validation = order[: round(share * order.size)]
    return order[~np.isin(order, validation)], validation


def _split_with_a_loop(order, share):
    parts = [], []
    for place, sample in enumerate(order):
        parts[place < round(share * len(order))].append(sample)
    return parts


split_indices = Exercise(
    name="split_indices",
    reference=_split_indices,
    right=[
        _split_with_numpy,
        _split_with_lists,
        _split_into_tuples,
        _split_by_membership,
        _split_with_a_loop,
    ],
    inputs=_split_inputs,
    mistakes=[
        Mistake(
            "parts exchanged",
            "What you returned first is the validation part: share says how large that one is. "
            "The training part comes first.",
            lambda order, share: _split_indices(order, share)[::-1],
        ),
        Mistake(
            "share for training",
            "share is the part for validation. You gave it to the training.",
            lambda order, share: _cut(order, len(order) - round(share * len(order))),
        ),
        Mistake(
            "not shuffled",
            "You cut off the first positions themselves. Data is often sorted: take the positions "
            "in the order given.",
            lambda order, share: _split_indices(np.arange(len(order)), share),
        ),
        Mistake(
            "sorted",
            "The samples are the right ones, but you sorted them. The parts keep the order given.",
            lambda order, share: tuple(map(np.sort, _split_indices(order, share))),
            also=[
                lambda order, share: (
                    np.sort(order[round(share * len(order)) :]),
                    order[: round(share * len(order))],
                ),
                lambda order, share: (
                    order[round(share * len(order)) :],
                    np.sort(order[: round(share * len(order))]),
                ),
            ],
        ),
        Mistake(
            "rounded down",
            "int() and // cut off the decimals. The number is to be rounded to the nearest.",
            lambda order, share: _cut(order, int(share * len(order))),
        ),
        Mistake(
            "rounded up",
            "You round up, whatever the decimals are. The number is to be rounded to the nearest.",
            lambda order, share: _cut(order, int(np.ceil(share * len(order)))),
            also=[lambda order, share: _cut(order, int(share * len(order)) + 1)],
        ),
        Mistake(
            "validation in both parts",
            "The training part still holds the samples of the validation part. What is trained on "
            "cannot judge the training.",
            lambda order, share: (order, order[: round(share * len(order))]),
        ),
        Mistake(
            "one sample lost",
            "A sample is in neither part. A slice begins with the position that it names and ends "
            "before the other one, so both slices take the same number.",
            lambda order, share: (
                order[round(share * len(order)) + 1 :],
                order[: round(share * len(order))],
            ),
        ),
        Mistake(
            "validation from the end",
            "The validation part takes the first positions of order.",
            lambda order, share: _cut(order, len(order) - round(share * len(order)))[::-1],
            also=[
                lambda order, share: (
                    order[: -round(share * len(order))],
                    order[-round(share * len(order)) :],
                )
            ],
        ),
    ],
    hints=[
        "How many samples are for validation? round() makes a whole number of it.",
        "Two slices of order, cut at the same place, are the two parts.",
    ],
)
