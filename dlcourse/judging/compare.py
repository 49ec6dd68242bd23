"""Compares two observations: where do they differ? Pure, and without words."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from numpy import errstate  # not np.errstate: an answer may have replaced it

from dlcourse.judging.observation import Array, Description, Observation, Value

#: Kinds of dtype that can stand for one another when only the value matters.
FAMILIES = {"b": "real", "i": "real", "u": "real", "f": "real", "c": "complex", "U": "text"}
FAMILIES["S"] = "text"

#: Why two values cannot be compared entry by entry.
Misfit = Literal["unreadable", "kind", "shape"]


@dataclass(frozen=True)
class Tolerance:
    """How close is equal: ``|received - expected| <= atol + rtol * |expected|``."""

    rtol: float
    atol: float
    same_kind: bool

    def misfit(self, received: Value, expected: Value) -> Misfit | None:
        """Return why two values cannot be compared entry by entry, or None if they can."""
        if isinstance(received, Description) or isinstance(expected, Description):
            return "unreadable"
        if not self._kinds_agree(received.dtype.kind, expected.dtype.kind):
            return "kind"
        return None if received.shape == expected.shape else "shape"

    def _kinds_agree(self, one: str, two: str) -> bool:
        if self.same_kind:
            return one.replace("u", "i") == two.replace("u", "i")
        return FAMILIES[one] == FAMILIES[two]

    def differs(self, received: Array, expected: Array) -> Array:
        """Return a mask of the entries that differ, for two arrays that fit. NaN equals NaN.

        Does what ``np.isclose`` does, by operators alone: these an answer cannot replace.
        """
        differs: Array
        if expected.dtype.kind in "US":
            differs = received != expected
            return differs
        wanted = expected if expected.dtype.kind in "fc" else expected * 1.0
        with errstate(all="ignore"):
            near = abs(received - wanted) <= self.atol + self.rtol * abs(wanted)
            near = near & (wanted * 0 == 0) | (received == wanted)  # infinity is near to all
        differs = ~(near | (received != received) & (wanted != wanted))
        return differs

    def same(self, one: Array, two: Array) -> bool:
        """Whether two arrays have one shape and equal entries."""
        return one.shape == two.shape and not self.differs(one, two).any()


#: Places where two observations differ: name of the value -> mask, or True for all of it.
Places = dict[str, Array | Literal[True]]
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
        return {**places, **{name: True for name in (*other.values, *one.values)}}
    for name, expected in other.values.items():
        received = one.values[name]
        if isinstance(received, Description) or isinstance(expected, Description):
            if type(received) is not type(expected) or received != expected:
                places[name] = True
        elif tolerance.misfit(received, expected):
            places[name] = True
        elif (mask := tolerance.differs(received, expected)).any():
            places[name] = mask
    return places
