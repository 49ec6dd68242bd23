"""A layer is built from the shapes in its docstrings, and run: it has the shapes that it states."""

import inspect
import re

import numpy as np
import pytest

from dlcourse import scratch

LENGTHS = {"n_inputs": 3, "n_units": 5, "n_variants": 2, "...": (4, 7)}
LAYERS = [scratch.Dense]


def shape(docstring, section, name=None):
    """Return the first shape that a section of a docstring states, if need be of one argument."""
    text = re.search(rf"^ *{section}:\n(.*?)(?=\n\n|\Z)", docstring, re.DOTALL | re.MULTILINE)[1]
    if name:
        text = re.search(rf"^ *{name}:(.*?)(?=^ *\w+: |\Z)", text, re.DOTALL | re.MULTILINE)[1]
    found = re.search(r"[Ss]hape \(([\w., ]+?),?\)", text)
    axes = [LENGTHS[axis.strip()] for axis in found[1].split(",")] if found else None
    return axes and tuple(n for axis in axes for n in (axis if isinstance(axis, tuple) else [axis]))


@pytest.mark.parametrize("layer", LAYERS, ids=lambda layer: layer.__name__)
def test_a_layer_has_the_shapes_that_it_states(layer):
    doc = inspect.getdoc(layer)
    shapes = {name: shape(doc, "Args", name) for name in inspect.signature(layer).parameters}
    made = layer(**{name: np.ones(each) for name, each in shapes.items() if each})
    forward, backward = inspect.getdoc(layer.forward), inspect.getdoc(layer.backward)
    x = np.ones(shape(forward, "Args", "x"))
    y = made.forward(x)
    assert y.shape == shape(forward, "Returns")
    assert y.shape == shape(backward, "Args", "dy")
    dx = made.backward(np.ones_like(y))
    assert dx.shape == shape(backward, "Returns") == x.shape
