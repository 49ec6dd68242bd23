"""What a demo can offer to the hand: sliders, choices, check boxes and buttons."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

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
    """One of several options, as a drop-down list.

    Attributes:
        name: Parameter of the scene that the list sets.
        options: The values; as a mapping, the texts shown and the values they stand for.
        value: The one chosen at the start; the first if None.
        label: Text beside it; the name if empty.
        action: Called after a change, see `Demo`; for example to set other controls.
    """

    name: str
    options: Sequence[Any] | Mapping[str, Any]
    value: Any = None
    label: str = ""
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


Control = Slider | Choice | Checkbox | Button
