"""Every plot is called in one way: data first, options by name, `ax=None`, the Axes come back."""

import inspect

import matplotlib.pyplot as plt
import numpy as np
import pytest

from dlcourse import plots, scratch
from dlcourse.plots.panels import panels

PLOTS = {name: getattr(plots, name) for name in plots.__all__ if name.startswith("plot_")}


@pytest.mark.parametrize("name", PLOTS)
def test_the_signature_is_that_of_all(name):
    signature = inspect.signature(PLOTS[name])
    assert signature.return_annotation == "Axes"
    ax = signature.parameters["ax"]
    assert (ax.annotation, ax.default, ax.kind) == ("Axes | None", None, ax.KEYWORD_ONLY)
    options = [p for p in signature.parameters.values() if p.kind is p.KEYWORD_ONLY]
    assert options[-1] is ax
    needed = [p.name for p in options if p.default is p.empty]
    assert set(needed) <= {"xlim", "ylim"}, "the part of the plane to draw is data"


SEVERAL = {
    "gallery": lambda ax: plots.plot_gallery({"ReLU": scratch.relu, "tanh": scratch.tanh}, ax=ax),
    "mistakes": lambda ax: plots.plot_worst_mistakes(np.ones((1, 2, 2)), [1], [[1, 0]], ax=ax),
    "cycle": lambda ax: plots.plot_cycle(
        scratch.Perceptron([-2, 0.125], 0.5).fit(XOR, [0, 1, 1, 0], epochs=5).history,
        XOR,
        [0, 1, 1, 0],
        ax=ax,
    ),
}
XOR = np.array([[0, 0], [0, 1], [1, 0], [1, 1]])


@pytest.mark.parametrize("name", SEVERAL)
def test_several_pictures_stay_in_the_place_of_one(name):
    figure, (left, right) = plt.subplots(1, 2, figsize=(12, 4), layout="constrained")
    assert SEVERAL[name](right) is right
    assert len(plt.get_fignums()) == 1
    figure.canvas.draw()
    inside = [ax for ax in figure.axes if ax not in (left, right)]
    assert len(inside) >= 2
    border = right.get_position()
    for ax in inside:
        assert border.x0 - 0.02 <= ax.get_position().x0 <= ax.get_position().x1 <= border.x1 + 0.02


def test_a_place_outside_a_grid_cannot_be_divided():
    ax = plt.figure().add_axes((0, 0, 1, 1))
    with pytest.raises(ValueError, match="Expected an Axes of a grid.*Received: ax=Axes"):
        panels(ax, 1, 2, figsize=(1, 1))
