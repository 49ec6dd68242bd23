"""How much of what may differ was used up: says which cells would fail next, under another seed.

A cell that passes may have passed narrowly. Here each number and figure that is compared tells
which share of its tolerance it took, and each claim which share of its distance from the limit. A
text without tolerance passes or fails, and so tells nothing before: perturb it by more than a
millionth.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from .pictures import PICTURES, Picture, differ
from .text import Output, margins

ENOUGH = 0.5  # of what may differ; what took more is told
PROPERTY = "room"


class Use(NamedTuple):
    """A share of what may differ, and by what it was used up; more than 1 fails."""

    share: float
    what: str


def uses(
    texts: Iterable[tuple[Output, Output]], figures: Iterable[tuple[Picture, Picture]]
) -> Iterator[Use]:
    """Yield what each text, claim and figure used up; the stored one of a pair comes first."""
    for stored, new in texts:
        yield _of_text(stored, new)
        yield from _of_claims(stored, new)
    for number, (before, after) in enumerate(figures, start=1):
        yield Use(differ(before, after).used, f"figure {number}")


def texts_in(outputs: list[dict]) -> Iterator[str]:
    """Yield the texts of a cell's outputs, in an order that is the same in each run."""
    for output in outputs:
        data = output.get("data", {"text": output.get("text", "")})
        texts = (data[mime] for mime in sorted(data) if mime not in PICTURES)
        yield from (text for text in texts if isinstance(text, str))


def _of_text(stored: Output, new: Output) -> Use:
    share = stored.used(new)
    if not share:
        return Use(0.0, "")
    pairs = stored.pairs(new)
    worst = max(pairs, key=lambda pair: pair.used, default=None)
    if worst and worst.used == share:
        return Use(float(share), f"{worst.stored} became {worst.new}: {worst.limit}")
    lines = zip(stored.splitlines(), new.splitlines(), strict=False)
    before, after = next(((a, b) for a, b in lines if a != b), ("", "another number of lines"))
    return Use(float(share), f"{before.strip()!r:.90} became {after.strip()!r:.90}")


def _of_claims(stored: Output, new: Output) -> Iterator[Use]:
    for pair in margins(stored, new):
        yield Use(float(pair.used), f"{pair.stored} became {pair.new}: {pair.limit}")


def summary(reports: Iterable) -> Iterator[str]:
    """Yield a line for each cell that used more than enough, the worst first, and how many did."""
    cells = {r.nodeid: [Use(*use) for use in dict(r.user_properties)[PROPERTY]] for r in reports}
    worst = {name: max(found, default=Use(0.0, "")) for name, found in cells.items()}
    told = {name: use for name, use in worst.items() if use.share > ENOUGH}
    for name, use in sorted(told.items(), key=lambda item: -item[1].share):
        yield f"{use.share:5.2f} of what may differ: {name}  {use.what}"
    yield f"{len(told)} of {len(cells)} cells used more than {ENOUGH}"
