"""dlcourse.plots.decision: what is drawn, and where."""

import warnings

import matplotlib.pyplot as plt
import numpy as np
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from matplotlib.colors import to_rgba

from dlcourse.plots import plot_borders, plot_decision_line, plot_regions, plot_samples
from dlcourse.plots.style import CLASS_COLORS, REGION_COLORS

X = np.array([[0.0, 0.0], [0.0, 1.0], [1.0, 0.0], [1.0, 1.0]])
Y = np.array([0, 1, 1, 0])


def markers(ax):
    return [c.get_paths()[0].vertices.tolist() for c in ax.collections]


# plot_samples


def test_each_class_has_its_points_colour_and_marker():
    ax = plot_samples(X, Y)
    assert [c.get_offsets().tolist() for c in ax.collections] == [
        X[Y == 0].tolist(),
        X[Y == 1].tolist(),
    ]
    colors = [tuple(c.get_facecolor()[0]) for c in ax.collections]
    assert colors == [to_rgba(CLASS_COLORS[0]), to_rgba(CLASS_COLORS[1])]
    one, two = markers(ax)
    assert one != two


def test_a_missing_class_shifts_no_colour():
    ax = plot_samples(X, np.array([2, 2, 1, 1]))
    colors = [tuple(c.get_facecolor()[0]) for c in ax.collections]
    assert colors == [to_rgba(CLASS_COLORS[1]), to_rgba(CLASS_COLORS[2])]


def test_legend_names_the_classes_and_is_absent_without_names():
    ax = plot_samples(X, Y, class_names=["off", "on"])
    assert [t.get_text() for t in ax.get_legend().get_texts()] == ["off", "on"]
    assert plot_samples(X, Y).get_legend() is None


def test_the_view_holds_all_points_with_the_margin_and_one_scale():
    ax = plot_samples(3 * X, Y, margin=0.5)
    assert ax.get_xlim() == ax.get_ylim() == (-1.5, 4.5)
    assert ax.get_aspect() == 1


def test_bits_have_whole_ticks():
    ax = plot_samples(X, Y, margin=0.5)
    assert [t for t in ax.get_xticks() if -0.5 <= t <= 1.5] == [0, 1]


def test_a_single_point_has_room():
    low, high = plot_samples([[2.0, 3.0]], [0]).get_xlim()
    assert low < 2 < high


@pytest.mark.parametrize("x, y", [(X[:, :1], Y), (X, Y[:3]), (X[:0], Y[:0]), (X[0], Y)])
def test_wrong_shapes_are_refused(x, y):
    with pytest.raises(ValueError, match="Received: x.shape="):
        plot_samples(x, y)


@pytest.mark.parametrize("y", [[0, 1, 2, 6], [-1, 1, 1, -1], [0.5, 0, 0, 0]])
def test_classes_without_marker_are_refused(y):
    with pytest.raises(ValueError, match="Expected classes from 0 to 5. Received:"):
        plot_samples(X, y)


# plot_decision_line


@settings(max_examples=30)
@given(*[st.floats(-3, 3)] * 3)
def test_every_point_of_the_line_solves_its_equation(w1, w2, b):
    assume(np.hypot(w1, w2) > 1e-3)
    ax = plot_decision_line([w1, w2], b)
    ends = np.array([ax.lines[0].get_xy1(), ax.lines[0].get_xy2()])
    assert not np.allclose(*ends)
    np.testing.assert_allclose(ends @ [w1, w2] + b, 0, atol=1e-6 * (1 + np.abs(ends).max()))
    plt.close(ax.figure)


def test_the_line_does_not_widen_the_view():
    ax = plot_samples(X, Y)
    before = ax.get_xlim(), ax.get_ylim()
    plot_decision_line([1.0, 1.0], -100.0, ax=ax)
    assert (ax.get_xlim(), ax.get_ylim()) == before


def test_without_weights_there_is_no_line():
    assert not plot_decision_line([0, 0], 1.0).lines


