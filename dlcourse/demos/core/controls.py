"""What a demo can offer to the hand: sliders, choices, boxes, buttons, a line of text, a point.

Those whose value is a grid of numbers, `Canvas` and `Grid`, stand in `grids.py`.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from dlcourse.demos.core.grids import Canvas as Canvas
from dlcourse.demos.core.grids import Grid as Grid

Action = Callable[..., Mapping[str, Any] | None]


@dataclass(frozen=True, kw_only=True)
class Slider:
    """A number from `low` to `high`; whole numbers if value, ends and step are whole.

    Attributes:
        name: Parameter of the scene that the slider sets.
        value: Where it stands at the start. An action may set values between two positions: the
            demo keeps them exactly, the slider shows the nearest position.
        low, high, step: Ends and spacing of the positions.
        label: Text beside it; the name if empty. `$...$` is not rendered: use symbols.
        play: Adds a play button that moves the slider to its end by itself.
        action: Called after a move, see `Demo`.
    """

    name: str
    value: float
    low: float
    high: float
    step: float
    label: str = ""
    play: bool = False
    action: Action | None = None

    def __post_init__(self) -> None:
        """Refuse ends in the wrong order and a start outside of them."""
        if not (self.low <= self.value <= self.high and self.step > 0 and self.low < self.high):
            raise ValueError(f"Expected low <= value <= high and step > 0. Received: {self}")

    @property
    def whole(self) -> bool:
        """Whether all positions are whole numbers."""
        return all(isinstance(v, int) for v in (self.value, self.low, self.high, self.step))

    def admit(self, value: Any) -> float:
        """Return `value` if the slider can show it, or raise ValueError."""
        if not self.low <= value <= self.high:
            raise ValueError(
                f"Expected {self.name} from {self.low} to {self.high}. Received: {value!r}"
            )
        return int(value) if self.whole else float(value)

    def position(self, value: float) -> int:
        """Return the number of the position nearest to `value`, counted from `low`."""
        return round((value - self.low) / self.step)

    def at(self, position: int) -> float:
        """Return the value at a position; rounded, so that 3 steps of 0.1 are 0.3."""
        value = self.low + position * self.step
        return min(max(value if self.whole else round(value, 10), self.low), self.high)

    def show(self, value: float) -> str:
        """Return the position nearest to `value` as text."""
        return f"{self.at(self.position(value)):g}"


@dataclass(frozen=True, kw_only=True)
class Choice:
    """One of several options, as a drop-down list, and, with `on`, as points of the picture.

    Attributes:
        name: Parameter of the scene that the list sets.
        options: The values; as a mapping, the texts shown and the values they stand for.
        value: The one chosen at the start; the first if None.
        label: Text beside it; the name if empty.
        on: Attribute of the scene that holds the artist (of `scatter` or `plot`) whose points stand
            for the options, in their order: a click on its axes chooses the nearest.
        action: Called after a change, see `Demo`; for example to set other controls.
    """

    name: str
    options: Sequence[Any] | Mapping[str, Any]
    value: Any = None
    label: str = ""
    on: str = ""
    action: Action | None = None

    def __post_init__(self) -> None:
        """Take the first option where none was named."""
        if not self.values:
            raise ValueError(f"Expected at least one option. Received: {self}")
        if self.value is None:
            object.__setattr__(self, "value", self.values[0])
        self.admit(self.value)

    @property
    def values(self) -> list[Any]:
        """The values that can be chosen."""
        return list(self.options.values() if isinstance(self.options, Mapping) else self.options)

    def admit(self, value: Any) -> Any:
        """Return `value` if it is an option, or raise ValueError."""
        if value not in self.values:
            raise ValueError(f"Expected {self.name} in {self.values}. Received: {value!r}")
        return value

    def show(self, value: Any) -> str:
        """Return the text of the option `value`."""
        options = self.options
        named = options if isinstance(options, Mapping) else {str(v): v for v in options}
        return next(text for text, option in named.items() if option == value)


@dataclass(frozen=True, kw_only=True)
class Checkbox:
    """Yes or no.

    Attributes:
        name: Parameter of the scene that the box sets.
        value: Whether it is ticked at the start.
        label: Text beside it; the name if empty.
        action: Called after a change, see `Demo`.
    """

    name: str
    value: bool = False
    label: str = ""
    action: Action | None = None

    def admit(self, value: Any) -> bool:
        """Return `value` if it is a bool, or raise ValueError."""
        if not isinstance(value, bool):
            raise ValueError(f"Expected {self.name} to be True or False. Received: {value!r}")
        return value

    def show(self, value: bool) -> str:
        """Return whether the box is ticked, as a word."""
        return "on" if value else "off"


@dataclass(frozen=True, kw_only=True)
class Button:
    """Something to do once, or again and again.

    Attributes:
        name: What `press` calls it.
        action: Called at each press with the present values; returns the new ones.
        label: Text on it; the name if empty.
        play: Adds a play button that presses until the action returns nothing to change.
        interval_ms: Time between two such presses.
    """

    name: str
    action: Action
    label: str = ""
    play: bool = False
    interval_ms: int = 600


@dataclass(frozen=True, kw_only=True)
class Text:
    """A line of text.

    Attributes:
        name: Parameter of the scene that the text sets.
        value: The text at the start.
        most: How many letters it may have.
        letters: Those that may be typed; all if empty. What is typed in the other case is taken
            for its like, where only that is among them.
        label: Text beside it; the name if empty.
        action: Called after each letter, see `Demo`.
    """

    name: str
    value: str = ""
    most: int = 20
    letters: str = ""
    label: str = ""
    action: Action | None = None

    def __post_init__(self) -> None:
        """Refuse a start that could not be typed."""
        self.admit(self.value)

    def admit(self, value: Any) -> str:
        """Return `value` if it can be typed, or raise ValueError."""
        fits = isinstance(value, str) and len(value) <= self.most
        if not fits or (self.letters and set(value) - set(self.letters)):
            among = f" among {self.letters!r}" if self.letters else ""
            raise ValueError(
                f"Expected {self.name} of at most {self.most} letters{among}. Received: {value!r}"
            )
        return value

    def show(self, value: str) -> str:
        """Return the text in quotes."""
        return f"“{value}”"


@dataclass(frozen=True, kw_only=True)
class Point:
    """A place in a plane of the picture: clicked, dragged, or typed as two numbers.

    Attributes:
        name: Parameter of the scene that the point sets, as a tuple (x, y).
        on: Attribute of the scene that holds the Axes on which to click.
        value: Where it is at the start.
        low, high: Its smallest and its largest x and y; a click beyond them goes to the edge.
        step: Spacing of the places that a click or an arrow key reaches, in x and in y.
        label: Text above the two numbers; the name if empty.
        action: Called after a move, see `Demo`.
    """

    name: str
    on: str
    value: tuple[float, float]
    low: tuple[float, float]
    high: tuple[float, float]
    step: tuple[float, float]
    label: str = ""
    action: Action | None = None

    def __post_init__(self) -> None:
        """Refuse ends in the wrong order and a start outside of them."""
        ordered = all(a < b for a, b in zip(self.low, self.high, strict=True))
        if not (ordered and all(step > 0 for step in self.step)):
            raise ValueError(f"Expected low < high and step > 0, in x and y. Received: {self}")
        object.__setattr__(self, "value", self.admit(self.value))

    def admit(self, value: Any) -> tuple[float, float]:
        """Return `value` as two floats if it lies in the plane, or raise ValueError."""
        try:
            x, y = map(float, value)
        except (TypeError, ValueError):
            x = y = float("nan")
        if not all(a <= v <= b for a, v, b in zip(self.low, (x, y), self.high, strict=True)):
            raise ValueError(
                f"Expected {self.name} as (x, y) from {self.low} to {self.high}. "
                f"Received: {value!r}"
            )
        return x, y

    def near(self, x: float, y: float) -> tuple[float, float]:
        """Return the place nearest to (x, y) that a click can reach."""
        ways = zip((x, y), self.low, self.high, self.step, strict=True)
        x, y = (min(max(low + round((v - low) / s) * s, low), high) for v, low, high, s in ways)
        return round(float(x), 10), round(float(y), 10)

    def show(self, value: tuple[float, float]) -> str:
        """Return both numbers."""
        return "({:.4g}, {:.4g})".format(*value)


Control = Slider | Choice | Checkbox | Button | Text | Point | Canvas | Grid
