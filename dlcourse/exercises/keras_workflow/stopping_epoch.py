"""Early stopping: in which epoch does the training end?"""

import operator

import numpy as np

from dlcourse.judging import Exercise, Mistake


def _stopping_epoch(losses, patience):
    best, waited = losses[0], 0
    for i in range(1, len(losses)):
        waited = 0 if losses[i] < best else waited + 1
        best = min(best, losses[i])
        if waited == patience:
            return i + 1
    return len(losses)


def _rule(compare_with=min, no_better=operator.ge, anew=True, start=1):
    """Return an answer that stops by another rule.

    Args:
        compare_with: what the next epoch must beat, from what this one had to beat and its loss.
        no_better: whether a loss is no better than another one.
        anew: whether the waiting starts anew after an improvement.
        start: position of the first loss that is judged.
    """

    def answer(losses, patience):
        best, waited = losses[0], 0
        for i in range(start, len(losses)):
            worse = no_better(losses[i], best)
            waited = waited + 1 if worse else 0 if anew else waited
            best = compare_with(best, losses[i])
            if waited == patience:
                return i + 1
        return len(losses)

    return answer


def _counting(start=np.inf, better=operator.lt, first=0, least=0):
    """Return an answer whose best loss starts at `start`, and whose count restarts at `first`."""

    def answer(losses, patience):
        best, waited = start, 0
        for epoch, loss in enumerate(losses, start=1):
            if better(loss, best):
                best, waited = loss, first
            else:
                waited += 1
            if waited >= patience - least:
                return epoch
        return len(losses)

    return answer


def _never_stops(losses, patience):
    """Return whether all epochs are trained."""
    return _stopping_epoch([*losses, np.inf], patience) > len(losses)


def _position_of_the_stop(losses, patience):
    """Count a stop from zero, but from one where all epochs are trained."""
    with_a_bad_one = _stopping_epoch([*losses, np.inf], patience)
    return min(with_a_bad_one - 1, len(losses))


def _stopping_inputs(rng):
    fixed = [
        ([3.0, 2.0, 2.5, 2.0, 1.0], 2),
        ([3.0, 2.0, 1.0], 1),
        ([3.0, 1.0, 2.0, 1.5, 1.2, 0.5], 3),
        ([3.0, 2.0, 2.5, 1.0, 1.5, 0.5, 0.7, 0.4], 2),
        ([1.0, 1.0, 1.0, 0.5], 2),
        ([1.0, 2.0, 3.0, 0.5], 2),
        ([0.7], 1),
        ([3e12, 2e12, 1e12, 1.5e12], 2),  # larger than any number that one would start with
        ([0.5, 0.49999, 0.49998, 0.7, 0.4], 1),  # a little better is better
    ]
    return fixed + [(rng.uniform(size=12).round(2).tolist(), 3) for _ in range(3)]


def _stop_by_looking_back(losses, patience):
    for n in range(patience + 1, len(losses) + 1):
        if min(losses[n - patience : n]) >= min(losses[: n - patience]):
            return n
    return len(losses)


def _stop_with_while(losses, patience):
    epoch, best, left = 0, float("inf"), patience
    while epoch < len(losses) and left > 0:
        if losses[epoch] < best:
            best, left = losses[epoch], patience
        else:
            left -= 1
        epoch += 1
    return epoch


def _stop_with_numpy(losses, patience):
    losses = np.array(losses)
    bad = np.append(False, losses[1:] >= np.minimum.accumulate(losses)[:-1])
    rows = np.lib.stride_tricks.sliding_window_view(np.append(bad, [False] * patience), patience)
    stops = np.flatnonzero(rows.all(axis=1)) + patience
    return np.append(stops, len(losses))[0]


def _stop_by_recursion(losses, patience, epoch=1, waited=0):
    if waited == patience or epoch == len(losses):
        return epoch
    better = losses[epoch] < min(losses[:epoch])
    return _stop_by_recursion(losses, patience, epoch + 1, 0 if better else waited + 1)


def _stop_with_text(losses, patience):
    marks = ["x" if k and loss >= min(losses[:k]) else "." for k, loss in enumerate(losses)]
    before, found, _ = "".join(marks).partition("x" * patience)
    return len(before + found)


