"""dlcourse.plots.bent_sheet: what is drawn."""

import matplotlib.pyplot as plt
import numpy as np
import pytest

from dlcourse.plots.bent_sheet import _halves, _level, _normals, _quads, plot_bent_sheet

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
    ax = plot_bent_sheet(TENT, POINTS, [1, 0, 1], KERNEL, BIAS)
    below, above = (dots._offsets3d[2] for dots in ax.collections if hasattr(dots, "_offsets3d"))
    np.testing.assert_allclose(below, [-0.5])
    np.testing.assert_allclose(above, [0.4, 0.2])


def test_it_draws_where_it_is_told():
    figure = plt.figure()
    ax = figure.add_subplot(projection="3d")
    assert plot_bent_sheet(TENT, POINTS, [1, 0, 1], KERNEL, BIAS, ax=ax) is ax
    assert any("cut" in text.get_text() for text in ax.texts)


@pytest.mark.parametrize("words", ["", "here"])
def test_the_plane_is_named_as_one_says(words):
    ax = plot_bent_sheet(TENT, POINTS, [1, 0, 1], KERNEL, BIAS, cut=words)
    assert [text.get_text() for text in ax.texts] == [words]


def test_paper_that_crosses_the_cut_is_parted_along_it():
    quads = _quads(TENT - [0, 0, 0.3])
    parts = {above: _halves(quads, above=above) for above in (False, True)}
    assert np.all(parts[True][..., 2] >= -1e-12) and np.all(parts[False][..., 2] <= 1e-12)

    def area(faces):
        return np.linalg.norm(np.cross(faces, np.roll(faces, -1, axis=1)).sum(axis=1), axis=1).sum()

    assert area(parts[True]) + area(parts[False]) == pytest.approx(area(quads), rel=0.05)
    assert area(parts[True]) > 0.1 < area(parts[False])
    assert len(_halves(quads + [0, 0, 9], above=False)) == 0


def test_a_face_pressed_to_a_line_has_no_direction():
    square = np.array([[0, 0, 0], [1, 0, 0], [1, 1, 0], [0, 1, 0]], dtype=float)
    np.testing.assert_allclose(
        _normals(np.stack([square, square * [1, 0, 0]])), [[0, 0, 1], [0] * 3]
    )


@pytest.mark.parametrize("order", [(0, 1, 2), (1, 0, 2), (2, 0, 1), (2, 1, 0)])
def test_the_front_of_the_paper_shows(order):
    corner = np.array([[0.0, 0.0, 0.9], [0.2, 0.0, 0.7], [0.0, 0.2, 0.7]])
    order = list(order)  # of the units; it means nothing
    ax = plot_bent_sheet(TENT[..., order], corner[:, order], [1] * 3, KERNEL[order], BIAS)
    (x, y, _), *none = (dots._offsets3d for dots in ax.collections if hasattr(dots, "_offsets3d"))
    area = np.linalg.det([[x[1] - x[0], y[1] - y[0]], [x[2] - x[0], y[2] - y[0]]]) / 2
    assert area == pytest.approx(0.02) and not none


def test_the_view_of_a_film_stands_still():
    views = []
    for bend in (0.2, 1.0):
        ax = plot_bent_sheet(TENT * [1, 1, bend], POINTS, [1, 0, 1], KERNEL, BIAS, reach=3)
        views.append([ax.get_xlim(), ax.get_ylim(), ax.get_zlim()])
    np.testing.assert_allclose(views[0], views[1])
    np.testing.assert_allclose(np.diff(views[0]).ravel(), [6, 6, 3], rtol=0.1)


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
        plot_bent_sheet(labels=[1, 0, 1], **arguments)


def test_two_scores_that_are_one_cut_nothing():
    with pytest.raises(ValueError, match="Expected two scores that differ. Received"):
        plot_bent_sheet(TENT, POINTS, [1, 0, 1], np.ones((3, 2)), BIAS)