@pytest.mark.parametrize("sign", [1, -1])
def test_the_arrow_points_to_the_side_of_output_1(sign):
    weights, bias = sign * np.array([1.0, 2.0]), sign * -1.5
    ax = plot_decision_line(weights, bias, normal=True, ax=plot_samples(X, Y))
    arrow = ax.texts[0]  # Matplotlib keeps an annotation among the texts
    start, tip = np.array(arrow.xyann), np.array(arrow.xy)
    np.testing.assert_allclose(start @ weights + bias, 0, atol=1e-12)
    assert tip @ weights + bias > 0
    np.testing.assert_allclose(np.cross([*(tip - start), 0], [*weights, 0]), 0, atol=1e-12)


@pytest.mark.parametrize("weights", [[1.0], [1.0, 2.0, 3.0], [[1.0, 2.0]]])
def test_a_line_needs_two_weights(weights):
    with pytest.raises(ValueError, match="Received: weights.shape="):
        plot_decision_line(weights, 0.0)


# plot_regions


def test_regions_show_the_class_of_each_place():
    ax = plot_regions(lambda p: p[:, 0] + 2 * p[:, 1] > 1, ax=plot_samples(X, Y))
    image, (left, right, bottom, top) = ax.images[0].get_array(), ax.images[0].get_extent()
    assert ax.images[0].origin == "lower"
    for x1, x2 in [(0.9, 0.9), (0.1, 0.1), (-0.2, 1.2), (1.2, -0.2), (1.2, 0.2)]:
        column = int((x1 - left) / (right - left) * image.shape[1])
        row = int((x2 - bottom) / (top - bottom) * image.shape[0])
        expected = to_rgba(REGION_COLORS[int(x1 + 2 * x2 > 1)])
        np.testing.assert_allclose(image[row, column], expected)


def test_regions_leave_the_view_as_it_is():
    ax = plot_samples(X, Y)
    before = ax.get_xlim(), ax.get_ylim()
    plot_regions(lambda p: np.zeros(len(p)), ax=ax)
    assert (ax.get_xlim(), ax.get_ylim()) == before and ax.get_aspect() == 1


def test_predict_may_return_a_column():
    ax = plot_regions(lambda p: p[:, :1] > 0.5, resolution=10)
    assert ax.images[0].get_array().shape == (10, 10, 4)


def test_predict_must_answer_for_every_point():
    with pytest.raises(ValueError, match="Expected predict to return 100 classes"):
        plot_regions(lambda p: np.zeros((len(p), 3)), resolution=10)


# plot_borders


def segments(ax):
    return [
        path.vertices for contours in ax.collections for path in contours.get_paths() if len(path)
    ]


def test_a_border_lies_where_the_output_crosses_the_level():
    ax = plot_borders(lambda points: points[:, 0], level=0.3)
    (line,) = segments(ax)
    np.testing.assert_allclose(line[:, 0], 0.3, atol=1e-9)
    assert line[:, 1].min() == 0 and line[:, 1].max() == 1


def test_each_model_has_a_border_of_its_own():
    ax = plot_borders(lambda points: np.stack([points[:, :1], points[:, 1:]]))
    upright, level = segments(ax)
    np.testing.assert_allclose(upright[:, 0], 0.5, atol=1e-9)
    np.testing.assert_allclose(level[:, 1], 0.5, atol=1e-9)


def test_no_border_where_the_level_is_never_reached():
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        assert segments(plot_borders(lambda points: np.zeros(len(points)))) == []


def test_borders_leave_the_view_and_the_samples_alone():
    ax = plot_samples(X, Y, size=20)
    limits = ax.get_xlim(), ax.get_ylim()
    plot_borders(lambda points: points[:, 0], ax=ax)
    assert (ax.get_xlim(), ax.get_ylim()) == limits
    assert ax.collections[0].get_sizes().tolist() == [20]


def test_borders_need_a_number_for_each_point():
    with pytest.raises(ValueError, match=r"Expected predict to return .* Received: shape="):
        plot_borders(lambda points: np.zeros(7))
