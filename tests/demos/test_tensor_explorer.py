"""The demo of the lesson on tensors: what it claims is what it shows."""

import importlib

import keras
import numpy as np
import pytest
from parabola import axes_of

from dlcourse import demos

explorer = importlib.import_module("dlcourse.demos.gallery.tensor_explorer")
GRID = np.stack(np.meshgrid(np.linspace(-1, 1, 5), np.linspace(-1, 1, 5)), axis=-1)
MATRIX, SHIFT = np.array([[0.5, 1.0], [-1.0, 0.3]]), np.array([0.2, -0.4])


def axes(**values):
    return axes_of(explorer.demo, **values)


def preset(name):
    return dict(zip(explorer.ENTRIES, explorer.MATRICES[name], strict=True))


def title(**values):
    return axes(**values)[1].get_title()


def test_a_layer_with_relu_is_a_dense_layer():
    layer = keras.layers.Dense(2, "relu", dtype="float64")
    layer.build((None, 2))
    layer.set_weights([MATRIX, SHIFT])
    expected = keras.ops.convert_to_numpy(layer(layer(GRID.reshape(-1, 2))))
    moved = explorer.transform(GRID, MATRIX, SHIFT, "relu", layers=2)
    np.testing.assert_allclose(moved.reshape(-1, 2), expected, atol=1e-12)


def test_a_fold_is_two_dense_layers_with_relu_between():
    both = np.concatenate([MATRIX, -MATRIX], axis=1)
    units = np.maximum(GRID @ both + np.concatenate([SHIFT, -SHIFT]), 0)
    expected = units @ np.concatenate([np.eye(2), np.eye(2)])
    folded = explorer.transform(GRID, MATRIX, SHIFT, "fold", layers=1)
    np.testing.assert_allclose(folded, expected, atol=1e-12)


def test_without_a_bend_all_layers_are_one_map():
    moved = explorer.transform(GRID, MATRIX, SHIFT, "no bend", layers=4)
    steps = np.diff(moved, axis=1)
    np.testing.assert_allclose(steps, np.broadcast_to(steps[0, 0], steps.shape), atol=1e-12)


@pytest.mark.parametrize("bend", ["relu", "fold"])
def test_with_a_bend_they_are_not(bend):
    moved = explorer.transform(GRID, MATRIX, SHIFT, bend, layers=2)
    assert np.ptp(np.diff(moved, axis=1), axis=(0, 1)).max() > 0.1


@pytest.mark.parametrize("name", explorer.MATRICES)
def test_a_preset_sets_the_four_sliders(name):
    view = demos.tensor_explorer()
    view.set(preset=name)
    assert tuple(view.values[entry] for entry in explorer.ENTRIES) == explorer.MATRICES[name]
    assert view.error == ""


@pytest.mark.parametrize("degrees", [30, 45])
def test_rotations_turn_by_the_angle_in_their_name(degrees):
    w = np.reshape(explorer.MATRICES[f"rotation by {degrees}°"], (2, 2))
    angle = np.deg2rad(degrees)
    east = np.array([1.0, 0.0])  # taken by that many degrees towards the north
    np.testing.assert_allclose(east @ w, [np.cos(angle), np.sin(angle)], atol=1e-3)
    np.testing.assert_allclose(w @ w.T, np.eye(2), atol=0.01)


def test_the_other_presets_do_what_their_names_say():
    w = {name: np.reshape(entries, (2, 2)) for name, entries in explorer.MATRICES.items()}
    np.testing.assert_array_equal(w["scaling"], np.diag(np.diag(w["scaling"])))
    assert w["scaling"][0, 0] > 1 > w["scaling"][1, 1] > 0
    east = np.array([1.0, 0.0])
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
    left, right = axes(w11=0.5, w12=1.0, w21=-1.0, w22=0.3, b1=0.2, b2=-0.4, bend="no bend")
    np.testing.assert_allclose(drawn(right), drawn(left) @ MATRIX + SHIFT, atol=1e-8)


def test_the_left_picture_is_the_sheet_before():
    left, right = axes(w11=2, w12=1, bend="relu")
    assert (left.get_title(), len(drawn(left))) == ("before 1 × (@ W + b, then relu)", 100)
    assert drawn(left).min(axis=0).tolist() == [-1, -1] == (-drawn(left).max(axis=0)).tolist()
    # No shift throws the rotated sheet out of the picture.
    assert np.abs(drawn(axes(b1=0.5)[1])).max() < right.get_xlim()[1]


def test_the_demo_starts_with_one_fold_of_a_turned_sheet():
    start = demos.get("tensor_explorer").start
    assert tuple(start[name] for name in explorer.ENTRIES) == explorer.MATRICES[start["preset"]]
    assert (start["b1"], start["b2"], start["layers"], start["bend"]) == (0, 0, 1, "fold")
    assert start["preset"] == "rotation by 45°"


def test_each_layer_moves_the_points_once_more():
    left, right = axes(w11=1.5, w12=0, w21=0, w22=0.5, layers=3, bend="no bend")
    np.testing.assert_allclose(drawn(right), drawn(left) * [1.5**3, 0.5**3], atol=1e-8)


def test_the_corners_meet_at_the_second_fold():
    """The question that the demo asks."""
    assert title(layers=1) == "corners: 2 points    paper left: 100%"
    assert title(layers=2) == "corners: 1 point    paper left: 100%"
    assert title(layers=4, bend="no bend").startswith("corners: 4 points")
    assert title(layers=1, bend="relu") == "corners: 3 points    paper left: 25%"


@pytest.mark.parametrize(
    ("values", "area"),
    [
        ({**preset("scaling"), "bend": "no bend"}, 0.75),
        ({**preset("scaling"), "w11": -1.5, "bend": "fold"}, 0.75),
        ({**preset("scaling"), "layers": 2, "bend": "fold"}, 0.75**2),
        ({**preset("nothing"), "b1": 0.5, "b2": 0.5, "bend": "relu"}, 0.75**2 + 0.003),
        ({**preset("flat: all onto one line"), "bend": "no bend"}, 0),
    ],
)
def test_the_title_tells_what_is_left_of_the_paper(values, area):
    assert title(**values).endswith(f"paper left: {area:.0%}")


def test_folded_quarters_lie_on_each_other_and_all_of_them_show():
    right = axes(**preset("nothing"), bend="fold")[1]
    first, *others = right.collections
    sizes = [dots.get_sizes()[0] for dots in right.collections]
    assert sizes == sorted(sizes, reverse=True) and len(set(sizes)) == 4
    for dots in others:
        same = [np.unique(np.round(d.get_offsets(), 6), axis=0) for d in (first, dots)]
        np.testing.assert_array_equal(*same)
