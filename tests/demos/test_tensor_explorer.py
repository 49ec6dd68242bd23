"""The demo of lesson 00: what it claims is what it shows."""

import importlib

import keras
import numpy as np
import pytest
from matplotlib.figure import Figure

from dlcourse import demos
from dlcourse.demos.protocol import DPI

explorer = importlib.import_module("dlcourse.demos.tensor_explorer")
GRID = np.stack(np.meshgrid(np.linspace(-1, 1, 5), np.linspace(-1, 1, 5)), axis=-1)
MATRIX, SHIFT = np.array([[0.5, 1.0], [-1.0, 0.3]]), np.array([0.2, -0.4])


def axes(**values):
    figure = Figure(figsize=demos.tensor_explorer.figsize, dpi=DPI)
    start = {k: v for k, v in demos.tensor_explorer.start.items() if k != "preset"}
    explorer.draw(figure, **{**start, **values})
    return figure.axes


def test_a_layer_is_a_dense_layer():
    layer = keras.layers.Dense(2, "relu", dtype="float64")
    layer.build((None, 2))
    layer.set_weights([MATRIX, SHIFT])
    expected = keras.ops.convert_to_numpy(layer(layer(GRID.reshape(-1, 2))))
    moved = explorer.transform(GRID, MATRIX, SHIFT, relu=True, layers=2)
    np.testing.assert_allclose(moved.reshape(-1, 2), expected, atol=1e-12)


def test_without_relu_all_layers_are_one_map():
    moved = explorer.transform(GRID, MATRIX, SHIFT, relu=False, layers=4)
    steps = np.diff(moved, axis=1)
    np.testing.assert_allclose(steps, np.broadcast_to(steps[0, 0], steps.shape), atol=1e-12)


def test_with_relu_they_are_not():
    moved = explorer.transform(GRID, MATRIX, SHIFT, relu=True, layers=2)
    assert np.ptp(np.diff(moved, axis=1), axis=(0, 1)).max() > 0.1


@pytest.mark.parametrize("preset", explorer.MATRICES)
def test_a_preset_sets_the_four_sliders(preset):
    view = demos.tensor_explorer()
    view.set(preset=preset)
    assert tuple(view.values[name] for name in explorer.ENTRIES) == explorer.MATRICES[preset]
    assert view.error == ""


def test_presets_do_what_their_names_say():
    w = {name: np.reshape(entries, (2, 2)) for name, entries in explorer.MATRICES.items()}
    np.testing.assert_allclose(w["rotation by 30°"] @ w["rotation by 30°"].T, np.eye(2), atol=0.01)
    assert np.linalg.det(w["mirror"]) == pytest.approx(-1)
    assert np.linalg.det(w["shear"]) == pytest.approx(1)
    assert np.linalg.matrix_rank(w["flat: all onto one line"]) == 1
    np.testing.assert_array_equal(w["nothing"], np.eye(2))


def test_the_title_tells_the_factor_of_the_area():
    assert "× 0.75" in axes(w11=1.5, w12=0, w21=0, w22=0.5)[1].get_title()
    assert "× 0.56" in axes(w11=1.5, w12=0, w21=0, w22=0.5, layers=2)[1].get_title()
    assert "areas" not in axes(relu=True)[1].get_title()


def test_the_right_picture_shows_the_moved_points():
    right = axes(w11=1, w12=0, w21=0, w22=1, b1=0.5, b2=-0.5, relu=True)[1]
    drawn = np.concatenate([c.get_offsets() for c in right.collections])
    assert drawn.min() == 0
    np.testing.assert_allclose(drawn.max(axis=0), [1.5, 0.5])
