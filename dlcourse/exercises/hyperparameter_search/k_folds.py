"""Cut the samples into k folds, each of which judges once."""

from typing import NamedTuple

import numpy as np

from dlcourse.judging import Exercise, Mistake


def _k_folds(n_samples, k, seed):
    folds = np.array_split(np.random.default_rng(seed).permutation(n_samples), k)
    return [(np.concatenate(folds[:i] + folds[i + 1 :]), folds[i]) for i in range(k)]


class _Splits(NamedTuple):
    """The pairs of three calls; the last one has another seed."""

    one: list
    again: list
    other: list


def _three_calls(answer, n_samples, k, seed):
    returned = [answer(n_samples, k, s) for s in (seed, seed, seed + 1)]
    read = [_pairs(pairs) for pairs in returned]
    return returned[0] if None in read else _Splits(*read)


def _pairs(pairs):
    """Return a list of pairs of arrays of whole numbers, or None."""
    try:
        arrays = [tuple(np.asarray(part) for part in pair) for pair in pairs]
    except TypeError:
        return None
    parts = [part for pair in arrays for part in pair]
    if not arrays or any(len(pair) != 2 for pair in arrays):
        return None
    if any(part.ndim != 1 or (part.size and part.dtype.kind not in "iu") for part in parts):
        return None
    return arrays


def _outcome(splits, n_samples, k, seed):
    if type(splits) is not _Splits:
        raise ValueError(
            "Expected: a list of pairs of arrays such as [([2, 0], [1, 3]), ([1, 3], [2, 0])]."
        )
    everyone = np.arange(n_samples)
    judges = [np.sort(judging) for _, judging in splits.one]
    sizes = np.sort([len(judging) for judging in judges])
    flat = [np.concatenate([judging for _, judging in one]) for one in splits]
    together = [np.sort(np.concatenate(pair)) for pair in splits.one]
    enough = n_samples >= 20  # fewer may come in order by chance
    return {
        "number of pairs": len(splits.one),
        "sizes of the judging parts": sizes,
        "nobody trains and judges in one pair": not any(
            np.isin(*pair).any() for pair in splits.one
        ),
        "whoever does not judge trains": all(set(everyone) <= set(pair) for pair in together),
        "each judges once": np.array_equal(np.sort(np.concatenate(judges)), everyone),
        "nobody trains twice": all(len(set(t.tolist())) == len(t) for t, _ in splits.one),
        "mixed": not enough or all(len(j) < 2 or np.ptp(j) > len(j) - 1 for j in judges),
        "same parts with the same seed": not enough or np.array_equal(flat[0], flat[1]),
        "other parts with another seed": enough and not np.array_equal(flat[0], flat[2]),
    }


def _k_folds_inputs(rng):
    pairs = [(4, 2), (6, 3), (7, 3), (5, 5), (40, 4), (53, 5)]
    return [(*pair, int(rng.integers(1000))) for pair in pairs]


def _by_masks(n_samples, k, seed):
    number = np.random.default_rng(seed).permutation(np.arange(n_samples) % k)
    return [(np.flatnonzero(number != i), np.flatnonzero(number == i)) for i in range(k)]


def _by_lists(n_samples, k, seed):
    order = list(range(n_samples))
    np.random.default_rng(seed).shuffle(order)
    return [([j for place, j in enumerate(order) if place % k != i], order[i::k]) for i in range(k)]


def _changed(change):
    """Return an answer whose pairs are those of the reference, each of them changed."""
    return lambda n, k, seed: [change(*pair) for pair in _k_folds(n, k, seed)]


def _in_order(n, k, seed):
    folds = np.array_split(np.arange(n), k)
    return [(np.setdiff1d(np.arange(n), fold), fold) for fold in folds]


def _drawn_anew(n, k, seed):
    pairs = []
    for i, (_, fold) in enumerate(_k_folds(n, k, seed)):
        order = np.random.default_rng(seed + i).permutation(n)
        pairs.append((order[len(fold) :], order[: len(fold)]))
    return pairs


def _without_rest(n, k, seed):
    order, size = np.random.default_rng(seed).permutation(n), n // k
    folds = [order[i * size : (i + 1) * size] for i in range(k)]
    return [(np.setdiff1d(order, fold), fold) for fold in folds]


def _rest_in_the_last(n, k, seed):
    order, size = np.random.default_rng(seed).permutation(n), n // k
    folds = [order[i * size : (i + 1) * size] for i in range(k - 1)] + [order[(k - 1) * size :]]
    return [(np.setdiff1d(order, fold), fold) for fold in folds]


def _of_size_k(n, k, seed):
    order = np.random.default_rng(seed).permutation(n)
    folds = [order[i : i + k] for i in range(0, n, k)]
    return [(np.setdiff1d(order, fold), fold) for fold in folds]


def _next_alone(n, k, seed):
    folds = [fold for _, fold in _k_folds(n, k, seed)]
    return [(folds[(i + 1) % k], fold) for i, fold in enumerate(folds)]


k_folds = Exercise(
    name="k_folds",
    reference=_k_folds,
    right=[_by_masks, _by_lists],
    inputs=_k_folds_inputs,
    call=_three_calls,
    outcome=_outcome,
    same_kind=True,
    mistakes=[
        Mistake(
            "everybody trains",
            "Who judges must not have trained. Leave the fold out of the training part.",
            _changed(lambda train, judge: (np.concatenate([train, judge]), judge)),
        ),
        Mistake(
            "the two parts exchanged",
            "The larger part trains, the single fold judges, and the pair begins with the training "
            "part.",
            _changed(lambda train, judge: (judge, train)),
        ),
        Mistake(
            "in the order of the file",
            "The folds are blocks of the file as it is. If it is sorted by class, a fold holds one "
            "class. Mix first.",
            _in_order,
        ),
        Mistake(
            "mixed anew for each fold",
            "Mix once, then cut. You mix for each pair again, so that some judge twice and others "
            "never.",
            _drawn_anew,
        ),
        Mistake(
            "the rest never judges",
            "If k does not divide the number of samples, some are left over. They belong into "
            "folds, too.",
            _without_rest,
        ),
        Mistake(
            "all of the rest in one fold",
            "Spread what is left over: the folds differ in size by one at most.",
            _rest_in_the_last,
        ),
        Mistake(
            "folds of k samples",
            "k is the number of folds, not the size of one.",
            _of_size_k,
        ),
        Mistake(
            "one fold only",
            "Each of the k folds judges in its turn: k pairs.",
            lambda n, k, seed: _k_folds(n, k, seed)[:1],
        ),
        Mistake(
            "the seed is not used",
            "The caller gives the seed: the same seed must give the same folds, another seed other "
            "ones.",
            lambda n, k, seed: _k_folds(n, k, 0),
            also=[lambda n, k, seed: _k_folds(n, k, None)],
        ),
        Mistake(
            "trains on the next fold alone",
            "All other folds train together, not one of them.",
            _next_alone,
        ),
    ],
    further=(
        "scikit-learn's `KFold(k, shuffle=True)` does this; how large k should be: Kohavi, 1995."
    ),
    hints=[
        "Mix the numbers 0 to n_samples - 1 once, and cut them into k pieces of about equal size; "
        "`np.array_split` cuts.",
        "In the pair of one piece, that piece judges, and all other pieces, joined, train.",
    ],
)
