"""Finds the known mistakes that explain what is wrong with an answer. Pure, and without words."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from dlcourse.judging.compare import Places, Tolerance, places_of_difference
from dlcourse.judging.observation import Observation

Observations = Sequence[Observation]


def explain(
    answer: Observations,
    reference: Observations,
    mistakes: Sequence[Observations],
    tolerance: Tolerance,
) -> tuple[list[int], bool]:
    """Find the known mistakes in an answer.

    An answer makes a mistake if it agrees with the faulty implementation wherever that differs
    from the reference. Several mistakes may have been made at once; they are all returned if
    together they explain everything that is wrong. Otherwise the one that explains most is, if it
    explains more than half: a thoroughly wrong answer agrees with many mistakes by chance.

    Returns:
        The positions of the mistakes, and whether they explain everything that is wrong.
    """
    wrong = _places(answer, reference, tolerance)
    explained: dict[int, list[Places]] = {}
    for position, faulty in enumerate(mistakes):
        traces = _places(faulty, reference, tolerance)
        # np.dot and @ word a misfit of shapes differently. Where the mistake shows in values, too,
        # the values identify it; where it only ever raises, the message must.
        shows = any(trace and not f.error for trace, f in zip(traces, faulty, strict=True))
        if not any(_places(answer, faulty, tolerance, any_message=shows)):
            return [position], True
        if any(traces) and _agrees(answer, faulty, traces, tolerance):
            explained[position] = traces
    return _together(wrong, explained) or _most(wrong, explained)


def _together(
    wrong: Sequence[Places], explained: dict[int, list[Places]]
) -> tuple[list[int], bool] | None:
    """Return the mistakes that explain everything between them, or None."""
    found: list[int] = []
    for position, traces in explained.items():
        rest = _unexplained(wrong, traces)
        if _amount(rest) < _amount(wrong):
            found.append(position)
            wrong = rest
    return None if any(wrong) else (found, True)


def _most(wrong: Sequence[Places], explained: dict[int, list[Places]]) -> tuple[list[int], bool]:
    """Return the one mistake that explains more than half of what is wrong, if there is one."""
    left = {position: _amount(_unexplained(wrong, t)) for position, t in explained.items()}
    best = min(left, key=left.__getitem__, default=None)
    return ([best] if best is not None and 2 * left[best] < _amount(wrong) else []), False


def _unexplained(wrong: Sequence[Places], traces: Sequence[Places]) -> list[Places]:
    return [_without(w, t) for w, t in zip(wrong, traces, strict=True)]


def _places(
    one: Observations, other: Observations, tolerance: Tolerance, any_message: bool = False
) -> list[Places]:
    return [
        places_of_difference(a, b, tolerance, any_message) for a, b in zip(one, other, strict=True)
    ]


def _agrees(
    answer: Observations, faulty: Observations, traces: Sequence[Places], tolerance: Tolerance
) -> bool:
    """Whether an answer does what the faulty implementation does at all places in ``traces``.

    Where the answer raises and so has no value, it says nothing for or against.
    """
    for seen, wrong, trace in zip(answer, faulty, traces, strict=True):
        differences = places_of_difference(seen, wrong, tolerance)
        for name in trace:
            if np.any(np.logical_and(differences.get(name, False), trace[name])):
                return False
    return True


def _without(places: Places, explained: Places) -> Places:
    """Return ``places`` without those that are explained."""
    rest: Places = {}
    for name, mask in places.items():
        known = explained.get(name, False)
        left = mask if known is False else np.logical_and(mask, np.logical_not(known))
        if np.any(left):
            rest[name] = left
    return rest


def _amount(places: Sequence[Places]) -> int:
    return sum(int(np.sum(mask)) for each in places for mask in each.values())