stopping_epoch = Exercise(
    name="stopping_epoch",
    reference=_stopping_epoch,
    right=[
        _stop_by_looking_back,
        _stop_with_while,
        _stop_with_numpy,
        _stop_by_recursion,
        _stop_with_text,
    ],
    inputs=_stopping_inputs,
    mistakes=[
        Mistake(
            "compared with the epoch before",
            "An epoch must beat the smallest loss so far, and not only the one before it.",
            _rule(compare_with=lambda best, new: new),
        ),
        Mistake(
            "compared with the first epoch",
            "An epoch must beat the smallest loss so far. Yours stays that of the first epoch.",
            _rule(compare_with=lambda best, new: best),
        ),
        Mistake(
            "patience never comes back",
            "After an improvement the count starts again at 0: the bad epochs must be in a row.",
            _rule(anew=False),
        ),
        Mistake(
            "equal counts as better",
            "A loss that is only equal to the best is no improvement.",
            _rule(no_better=operator.gt),
        ),
        Mistake(
            "the first epoch counts as bad",
            "The first epoch has nothing to beat. It is the best so far, and the waiting starts "
            "after it.",
            _rule(start=0),
        ),
        Mistake(
            "one epoch too many",
            "When `patience` epochs in a row were no better, the training ends at once.",
            lambda losses, patience: _stopping_epoch(losses, patience + 1),
        ),
        Mistake(
            "no patience",
            "You stop after one bad epoch. It takes `patience` of them in a row.",
            lambda losses, patience: _stopping_epoch(losses, 1),
        ),
        Mistake(
            "all epochs",
            "You return the number of all losses each time. The training ends as soon as "
            "`patience` epochs in a row were no better.",
            lambda losses, patience: len(losses),
        ),
        Mistake(
            "counted from zero",
            "The answer is a number of epochs, so the first epoch is 1.",
            lambda losses, patience: _stopping_epoch(losses, patience) - 1,
            also=[_position_of_the_stop],
        ),
        Mistake(
            "the best epoch",
            "You returned where the loss was smallest. The training goes on for some epochs more.",
            lambda losses, patience: int(np.argmin(losses)) + 1,
            also=[
                lambda losses, patience: (
                    int(np.argmin(losses[: _stopping_epoch(losses, patience)])) + 1
                )
            ],
        ),
        Mistake(
            "a fixed first best",
            "Before the first epoch there is no best loss. With a fixed number in its place, "
            "epochs with larger losses count as no better. Start from infinity, or from the first "
            "loss.",
            _counting(start=1),
            also=[_counting(start=n) for n in (0, 10, 100, 1000, 9999, 1e6, 1e9, 1e10)],
        ),
        Mistake(
            "one epoch too few",
            "You stop after `patience` - 1 epochs that were no better.",
            _counting(least=1),
            also=[_counting(first=1)],
        ),
        Mistake(
            "small improvements do not count",
            "Any smaller loss is better, however little.",
            _counting(better=lambda new, best: new < best - 1e-3),
            also=[
                _counting(better=lambda new, best: new < best - 1e-4),
                _counting(better=lambda new, best: new < best - 1e-2),
                *(
                    lambda losses, patience, n=n: _stopping_epoch(
                        [round(loss, n) for loss in losses], patience
                    )
                    for n in (2, 3, 4)
                ),
            ],
        ),
        Mistake(
            "looks into the future",
            "When the training ends, nobody knows the losses that would have come. Go through the "
            "epochs one by one.",
            lambda losses, patience: min(int(np.argmin(losses)) + 1 + patience, len(losses)),
            also=[lambda losses, patience: int(np.argmin(losses)) + 1 + patience],
        ),
        Mistake(
            "the patience subtracted",
            "The epochs of waiting are trained, too, so they count.",
            lambda losses, patience: _stopping_epoch(losses, patience) - patience,
        ),
        Mistake(
            "nothing for a training that goes on to its end",
            "Where early stopping never strikes, all epochs are trained: return their number.",
            lambda losses, patience: (
                None if _never_stops(losses, patience) else _stopping_epoch(losses, patience)
            ),
            also=[
                lambda losses, patience: (
                    len(losses) - 1
                    if _never_stops(losses, patience)
                    else _stopping_epoch(losses, patience)
                ),
                lambda losses, patience: (
                    0 if _never_stops(losses, patience) else _stopping_epoch(losses, patience)
                ),
            ],
        ),
        Mistake(
            "the largest loss as best",
            "The best loss is the smallest. Yours counts an epoch as better if its loss is larger.",
            _counting(start=-np.inf, better=operator.gt),
            also=[_counting(start=0, better=operator.gt)],
        ),
        Mistake(
            "the loss instead of the epoch",
            "You return a loss. Asked for is a number of epochs.",
            lambda losses, patience: losses[_stopping_epoch(losses, patience) - 1],
            also=[lambda losses, patience: min(losses)],
        ),
    ],
    further=(
        "It is `patience` of `keras.callbacks.EarlyStopping`; Prechelt, Early stopping - but "
        "when?, 1998."
    ),
    hints=[
        "Two variables are enough: the best loss so far, and how many epochs you have waited.",
        "In each epoch one of two things happens: a new best and the waiting starts anew, or you "
        "wait one longer.",
    ],
)
