"""A demo in a page: pictures drawn beforehand, which a slider moves without any kernel.

A page has no Python, and what would bring it along (Pyodide with NumPy and Matplotlib) weighs more
than twenty times the page. So the pictures are drawn when the page is written: those that the cell
went through, if it pressed buttons or set values; else those along the demo's playable control,
or its first slider.
"""

from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any, NamedTuple

from matplotlib import rc_context

from dlcourse.course.pages.pictures import packed
from dlcourse.demos.core.controls import Button, Control, Slider
from dlcourse.plots.style import use_course_style

if TYPE_CHECKING:
    from dlcourse.demos.core.demo import Demo

#: The key of an output's metadata that says which demo it shows, and how it came there.
DEMO = "dlcourse_demo"
MOST_FRAMES = 20
MOST_BYTES = 350_000  # of one demo in a page
_COLOURS = 96
_FIXED = "In the notebook, all its controls move."


class _State(NamedTuple):
    """One state of a demo: what is said of it at the slider, and its values."""

    said: str
    values: dict[str, Any]


class _Way(NamedTuple):
    """States one after the other, the name of what leads along them, and where to begin."""

    label: str
    states: list[_State]
    start: int


def strip_of(shown: Mapping[str, Any] | None) -> dict[str, Any] | None:
    """Return the pictures along which a demo can be moved, or None where there is no way to go.

    Args:
        shown: What `DemoView` says of itself: `demo` (its name), `values` (to start from, where
            they are not the demo's own) and `moves` (what was done to it, see `_visited`).

    Returns:
        `label` (of the slider), `start` (its first position), `fixed` (a word on what it does not
        move), and `frames`: for each position `said` (what the slider stands for), `alt` and
        `source` (a data URL) of the picture.
    """
    from dlcourse import demos

    if not shown or shown["demo"] not in demos.names():
        return None
    demo = demos.get(shown["demo"])
    way = _way(demo, list(_visited(demo, shown["values"], shown["moves"])))
    if way is None:
        return None
    frames = _drawn(demo, way.states)
    moving = _without_repeats([frame["source"] for frame in frames], way.start)
    sizes = [len(frames[place]["source"]) for place in moving]
    kept = [moving[place] for place in _affordable(sizes, moving.index(way.start))]
    return {
        "label": way.label,
        "start": kept.index(way.start),
        "fixed": _FIXED,
        "frames": [frames[place] for place in kept],
    }


def _visited(demo: "Demo", values: Mapping, moves: Sequence[Sequence]) -> Iterator[_State]:
    """Yield where the demo began, and where each move led it.

    Args:
        demo: The demo.
        values: Values to begin with, where they are not the demo's own.
        moves: `("press", button)` or `("set", name, value)`, in their order.
    """
    present = {**demo.start, **demo.admit(values)}
    yield _State("start", present)
    for number, (_, name, *value) in enumerate(moves, start=1):
        control = demo.control(name)
        present = {**present, **demo.admit(dict.fromkeys([name] if value else [], *value))}
        present |= demo.follow(control.action if control else None, present)
        yield _State(f"{number}: {_told(control, name, present)}", present)


def _way(demo: "Demo", visited: list[_State]) -> _Way | None:
    """Return the way that the cell went, else that of one control, else None."""
    last = len(visited) - 1
    if last:
        kept = _spread(len(visited), MOST_FRAMES, keep=last)
        return _Way("step", [visited[place] for place in kept], kept.index(last))
    here = visited[0].values
    sliders = [control for control in demo.controls if isinstance(control, Slider)]
    playing = [c for c in demo.controls if isinstance(c, Slider | Button) and c.play]
    match [*playing, *sliders]:
        case [Slider() as slider, *_]:
            now = slider.position(here[slider.name])
            kept = _spread(slider.position(slider.high) + 1, MOST_FRAMES, keep=now)
            states = [_moved(demo, slider, here, place) for place in kept]
            return _Way(slider.label or slider.name, states, kept.index(now))
        case [Button() as button, *_]:
            moves = [("press", button.name)] * (MOST_FRAMES - 1)
            return _Way("step", list(_visited(demo, here, moves)), 0)
    return None


def _moved(demo: "Demo", slider: Slider, values: dict[str, Any], place: int) -> _State:
    there = {**values, slider.name: slider.at(place)}
    return _State(slider.show(slider.at(place)), there | demo.follow(slider.action, there))


def _spread(count: int, most: int, keep: int) -> list[int]:
    """Return at most `most` of `count` places: both ends, `keep`, and the others evenly between."""
    if count <= most:
        return list(range(count))
    evenly = [round(number * (count - 1) / (most - 1)) for number in range(most)]
    nearest = min(range(1, most - 1), key=lambda number: abs(evenly[number] - keep))
    if keep not in evenly:
        evenly[nearest] = keep
    return evenly


def _without_repeats(sources: Sequence[str], keep: int) -> list[int]:
    """Return the places at which the picture is another than before, and `keep`."""
    return [
        place
        for place, source in enumerate(sources)
        if place == keep or (source != sources[place - 1] or place == 0)
    ]


def _affordable(sizes: Sequence[int], keep: int) -> list[int]:
    """Return the places of as many frames as the page can carry, `keep` among them."""
    for most in range(len(sizes), 2, -1):
        kept = _spread(len(sizes), most, keep)
        if sum(sizes[place] for place in kept) <= MOST_BYTES:
            return kept
    return [keep]


def _drawn(demo: "Demo", states: Sequence[_State]) -> list[dict[str, str]]:
    """Return the pictures of states, each with what is said of it and its alternative text."""
    with rc_context():
        use_course_style()
        frame = demo.frame()
        return [
            {"said": said, "source": packed(frame.png(values), _COLOURS), "alt": frame.alt}
            for said, values in states
        ]


def _told(control: Control | None, name: str, values: Mapping[str, Any]) -> str:
    """Return what was moved, in words: "layers 2"; of a button, its label."""
    if control is None:
        return name
    label = control.label or control.name
    return label if isinstance(control, Button) else f"{label} {control.show(values[name])}"
