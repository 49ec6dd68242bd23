"""dlcourse.plots.lifted: what is drawn."""

import matplotlib.pyplot as plt
import numpy as np
import pytest

from dlcourse.plots.lifted import _level, plot_lifted_sheet

SIDE = np.linspace(-1, 1, 5)
FLAT = np.stack(np.meshgrid(SIDE, SIDE), axis=-1)
TENT = np.concatenate([FLAT, 1 - np.abs(FLAT).max(axis=-1, keepdims=True)], axis=-1)
KERNEL, BIAS = np.array([[0.0, 0.0], [0.0, 0.0], [-1.0, 1.0]]), np.array([0.5, -0.5])
POINTS = np.array([[0.0, 0.0, 0.9], [1.0, 0.0, 0.0], [0.1, 0.0, 0.7]])


@pytest.mark.parametrize("normal", [(0, 0, 2), (1, -1, 0), (-3, -2, -1)])
def test_the_picture_is_turned_and_not_stretched(normal):
    basis, height = _level(np.array(normal, dtype=float), 3.0)
    np.testing.assert_allclose(basis.T @ basis, np.eye(3), atol=1e-12)
    np.testing.assert_allclose(basis[:, 2], normal / np.linalg.norm(normal))
    assert height == pytest.approx(3 / np.linalg.norm(normal))
    assert np.linalg.det(basis) == pytest.approx(1)


def test_class_1_stands_above_the_cut_as_the_scores_say():
    ax = plot_lifted_sheet(TENT, POINTS, [1, 0, 1], KERNEL, BIAS)
    below, above = (dots._offsets3d[2] for dots in ax.collections if hasattr(dots, "_offsets3d"))
    np.testing.assert_allclose(below, [-0.5])
    np.testing.assert_allclose(above, [0.4, 0.2])


def test_it_draws_where_it_is_told():
    figure = plt.figure()
    ax = figure.add_subplot(projection="3d")
    assert plot_lifted_sheet(TENT, POINTS, [1, 0, 1], KERNEL, BIAS, ax=ax) is ax
    assert any("cut" in text.get_text() for text in ax.texts)


@pytest.mark.parametrize(
    "change",
    [
        {"sheet": FLAT},
        {"points": POINTS[:, :2]},
        {"kernel": KERNEL[:, :1]},
        {"bias": BIAS[:1]},
    ],
    ids=["sheet", "points", "kernel", "bias"],
)
def test_other_shapes_are_refused(change):
    arguments = {"sheet": TENT, "points": POINTS, "kernel": KERNEL, "bias": BIAS} | change
    with pytest.raises(ValueError, match="Expected a sheet and points in three.*Received"):
        plot_lifted_sheet(labels=[1, 0, 1], **arguments)


def test_two_scores_that_are_one_cut_nothing():
    with pytest.raises(ValueError, match="Expected two scores that differ. Received"):
        plot_lifted_sheet(TENT, POINTS, [1, 0, 1], np.ones((3, 2)), BIAS)
