"""What a hand may do to a control, for tests that move whatever control there is."""

import numpy as np

from dlcourse.demos.core.controls import Canvas, Checkbox, Choice, Grid, Point, Slider, Text


def other_values(control):
    """Return values far from that at the start."""
    match control:
        case Slider():
            values = [control.low, control.high]
        case Choice():
            values = control.values
        case Checkbox():
            values = [True, False]
        case Text():
            letters = control.letters or "abc"
            values = ["", letters[0], letters[-1], letters[:: len(letters) // 2][: control.most]]
        case Point():
            values = [control.low, control.high]
        case Canvas():
            values = [np.zeros((control.rows, control.columns), int), bar(control)]
        case Grid():
            values = [np.full(control.shape, control.low), np.full(control.shape, control.high)]
    return [value for value in map(control.admit, values) if value != control.value]


def bar(control):
    """Return a canvas with an upright bar of ink in its middle."""
    drawing = np.zeros((control.rows, control.columns), int)
    middle = control.columns // 2
    drawing[2:-2, middle - 1 : middle + 1] = control.MOST
    return drawing


def any_value(control, rng):
    """Return a value, that at the start or another."""
    if isinstance(control, Slider):
        return control.at(rng.randrange(control.position(control.high) + 1))
    return rng.choice([control.value, *other_values(control)])
