"""Series: what was measured at one time after another."""

from __future__ import annotations

import csv
import io
from typing import NamedTuple

import numpy as np

from dlcourse.datasets.files import read_card, read_verified


class Series(NamedTuple):
    """Numbers in the order of time; every call of a loader returns new arrays.

    There is no split: where to cut is a question of what one wants to know, so it stays visible.

    Attributes:
        times: When, shape (n,), rising by equal steps.
        values: What was measured, shape (n,), float32.
        unit: Of the values, as text.
        DESCR: The data card: source, licence, known faults, as text.
        name: What the series is called.
    """

    times: np.ndarray
    values: np.ndarray
    unit: str
    DESCR: str
    name: str

    def __repr__(self) -> str:
        """Return one line about the sizes, for the end of a notebook cell."""
        return (
            f"Series {self.name}: {len(self.values)} values, {self.times[0]} to {self.times[-1]}, "
            f"from {self.values.min():g} to {self.values.max():g} ({self.unit})"
        )


def load_sunspots() -> Series:
    """Load the yearly mean sunspot numbers from 1700 to 2008.

    A real series with a rhythm of about eleven years that never repeats itself. Too short to tell
    good forecasts apart: it holds some 28 cycles.

    Returns:
        `Series` with `times`, the years, int64, and `values`, the sunspot numbers, float32, both of
        shape (309,).

    Raises:
        DataFileError: The file is missing or its checksum is wrong.

    Example:
        >>> from dlcourse import datasets
        >>> datasets.load_sunspots()
        Series sunspots: 309 values, 1700 to 2008, from 0 to 190.2 (sunspot number)

    Reference:
        Wolf (1861), Abstract of his latest results, Monthly Notices of the Royal Astronomical
        Society 21(3), 77-78.
    """
    _, *rows = csv.reader(io.StringIO(read_verified("sunspots.csv").decode("ascii")))
    years, numbers = zip(*rows, strict=True)
    return Series(
        times=np.array(years, dtype=np.int64),
        values=np.array(numbers, dtype=np.float32),
        unit="sunspot number",
        DESCR=read_card("sunspots"),
        name="sunspots",
    )
