"""The demo of lesson 03: what it claims is what it shows."""

import importlib

import keras
import numpy as np
import pytest
from parabola import axes_of

from dlcourse import demos

folding = importlib.import_module("dlcourse.demos.gallery.folding_plane")


def right(points=folding.XOR, crease=45, shift=0.0, turn=180):
    x, y = folding._samples(points)
    return folding.best_line(folding.hidden(x, crease, shift, turn), y)[2]


def test_a_flat_sheet_is_only_turned_and_moved():
    x = np.random.default_rng(0).normal(size=(9, 2))
    h = folding.hidden(x, crease=30, shift=0.0, turn=0)

    def distances(p):
        return np.linalg.norm(p[:, None] - p, axis=-1)

    np.testing.assert_allclose(distances(h), distances(x), atol=1e-12)


def test_folding_over_keeps_distances_within_each_half():
    x = np.array([[0.1, 0.9], [0.2, 1.3], [1.0, 0.2], [1.4, 0.1]])  # two points on either side
    h = folding.hidden(x, crease=45, shift=0.0, turn=180)
    for i, j in ((0, 1), (2, 3)):
        np.testing.assert_allclose(np.linalg.norm(h[i] - h[j]), np.linalg.norm(x[i] - x[j]))
    assert np.all(h[:, 1] > 0)


def test_it_is_a_dense_layer_with_leaky_relu():
    """A large bias takes the first unit to where it is straight; it is undone afterwards."""
    angle, slope = np.deg2rad(30), np.cos(np.deg2rad(120))
    kernel = [[np.cos(angle), np.sin(angle)], [np.sin(angle), -np.cos(angle)]]
    bias = -0.5 * np.sum(kernel, axis=0) + [100, -0.2]
    layer = keras.layers.Dense(2, lambda z: keras.ops.where(z > 0, z, slope * z), dtype="float64")
    layer.build((None, 2))
    layer.set_weights([np.array(kernel), bias])
    x = np.random.default_rng(1).uniform(-0.5, 1.5, size=(20, 2))
    expected = keras.ops.convert_to_numpy(layer(x)) - [100, 0]
    np.testing.assert_allclose(folding.hidden(x, 30, 0.2, 120), expected, atol=1e-9)


def test_xor_needs_the_half_sheet_to_come_over():
    for turn in range(0, 181, 10):
        assert right(turn=turn) == (4 if turn > 90 else 3)


@pytest.mark.parametrize("crease", [0, 90])
def test_a_crease_between_the_points_makes_it_worse(crease):
    assert right(crease=crease) == 2  # it lays a 0 on a 1, twice


def test_one_fold_does_not_solve_the_other_two():
    for points in (folding.RING, folding.CHESSBOARD):
        flat, n = right(points, turn=0), len(folding._samples(points)[0])
        best = max(
            right(points, crease, shift) for crease in range(0, 180, 15) for shift in (0, 0.2)
        )
        assert flat < best < n


def brute_force(points, y):
    """Return the most points that a line gets right, from random lines."""
    rng = np.random.default_rng(0)
    directions, thresholds = rng.normal(size=(4000, 2)), rng.normal(size=4000)
    ones = points @ directions.T > thresholds
    return np.max(np.sum(ones == y[:, None], axis=0))


@pytest.mark.parametrize("seed", range(5))
def test_best_line_is_the_best(seed):
    rng = np.random.default_rng(seed)
    points, y = rng.normal(size=(9, 2)), rng.integers(0, 2, 9)
    y[:2] = 0, 1
    weights, bias, count = folding.best_line(points, y)
    assert np.sum((points @ weights + bias > 0) == y) == count
    assert count >= brute_force(points, y) - 1  # lines outside of all points are not tried
    assert np.linalg.norm(weights) == pytest.approx(1)


def test_best_line_takes_the_middle_of_the_widest_gap():
    weights, bias, count = folding.best_line(
        np.array([[0.0, 0], [0, 1], [2, 0], [2, 1]]), [0, 0, 1, 1]
    )
    np.testing.assert_allclose([*weights, bias, count], [1, 0, -1, 4], atol=1e-12)


@pytest.mark.parametrize("points", [folding.XOR, folding.RING, folding.CHESSBOARD])
def test_all_points_lie_on_the_sheet(points):
    x, y = folding._samples(points)
    assert x.min() >= -0.5 and x.max() <= 1.5 and set(y) == {0, 1}


def test_the_view_follows_its_controls():
    view = demos.folding_plane()
    pictures = [view.png]
    for change in ({"turn": 150}, {"crease": 90}, {"shift": 0.3}, {"points": folding.RING}):
        view.set(**change)
        assert view.error == ""
        pictures.append(view.png)
    assert len(set(pictures)) == len(pictures)


def titles(**values):
    return axes_of(folding.demo, **values)


def test_the_title_counts_the_right_points():
    assert "4 of 4" in titles()[1].get_title()
    assert "3 of 4" in titles(turn=60)[1].get_title()


def test_the_turned_half_is_marked_on_both_sheets():
    for ax in titles(shift=0.2):
        black = next(line for line in ax.lines if line.get_linestyle() == "--")
        x, y = np.array(black.get_data())
        assert len(x) > 100
    np.testing.assert_allclose(y, 0, atol=1e-9)  # after the layer, the crease is where unit 2 bends
