"""The demo of lesson 00: what it claims is what it shows."""

import importlib

import keras
import numpy as np
import pytest
from matplotlib.figure import Figure

from dlcourse import demos
from dlcourse.demos.core.demo import DPI

explorer = importlib.import_module("dlcourse.demos.gallery.tensor_explorer")
GRID = np.stack(np.meshgrid(np.linspace(-1, 1, 5), np.linspace(-1, 1, 5)), axis=-1)
MATRIX, SHIFT = np.array([[0.5, 1.0], [-1.0, 0.3]]), np.array([0.2, -0.4])


def axes(**values):
    figure = Figure(figsize=demos.get("tensor_explorer").figsize, dpi=DPI, layout="none")
    start = {k: v for k, v in demos.get("tensor_explorer").start.items() if k != "preset"}
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
    angle = np.deg2rad(30)
    east = np.array([1.0, 0.0])  # the rotation takes it 30 degrees towards the north
    np.testing.assert_allclose(
        east @ w["rotation by 30°"], [np.cos(angle), np.sin(angle)], atol=1e-3
    )
    np.testing.assert_allclose(w["rotation by 30°"] @ w["rotation by 30°"].T, np.eye(2), atol=0.01)
    np.testing.assert_array_equal(w["scaling"], np.diag(np.diag(w["scaling"])))
    assert w["scaling"][0, 0] > 1 > w["scaling"][1, 1] > 0
    np.testing.assert_array_equal(east @ w["shear"], east)  # one direction stays, areas stay
    assert np.linalg.det(w["shear"]) == pytest.approx(1) and w["shear"][1, 0] != 0
    np.testing.assert_array_equal(w["mirror"], np.diag([-1.0, 1.0]))
    assert np.linalg.matrix_rank(w["flat: all onto one line"]) == 1
    np.testing.assert_array_equal(w["nothing"], np.eye(2))


def drawn(ax):
    """Return the points of the picture, quarter by quarter, shape (n_points, 2)."""
    return np.concatenate([np.asarray(dots.get_offsets()) for dots in ax.collections])


def test_the_entries_are_those_of_the_matrix_row_by_row():
    assert explorer.ENTRIES == ("w11", "w12", "w21", "w22")
    left, right = axes(w11=0.5, w12=1.0, w21=-1.0, w22=0.3, b1=0.2, b2=-0.4)
    np.testing.assert_allclose(drawn(right), drawn(left) @ MATRIX + SHIFT, atol=1e-8)


def test_the_left_picture_is_the_sheet_before():
    left, right = axes(w11=2, w12=1, relu=True)
    assert (left.get_title(), len(drawn(left))) == ("before", 100)
    assert drawn(left).min(axis=0).tolist() == [-1, -1] == (-drawn(left).max(axis=0)).tolist()
    # No shift throws the rotated sheet out of the picture.
    assert np.abs(drawn(axes(b1=1.5)[1])).max() < right.get_xlim()[1]


def test_the_demo_starts_with_one_rotation_and_nothing_else():
    start = demos.get("tensor_explorer").start
    assert tuple(start[name] for name in explorer.ENTRIES) == explorer.MATRICES[start["preset"]]
    assert (start["b1"], start["b2"], start["layers"], start["relu"]) == (0, 0, 1, False)


def test_each_layer_moves_the_points_once_more():
    left, right = axes(w11=1.5, w12=0, w21=0, w22=0.5, layers=3)
    np.testing.assert_allclose(drawn(right), drawn(left) * [1.5**3, 0.5**3], atol=1e-8)


@pytest.mark.parametrize(
    ("values", "title"),
    [
        ({"w11": 1.5, "w12": 0, "w21": 0, "w22": 0.5}, "x W + b: areas × 0.75"),
        ({"w11": -1.5, "w12": 0, "w21": 0, "w22": 0.5}, "x W + b: areas × 0.75"),
        (
            {"w11": 1.5, "w12": 0, "w21": 0, "w22": 0.5, "layers": 2},
            "x W + b, 2 times: areas × 0.56",
        ),
        ({"relu": True}, "relu(x W + b)"),
        ({"relu": True, "layers": 3}, "relu(x W + b), 3 times"),
    ],
)
def test_the_title_tells_the_layer_and_the_factor_of_the_area(values, title):
    assert axes(**values)[1].get_title() == title


def test_the_right_picture_shows_the_moved_points():
    moved = drawn(axes(w11=1, w12=0, w21=0, w22=1, b1=0.5, b2=-0.5, relu=True)[1])
    assert moved.min() == 0
    np.testing.assert_allclose(moved.max(axis=0), [1.5, 0.5])
