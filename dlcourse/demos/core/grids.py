"""Controls whose value is a grid of numbers: a canvas to draw on, and cells to set one by one.

The value of both is a tuple of rows, so that it can be compared, kept and told; `np.array(value)`
is the array that it stands for.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from math import isfinite
from typing import Any, ClassVar

Rows = tuple[tuple[float, ...], ...]


@dataclass(frozen=True, kw_only=True)
class Canvas:
    """Paper to draw on with mouse, pen, finger or arrow keys, with an eraser and a Clear button.

    A stroke is seen in the browser at once; the kernel is asked with the newest drawing.

    Attributes:
        name: Parameter of the scene that the drawing sets: `rows` tuples of `columns` whole
            numbers from 0, paper, to `MOST`, ink. `np.array(drawing) / Canvas.MOST` is the image.
        rows, columns: How many squares the paper has.
        value: The drawing at the start; empty paper if none.
        brush: Radius of the brush, in squares; its edge is soft.
        label: Text above it; the name if empty.
        action: Called after each piece of a stroke, see `Demo`.
    """

    MOST: ClassVar[int] = 9  # one digit a square, so that a key sets it and little travels

    name: str
    rows: int = 28
    columns: int = 28
    value: Any = ()
    brush: float = 1.2
    label: str = ""
    action: Callable[..., Mapping[str, Any] | None] | None = None

    def __post_init__(self) -> None:
        """Take empty paper where nothing was drawn."""
        if not (self.rows > 0 and self.columns > 0 and self.brush > 0):
            raise ValueError(f"Expected rows, columns and brush above 0. Received: {self}")
        empty = not len(self.value)
        object.__setattr__(self, "value", self.read("") if empty else self.admit(self.value))

    def admit(self, value: Any) -> Rows:
        """Return `value` as tuples if it is a drawing of this size, or raise ValueError."""
        rows = _rows(value, self.rows, self.columns)
        if rows is None or any(cell not in range(self.MOST + 1) for row in rows for cell in row):
            raise ValueError(
                f"Expected {self.name} as {self.rows} rows of {self.columns} whole numbers from 0 "
                f"to {self.MOST}. Received: {_short(value)}"
            )
        return tuple(tuple(map(int, row)) for row in rows)

    def write(self, value: Rows) -> str:
        """Return a drawing as one digit a square, row after row."""
        return "".join(str(cell) for row in value for cell in row)

    def read(self, digits: str) -> Rows:
        """Return the drawing that `write` wrote, or raise ValueError; no digits are empty paper."""
        n, squares = self.columns, self.rows * self.columns
        digits = digits or "0" * squares
        if len(digits) != squares or not (digits.isascii() and digits.isdigit()):
            raise ValueError(
                f"Expected {self.name} as {squares} digits. Received: {_short(digits)}"
            )
        return tuple(tuple(map(int, digits[i : i + n])) for i in range(0, squares, n))

    def show(self, value: Rows) -> str:
        """Return how much is drawn, in words."""
        inked = sum(cell > 0 for row in value for cell in row)
        return f"{inked} of {self.rows * self.columns} squares inked" if inked else "empty"


@dataclass(frozen=True, kw_only=True)
class Grid:
    """Numbers in rows and columns, as a kernel: typed, stepped by arrow keys, or dragged.

    Attributes:
        name: Parameter of the scene that the grid sets: a tuple of rows, each a tuple of floats.
        value: The numbers at the start; they say how many rows and columns there are.
        low, high: Ends of what a cell can hold.
        step: What an arrow key or a short drag adds; what is typed may lie between.
        label: Text above it; the name if empty.
        action: Called after a change, see `Demo`.
    """

    name: str
    value: Sequence[Sequence[float]]
    low: float
    high: float
    step: float = 1.0
    label: str = ""
    action: Callable[..., Mapping[str, Any] | None] | None = None

    def __post_init__(self) -> None:
        """Refuse rows of unequal length, ends in the wrong order, and a start outside of them."""
        if not (self.low < self.high and self.step > 0):
            raise ValueError(f"Expected low < high and step > 0. Received: {self}")
        object.__setattr__(self, "value", self.admit(self.value))

    @property
    def shape(self) -> tuple[int, int]:
        """How many rows and columns there are."""
        return len(self.value), len(self.value[0]) if len(self.value) else 0

    def admit(self, value: Any) -> Rows:
        """Return `value` as tuples of floats if the grid can hold it, or raise ValueError."""
        rows = _rows(value, *self.shape)
        if rows is None or any(not self.low <= cell <= self.high for row in rows for cell in row):
            n_rows, n_columns = self.shape
            raise ValueError(
                f"Expected {self.name} as {n_rows} rows of {n_columns} numbers from {self.low} "
                f"to {self.high}. Received: {_short(value)}"
            )
        return tuple(tuple(map(float, row)) for row in rows)

    def show(self, value: Rows) -> str:
        """Return the numbers, row after row."""
        return " | ".join(" ".join(f"{cell:.4g}" for cell in row) for row in value)


def _rows(value: Any, n_rows: int, n_columns: int) -> list[list[float]] | None:
    """Return `value` as rows of numbers, or None if it has another shape or holds other things."""
    value = value.tolist() if hasattr(value, "tolist") else value
    grid = isinstance(value, list | tuple) and all(isinstance(row, list | tuple) for row in value)
    if not grid or len(value) != n_rows or any(len(row) != n_columns for row in value):
        return None
    cells = [cell for row in value for cell in row]
    numbers = all(isinstance(c, int | float) and not isinstance(c, bool) for c in cells)
    return list(value) if cells and numbers and all(map(isfinite, cells)) else None


def _short(value: Any) -> str:
    text = repr(value)
    return text if len(text) <= 80 else f"{text[:77]}..."
