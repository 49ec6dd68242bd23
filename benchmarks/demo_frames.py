"""Change the kept picture of each demo, and draw it anew: CPU time per picture.

Run `python benchmarks/demo_frames.py [MOVES [WIDTH HEIGHT]]`. Equal: demo, values, size; the two
take turns. Each move sets one control to another place, first the first that is no button, then
any; buttons are pressed.
"""

import random
import statistics
import sys
import time
from collections.abc import Callable, Iterator
from typing import Any

from dlcourse import demos
from dlcourse.demos.core.controls import (
    Button,
    Canvas,
    Checkbox,
    Choice,
    Control,
    Grid,
    Point,
    Slider,
    Text,
)
from dlcourse.demos.core.demo import Demo
from dlcourse.plots.style import use_course_style

Values = dict[str, Any]


def move(demo: Demo, control: Control, values: Values, rng: random.Random) -> Values:
    """Return `values` after a move of `control` to another place."""
    match control:
        case Slider():
            places = {control.at(rng.randrange(control.position(control.high))) for _ in range(9)}
        case Choice():
            places = control.values
        case Checkbox():
            places = (True, False)
        case Point():
            places = [control.near(*map(rng.uniform, control.low, control.high))]
        case Text():
            places = ["", *(control.letters or "abc")]
        case Grid():
            places = [
                control.admit(
                    [[rng.uniform(control.low, control.high)] * control.shape[1]] * control.shape[0]
                )
            ]
        case Canvas():
            places = [control.read("".join(rng.choices("0009", k=control.rows * control.columns)))]
        case Button():
            return {**values, **demo.follow(control.action, values)}
    place = rng.choice([place for place in places if place != values[control.name]])
    values = {**values, control.name: place}
    return {**values, **demo.follow(control.action, values)}


def walk(demo: Demo, controls: list[Control], moves: int) -> Iterator[Values]:
    """Yield the values after each of `moves` moves of one of `controls`."""
    rng, values = random.Random(demo.name), demo.start
    for _ in range(moves):
        values = move(demo, rng.choice(controls), values, rng)
        yield values


def milliseconds(draw: Callable[[Values], bytes], values: Values) -> float:
    start = time.process_time()
    draw(values)
    return 1000 * (time.process_time() - start)


def measure(demo: Demo, controls: list[Control], moves: int, size: tuple) -> list[float]:
    """Return the medians of kept, light and new pictures."""
    frame, times = demo.frame(size), []
    for values in walk(demo, controls, moves + 3):
        ways = (frame.png, lambda v: frame.png(v, light=True), lambda v: demo.frame(size).png(v))
        times.append([milliseconds(way, values) for way in ways])
    # A picture that is kept learns in its first moves what moves.
    return [statistics.median(way) for way in zip(*times[3:], strict=True)]


def main(moves: int, *size: int) -> None:
    use_course_style()
    head = f"{'median ms of ' + str(moves) + ' moves':<36}"
    print(f"{head}{'kept':>6}{'light':>7}{'new':>6}{'new / kept':>12}")
    for name in demos.names():
        demo = demos.get(name)
        first = next(control for control in demo.controls if not isinstance(control, Button))
        for label, controls in ((first.name, [first]), ("any", list(demo.controls))):
            kept, light, new = measure(demo, controls, moves, size or (1000, 500))
            row = f"{kept:>6.0f}{light:>7.0f}{new:>6.0f}{new / kept:>12.1f}"
            print(f"{name + ', ' + label:<36}{row}")


if __name__ == "__main__":
    main(*map(int, sys.argv[1:] or ["20"]))
