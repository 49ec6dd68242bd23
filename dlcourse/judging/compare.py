"""Compares what an answer did with what the reference and the known mistakes did."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from dlcourse.judging.observe import Observation, Strange

#: Kinds of dtype that can stand for one another when only the value matters.
FAMILIES = {"b": "real", "i": "real", "u": "real", "f": "real", "c": "complex", "U": "text"}
FAMILIES["S"] = "text"


@dataclass(frozen=True)
class Tolerance:
    """How close is equal: ``|received - expected| <= atol + rtol * |expected|``."""

    rtol: float
    atol: float
    same_kind: bool

    def comparable(self, received: np.ndarray | Strange, expected: np.ndarray | Strange) -> bool:
        """Whether two values have the same form, so that their entries can be compared."""
        if isinstance(received, Strange) or isinstance(expected, Strange):
            return False
        return received.shape == expected.shape and self.kinds_agree(received, expected)

    def kinds_agree(self, received: np.ndarray, expected: np.ndarray) -> bool:
        """Whether the dtypes may be compared."""
        one, two = received.dtype.kind, expected.dtype.kind
        if self.same_kind:
            return one.replace("u", "i") == two.replace("u", "i")
        return FAMILIES[one] == FAMILIES[two]

    def differs(self, received: np.ndarray, expected: np.ndarray) -> np.ndarray:
        """Return a mask of the entries that differ; both must be comparable. NaN equals NaN."""
        if expected.dtype.kind in "US":
            return np.asarray(received != expected)
        with np.errstate(all="ignore"):
            close = np.isclose(received, expected, rtol=self.rtol, atol=self.atol, equal_nan=True)
        return ~np.asarray(close)


#: Places where two observations differ: name of the value -> mask, or True for all of it.
Places = dict[str, np.ndarray | bool]
_ERROR, _INPUT = "<error>", "<input>"


def places_of_difference(
    one: Observation, other: Observation, tolerance: Tolerance, any_message: bool = False
) -> Places:
    """Return where ``one`` differs from ``other``; empty if nowhere.

    Exceptions are the same if their types and, unless ``any_message``, their messages are.
    """
    places: Places = {}
    if one.error or other.error:
        same = one.error is not None and one.error.same_as(other.error, any_message)
        return {} if same else {_ERROR: True}
    if one.changed != other.changed:
        places[_INPUT] = True
    if one.values.keys() != other.values.keys():
        return {**places, **dict.fromkeys([*other.values, *one.values], True)}
    for name, expected in other.values.items():
        received = one.values[name]
        if tolerance.comparable(received, expected):
            mask = tolerance.differs(received, expected)
            if mask.any():
                places[name] = mask
        elif not _equally_strange(received, expected):
            places[name] = True
    return places


def _equally_strange(one, other) -> bool:
    return isinstance(one, Strange) and isinstance(other, Strange) and one == other


def explain(
    answer: Sequence[Observation],
    reference: Sequence[Observation],
    mistakes: Sequence[Sequence[Observation]],
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


def _places(one, other, tolerance: Tolerance, any_message: bool = False) -> list[Places]:
    return [
        places_of_difference(a, b, tolerance, any_message) for a, b in zip(one, other, strict=True)
    ]


def _agrees(answer, faulty, traces: Sequence[Places], tolerance: Tolerance) -> bool:
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
