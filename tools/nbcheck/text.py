"""Text outputs: what never matters is removed, and numbers compare within a declared tolerance."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import NamedTuple

# Lines that C++ libraries log to stderr, with process ids and clock times:
#   2026-01-31 10:00:00.123456: I tensorflow/core/util/port.cc:153] oneDNN custom operations ...
#   WARNING: All log messages before absl::InitializeLog() is called are written to STDERR
#   I0000 00:00:1769853600.123456    1234 gpu_device.cc:2020] Created device ...
#   To enable the following instructions: AVX2 FMA, in other operations, rebuild TensorFlow ...
_LIBRARY_LOG = re.compile(
    r"\d{4}-\d\d-\d\d \d\d:\d\d:\d\d\.\d+: [IWEF] \S+:\d+\] "
    r"|[IWEF]\d{4} \d\d:\d\d:[\d.]+ +\d+ \S+:\d+\] "
    r"|WARNING: All log messages before absl::InitializeLog\(\)"
    r"|To enable the following instructions:"
)

# What differs between two runs of one machine, or between two machines, and the word for it.
_PASSING = (
    (re.compile(r"\b0x[0-9a-fA-F]{6,}\b"), "<address>"),
    (re.compile(r"\S*ipykernel_\d+[/\\]\d+\.py(:\d+)?"), "<cell>"),
    (re.compile(r"\S*site-packages[/\\](\S+?\.py):\d+"), r"<library>/\1"),
    # Matplotlib names the parts of an animation by random ids.
    (re.compile(r"(?<![0-9a-f])[0-9a-f]{32}(?![0-9a-f])"), "<id>"),
)

# A picture inside HTML, as in Matplotlib's animations, where each line may end in a backslash.
EMBEDDED_PICTURE = re.compile(r"data:image/(?:png|jpeg|gif);base64,([A-Za-z0-9+/=\\\s]+)")

# What stands in a figure's tag beside the picture: the text comes from the source, not from a run.
_TEXT_OF_FIGURE = re.compile(r'(<img src="<picture>" width="\d+" height="\d+") alt="[^"]*"')

# A number that is not a part of a name, as the 1 of dense_1 or of float32 would be.
_NUMBER = re.compile(r"(?<![\w.])[-+\u2212]?(?:\d+(?:\.\d*)?|\.\d+)(?:[eE][-+]?\d+)?")


# A claim, and the numbers that prove it: they are measured, and so differ from CPU to CPU.
#   ✓ Every start reads more than 97 % of new digits  (worst_accuracy = 0.981 > 0.97)
_CLAIM = re.compile(r"^(✓ .*\S)  \((.+)\)$", flags=re.MULTILINE)
# A number in it, but not the 0 of gap[0].
_SHOWN = re.compile(rf"(?<!\S){_NUMBER.pattern}(?=[\s;,%]|$)")
# How far it may be from the stored one, relative to the largest number of its comparison: a
# change of a sixth decimal far below the limit is none.
CLAIM_RTOL = Decimal("0.02")
INFINITE = Decimal("Infinity")


def without_library_log(text: str) -> str:
    """Return what was written to stderr without the log lines of C++ libraries."""
    lines = text.splitlines(keepends=True)
    return "".join(line for line in lines if not _LIBRARY_LOG.match(line))


def lasting(text: str) -> str:
    """Replace addresses, ids and paths of one run; pictures are compared apart from the text."""
    text = _TEXT_OF_FIGURE.sub(r"\1", EMBEDDED_PICTURE.sub("<picture>", text))
    for pattern, word in _PASSING:
        text = pattern.sub(word, text)
    return text


class Pair(NamedTuple):
    """A stored number, the new one in its place, and how far from one another they may be."""

    stored: str
    new: str
    allowed: Decimal
    limit: str  # the same in words

    @property
    def used(self) -> Decimal:
        """The share of what is allowed that their difference uses up; above 1, it is too much."""
        difference = abs(_decimal(self.new) - _decimal(self.stored))
        if not difference:
            return Decimal(0)
        return difference / self.allowed if self.allowed else INFINITE


@dataclass(frozen=True)
class Tolerance:
    """How far a number may be from the stored one: atol + rtol * abs(stored), as in NumPy."""

    rtol: Decimal = Decimal(0)
    atol: Decimal = Decimal(0)

    @classmethod
    def declared(cls, metadata: dict) -> Tolerance:
        """Read `rtol` and `atol` from the metadata of a cell.

        Raises:
            ValueError: One of them is not a finite number of at least 0.
        """
        values = {}
        for name in ("rtol", "atol"):
            value = metadata.get(name, 0)
            # Decimal of the text: 0.94 - 0.93 is then exactly 0.01, which binary floats miss.
            if isinstance(value, bool) or not isinstance(value, (int, float)):
                raise ValueError(f"Expected a number as {name}. Received: {name}={value!r}")
            values[name] = Decimal(str(value))
            if not values[name].is_finite() or values[name] < 0:
                raise ValueError(f"Expected {name} >= 0, finite. Received: {name}={value!r}")
        return cls(**values)

    def __bool__(self) -> bool:
        """Say whether it tolerates anything."""
        return bool(self.rtol or self.atol)

    def numbers(self, stored: str, new: str) -> Iterator[Pair]:
        """Yield the numbers of two texts in order, but for those behind claims."""
        stored, new = _without_proofs(stored), _without_proofs(new)
        for before, after in zip(_NUMBER.findall(stored), _NUMBER.findall(new), strict=False):
            limit = f"rtol={self.rtol}, atol={self.atol}"
            yield Pair(before, after, self._allowed(before), limit)

    def proofs(self, stored: str, new: str) -> Iterator[Pair]:
        """Yield the numbers behind the claims of two texts in order."""
        for old, other in zip(_comparisons(stored), _comparisons(new), strict=False):
            numbers = _SHOWN.findall(old)
            scale = max((abs(_decimal(text)) for text in numbers), default=Decimal(0))
            for before, after in zip(numbers, _SHOWN.findall(other), strict=False):
                allowed = max(CLAIM_RTOL * scale, self._allowed(before))
                yield Pair(before, after, allowed, f"{CLAIM_RTOL:%} of its comparison")

    def _allowed(self, stored: str) -> Decimal:
        return self.atol + self.rtol * abs(_decimal(stored))


class Output(str):
    """A text output: unequal to another only if a reader would be told something else.

    nbval compares outputs by ``!=``, so this is where the tolerance of a cell comes in. Without
    one, texts are equal character by character, but for the numbers that prove a claim. With one,
    numbers count as numbers: their padding is free, because a number that gets a digit longer
    moves its neighbours.
    """

    tolerance: Tolerance

    def __new__(cls, text: str, tolerance: Tolerance) -> Output:
        """Attach a tolerance to a text, whose passing parts are replaced."""
        output = super().__new__(cls, lasting(text))
        output.tolerance = tolerance
        return output

    def __eq__(self, other: object) -> bool:
        """Compare with another output; the left one, self, is the stored one."""
        if not isinstance(other, str):
            return NotImplemented
        return self.used(other) <= 1

    def used(self, other: str) -> Decimal:
        """Return the largest share of its tolerance that a number of the other text uses up.

        It is infinite where the words differ or, without a tolerance, any character does.
        """
        before, after = _without_proofs(self), _without_proofs(other)
        if self.tolerance:
            before, after = _words(before), _words(after)
        if before != after:
            return INFINITE
        return max((pair.used for pair in self.pairs(other)), default=Decimal(0))

    def pairs(self, other: str) -> list[Pair]:
        """Return the numbers that are compared, those behind claims first."""
        proofs = list(self.tolerance.proofs(self, other))
        return proofs + list(self.tolerance.numbers(self, other)) if self.tolerance else proofs

    def __ne__(self, other: object) -> bool:
        """Contradict `__eq__`; str would bring its own."""
        return not self == other

    __hash__ = str.__hash__


def margins(stored: str, new: str) -> Iterator[Pair]:
    """Yield how far the claims that compare two numbers are from failing, where that shrank."""
    for old, other in zip(_comparisons(stored), _comparisons(new), strict=False):
        before, after = (list(map(_decimal, _SHOWN.findall(text))) for text in (old, other))
        if len(before) == len(after) == 2:
            margin, left = abs(before[0] - before[1]), abs(after[0] - after[1])
            yield Pair(
                str(margin), str(min(left, margin)), margin, f"distance from the limit, {other}"
            )


def _without_proofs(text: str) -> str:
    """Return the text with a sign for each number that proves a claim."""
    return _CLAIM.sub(lambda match: f"{match[1]}  ({_SHOWN.sub('#', match[2])})", text)


def _comparisons(text: str) -> list[str]:
    """Return what stands beside the claims, one comparison after the other."""
    return [part for match in _CLAIM.finditer(text) for part in match[2].split("; ")]


def _decimal(number: str) -> Decimal:
    return Decimal(number.replace("\u2212", "-"))


def _words(text: str) -> list[str]:
    """Return what stands between the numbers, without the blanks next to them."""
    return [part.strip(" ") for part in _NUMBER.split(text)]
